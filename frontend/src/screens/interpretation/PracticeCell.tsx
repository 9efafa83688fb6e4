import { useState } from "react";

import { Button, Drawer, EmptyState, Field, Link, Select, TextArea } from "../../components";
import { newId, useMay, useRead, useWrite } from "../../state";
import type { Column } from "./carrying";
import type { AccountView, PracticeView } from "./types";

type Value = "yes" | "partly" | "no" | "does not know" | "not asked" | "not recorded";

const VALUES: readonly Value[] = ["yes", "partly", "no", "does not know", "not asked", "not recorded"];
const OPTIONS = VALUES.map((id) => ({ id, label: id }));

/** What each informant told of one practice of one team, and what is settled for it. */
export function PracticeCell({ view, schemaId, name, levels, onClose }: { view: PracticeView; schemaId: string; name: string; levels: readonly Column[]; onClose: () => void }) {
  const may = useMay("write");
  return (
    <Drawer title={name} open onClose={onClose}>
      {view.accounts.length === 0 ? (
        <EmptyState title="Nobody was asked">Until someone told something, this is not asked, which is not the same as no.</EmptyState>
      ) : (
        <ul>{view.accounts.map((one) => <Account key={one.id} one={one} />)}</ul>
      )}
      {may ? <Tell view={view} schemaId={schemaId} /> : null}
      {may ? <Settle view={view} schemaId={schemaId} levels={levels} onDone={onClose} /> : null}
    </Drawer>
  );
}

function Account({ one }: { one: AccountView }) {
  return (
    <li className="account">
      <span className="strong">{one.label}</span>
      <span>{one.value}</span>
      <span>
        {one.words ? <span className="serif">“{one.words}” </span> : null}
        <span className="t13 soft">{one.detail}</span>
        {one.source_id ? <> <Link to={`/code/${one.source_id}?at=${one.start}-${one.end}`}>Read it in place</Link></> : null}
      </span>
    </li>
  );
}

function Tell({ view, schemaId }: { view: PracticeView; schemaId: string }) {
  const people = useRead("/participants");
  const [who, setWho] = useState<string | null>(null);
  const [value, setValue] = useState<Value>("yes");
  const [detail, setDetail] = useState("");
  const tell = useWrite("/accounts/tell", { topics: ["practices"], onDone: () => setDetail("") });
  const options = (people.data ?? []).map((one) => ({ id: one.id, label: one.code }));
  const keep = () =>
    who && tell.mutate({ id: newId(), schema_id: schemaId, practice_key: view.practice_key, case_id: view.case_id, participant_id: who, value, detail });
  return (
    <details>
      <summary>Enter what someone told</summary>
      <div className="form-stack">
        <div className="form-pair">
          <Select label="Who" value={who} onChange={setWho} options={options} />
          <Select<Value> label="What they said" value={value} onChange={setValue} options={OPTIONS} />
        </div>
        <Field label="In a few words" value={detail} onChange={setDetail} />
        <Button onPress={keep} reason={who ? null : "Choose who told it."}>Enter it</Button>
      </div>
    </details>
  );
}

function Settle({ view, schemaId, levels, onDone }: { view: PracticeView; schemaId: string; levels: readonly Column[]; onDone: () => void }) {
  const [value, setValue] = useState<Value>(view.value ?? view.accounts[0]?.value ?? "not asked");
  const [detail, setDetail] = useState(view.detail);
  const [reason, setReason] = useState(view.reason);
  const [carriedBy, setCarriedBy] = useState(view.carried_by);
  const [paidBy, setPaidBy] = useState(view.paid_by);
  const at = levels.map(({ key, name }) => ({ id: key, label: name }));
  const settle = useWrite("/practices/settle", { topics: ["claims", "report"], onDone });
  const keep = () =>
    settle.mutate({ id: view.practice_id ?? newId(), schema_id: schemaId, practice_key: view.practice_key, case_id: view.case_id, value, detail, reason, carried_by: carriedBy, paid_by: paidBy });
  return (
    <section className="form-stack" aria-label="Settle for the team">
      <h3 className="strong t14">For the team</h3>
      <p className="t13 soft">The accounts: {view.reading}.</p>
      <div className="form-pair">
        <Select<Value> label="Settled as" value={value} onChange={setValue} options={OPTIONS} />
        <Field label="Detail" value={detail} onChange={setDetail} />
      </div>
      <div className="form-pair">
        <Select label="Carried by" value={carriedBy} onChange={setCarriedBy} options={at} />
        <Select label="Paid for by" value={paidBy} onChange={setPaidBy} options={at} />
      </div>
      <TextArea label="Why, where the accounts differ" value={reason} onChange={setReason} rows={2} />
      <Button kind="primary" onPress={keep}>Settle it</Button>
    </section>
  );
}
