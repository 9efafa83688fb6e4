import { useState } from "react";

import { Button, Dialog, EmptyState, Field, Link, Reading, Select, Table } from "../../components";
import { newId, useMay, useRead, useWrite } from "../../state";
import { Roles } from "./Roles";
import { Withdrawn } from "./Withdrawal";
import { TableFile } from "./TableFile";
import type { ParticipantView, Registered } from "./types";

/** Who took part, by case and printed label. */
export function People() {
  const people = useRead("/participants");
  const [open, setOpen] = useState<string | null>(null);
  const [bringing, setBringing] = useState(false);
  const may = useMay("field");
  return (
    <>
      <div className="cases-bar">
        <Button kind="primary" onPress={() => setOpen("new")} reason={may ? null : "Your role reads only."}>Add a person</Button>
        <Button onPress={() => setBringing(true)} reason={may ? null : "Your role reads only."}>From a table</Button>
      </div>
      <Reading of={people}>
        {(all) => (
          <Table
            caption="Who took part"
            rows={all}
            rowId={(one) => one.id}
            groupOf={(one) => (one.case_id ? `${one.case_code} ${one.case_name}` : "No team named")}
            empty={<EmptyState title="Nobody yet">A person is known here by a code such as P05. Their role in a team makes the printed label, such as 2B.</EmptyState>}
            columns={[
              { id: "label", head: "Label", names: true, cell: (one) => one.label || "–" },
              { id: "code", head: "Code", cell: (one) => one.code },
              { id: "pseudonym", head: "Pseudonym", wideOnly: true, cell: (one) => one.pseudonym },
              { id: "profession", head: "Profession", cell: (one) => one.profession },
              { id: "role", head: "Role", cell: (one) => one.role },
              { id: "time", head: "In the team", wideOnly: true, cell: (one) => one.time_in_case },
              { id: "sources", head: "Heard in", cell: (one) => (one.source_ids[0] ? <Link to={`/code/${one.source_ids[0]}`}>read</Link> : <span className="soft">not yet</span>) },
              { id: "change", head: <span className="unseen">Change</span>, cell: (one) => (may ? <span className="people-ways"><Button kind="quiet" onPress={() => setOpen(one.id)} label={`Change ${one.label || one.code}`}>Change</Button> <Link to={`/cases/people/${one.id}`} className="t13" label={`Hold back or withdraw ${one.label || one.code}`}>{one.held ? "held back" : "hold back …"}</Link></span> : null) },
            ]}
          />
        )}
      </Reading>
      <Withdrawn />
      {open ? <PersonForm person={people.data?.find((one) => one.id === open) ?? null} onClose={() => setOpen(null)} /> : null}
      {bringing ? <Bring onClose={() => setBringing(false)} /> : null}
    </>
  );
}

function Bring({ onClose }: { onClose: () => void }) {
  return (
    <TableFile<Registered>
      path="/people/import"
      title="People from a table"
      about="CSV in UTF-8, or Excel (.xlsx), with the column code, and any of pseudonym, profession, case, case name, role, from, to and label. Never a name."
      took={({ n_people, n_cases, n_memberships, ignored }) => ({
        words: `${n_people} people, ${n_cases} new teams, ${n_memberships} roles`,
        ...(ignored.length > 0 ? { warnings: [`Left aside: ${ignored.join(", ")}.`] } : {}),
      })}
      topics={["participants", "cases", "consents", "attributes", "home"]}
      onClose={onClose}
    />
  );
}

function PersonForm({ person, onClose }: { person: ParticipantView | null; onClose: () => void }) {
  const cases = useRead("/cases");
  const [code, setCode] = useState(person?.code ?? "");
  const [pseudonym, setPseudonym] = useState(person?.pseudonym ?? "");
  const [profession, setProfession] = useState(person?.profession ?? "");
  const [caseId, setCaseId] = useState<string | null>(null);
  const [role, setRole] = useState("");
  const [from, setFrom] = useState("");
  const add = useWrite("/participants/add", { topics: ["home", "cases", "consents"], onDone: onClose });
  const change = useWrite("/participants/change", { onDone: onClose });
  const keep = () =>
    person
      ? change.mutate({ id: person.id, code, pseudonym, profession })
      : add.mutate({ id: newId(), code, pseudonym, profession, case_id: caseId ?? "", role, valid_from: from, membership_id: caseId ? newId() : "" });
  const missing = !code.trim() ? "A person needs a code." : caseId && !role.trim() ? "Say their role in the team." : null;
  return (
    <Dialog
      title={person ? person.label || person.code : "Add a person"}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Leave it</Button>
          <Button kind="primary" onPress={keep} reason={missing}>{person ? "Keep it" : "Add them"}</Button>
        </>
      }
    >
      <div className="cases-form">
        <div className="cases-pair">
          <Field label="Code" value={code} onChange={setCode} autoFocus about="Never a name." />
          <Field label="Pseudonym" value={pseudonym} onChange={setPseudonym} />
        </div>
        <Field label="Profession" value={profession} onChange={setProfession} />
        {person ? <Roles person={person} /> : (
          <>
            <Select label="Team" value={caseId} onChange={setCaseId} options={(cases.data ?? []).map((one) => ({ id: one.id, label: `${one.code} ${one.name}` }))} />
            <div className="cases-pair">
              <Field label="Role in it" value={role} onChange={setRole} about="Such as A for who leads, B for established, C for new." />
              <Field label="Since" value={from} onChange={setFrom} placeholder="2023-09" />
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}
