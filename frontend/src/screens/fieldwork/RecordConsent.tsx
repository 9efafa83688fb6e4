import { useState } from "react";

import { Button, Checkbox, Dialog, Field, Select, TextArea } from "../../components";
import { newId, useRead, useWrite } from "../../state";
import { ConsentPast } from "./ConsentPast";
import { STATES, type ConsentMatrix, type ConsentRow, type State } from "./types";

const NO_FORM = "none";
const OPTIONS = STATES.map((id) => ({ id, label: id }));

export interface Asked {
  /** Nobody: record for everyone, by exception. */
  readonly row: ConsentRow | null;
  readonly scope: string;
}

/** One answer for one person, or the same answer for everyone but a few. */
export function RecordConsent({ asked, matrix, onClose }: { asked: Asked; matrix: ConsentMatrix; onClose: () => void }) {
  const known = asked.row?.cells[asked.scope];
  const [scopes, setScopes] = useState<readonly string[]>([asked.scope]);
  const [except, setExcept] = useState<readonly string[]>([]);
  const [state, setState] = useState<State>(known?.state ?? "given");
  const [at, setAt] = useState("");
  const [how, setHow] = useState(known?.how ?? "");
  const [reason, setReason] = useState("");
  const [form, setForm] = useState(NO_FORM);
  const forms = useRead("/consents/forms");
  const topics = { topics: ["home", "report", "quotations"], onDone: onClose };
  const one = useWrite("/consents/record", topics);
  const many = useWrite("/consents/record-many", topics);
  const keep = () => {
    const said = { state, at, how, reason, form_id: form === NO_FORM ? "" : form };
    if (asked.row) one.mutate({ id: newId(), participant_id: asked.row.participant_id, scope: asked.scope, ...said });
    else many.mutate({ scopes: [...scopes], except_ids: [...except], ...said });
  };
  const missing = scopes.length === 0 ? "Choose at least one use." : state === "does not apply" && !reason.trim() ? "Say why it does not apply." : null;
  const name = matrix.scopes.find((entry) => entry.key === asked.scope)?.name ?? asked.scope;
  const left = matrix.rows.length - except.length;
  return (
    <Dialog
      title={asked.row ? `${asked.row.label || asked.row.code}: ${name}` : "Record for everyone at once"}
      open
      wide={!asked.row}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Leave it</Button>
          <Button kind="primary" onPress={keep} reason={missing}>{asked.row ? "Record it" : `Record it for ${left} ${left === 1 ? "person" : "people"}`}</Button>
        </>
      }
    >
      <div className="cases-form">
        {asked.row ? <ConsentPast participantId={asked.row.participant_id} scope={asked.scope} /> : <Chosen matrix={matrix} scopes={scopes} except={except} onScopes={setScopes} onExcept={setExcept} />}
        <div className="cases-pair">
          <Select<State> label="Answer" value={state} onChange={setState} options={OPTIONS} />
          <Field label="On" value={at} onChange={setAt} type="date" about="Today when left empty." />
          <Field label="How" value={how} onChange={setHow} placeholder="signed form, by telephone" />
          <Select label="Form" value={form} onChange={setForm} options={[{ id: NO_FORM, label: "None named" }, ...(forms.data ?? []).map((held) => ({ id: held.id, label: held.version }))]} />
        </div>
        {state === "does not apply" || state === "withdrawn" ? <TextArea label="Why" value={reason} onChange={setReason} rows={2} /> : null}
      </div>
    </Dialog>
  );
}

interface ChosenProps {
  readonly matrix: ConsentMatrix;
  readonly scopes: readonly string[];
  readonly except: readonly string[];
  readonly onScopes: (scopes: readonly string[]) => void;
  readonly onExcept: (ids: readonly string[]) => void;
}

function Chosen({ matrix, scopes, except, onScopes, onExcept }: ChosenProps) {
  const turned = (all: readonly string[], id: string, on: boolean) => (on ? [...all, id] : all.filter((held) => held !== id));
  return (
    <>
      <fieldset className="cases-choices">
        <legend className="field-label">To which uses</legend>
        {matrix.scopes.map((scope) => (
          <Checkbox key={scope.key} checked={scopes.includes(scope.key)} onChange={(on) => onScopes(turned(scopes, scope.key, on))}>{scope.name}</Checkbox>
        ))}
      </fieldset>
      <fieldset className="cases-choices">
        <legend className="field-label">Everyone except</legend>
        {matrix.rows.map((row) => (
          <Checkbox key={row.participant_id} checked={except.includes(row.participant_id)} onChange={(on) => onExcept(turned(except, row.participant_id, on))}>{row.label || row.code}</Checkbox>
        ))}
      </fieldset>
    </>
  );
}
