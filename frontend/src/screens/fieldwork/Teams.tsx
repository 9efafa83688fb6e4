import { useState } from "react";

import { Button, Dialog, EmptyState, Field, Link, Reading, Select, Table, TextArea } from "../../components";
import { newId, useMay, useRead, useWrite } from "../../state";
import type { CaseView } from "./types";

type Kind = CaseView["kind"];

const KINDS: readonly { readonly id: Kind; readonly label: string }[] = [
  { id: "team", label: "Team" },
  { id: "person", label: "Person" },
  { id: "organisation", label: "Organisation" },
  { id: "area", label: "Area" },
  { id: "policy", label: "Policy" },
];

/** What is compared, each leading to its page. */
export function Teams() {
  const cases = useRead("/cases");
  const people = useRead("/participants");
  const [adding, setAdding] = useState(false);
  const may = useMay("field");
  const heard = (id: string) =>
    (people.data ?? []).filter((one) => one.case_id === id).map((one) => one.label || one.code).join(", ");
  return (
    <>
      <div className="cases-bar">
        <Button kind="primary" onPress={() => setAdding(true)} reason={may ? null : "Your role reads only."}>Add a team</Button>
      </div>
      <Reading of={cases}>
        {(all) => (
          <Table
            caption="Teams and who was heard in each"
            rows={all}
            rowId={(one) => one.id}
            empty={<EmptyState title="No team yet">A case is what you compare: a team, a person, an organisation. Add one, then say whose each interview is.</EmptyState>}
            columns={[
              { id: "code", head: "Code", cell: (one) => one.code },
              { id: "name", head: "Name", names: true, cell: (one) => <Link to={`/cases/${one.id}`}>{one.name}</Link> },
              { id: "heard", head: "Heard", cell: (one) => heard(one.id) || <span className="soft">nobody yet</span> },
              { id: "about", head: "About", wideOnly: true, cell: (one) => <span className="t13 soft">{one.description}</span> },
              { id: "sources", head: "Sources", number: true, cell: (one) => one.n_sources },
            ]}
          />
        )}
      </Reading>
      {adding ? <TeamForm onClose={() => setAdding(false)} /> : null}
    </>
  );
}

function TeamForm({ onClose }: { onClose: () => void }) {
  const [code, setCode] = useState("");
  const [name, setName] = useState("");
  const [kind, setKind] = useState<Kind>("team");
  const [founded, setFounded] = useState("");
  const [about, setAbout] = useState("");
  const add = useWrite("/cases/add", { topics: ["home"], onDone: onClose });
  const keep = () => add.mutate({ id: newId(), code, name, kind, founded, description: about });
  return (
    <Dialog
      title="Add a team or another case"
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Leave it</Button>
          <Button kind="primary" onPress={keep} reason={code.trim() && name.trim() ? null : "It needs a short code and a name."}>Add it</Button>
        </>
      }
    >
      <div className="cases-form">
        <div className="cases-pair">
          <Field label="Code" value={code} onChange={setCode} autoFocus about="T3 prints 3 in labels such as 3A." />
          <Field label="Name" value={name} onChange={setName} />
        </div>
        <div className="cases-pair">
          <Select<Kind> label="Kind" value={kind} onChange={setKind} options={KINDS} />
          <Field label="Since" value={founded} onChange={setFounded} placeholder="2021-11" />
        </div>
        <TextArea label="About it" value={about} onChange={setAbout} rows={2} />
      </div>
    </Dialog>
  );
}
