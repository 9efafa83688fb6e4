import { useState } from "react";

import { Button, Dialog, Field, Select, TextArea } from "../../components";
import { newId, useRead, useWrite } from "../../state";
import type { CaseView } from "./types";

type Kind = CaseView["kind"];
type Known = Pick<CaseView, "id" | "code" | "name" | "kind" | "founded" | "description" | "parent_id">;

const KINDS: readonly { readonly id: Kind; readonly label: string }[] = [
  { id: "team", label: "Team" },
  { id: "person", label: "Person" },
  { id: "organisation", label: "Organisation" },
  { id: "area", label: "Area" },
  { id: "policy", label: "Policy" },
];
const TOP = "top";

/** Adds a case, or changes the one given. */
export function CaseForm({ known, onClose }: { known: Known | null; onClose: () => void }) {
  const cases = useRead("/cases");
  const [code, setCode] = useState(known?.code ?? "");
  const [name, setName] = useState(known?.name ?? "");
  const [kind, setKind] = useState<Kind>(known?.kind ?? "team");
  const [founded, setFounded] = useState(known?.founded ?? "");
  const [about, setAbout] = useState(known?.description ?? "");
  const [parent, setParent] = useState(known?.parent_id ?? TOP);
  const then = { topics: ["home", "participants", "consents"], onDone: onClose };
  const add = useWrite("/cases/add", then);
  const change = useWrite("/cases/change", then);
  const keep = () => {
    const said = { code, name, kind, founded, description: about, parent_id: parent === TOP ? "" : parent };
    if (known) change.mutate({ id: known.id, ...said });
    else add.mutate({ id: newId(), ...said });
  };
  const above = (cases.data ?? []).filter((one) => one.id !== known?.id).map((one) => ({ id: one.id, label: `${one.code} ${one.name}` }));
  return (
    <Dialog
      title={known ? `Change ${known.name}` : "Add a team or another case"}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Leave it</Button>
          <Button kind="primary" onPress={keep} reason={code.trim() && name.trim() ? null : "It needs a short code and a name."}>{known ? "Keep it" : "Add it"}</Button>
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
          <Field label="Since" value={founded} onChange={setFounded} placeholder="2021-11" about="A year, a month or a day." />
        </div>
        {above.length > 0 ? <Select label="Part of" value={parent} onChange={setParent} options={[{ id: TOP, label: "Nothing above it" }, ...above]} /> : null}
        <TextArea label="About it" value={about} onChange={setAbout} rows={2} />
      </div>
    </Dialog>
  );
}
