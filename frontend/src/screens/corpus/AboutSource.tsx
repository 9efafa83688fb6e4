import { useState } from "react";

import { Button, Field, Notice, OptionRow, Reading, Section, Select } from "../../components";
import { announce, newId, useRead, useWrite } from "../../state";
import { SoundOfSource } from "./SoundOfSource";
import { TablesOfSource } from "./TablesOfSource";
import { WaveOfSource } from "./WaveOfSource";
import type { Proposal, SourceRow } from "./types";

const NOBODY = "nobody";
const NEW = "new";
const TOPICS = ["sources", "participants", "cases", "encounters", "speakers", "home"] as const;

/** Who was heard, in which team, and when; and whether the text came de-identified. */
export function AboutSource({ row, may }: { row: SourceRow; may: boolean }) {
  const proposal = useRead("/sources/proposal", { source_id: row.id });
  return (
    <>
      {proposal.data && may ? <Proposed proposal={proposal.data} row={row} /> : null}
      <Section title="Who and when"><Binding key={`${row.encounter_id} ${row.case_id} ${row.held_on}`} row={row} may={may} /></Section>
      <WaveOfSource row={row} may={may} />
      {row.kind === "picture" ? <p className="t13 soft measure source-whose">The person is whoever gave the picture, or is to be seen in it: what they agreed to holds for it, and it goes with them if they withdraw.</p> : <Section title="Sound"><SoundOfSource row={row} may={may} /></Section>}
      {row.kind === "survey" ? <TablesOfSource row={row} /> : null}
      <Section title="Its name in lists"><Name row={row} may={may} /></Section>
      <Section title="De-identified"><Deidentified row={row} may={may} /></Section>
    </>
  );
}

/** What the heading of the file says and the study does not know yet. */
function Proposed({ proposal, row }: { proposal: Proposal; row: SourceRow }) {
  const bind = useWrite("/sources/bind", { topics: TOPICS, onDone: () => announce("Taken from the heading.") });
  const known = row.labels.length > 0 && row.encounter_id !== null;
  if (known || !(proposal.participant_code || proposal.encounter_code || proposal.held_on)) return null;
  const parts = [
    proposal.encounter_code ? `encounter ${proposal.encounter_code}` : "",
    proposal.participant_code ? `participant ${proposal.participant_code}${proposal.participant_label ? ` (${proposal.participant_label})` : ""}` : "",
    proposal.held_on,
    proposal.place,
  ].filter(Boolean);
  return (
    <Notice kind="plain" fact={`The heading of the file says: ${parts.join(", ")}.`} meaning={proposal.participant_code && !proposal.participant_known ? "Nobody has that code in this study yet; taking it over enters them." : undefined}>
      <Button onPress={() => bind.mutate({ source_id: row.id, ...(proposal.participant_code ? { participant_code: proposal.participant_code } : {}), ...(proposal.encounter_code ? { encounter_code: proposal.encounter_code } : {}), ...(proposal.held_on ? { held_on: proposal.held_on } : {}) })}>Take it over</Button>
    </Notice>
  );
}

function Binding({ row, may }: { row: SourceRow; may: boolean }) {
  const people = useRead("/participants");
  const cases = useRead("/cases");
  const first = people.data?.find((one) => row.labels.includes(one.label) || (one.source_ids as readonly string[]).includes(row.id))?.id ?? NOBODY;
  const [who, setWho] = useState<string | null>(null);
  const [code, setCode] = useState("");
  const [team, setTeam] = useState<string | null>(null);
  const [teamName, setTeamName] = useState("");
  const [encounter, setEncounter] = useState(row.encounter_code);
  const [on, setOn] = useState(row.held_on);
  const bind = useWrite("/sources/bind", { topics: TOPICS, onDone: () => announce("Kept.") });
  const addCase = useWrite("/cases/add", { topics: ["cases"] });
  const keep = (): void => {
    let caseId = team;
    if (team === NEW) {
      caseId = newId();
      addCase.mutate({ id: caseId, kind: "team", code: teamName.trim(), name: teamName.trim() });
    }
    bind.mutate({
      source_id: row.id,
      ...(who === NEW ? { participant_code: code.trim() } : who && who !== NOBODY ? { participant_id: who } : {}),
      ...(caseId === null ? {} : { case_id: caseId === NOBODY ? "" : caseId }),
      ...(encounter !== row.encounter_code ? { encounter_code: encounter.trim() } : {}),
      ...(on !== row.held_on ? { held_on: on } : {}),
    });
  };
  const changed = (who !== null && who !== first && (who !== NEW || code.trim() !== "")) || (team !== null && (team !== NEW || teamName.trim() !== "")) || encounter !== row.encounter_code || on !== row.held_on;
  return (
    <Reading of={people}>
      {(all) => (
        <form className="source-form" onSubmit={(event) => { event.preventDefault(); if (changed) keep(); }}>
          <div className="source-pair">
            <Select label="Person" value={who ?? first} onChange={setWho} disabled={!may} options={[{ id: NOBODY, label: "Nobody named" }, ...all.map((one) => ({ id: one.id, label: one.label || one.code, about: [one.code, one.profession, one.case_name].filter(Boolean).join(", ") })), ...(may ? [{ id: NEW, label: "Someone new" }] : [])]} />
            {who === NEW ? <Field label="Their code" value={code} onChange={setCode} about="P07, say. Names are kept apart." autoFocus /> : null}
          </div>
          <div className="source-pair">
            <Select label="Team" value={team ?? row.case_id ?? NOBODY} onChange={setTeam} disabled={!may} options={[{ id: NOBODY, label: "None named" }, ...(cases.data ?? []).map((one) => ({ id: one.id, label: one.name || one.code, about: one.code })), ...(may ? [{ id: NEW, label: "A new team" }] : [])]} />
            {team === NEW ? <Field label="Its name" value={teamName} onChange={setTeamName} autoFocus /> : null}
          </div>
          <div className="source-pair">
            <Field label="Encounter" value={encounter} onChange={setEncounter} disabled={!may} about="Its number in your records, such as INT05." />
            <Field label="Held on" type="date" value={on} onChange={setOn} disabled={!may} />
          </div>
          {may ? <div className="source-keep"><Button type="submit" disabled={!changed}>Keep</Button></div> : null}
        </form>
      )}
    </Reading>
  );
}

function Name({ row, may }: { row: SourceRow; may: boolean }) {
  const [name, setName] = useState(row.name);
  const rename = useWrite("/sources/rename", {
    topics: ["sources"],
    optimistic: (body, change) => change<readonly SourceRow[]>("/sources", {}, (before) => before.map((one) => (one.id === body.source_id ? { ...one, name: body.name } : one))),
  });
  const keep = (): void => {
    if (name.trim() && name.trim() !== row.name) rename.mutate({ source_id: row.id, name: name.trim() });
  };
  return (
    <div className="source-form">
      <Field label="Name" value={name} onChange={setName} onEnter={keep} onBlur={keep} disabled={!may} about="The file’s name, unless you give another." />
    </div>
  );
}

type Answer = "yes" | "no" | "not said";

function Deidentified({ row, may }: { row: SourceRow; may: boolean }) {
  const [by, setBy] = useState(row.deidentified_by);
  const [on, setOn] = useState(row.deidentified_on);
  const say = useWrite("/sources/deidentified", {
    topics: ["sources"],
    optimistic: (body, change) => change<readonly SourceRow[]>("/sources", {}, (before) => before.map((one) => (body.source_ids.includes(one.id) ? { ...one, deidentified: body.deidentified } : one))),
  });
  const keep = (deidentified: string): void => say.mutate({ source_ids: [row.id], deidentified, by, on });
  return (
    <div className="source-form">
      <OptionRow<Answer> label="Did it come already de-identified?" showLabel layout="segments" value={row.deidentified as Answer} onChange={keep} disabled={!may} options={[{ id: "yes", label: "Yes" }, { id: "no", label: "No" }, { id: "not said", label: "Not said" }]} />
      {row.deidentified === "yes" ? (
        <div className="source-pair">
          <Field label="By whom" value={by} onChange={setBy} onBlur={() => by !== row.deidentified_by && keep("yes")} disabled={!may} />
          <Field label="When" type="date" value={on} onChange={setOn} onBlur={() => on !== row.deidentified_on && keep("yes")} disabled={!may} />
        </div>
      ) : null}
    </div>
  );
}
