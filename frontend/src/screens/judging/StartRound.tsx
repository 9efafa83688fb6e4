import { useMemo, useState, type ReactNode } from "react";

import { Button, Checkbox, EmptyState, Field, Heading, Link, OptionRow, Reading, Screen, Section } from "../../components";
import { navigate, newId, useMay, useRead, useViewer, useWrite } from "../../state";
import { Order } from "./Order";
import { Sharing } from "./Sharing";
import { drawOf, planFor, sharedOut, wrongWith } from "./sharing";
import { NOBODY, Settling, wrongWithSettling, type SettlingMode } from "./Settling";
import { StartAgain, WhatIsCompared, type Compared } from "./StartAgain";
import { SourceChoice } from "./SourceChoice";
import { StartPlacing, WhoReads, type Who } from "./StartPlacing";
import type { Researcher, RoundView, SourceRow } from "./types";
import "./judging.css";

/** A round to start: who reads, what they read, who settles. */
export function StartRound() {
  const may = useMay("lead");
  const people = useRead("/researchers");
  const sources = useRead("/sources");
  const rounds = useRead("/rounds");
  return (
    <Screen title="Start a round" className="start-round">
      <Heading title="Start a round" above={<Link to="/compare">Compare</Link>} about="Each reader works alone. The codebook is frozen as it stands, so that all read with the same one." />
      {may ? (
        <Reading of={people}>
          {(team) => <Reading of={sources}>{(rows) => <Reading of={rounds}>{(all) => <Which team={team} sources={rows.filter((one) => one.kind !== "picture")} rounds={all} />}</Reading>}</Reading>}
        </Reading>
      ) : (
        <EmptyState title="Whoever leads the study starts a round">Ask them for it, or go on in open coding.</EmptyState>
      )}
    </Screen>
  );
}

interface Ground {
  readonly team: readonly Researcher[];
  readonly sources: readonly SourceRow[];
  readonly rounds: readonly RoundView[];
}

function Which({ team, sources, rounds }: Ground) {
  const { reflexive } = useViewer();
  const [compared, setCompared] = useState<Compared>("readers");
  return (
    <>
      {reflexive ? null : <WhatIsCompared value={compared} onChange={setCompared} />}
      {compared === "readers" ? <StartForm team={team} sources={sources} rounds={rounds} /> : <StartAgain key={compared} drift={compared === "drift"} able={ableOf(team)} sources={sources} rounds={rounds} />}
    </>
  );
}

const NAMES = ["First independent reading", "Second independent reading", "Third independent reading"];

function ableOf(team: readonly Researcher[]): readonly Researcher[] {
  return team.filter((one) => !one.ended && one.roles.some((role) => role !== "auditor" && role !== "interviewer"));
}

function useReaders(team: readonly Researcher[]) {
  const able = ableOf(team);
  // Those who code come first; whoever leads reads too where the team is that small.
  const likely = [...able].sort((one, other) => Number(other.roles.includes("coder")) - Number(one.roles.includes("coder"))).slice(0, 2);
  const [readers, setReaders] = useState<readonly string[]>(able.filter((one) => likely.includes(one)).map((one) => one.id));
  const toggle = (id: string, on: boolean): void =>
    setReaders((before) => able.map((one) => one.id).filter((one) => (one === id ? on : before.includes(one))));
  return { able, readers, toggle };
}

type Kind = "code" | "unitise" | "theme" | "place";

function StartForm({ team, sources, rounds }: Ground) {
  const [kind, setKind] = useState<Kind>("code");
  const who = useReaders(team);
  const kinds = <WhatEach value={kind} onChange={setKind} />;
  if (kind !== "place") return <StartReading kind={kind} kinds={kinds} who={who} sources={sources} rounds={rounds} />;
  const n = rounds.filter((one) => one.kind === "place").length;
  return <StartPlacing kinds={kinds} who={who} name={n === 0 ? "Placing on the lens" : `Placing on the lens ${n + 1}`} />;
}

function WhatEach({ value, onChange }: { value: Kind; onChange: (kind: Kind) => void }) {
  return (
    <Section title="What each hands in">
      <Order />
      <OptionRow
        label="What each hands in"
        layout="list"
        value={value}
        onChange={onChange}
        options={[
          { id: "code", label: "A reading", about: "Passages marked with the codes of the frozen codebook." },
          { id: "unitise", label: "Units", about: "Where a unit of the text begins and ends, without codes. They count in no reading of the study." },
          { id: "theme", label: "Themes", about: "Candidate themes, to be compared, merged and agreed. There need be no codes yet." },
          { id: "place", label: "Places on a lens", about: "At which level of a lens each theme, code, practice or relation stands. What is agreed makes the level figure." },
        ]}
      />
    </Section>
  );
}

interface StartReadingProps {
  readonly kind: Exclude<Kind, "place">;
  readonly kinds: ReactNode;
  readonly who: Who;
  readonly sources: readonly SourceRow[];
  readonly rounds: readonly RoundView[];
}

function StartReading({ kind, kinds, who, sources, rounds }: StartReadingProps) {
  const real = rounds.filter((one) => !one.standing);
  const { able, readers } = who;
  const [name, setName] = useState(NAMES[real.length] ?? `Independent reading ${real.length + 1}`);
  const [chosen, setChosen] = useState<readonly string[]>(sources.map((one) => one.id));
  const [settler, setSettler] = useState(able.find((one) => !readers.includes(one.id))?.id ?? NOBODY);
  const [mode, setMode] = useState<SettlingMode>("together");
  const [blind, setBlind] = useState<"apart" | "open">("apart");
  const [tolerance, setTolerance] = useState("0");
  const [training, setTraining] = useState(false);
  const [plan, setPlan] = useState(() => planFor(sources.length, sources.some((one) => one.case_name)));
  const ofThemes = kind === "theme";
  const [wrong, setWrong] = useState("");
  const start = useWrite("/rounds/start", {
    topics: ["home", "codebook-versions"],
    onDone: (made) => navigate(`/compare/${made.id}`),
    onRefused: (refusal) => { setWrong(refusal.problem.place === "name" ? refusal.message : ""); return refusal.problem.place === "name"; },
  });
  const missing = useMemo(() => whatIsMissing(name, readers.length, ofThemes ? 1 : chosen.length) ?? ((ofThemes ? "" : wrongWith(plan, readers.length)) || wrongWithSettling(mode, settler, readers) || null), [name, readers, chosen, ofThemes, plan, mode, settler]);
  const draw = ofThemes ? null : drawOf(plan, readers.length);
  const rows = sources.filter((one) => chosen.includes(one.id));
  const begin = (): void =>
    start.mutate({
      id: newId(),
      name: name.trim(),
      judge_ids: [...readers],
      kind,
      source_ids: ofThemes ? [] : [...chosen],
      shares: ofThemes || draw ? [] : sharedOut(readers, rows, plan.how, Number(plan.byAll) || 0),
      draw,
      settler_id: settler === NOBODY ? null : settler,
      settling: mode,
      blind: blind === "apart",
      tolerance: Number(tolerance) || 0,
      training,
    });
  return (
    <form className="start-form" onSubmit={(event) => { event.preventDefault(); if (!missing) begin(); }}>
      <Field label="Name" value={name} onChange={setName} required maxLength={200} wrong={wrong} />
      {kinds}
      <WhoReads {...who} />
      {ofThemes ? null : (
        <>
          <SourceChoice sources={sources} chosen={chosen} onChange={setChosen} />
          <Sharing readers={able.filter((one) => readers.includes(one.id))} sources={rows} plan={plan} onPlan={setPlan} />
        </>
      )}
      <Settling people={able} readers={readers} settler={settler} onSettler={setSettler} mode={mode} onMode={setMode} ofThemes={ofThemes} />
      <Section title="Apart or in the open">
        <OptionRow
          label="Apart or in the open"
          layout="list"
          value={blind}
          onChange={setBlind}
          options={[
            { id: "apart", label: "Apart", about: "Nobody receives anything that depends on another’s reading until all are in: no mark, no count, no new code." },
            { id: "open", label: "In the open", about: "Each sees the other’s marks at once. For practising together." },
          ]}
        />
      </Section>
      {ofThemes ? null : <Field label="Ends count as the same within so many characters" type="number" value={tolerance} onChange={setTolerance} about="0: to the letter. A full stop more or less is then a difference of ends." />}
      <Checkbox checked={training} onChange={setTraining} about="It is marked as training, and counts in no figure and no agreed reading of the study.">This round is for training</Checkbox>
      <div><Button kind="primary" type="submit" reason={missing} disabled={start.isPending}>{start.isPending ? "Starting …" : kind === "code" ? "Freeze the codebook and start" : "Start"}</Button></div>
    </form>
  );
}

function whatIsMissing(name: string, readers: number, sources: number): string | null {
  if (!name.trim()) return "The round needs a name.";
  if (readers === 0) return "Choose who reads.";
  if (sources === 0) return "Choose what is read.";
  return null;
}
