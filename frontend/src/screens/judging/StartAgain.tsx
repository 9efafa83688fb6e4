import { useState } from "react";

import { Button, Field, OptionRow, Section, Select } from "../../components";
import { navigate, newId, useWrite } from "../../state";
import { SourceChoice } from "./SourceChoice";
import type { Researcher, RoundView, SourceRow } from "./types";

export type Compared = "readers" | "time" | "drift";

/** What a round compares: the readings of several, or two readings of one. */
export function WhatIsCompared({ value, onChange }: { value: Compared; onChange: (value: Compared) => void }) {
  return (
    <Section title="What is compared">
      <OptionRow<Compared>
        label="What is compared"
        layout="list"
        value={value}
        onChange={onChange}
        options={[
          { id: "readers", label: "Between readers", about: "Two or more read the same interviews, each alone." },
          { id: "time", label: "One reader over time", about: "One reads again what they read before, without seeing it. It is their consistency, not agreement between readers." },
          { id: "drift", label: "Drift from what was agreed", about: "One reads again what was settled, without seeing it. It is held against the agreed reading of that round." },
        ]}
      />
    </Section>
  );
}

interface StartAgainProps {
  /** Held against what was agreed, and not against the reader's own first reading. */
  readonly drift: boolean;
  readonly able: readonly Researcher[];
  readonly sources: readonly SourceRow[];
  readonly rounds: readonly RoundView[];
}

/** The rounds whose reading can be made again. */
function firstReadings(rounds: readonly RoundView[], drift: boolean): readonly RoundView[] {
  if (drift) return rounds.filter((one) => one.kind === "code" && one.again === null && !one.standing && one.state === "closed");
  return rounds.filter((one) => one.kind === "code" && one.again === null && (one.standing || one.state !== "judging" || !one.blind));
}

/** A second reading to start: who, of what, after how many days. */
export function StartAgain({ drift, able, sources, rounds }: StartAgainProps) {
  const first = firstReadings(rounds, drift);
  const [of, setOf] = useState(first[first.length - 1]?.id ?? "");
  const before = first.find((one) => one.id === of);
  const readers = able.filter((one) => before?.standing === true || before?.readers.some((reader) => reader.id === one.id));
  const [asked, setReader] = useState("");
  const reader = readers.find((one) => one.id === asked)?.id ?? readers[0]?.id ?? "";
  const [name, setName] = useState(`${drift ? "Drift" : "Read again"} ${rounds.filter((one) => one.again !== null).length + 1}`);
  const [days, setDays] = useState("30");
  const readable = sources.filter((one) => before?.standing === true || before?.source_ids.includes(one.id));
  const [picked, setPicked] = useState<readonly string[] | null>(null);
  const chosen = readable.map((one) => one.id).filter((one) => picked === null || picked.includes(one));
  const [wrong, setWrong] = useState({ place: "", words: "" });
  const start = useWrite("/rounds/start", {
    topics: ["home", "codebook-versions", "rounds", "codings", "memos"],
    onDone: (made) => navigate(`/compare/${made.id}`),
    onRefused: ({ problem, message }) => {
      const here = problem.place === "name" || problem.place === "again";
      setWrong(here ? { place: problem.place ?? "", words: `${message} ${problem.advice ?? ""}`.trim() } : { place: "", words: "" });
      return here;
    },
  });
  const n = Number(days);
  if (first.length === 0) return <p className="t13 soft">{drift ? "Nothing is agreed yet: close a round first." : "Nothing was read yet that could be read again."}</p>;
  const missing = whatIsMissing({ name, reader, n, chosen: chosen.length });
  const begin = (): void =>
    start.mutate({ id: newId(), name: name.trim(), judge_ids: [reader], source_ids: [...chosen], again: { round_id: of, days: n, against: drift ? "agreed" : "own" } });
  return (
    <form className="start-form" onSubmit={(event) => { event.preventDefault(); if (!missing) begin(); }}>
      <Field label="Name" value={name} onChange={setName} required maxLength={200} wrong={wrong.place === "name" ? wrong.words : ""} />
      <Section title="Which reading is made again">
        <div className="start-again">
          <Select label={drift ? "Agreed in" : "Read the first time in"} value={of} onChange={(id) => { setOf(id); setPicked(null); }} options={first.map((one) => ({ id: one.id, label: one.name }))} />
          {readers.length > 0 ? <Select label="Who reads again" value={reader} onChange={setReader} options={readers.map((one) => ({ id: one.id, label: one.name }))} /> : null}
          <Field label="Days between, at least" type="number" value={days} onChange={setDays} wrong={wrong.place === "again" ? wrong.words : ""} about="Counted from the hand-in, or from the last mark in open coding." />
        </div>
      </Section>
      <SourceChoice sources={readable} chosen={chosen} onChange={setPicked} />
      <p className="t13 measure">{OUT_OF_SIGHT}</p>
      <div><Button kind="primary" type="submit" reason={missing} disabled={start.isPending}>{start.isPending ? "Starting …" : "Freeze the codebook and start"}</Button></div>
    </form>
  );
}

/** What is hidden from whoever reads again, and what is not. */
export const OUT_OF_SIGHT =
  "Until the second reading is handed in, whoever reads again sees no mark, no memo at a passage and nothing settled from before in these interviews, neither their own nor anyone’s. Themes, quotations and the report are not hidden.";

function whatIsMissing({ name, reader, n, chosen }: { name: string; reader: string; n: number; chosen: number }): string | null {
  if (!name.trim()) return "The round needs a name.";
  if (!reader) return "Choose who reads again.";
  if (chosen === 0) return "Choose what is read again.";
  return Number.isInteger(n) && n >= 1 && n <= 3650 ? null : "Say how many days lie between, from 1 to 3650.";
}
