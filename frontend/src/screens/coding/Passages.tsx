import { useMemo, useState } from "react";

import { Button, Checkbox, CodeName, EmptyState, HearIt, Link, Reading, RefusalNotice, Screen, Select, SoundElement, type Option } from "../../components";
import { clock } from "../../model/text";
import { addressOf, announce, navigate, useCommands, useHeard, useKeys, useMay, useRead, type Hearing } from "../../state";
import { CodeDrawer } from "./CodeDrawer";
import { MediaPassages } from "./MediaPassages";
import { ChooseMany, choosing, useSplitting, type Chosen } from "./ChooseMany";
import { useHiddenCounts } from "./hiddenCounts";
import { counted, type CodeView, type PassageView } from "./types";
import "./Passages.css";

const ALL = "all";
const FORMATS = [["docx", "Word"], ["xlsx", "Excel"], ["csv", "CSV"], ["md", "Markdown"]] as const;

/** Every passage of a code, by team and role, with the question before it. */
export function Passages({ codeId }: { codeId: string }) {
  const codes = useRead("/codes", { round_id: "", with_retired: true });
  const code = codes.data?.find((one) => one.id === codeId);
  if (!codes.data) return <Screen title="Passages">{codes.error ? <RefusalNotice error={codes.error} /> : null}</Screen>;
  if (!code) {
    return (
      <Screen title="Passages">
        <EmptyState title="There is no such code" action={<Button onPress={() => navigate("/code")}>Go to Code</Button>}>It may have been taken back, or belong to another study.</EmptyState>
      </Screen>
    );
  }
  return <Screen title={`Passages of ${code.name}`} className="passages"><Inside code={code} codes={codes.data} /></Screen>;
}

/** Its words can be changed where its passages are read. */
function EditIt({ code, codes }: { code: CodeView; codes: readonly CodeView[] }) {
  const [open, setOpen] = useState(false);
  const done = (): void => setOpen(false);
  return (
    <>
      <Button kind="quiet" label={`Edit the code ${code.name}`} onPress={() => setOpen(true)}>Edit the code</Button>
      {open ? <CodeDrawer code={code} codes={codes} roundId="" parentId={null} onClose={done} onDone={done} /> : null}
    </>
  );
}

function Inside({ code, codes }: { code: CodeView; codes: readonly CodeView[] }) {
  const { hidden } = useHiddenCounts();
  const [set, setSet] = useState(useSplitting() ? "working" : "consensus");  // What is split is open coding.
  const [role, setRole] = useState(ALL);
  const [team, setTeam] = useState(ALL);
  const found = useRead("/passages", { code_id: code.id, set }, { keepPrevious: true });
  const rounds = useRead("/rounds").data ?? [];
  const seen = useRead("/passages/media", { code_id: code.id, set }, { keepPrevious: true }).data?.length ?? 0;
  const all = found.data?.passages ?? [];
  const shown = useMemo(() => all.filter((one) => (role === ALL || one.role === role) && (team === ALL || teamOf(one) === team)), [all, role, team]);
  const mayCode = useMay("code");
  const [chosen, setChosen] = useState<Chosen>(new Set());
  const teams = [...new Set(all.map(teamOf))];
  const roles = [...new Set(all.map((one) => one.role).filter(Boolean))];
  const copy = (): void => {
    void navigator.clipboard.writeText(shown.map(asText).join("\n\n")).then(() => announce(hidden ? "Copied, with labels and turns." : `${counted(shown.length, "passage")} copied, with labels and turns.`));
  };
  const living = codes.filter((one) => !one.group && !one.retired);
  const go = (by: number): void => {
    const to = living[living.findIndex((one) => one.id === code.id) + by];
    if (to) navigate(`/code/passages/${to.id}`);
  };
  useKeys("Passages", [
    { keys: "]", label: "Next code", run: () => go(1) },
    { keys: "[", label: "Code before", run: () => go(-1) },
  ]);
  useCommands([{ id: "copy passages", label: "Copy these passages", group: "Passages", run: copy }]);
  return (
    <>
      <header className="passages-head">
        <h1 className="title"><CodeName name={code.name} id={code.key} family={code.family} /></h1>
        <p className="passages-definition">{code.definition || "Not defined yet."}{code.exclude ? ` Not: ${code.exclude}` : ""}</p>
        <div className="passages-ways">
          <Select label="Passages of" inline value={code.id} onChange={(id) => navigate(`/code/passages/${id}`)} options={living.map((one) => ({ id: one.id, label: `${one.key} ${one.name}`.trim() }))} />
          <Select label="Read from" inline value={set} onChange={setSet} options={setsOf(rounds)} />
          <Select label="Team" inline value={team} onChange={setTeam} options={[{ id: ALL, label: "every team" }, ...teams.map((one) => ({ id: one, label: one }))]} />
          <Select label="Role" inline value={role} onChange={setRole} options={[{ id: ALL, label: "every role" }, ...roles.map((one) => ({ id: one, label: one }))]} />
        </div>
        <p className="t13 soft passages-ways">
          {found.data ? <span>{hidden ? "" : `${shown.length === all.length ? counted(all.length, "passage") : `${shown.length} of ${counted(all.length, "passage")}`}, `}{found.data.set}{seen > 0 ? (hidden ? "; places in pictures and sound as well" : `; ${counted(seen, "place")} in pictures and sound`) : ""}.</span> : null}
          {mayCode && !code.retired ? <EditIt code={code} codes={codes} /> : null}
          <Button kind="quiet" onPress={copy}>Copy</Button>
          {FORMATS.map(([format, words]) => (
            <Link key={format} download to={addressOf("/passages/export", { code_id: code.id, set, format, role: role === ALL ? "" : role, case_id: team === ALL ? "" : (shown[0]?.case_id ?? "") })}>{words}</Link>
          ))}
        </p>
        {mayCode && shown.length > 0 ? <ChooseMany code={code} living={living} under={codes.find((one) => one.id === code.parent_id)?.name ?? ""} shown={shown} chosen={chosen} onChosen={setChosen} /> : null}
      </header>
      <Reading of={found}>
        {() => (shown.length > 0 ? <List passages={shown} chosen={mayCode ? chosen : null} onChosen={setChosen} /> : seen > 0 && all.length === 0 ? null : <Nothing code={code} filtered={all.length > 0} />)}
      </Reading>
      {role === ALL ? <MediaPassages codeId={code.id} set={set} team={team === ALL ? null : team} /> : null}
    </>
  );
}

function setsOf(rounds: readonly { id: string; name: string; standing: boolean; kind: string; state: string }[]): readonly Option[] {
  const opened = rounds.filter((one) => !one.standing && one.kind === "code" && one.state !== "judging");
  return [
    { id: "consensus", label: "agreed readings, else open coding" },
    { id: "working", label: "open coding" },
    ...opened.map((one) => ({ id: one.id, label: one.name })),
  ];
}

function Nothing({ code, filtered }: { code: CodeView; filtered: boolean }) {
  if (filtered) return <EmptyState title="No passage of this team and role">Choose every team and every role to see the rest.</EmptyState>;
  return (
    <EmptyState title="No passage yet" action={<Button onPress={() => navigate("/code")}>Go to Code</Button>}>
      Select words in an interview and give them {code.name}; they will stand here with the question before them.
    </EmptyState>
  );
}

function teamOf(one: PassageView): string {
  return [one.case_code, one.case_name].filter(Boolean).join(" ") || "No team named";
}

interface ListProps {
  readonly passages: readonly PassageView[];
  /** Null where nothing can be chosen. */
  readonly chosen: Chosen | null;
  readonly onChosen: (chosen: Chosen) => void;
}

function List({ passages, chosen, onChosen }: ListProps) {
  const hearing = useHeard();
  const groups = new Map<string, PassageView[]>();
  for (const one of passages) groups.set(teamOf(one), [...(groups.get(teamOf(one)) ?? []), one]);
  return (
    <>
      {hearing.recordings.size > 0 ? <SoundElement player={hearing.player} /> : null}
      {[...groups].map(([team, ones]) => (
        <section key={team} className="passages-team" aria-label={team}>
          <h2 className="section-title passages-team-name">{team}</h2>
          <ul>
            {ones.map((one) => <One key={one.id} passage={one} hearing={hearing} chosen={chosen && chosen.has(one.id)} onChoose={(on) => chosen && onChosen(choosing(chosen, one.id, on))} />)}
          </ul>
        </section>
      ))}
    </>
  );
}

interface OneProps {
  readonly passage: PassageView;
  readonly hearing: Hearing;
  readonly chosen: boolean | null;
  readonly onChoose: (on: boolean) => void;
}

function One({ passage, hearing, chosen, onChoose }: OneProps) {
  const recordingId = hearing.recordings.get(passage.source_id);
  const { label, role, turn, t0_ms, source_id, start, end, question, words, coders } = passage;
  return (
    <li className="passage-one">
      <p className="passage-who">
        {chosen === null ? <b>{label || passage.source}</b> : <Checkbox checked={chosen} onChange={onChoose}><b>{label || passage.source}</b><span className="unseen">{turn ? `, turn ${turn}` : ""}: choose</span></Checkbox>}
        {role ? <span className="soft">role {role}</span> : null}
        <Link to={`/code/${source_id}?at=${start}-${end}`} className="num" label={`Open ${label || passage.source}${turn ? `, turn ${turn}` : ""} in the text`}>
          {turn ? `turn ${turn}` : "in the text"}
        </Link>
        {t0_ms === null ? null : <span className="soft num">{clock(t0_ms)}</span>}
        {t0_ms !== null && recordingId ? <HearIt player={hearing.player} recordingId={recordingId} atMs={t0_ms} of={`${label || passage.source}${turn ? `, turn ${turn}` : ""}`} /> : null}
      </p>
      <div>
        {question ? <p className="passage-question serif">{question}</p> : null}
        <blockquote className="said passage-words">{words}</blockquote>
      </div>
      <p className="t12 soft passage-coders">{coders.join(", ")}</p>
    </li>
  );
}

/** As it is pasted elsewhere: words, then where they stand. */
function asText(one: PassageView): string {
  const place = [one.label || one.source, one.turn ? `turn ${one.turn}` : "", one.t0_ms === null ? "" : clock(one.t0_ms)].filter(Boolean).join(", ");
  return `${one.words}\n(${place})`;
}
