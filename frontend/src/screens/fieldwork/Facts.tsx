import { useState } from "react";

import { Button, Dialog, Field, Select } from "../../components";
import { newId, useRead, useWrite } from "../../state";
import type { AttributeView } from "./types";

const NOT_SAID = "not said";

/** What is known of a case, one field an attribute, and a way to ask for something more of every case. */
export function Facts({ caseId, name, onClose }: { caseId: string; name: string; onClose: () => void }) {
  const attributes = useRead("/attributes", { about: "case" });
  const [changed, setChanged] = useState<Readonly<Record<string, string>>>({});
  const set = useWrite("/attributes/set", { topics: ["cases"] });
  const clear = useWrite("/attributes/clear", { topics: ["cases"] });
  const all = attributes.data ?? [];
  const held = (one: AttributeView) => one.values.filter((value) => value.about_id === caseId).at(-1);
  const keep = () => {
    for (const one of all) {
      const value = changed[one.id];
      const before = held(one);
      if (value === undefined || value === before?.value) continue;
      if (value.trim()) set.mutate({ id: before?.id ?? newId(), attribute_id: one.id, about_id: caseId, value, valid_from: before?.valid_from ?? "", valid_to: before?.valid_to ?? "" });
      else if (before) clear.mutate({ id: before.id });
    }
    onClose();
  };
  return (
    <Dialog
      title={`What is known of ${name}`}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Leave it</Button>
          <Button kind="primary" onPress={keep} reason={Object.keys(changed).length > 0 ? null : "Nothing has changed."}>Keep it</Button>
        </>
      }
    >
      <div className="cases-form">
        {all.length === 0 ? <p className="soft">Nothing is asked of each case yet. Name something below, such as Size or Shared office.</p> : null}
        {all.map((one) => (
          <One key={one.id} attribute={one} value={changed[one.id] ?? held(one)?.value ?? ""} onChange={(value) => setChanged({ ...changed, [one.id]: value })} />
        ))}
        <NewAttribute />
      </div>
    </Dialog>
  );
}

function One({ attribute, value, onChange }: { attribute: AttributeView; value: string; onChange: (value: string) => void }) {
  if (attribute.type === "choice") {
    const options = [NOT_SAID, ...attribute.choices].map((id) => ({ id, label: id }));
    return <Select label={attribute.name} value={value || NOT_SAID} onChange={(id) => onChange(id === NOT_SAID ? "" : id)} options={options} />;
  }
  return <Field label={attribute.name} value={value} onChange={onChange} />;
}

function NewAttribute() {
  const [name, setName] = useState("");
  const add = useWrite("/attributes/add", { onDone: () => setName("") });
  const keep = () => name.trim() && add.mutate({ id: newId(), name, about: "case" });
  return (
    <details>
      <summary>Ask something more of every case</summary>
      <div className="cases-bar">
        <Field label="What to ask" value={name} onChange={setName} onEnter={keep} />
        <Button onPress={keep} reason={name.trim() ? null : "Name what to ask."}>Ask it</Button>
      </div>
    </details>
  );
}
