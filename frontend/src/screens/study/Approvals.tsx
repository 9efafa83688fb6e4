import { useState } from "react";

import { Button, Dialog, EmptyState, Field, Reading, Section, Table } from "../../components";
import { newId, useMay, useRead, useWrite } from "../../state";
import { day, hasEnded } from "./days";

/** Who allowed the study, under which reference, and until when. */
export function Approvals() {
  const approvals = useRead("/approvals");
  const may = useMay("field");
  const [adding, setAdding] = useState(false);
  return (
    <Section title="Approvals">
      <Reading of={approvals}>
        {(all) => (
          <Table
            caption="Approvals"
            rows={all}
            rowId={(one) => one.id}
            empty={<EmptyState title="No approval written down">An ethics committee, a sponsor, a site: who allowed what, and until when.</EmptyState>}
            columns={[
              { id: "body", head: "By", names: true, cell: (one) => one.body },
              { id: "reference", head: "Reference", cell: (one) => one.reference || <span className="faint">none</span> },
              { id: "from", head: "From", wideOnly: true, cell: (one) => (one.valid_from ? <span className="num">{day(one.valid_from)}</span> : <span className="faint">not told</span>) },
              { id: "to", head: "Until", cell: (one) => (one.valid_to ? <span className={hasEnded(one.valid_to) ? "care num" : "num"}>{hasEnded(one.valid_to) ? "ended " : ""}{day(one.valid_to)}</span> : <span className="faint">no end</span>) },
            ]}
          />
        )}
      </Reading>
      {may ? <Button kind="quiet" onPress={() => setAdding(true)}>Add an approval</Button> : null}
      <Dialog title="Add an approval" open={adding} onClose={() => setAdding(false)}><ApprovalForm onDone={() => setAdding(false)} /></Dialog>
    </Section>
  );
}

function ApprovalForm({ onDone }: { onDone: () => void }) {
  const [body, setBody] = useState("");
  const [reference, setReference] = useState("");
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [wrong, setWrong] = useState("");
  const write = useWrite("/approvals/write", { topics: ["home"], onDone, onRefused: (refusal) => { setWrong(refusal.message); return true; } });
  return (
    <form
      className="plan-form"
      onSubmit={(event) => {
        event.preventDefault();
        write.mutate({ id: newId(), body: body.trim(), reference: reference.trim(), valid_from: from, valid_to: to });
      }}
    >
      <Field label="Who allowed it" value={body} onChange={setBody} autoFocus required wrong={wrong} />
      <Field label="Reference" value={reference} onChange={setReference} />
      <div className="plan-two">
        <Field label="From" type="date" value={from} onChange={setFrom} />
        <Field label="Until" type="date" value={to} onChange={setTo} />
      </div>
      <div><Button kind="primary" type="submit" disabled={!body.trim()} busy={write.isPending && "Keeping …"}>Add the approval</Button></div>
    </form>
  );
}
