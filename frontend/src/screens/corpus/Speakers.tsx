import { useState } from "react";

import { Button, Field, Reading, Section, Select, Table, type Column } from "../../components";
import { announce, newId, useRead, useWrite } from "../../state";
import type { SourceRow, SpeakerView } from "./types";

const TOPICS = ["speakers", "sources", "turns"] as const;
const ALONE = "alone";

/** Who each label of the transcript is. The text never changes by it. */
export function Speakers({ row, may }: { row: SourceRow; may: boolean }) {
  const speakers = useRead("/speakers", { source_id: row.id });
  return (
    <>
      <Section title="Who is who">
        <p className="t13 soft measure">The transcript keeps its own labels; what you say here is printed beside the turns and counts in every figure.</p>
        <Reading of={speakers}>{(all) => <Who all={all} may={may} />}</Reading>
      </Section>
      {may && speakers.data && row.n_turns > 0 ? <Section title="A turn belongs to someone else"><OneTurn row={row} all={speakers.data} /></Section> : null}
    </>
  );
}

function Who({ all, may }: { all: readonly SpeakerView[]; may: boolean }) {
  const columns: Column<SpeakerView>[] = [
    { id: "raw", head: "In the transcript", names: true, cell: (one) => <Rename one={one} may={may} /> },
    { id: "turns", head: "Turns", number: true, width: 64, cell: (one) => one.n_turns },
    { id: "who", head: "Who that is", cell: (one) => <Role one={one} may={may} /> },
    { id: "merge", head: "The same as", cell: (one) => <Merge one={one} all={all} may={may} /> },
  ];
  return <Table caption="Speakers of this source" columns={columns} rows={all} rowId={(one) => one.id} empty={<p className="soft">No speaker was read from this file. Lines that begin with a name and a colon are read as turns.</p>} />;
}

function Role({ one, may }: { one: SpeakerView; may: boolean }) {
  const people = useRead("/participants").data ?? [];
  const team = useRead("/researchers").data ?? [];
  const set = useWrite("/speakers/set", { topics: TOPICS });
  const [adding, setAdding] = useState(false);
  const value = one.participant_id ? `person ${one.participant_id}` : one.researcher_id ? `researcher ${one.researcher_id}` : one.kind;
  const choose = (key: string): void => {
    const [kind, id] = key.split(" ");
    if (key === ADD) setAdding(true);
    else if (kind === "person") set.mutate({ speaker_id: one.id, kind: "participant", participant_id: id ?? "" });
    else if (kind === "researcher") set.mutate({ speaker_id: one.id, kind: "interviewer", researcher_id: id ?? "" });
    else set.mutate({ speaker_id: one.id, kind: kind as SpeakerView["kind"] });
  };
  if (adding) return <NewPerson one={one} onDone={(id) => { setAdding(false); if (id) set.mutate({ speaker_id: one.id, kind: "participant", participant_id: id }); }} />;
  return (
    <Select
      label={`Who ${one.raw} is`}
      inline
      value={value}
      onChange={choose}
      disabled={!may || one.merged_into_id !== null}
      options={[
        { id: "unknown", label: "Not known yet" },
        { id: "interviewer", label: "An interviewer" },
        ...team.map((person) => ({ id: `researcher ${person.id}`, label: person.name, about: "interviewer" })),
        { id: "participant", label: "A participant, not named" },
        ...people.map((person) => ({ id: `person ${person.id}`, label: person.label || person.code, about: [person.code, person.profession, person.case_name].filter(Boolean).join(", ") })),
        { id: ADD, label: "A participant not in the list …", about: "Known by a code" },
        { id: "other", label: "Someone else", about: "A visitor, a translator" },
      ]}
    />
  );
}

const ADD = "add";

/** A participant made where they are first needed: a code is enough, the rest can follow under Cases. */
function NewPerson({ one, onDone }: { one: SpeakerView; onDone: (id: string | null) => void }) {
  const [code, setCode] = useState("");
  const [id] = useState(newId);
  const add = useWrite("/participants/add", { topics: ["participants", "home", "cases", "consents"], onDone: () => onDone(id) });
  const keep = (): void => {
    if (code.trim()) add.mutate({ id, code: code.trim() });
  };
  return (
    <span className="speaker-who">
      <Field label={`Code of the participant who is ${one.raw}`} value={code} onChange={setCode} onEnter={keep} autoFocus placeholder="P01" about="Never a name." />
      <Button onPress={keep} disabled={!code.trim()}>Add them</Button>
      <Button kind="quiet" onPress={() => onDone(null)}>Leave it</Button>
    </span>
  );
}

function Rename({ one, may }: { one: SpeakerView; may: boolean }) {
  const [typed, setTyped] = useState<string | null>(null);
  const rename = useWrite("/speakers/rename", { topics: TOPICS });
  const keep = (): void => {
    if (typed?.trim() && typed.trim() !== one.raw) rename.mutate({ speaker_id: one.id, label: typed.trim() });
    setTyped(null);
  };
  if (typed !== null) return <Field label={`Name of ${one.raw}`} value={typed} onChange={setTyped} onEnter={keep} onBlur={keep} autoFocus />;
  return (
    <span className="speaker-who">
      {one.raw}
      {one.label && one.label !== one.raw ? <span className="soft">printed {one.label}</span> : null}
      {may ? <Button kind="quiet" label={`Rename ${one.raw}`} onPress={() => setTyped(one.raw)}>Rename</Button> : null}
    </span>
  );
}

function Merge({ one, all, may }: { one: SpeakerView; all: readonly SpeakerView[]; may: boolean }) {
  const merge = useWrite("/speakers/merge", { topics: TOPICS });
  const others = all.filter((other) => other.id !== one.id && other.merged_into_id === null);
  if (others.length === 0) return null;
  return <Select label={`${one.raw} is the same as`} inline value={one.merged_into_id ?? ALONE} disabled={!may} onChange={(id) => merge.mutate({ speaker_id: one.id, into_id: id === ALONE ? "" : id })} options={[{ id: ALONE, label: "nobody else" }, ...others.map((other) => ({ id: other.id, label: other.raw }))]} />;
}

const NEW = "new";

/** The transcriber gave a turn to the wrong voice. */
function OneTurn({ row, all }: { row: SourceRow; all: readonly SpeakerView[] }) {
  const [number, setNumber] = useState("");
  const [who, setWho] = useState<string | null>(null);
  const [label, setLabel] = useState("");
  const correct = useWrite("/turns/correct", { topics: TOPICS, onDone: () => { announce(`Turn ${number} belongs to someone else now.`); setNumber(""); } });
  const n = Number(number);
  const ready = Number.isInteger(n) && n >= 1 && n <= row.n_turns && who !== null && (who !== NEW || label.trim() !== "");
  return (
    <form
      className="source-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) correct.mutate({ version_id: row.version_id ?? "", number: n, id: newId(), ...(who === NEW ? { new_label: label.trim() } : { speaker_id: who ?? "" }) });
      }}
    >
      <div className="source-pair">
        <Field label="Turn" type="number" value={number} onChange={setNumber} about={`1 to ${row.n_turns}; the number stands beside the turn when you point at it.`} />
        <Select label="Belongs to" value={who} onChange={setWho} options={[...all.filter((one) => one.merged_into_id === null).map((one) => ({ id: one.id, label: one.raw })), { id: NEW, label: "Someone not in the list" }]} />
        {who === NEW ? <Field label="Their label" value={label} onChange={setLabel} /> : null}
      </div>
      <div className="source-keep"><Button type="submit" disabled={!ready}>Correct the turn</Button></div>
    </form>
  );
}
