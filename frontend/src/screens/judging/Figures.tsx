import { useState } from "react";

import { CodeName, coefficient, DotWhisker, Select, Table, type Column } from "../../components";
import { setQuery, useRead } from "../../state";
import type { Unit } from "./Comparison";
import { Confusion } from "./Confusion";
import { initialsOf, useFamilies } from "./MetTable";
import type { ComparisonView, FigureView, MetView } from "./types";
import { FEW, figureOf, readWithCare, undefinedWords, usedByOne } from "./figures";

const COEFFICIENTS = [
  { id: "krippendorff_alpha", label: "Krippendorff’s α", about: "for any number of readers; what is not marked counts too" },
  { id: "cohen_kappa", label: "Cohen’s κ", about: "for two readers, beyond what chance would give" },
  { id: "percent", label: "Agreement, as a share", about: "not corrected for chance; high wherever little is marked" },
] as const;
type Which = (typeof COEFFICIENTS)[number]["id"];
const UNITS: readonly { readonly id: Unit; readonly label: string }[] = [
  { id: "character", label: "characters" },
  { id: "utterance", label: "turns" },
  { id: "source", label: "interviews" },
];

/** Every coefficient with its interval, what is undefined as a sentence, and what to read with care. */
export function Figures({ data, unit }: { data: ComparisonView; unit: Unit }) {
  const [which, setWhich] = useState<Which>("krippendorff_alpha");
  const { groupOf, rankOf } = useFamilies();
  const differences = useRead("/rounds/differences", { round_id: data.round_id, only_open: false }, { topics: ["codings"] });
  const who = initialsOf(data.readers);
  const rows = [...data.met].sort((one, other) => rankOf(one.code_id) - rankOf(other.code_id));
  const from = Math.max(-0.5, Math.min(0, ...rows.map((one) => Math.floor((lowest(figureOf(one.figures, which))) * 4) / 4)));
  const offered = COEFFICIENTS.filter((one) => one.id !== "cohen_kappa" || who.length === 2);
  return (
    <>
      <div className="figures-bar">
        <Select<Which> inline label="Coefficient" value={which} onChange={setWhich} options={offered} />
        <Select<Unit> inline label="Unit" value={unit} onChange={(id) => setQuery({ unit: id === "character" ? null : id })} options={UNITS} />
        <span className="t13"><span className="soft">Interval</span> 95 %, interviews resampled</span>
      </div>
      <ReadWithCare data={data} which={which} />
      <Table<MetView>
        dense
        caption={`Each code: ${COEFFICIENTS.find((one) => one.id === which)?.label ?? ""}`}
        rows={rows}
        rowId={(one) => one.code_id}
        groupOf={(one) => groupOf(one.code_id)}
        columns={columnsOf(who, which, from)}
        foot={<Overall figures={data.overall} which={which} from={from} who={who} />}
      />
      {who.length === 2 ? <Confusion data={data} differences={differences.data ?? []} who={who} /> : null}
    </>
  );
}

function columnsOf(who: readonly string[], which: Which, from: number): readonly Column<MetView>[] {
  return [
    { id: "code", head: "Code", names: true, cell: (one) => <CodeName id={one.key} name={one.name} family={one.family} /> },
    ...who.map((initials, at): Column<MetView> => ({ id: `n ${at}`, head: initials, number: true, wideOnly: true, cell: (one) => one.n_marked[at] ?? 0 })),
    { id: "plot", head: <Axis from={from} />, wideOnly: true, cell: (one) => <Plot figure={figureOf(one.figures, which)} name={one.name} from={from} of={one} who={who} /> },
    { id: "value", head: which === "percent" ? "share" : which === "cohen_kappa" ? "κ" : "α", number: true, cell: (one) => <Value figure={figureOf(one.figures, which)} which={which} /> },
    { id: "interval", head: "interval", number: true, cell: (one) => <Interval figure={figureOf(one.figures, which)} /> },
  ];
}

const WIDTH = 340;

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
  return [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1].filter((tick) => tick >= from);
}

function Plot({ figure, name, from, of, who }: { figure: FigureView | undefined; name: string; from: number; of: MetView; who: readonly string[] }) {
  if (!figure) return null;
  if (usedByOne(of)) return <span className="dot-undefined">{undefinedWords(figure, of, who)}</span>;
  const thin = (figure.n_sources ?? FEW) < FEW;
  return <DotWhisker label={name} value={figure.value} low={figure.low} high={figure.high} undefinedBecause={undefinedWords(figure, of, who)} from={from} width={WIDTH} thin={thin} ticks={ticksOf(from)} />;
}

function Value({ figure, which }: { figure: FigureView | undefined; which: Which }) {
  if (figure?.value == null) return <span className="soft">undefined</span>;
  if (which === "percent" && figure.n < 20) return <b>{Math.round(figure.value * figure.n)} of {figure.n}</b>;
  return <b>{coefficient(figure.value)}</b>;
}

function Interval({ figure }: { figure: FigureView | undefined }) {
  if (figure?.value == null) return <span className="soft">–</span>;
  if (figure.low === null || figure.high === null) return <span className="soft">none</span>;
  return <span className="soft">{coefficient(figure.low)}–{coefficient(figure.high)}</span>;
}

function Overall({ figures, which, from, who }: { figures: readonly FigureView[]; which: Which; from: number; who: readonly string[] }) {
  const figure = figureOf(figures, which);
  if (!figure) return null;
  return (
    <tr>
      <th scope="row">All codes together</th>
      {who.map((initials) => <td key={initials} className="table-wide-only" />)}
      <td className="table-wide-only"><DotWhisker pooled label="All codes together" value={figure.value} low={figure.low} high={figure.high} undefinedBecause={figure.undefined ?? ""} from={from} width={WIDTH} ticks={ticksOf(from)} /></td>
      <td className="table-number"><Value figure={figure} which={which} /></td>
      <td className="table-number"><Interval figure={figure} /></td>
    </tr>
  );
}

function ReadWithCare({ data, which }: { data: ComparisonView; which: Which }) {
  const said = readWithCare(data, which);
  if (said.length === 0) return null;
  return (
    <section aria-label="Read with care" className="figures-care">
      <h2 className="section-title">Read with care</h2>
      <ul>{said.map((one) => <li key={one}><span className="care-mark" aria-hidden="true" /> {one}</li>)}</ul>
    </section>
  );
}
