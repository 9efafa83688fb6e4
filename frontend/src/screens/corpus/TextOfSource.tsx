import { useState } from "react";

import { Button, Field, Link, Reading, Section, Table, type Column } from "../../components";
import { addressOf, announce, newId, useRead, useWrite } from "../../state";
import { BringFiles } from "./BringFiles";
import { Repairs } from "./Repairs";
import { counted, dayWords, type ReadingView, type SourceRow, type TurnView, type VersionView } from "./types";

/** The text as it is, corrected turn by turn; every version stays readable. */
export function TextOfSource({ row, may }: { row: SourceRow; may: boolean }) {
  const reading = useRead("/sources/reading", { source_id: row.id, version_id: "" });
  const versions = useRead("/sources/versions", { source_id: row.id });
  const [replacing, setReplacing] = useState(false);
  return (
    <>
      <Repairs sourceId={row.id} />
      <Section title="Versions" aside={may ? <Button kind="quiet" onPress={() => setReplacing(!replacing)}>A new version from a file</Button> : null}>
        {replacing ? <BringFiles large={false} sourceId={row.id} onTaken={() => { void versions.refetch(); void reading.refetch(); }} /> : null}
        <Reading of={versions}>{(all) => <Versions all={all} />}</Reading>
      </Section>
      <Section title="Correct the text">
        <p className="t13 soft measure">A correction makes a new version. What was coded follows where its words are whole; the rest is listed to be looked at. Nothing moves silently.</p>
        <Reading of={reading}>{(data) => <Turns key={data.version_id} reading={data} may={may} />}</Reading>
      </Section>
    </>
  );
}

function Versions({ all }: { all: readonly VersionView[] }) {
  const columns: Column<VersionView>[] = [
    { id: "number", head: "Version", names: true, cell: (one) => <>{one.number}, {one.role}{one.current ? " (read now)" : ""}</> },
    { id: "size", head: "Holds", cell: (one) => `${counted(one.n_turns, "turn")}, ${one.n_characters.toLocaleString("en-GB")} characters` },
    { id: "why", head: "Came from", cell: (one) => <>{one.reason || one.file_name}{one.by ? <span className="soft">, {one.by}</span> : null}{one.losses.map((loss) => <span key={loss} className="t12 soft source-second">{loss}</span>)}</> },
    { id: "when", head: "When", wideOnly: true, cell: (one) => <span className="nowrap">{dayWords(one.created_at)}</span> },
    { id: "go", head: <span className="unseen">Open</span>, cell: (one) => <span className="speaker-who"><Link to={one.current ? `/code/${one.source_id}` : `/code/${one.source_id}?version=${one.id}`}>Read</Link> <Link download to={addressOf("/sources/text", { source_id: one.source_id, version_id: one.id })}>Text file</Link></span> },
  ];
  return <Table caption="Versions of this text, the newest first" columns={columns} rows={all} rowId={(one) => one.id} />;
}

function Turns({ reading, may }: { reading: ReadingView; may: boolean }) {
  const [editing, setEditing] = useState<number | null>(null);
  const letters = [...reading.text];
  const parts = partsOf(reading.turns, letters.length);
  return (
    <ol className="correct-turns">
      {parts.map((part) => (
        <li key={part.start} className="correct-turn">
          <p className="correct-who"><b>{part.label}</b><br />{part.number ? <span className="soft num">turn {part.number}</span> : null}</p>
          {editing === part.start ? (
            <Correct reading={reading} part={part} words={letters.slice(part.start, part.end).join("")} onClose={() => setEditing(null)} />
          ) : (
            <p className="said">{letters.slice(part.start, part.end).join("").trim()}</p>
          )}
          {may && editing === null ? <Button kind="quiet" label={`Correct ${part.number ? `turn ${part.number}` : "this"}`} onPress={() => setEditing(part.start)}>Correct</Button> : null}
        </li>
      ))}
    </ol>
  );
}

interface Part {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly number: number | null;
}

/** Speech by speech, and what stands outside turns. */
function partsOf(turns: readonly TurnView[], length: number): readonly Part[] {
  const found: Part[] = [];
  let at = 0;
  for (const turn of turns) {
    if (turn.start > at) found.push({ start: at, end: turn.start, label: "", number: null });
    found.push({ start: turn.speech_start, end: turn.end, label: turn.label, number: turn.number });
    at = turn.end;
  }
  if (at < length) found.push({ start: at, end: length, label: "", number: null });
  return found.filter((part) => part.number !== null || part.end - part.start > 2);
}

function Correct({ reading, part, words, onClose }: { reading: ReadingView; part: Part; words: string; onClose: () => void }) {
  const tail = /\s*$/.exec(words)?.[0] ?? "";
  const [typed, setTyped] = useState(words.slice(0, words.length - tail.length));
  const [reason, setReason] = useState("");
  const correct = useWrite("/sources/correct", {
    topics: ["sources", "codings", "memos"],
    onDone: ({ number }) => {
      announce(`Version ${number} is the text now.`);
      onClose();
    },
  });
  const changed = typed + tail !== words;
  const keep = (): void => {
    // Only what differs is replaced, so that what was coded before and after it stays whole.
    const { from, to, put } = difference([...words], [...typed, ...tail]);
    correct.mutate({ id: newId(), source_id: reading.source_id, version_id: reading.version_id, start: part.start + from, end: part.start + to, replacement: put, reason });
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); if (changed) keep(); }}>
      <textarea className="said correct-area" aria-label={`Words of ${part.label || "this part"}`} value={typed} autoFocus rows={3} onChange={(event) => setTyped(event.target.value)} onKeyDown={(event) => event.key === "Escape" && onClose()} />
      <div className="correct-ways">
        <Field label="Why" value={reason} onChange={setReason} placeholder="misheard, say" />
        <Button type="submit" kind="primary" disabled={!changed}>Make the correction</Button>
        <Button kind="quiet" onPress={onClose}>Leave it</Button>
      </div>
    </form>
  );
}

/** The stretch that differs, in code points of the old words, and what comes in its place. */
export function difference(before: readonly string[], after: readonly string[]): { from: number; to: number; put: string } {
  let from = 0;
  while (from < before.length && from < after.length && before[from] === after[from]) from += 1;
  let same = 0;
  while (same < before.length - from && same < after.length - from && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1;
  return { from, to: before.length - same, put: after.slice(from, after.length - same).join("") };
}
