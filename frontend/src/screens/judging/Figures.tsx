import { useState } from "react";

import { CodeName, coefficient, DotWhisker, Reading, Select, Table, type Column } from "../../components";
import { setQuery, usePlace, useRead } from "../../state";
import { Confusion } from "./Confusion";
import { initialsOf, useFamilies } from "./MetTable";
import { OtherPrograms } from "./OtherPrograms";
import type { CodeFiguresView, ComparisonView, FiguresView, FigureView } from "./types";
import { besideIt, FEW, figureOf, hangsOnWords, narrowingWords, offered, readWithCare, undefinedWords, usedByOne, type Coefficient } from "./figures";

type Unit = "character" | "word" | "sentence" | "utterance" | "segment" | "source" | "case";
const UNITS: readonly { readonly id: Unit; readonly label: string; readonly about?: string }[] = [
  { id: "character", label: "characters", about: "of what was said" },
  { id: "word", label: "words" },
  { id: "sentence", label: "sentences" },
  { id: "utterance", label: "turns" },
  { id: "segment", label: "marked passages", about: "no chance term: nobody counts passages that are not marked" },
  { id: "source", label: "interviews", about: "marked anywhere in it, or not" },
  { id: "case", label: "teams" },
];
const OVERLAPS = [
  { id: "1", label: "all their words" },
  { id: "0.9", label: "nine tenths of their words" },
  { id: "0.5", label: "half their words" },
  { id: "0.01", label: "any word" },
] as const;
type Overlap = (typeof OVERLAPS)[number]["id"];
const EVERYONE = "everyone";

function among<I extends string>(options: readonly { readonly id: I }[], asked: string | null, other: I): I {
  return options.find((one) => one.id === asked)?.id ?? other;
}

/** Every coefficient with its interval, what is undefined as a sentence, and what to read with care. */
export function Figures({ data }: { data: ComparisonView }) {
  const { query } = usePlace();
  const unit = among(UNITS, query.get("unit"), "character");
  const overlap = among(OVERLAPS, query.get("overlap"), "0.5");
  const pairs = pairsOf(data);
  const pair = pairs.find((one) => one.id === query.get("readers"));
  const figures = useRead(
    "/rounds/coefficients",
    { round_id: data.round_id, unit, overlap: Number(overlap), reader_ids: [...(pair?.ids ?? [])] },
    { keepPrevious: true, topics: ["codings"] },
  );
  const bar = (
    <>
      {pairs.length > 1 ? (
        <Select inline label="Readers" value={pair?.id ?? EVERYONE} onChange={(id) => setQuery({ readers: id === EVERYONE ? null : id })} options={[{ id: EVERYONE, label: `all ${data.readers.length}` }, ...pairs]} />
      ) : null}
      <Select<Unit> inline label="Unit" value={unit} onChange={(id) => setQuery({ unit: id === "character" ? null : id })} options={UNITS} />
      {unit === "segment" ? <Select<Overlap> inline label="Same when they share" value={overlap} onChange={(id) => setQuery({ overlap: id === "0.5" ? null : id })} options={OVERLAPS} /> : null}
    </>
  );
  return <Reading of={figures}>{(all) => <Measured data={data} figures={all} bar={bar} />}</Reading>;
}

/** Each two of the readers, in their order. */
function pairsOf(data: ComparisonView): readonly { readonly id: string; readonly label: string; readonly ids: readonly string[] }[] {
  const who = initialsOf(data.readers);
  return data.reader_ids.flatMap((one, at) =>
    data.reader_ids.slice(at + 1).map((other, step) => ({ id: `${one} ${other}`, ids: [one, other], label: `${who[at] ?? ""} and ${who[at + 1 + step] ?? ""}` })),
  );
}

function Measured({ data, figures, bar }: { data: ComparisonView; figures: FiguresView; bar: React.ReactNode }) {
  const choices = offered(figures);
  const [asked, setAsked] = useState("krippendorff_alpha");
  const preferred = figures.unit === "segment" && asked === "krippendorff_alpha" ? "f1" : asked;
  const which = choices.find((one) => one.id === preferred) ?? choices[0];
  const { groupOf, rankOf } = useFamilies();
  const who = initialsOf(figures.readers);
  if (!which) return <div className="figures-bar">{bar}</div>;
  const rows = [...figures.codes].sort((one, other) => rankOf(one.code_id) - rankOf(other.code_id));
  const from = Math.max(-0.5, Math.min(0, ...rows.map((one) => Math.floor((lowest(figureOf(one.figures, which.id))) * 4) / 4)));
  const narrower = narrowingWords(figures, which.id);
  return (
    <>
      <div className="figures-bar">
        <Select inline label="Coefficient" value={which.id} onChange={setAsked} options={choices} />
        {bar}
        <span className="t13"><span className="soft">Interval</span> {intervalWords(figures)}</span>
      </div>
      <OfUnits figures={figures.overall} />
      <ReadWithCare data={data} figures={figures} which={which.id} />
      <Table<CodeFiguresView>
        dense
        caption={`Each code: ${which.label}`}
        rows={rows}
        rowId={(one) => one.code_id}
        groupOf={(one) => groupOf(one.code_id)}
        columns={columnsOf(who, which, from)}
        foot={<Overall figures={figures.overall} which={which} from={from} who={who} />}
      />
      {hangsOnWords(figures, which.id, coefficient).map((words) => <p key={words} className="t13 soft figures-narrower">{words}</p>)}
      {narrower ? <p className="t13 soft figures-narrower">{narrower}</p> : null}
      {who.length === 2 ? <OtherPrograms figures={figures} /> : null}
      {data.reader_ids.length === 2 ? <Confused data={data} who={who} /> : null}
    </>
  );
}

function intervalWords(figures: FiguresView): string {
  if (figures.interval === null) return "none";
  return `95 %, each ${figures.unit === "case" ? "team" : "interview"} left out in turn`;
}

function Confused({ data, who }: { data: ComparisonView; who: readonly string[] }) {
  const differences = useRead("/rounds/differences", { round_id: data.round_id, only_open: false }, { topics: ["codings"] });
  return <Confusion data={data} differences={differences.data ?? []} who={who} />;
}

function columnsOf(who: readonly string[], which: Coefficient, from: number): readonly Column<CodeFiguresView>[] {
  return [
    { id: "code", head: "Code", names: true, cell: (one) => <CodeName id={one.key} name={one.name} family={one.family} /> },
    ...who.map((initials, at): Column<CodeFiguresView> => ({ id: `n ${at}`, head: initials, number: true, wideOnly: true, cell: (one) => one.n_marked[at] ?? 0 })),
    { id: "plot", head: <Axis from={from} />, wideOnly: true, cell: (one) => <Plot figure={figureOf(one.figures, which.id)} name={one.name} from={from} of={one} who={who} /> },
    { id: "value", head: which.sign, number: true, cell: (one) => <Value figure={figureOf(one.figures, which.id)} which={which.id} /> },
    { id: "interval", head: "interval", number: true, cell: (one) => <Interval figure={figureOf(one.figures, which.id)} /> },
    { id: "care", head: <span className="unseen">Beside it</span>, wideOnly: true, cell: (one) => <span className="t12 soft">{besideIt(one, which.id)}</span> },
  ];
}

/** In a round of units the figure made for them, which the others are not. */
function OfUnits({ figures }: { figures: readonly FigureView[] }) {
  const found = figureOf(figures, "unitising_alpha");
  if (!found) return null;
  return (
    <p className="t13 measure">
      Units: uα {found.value === null ? `is ${found.undefined ?? "undefined"}` : <>= <b className="num">{coefficient(found.value)}</b></>}, over {found.n.toLocaleString("en")} characters
      (Krippendorff and others, 2016). It compares where units lie and how long they are; the figures below compare character by character.
    </p>
  );
}

const WIDTH = 220;

function lowest(figure: FigureView | undefined): number {
  return Math.min(figure?.value ?? 0, figure?.low ?? 0);
}

function Axis({ from }: { from: number }) {
  const ticks = ticksOf(from);
  const at = (tick: number): number => 6 + ((tick - from) / (1 - from)) * (WIDTH - 12);
  return (
    <svg width={WIDTH} height={14} aria-hidden="true" className="figures-axis">
      {ticks.map((tick) => <text key={tick} x={at(tick)} y={11} textAnchor="middle">{tick === 0 || tick === 1 ? tick : coefficient(tick)}</text>)}
    </svg>
  );
}

function ticksOf(from: number): readonly number[] {
  return [-1, -0.5, 0, 0.5, 1].filter((tick) => tick >= from);
}

function Plot({ figure, name, from, of, who }: { figure: FigureView | undefined; name: string; from: number; of: CodeFiguresView; who: readonly string[] }) {
  if (!figure) return null;
  if (usedByOne(of)) return <span className="dot-undefined">{undefinedWords(figure, of, who)}</span>;
  const thin = (figure.n_sources ?? FEW) < FEW;
  return <DotWhisker label={name} value={figure.value} low={figure.low} high={figure.high} undefinedBecause={undefinedWords(figure, of, who)} from={from} width={WIDTH} thin={thin} ticks={ticksOf(from)} />;
}

function Value({ figure, which }: { figure: FigureView | undefined; which: string }) {
  if (figure?.value == null) return <span className="soft">undefined</span>;
  if (which === "percent" && figure.n < 20) return <b>{Math.round(figure.value * figure.n)} of {figure.n}</b>;
  return <b>{coefficient(figure.value)}</b>;
}

function Interval({ figure }: { figure: FigureView | undefined }) {
  if (figure?.value == null) return <span className="soft">–</span>;
  if (figure.low === null || figure.high === null) return <span className="soft">none</span>;
  return <span className="soft">{coefficient(figure.low)}–{coefficient(figure.high)}</span>;
}

function Overall({ figures, which, from, who }: { figures: readonly FigureView[]; which: Coefficient; from: number; who: readonly string[] }) {
  const figure = figureOf(figures, which.id);
  if (!figure) return null;
  return (
    <tr>
      <th scope="row">All codes together</th>
      {who.map((initials) => <td key={initials} className="table-wide-only" />)}
      <td className="table-wide-only"><DotWhisker pooled label="All codes together" value={figure.value} low={figure.low} high={figure.high} undefinedBecause={figure.undefined ?? ""} from={from} width={WIDTH} ticks={ticksOf(from)} /></td>
      <td className="table-number"><Value figure={figure} which={which.id} /></td>
      <td className="table-number"><Interval figure={figure} /></td>
      <td className="table-wide-only" />
    </tr>
  );
}

function ReadWithCare({ data, figures, which }: { data: ComparisonView; figures: FiguresView; which: string }) {
  const said = readWithCare(data, figures, which);
  if (said.length === 0) return null;
  return (
    <section aria-label="Read with care" className="figures-care">
      <h2 className="section-title">Read with care</h2>
      <ul>{said.map((one) => <li key={one}><span className="care-mark" aria-hidden="true" /> {one}</li>)}</ul>
    </section>
  );
}
