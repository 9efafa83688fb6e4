import { useState } from "react";

import { Button, Field, Select } from "../../components";
import { newId, useRead, useWrite } from "../../state";
import type { MembershipView, ParticipantView } from "./types";

/** A person's roles over time. One that ended keeps its label on what was said while it held. */
export function Roles({ person }: { person: ParticipantView }) {
  return (
    <section className="cases-form" aria-label="Roles">
      {person.memberships.map((held) => <Role key={`${held.id} ${held.role} ${held.valid_to}`} held={held} />)}
      <NewRole person={person} />
    </section>
  );
}

const TOPICS = { topics: ["cases", "consents", "sources", "home"] };

function Role({ held }: { held: MembershipView }) {
  const [role, setRole] = useState(held.role);
  const [from, setFrom] = useState(held.valid_from);
  const [to, setTo] = useState(held.valid_to);
  const [label, setLabel] = useState(held.own_label);
  const change = useWrite("/memberships/change", TOPICS);
  const same = role === held.role && from === held.valid_from && to === held.valid_to && label === held.own_label;
  const where = `${held.case_code} ${held.case_name}`;
  return (
    <details>
      <summary>{[`${where}, role ${held.role}`, held.valid_from ? `since ${held.valid_from}` : "", held.valid_to ? `until ${held.valid_to}` : ""].filter(Boolean).join(", ")}</summary>
      <div className="cases-form">
        <div className="cases-pair">
          <Field label="Role" value={role} onChange={setRole} />
          <Field label="Printed label" value={label} onChange={setLabel} placeholder={held.label} about="Made from team and role when left empty." />
          <Field label="Since" value={from} onChange={setFrom} />
          <Field label="Until" value={to} onChange={setTo} about="Empty while it lasts." />
        </div>
        <Button
          onPress={() => change.mutate({ id: held.id, role, valid_from: from, valid_to: to, label })}
          reason={same ? "Nothing has changed." : role.trim() ? null : "A role has a name."}
        >
          Keep this role
        </Button>
      </div>
    </details>
  );
}

function NewRole({ person }: { person: ParticipantView }) {
  const cases = useRead("/cases");
  const [caseId, setCaseId] = useState<string | null>(null);
  const [role, setRole] = useState("");
  const [from, setFrom] = useState("");
  const add = useWrite("/memberships/add", { ...TOPICS, onDone: () => { setCaseId(null); setRole(""); setFrom(""); } });
  const missing = !caseId ? "Choose a team." : role.trim() ? null : "Say their role in it.";
  return (
    <details>
      <summary>Give another role</summary>
      <div className="cases-form">
        <p className="t13 soft">When they moved, first say above until when the earlier role held.</p>
        <Select label="In" value={caseId} onChange={setCaseId} options={(cases.data ?? []).map((one) => ({ id: one.id, label: `${one.code} ${one.name}` }))} />
        <div className="cases-pair">
          <Field label="As" value={role} onChange={setRole} />
          <Field label="From" value={from} onChange={setFrom} placeholder="2024-02" />
        </div>
        <Button onPress={() => caseId && add.mutate({ id: newId(), participant_id: person.id, case_id: caseId, role, valid_from: from })} reason={missing}>Give it</Button>
      </div>
    </details>
  );
}
