import { useState } from "react";

import { Button, Checkbox, Dialog, EmptyState, Field, Reading, Section, Table, TextArea } from "../../components";
import { newId, useMay, useRead, useWrite } from "../../state";
import type { ConsentMatrix } from "./types";

/** The versions of the consent form and what each asks for. */
export function ConsentForms({ matrix }: { matrix: ConsentMatrix }) {
  const forms = useRead("/consents/forms");
  const remove = useWrite("/consents/forms/remove", { topics: ["consents"] });
  const [adding, setAdding] = useState(false);
  const may = useMay("field");
  const named = (key: string) => matrix.scopes.find((scope) => scope.key === key)?.name ?? key.replaceAll("-", " ");
  return (
    <Section title="Forms">
      <Reading of={forms}>
        {(all) => (
          <Table
            caption="Versions of the consent form"
            dense
            rows={all}
            rowId={(one) => one.id}
            empty={<EmptyState title="No form yet">Add the version people signed, so that each answer can say to what it was given.</EmptyState>}
            columns={[
              { id: "version", head: "Version", names: true, cell: (one) => one.version },
              { id: "scopes", head: "Asks for", cell: (one) => one.scopes.map(named).join(", ") },
              { id: "terms", head: "On withdrawing", wideOnly: true, cell: (one) => one.withdrawal_terms },
              { id: "remove", head: <span className="unseen">Remove</span>, cell: (one) => (may ? <Button kind="quiet" onPress={() => remove.mutate({ id: one.id })} label={`Remove form ${one.version}`}>Remove</Button> : null) },
            ]}
          />
        )}
      </Reading>
      <div className="cases-bar">
        <Button onPress={() => setAdding(true)} reason={may ? null : "Your role reads only."}>Add a form</Button>
      </div>
      {adding ? <FormForm matrix={matrix} onClose={() => setAdding(false)} /> : null}
    </Section>
  );
}

function FormForm({ matrix, onClose }: { matrix: ConsentMatrix; onClose: () => void }) {
  const [version, setVersion] = useState("");
  const [scopes, setScopes] = useState<readonly string[]>([]);
  const [terms, setTerms] = useState("");
  const add = useWrite("/consents/forms/add", { topics: ["consents"], onDone: onClose });
  const missing = !version.trim() ? "A form has a version." : scopes.length === 0 ? "Say what it asks for." : null;
  return (
    <Dialog
      title="Add a consent form"
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Leave it</Button>
          <Button kind="primary" onPress={() => add.mutate({ id: newId(), version, scopes: [...scopes], withdrawal_terms: terms })} reason={missing}>Add it</Button>
        </>
      }
    >
      <div className="cases-form">
        <Field label="Version" value={version} onChange={setVersion} autoFocus placeholder="2, of March 2024" />
        <fieldset className="cases-choices">
          <legend className="field-label">It asks for</legend>
          {matrix.scopes.map((scope) => (
            <Checkbox key={scope.key} checked={scopes.includes(scope.key)} onChange={(on) => setScopes(on ? [...scopes, scope.key] : scopes.filter((key) => key !== scope.key))}>{scope.name}</Checkbox>
          ))}
        </fieldset>
        <TextArea label="What it says on withdrawing" value={terms} onChange={setTerms} rows={2} />
      </div>
    </Dialog>
  );
}
