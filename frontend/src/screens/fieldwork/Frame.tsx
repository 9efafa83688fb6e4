import { useState } from "react";

import { Button, Dialog, EmptyState, Field, Reading, Select, Table, TextArea } from "../../components";
import { newId, useMay, useRead, useWrite } from "../../state";
import type { FrameView } from "./types";

const NONE = "none";

/** Whom one hoped to reach, what came of it and why, and the attempts. */
export function Frame() {
  const frame = useRead("/frame");
  const cases = useRead("/cases");
  const [open, setOpen] = useState<FrameView | "new" | null>(null);
  const may = useMay("field");
  const named = (id: string | null) => (cases.data ?? []).find((one) => one.id === id)?.name ?? "";
  return (
    <>
      <div className="cases-bar">
        <Button kind="primary" onPress={() => setOpen("new")} reason={may ? null : "Your role reads only."}>Add to the frame</Button>
      </div>
      <Reading of={frame}>
        {(all) => (
          <Table
            caption="Whom one hoped to reach, and what came of it"
            rows={all}
            rowId={(one) => one.id}
            empty={<EmptyState title="The frame is empty">Add each team you hoped to reach, also those who said no: the report counts them, and their reasons matter.</EmptyState>}
            columns={[
              { id: "name", head: "Whom", names: true, cell: (one) => one.name },
              { id: "why", head: "Chosen for", wideOnly: true, cell: (one) => one.criteria },
              { id: "outcome", head: "What came of it", cell: (one) => one.outcome || <span className="soft">not known yet</span> },
              { id: "reason", head: "Why", cell: (one) => one.reason },
              { id: "case", head: "Became", wideOnly: true, cell: (one) => named(one.case_id) },
              { id: "contacts", head: "Attempts", cell: (one) => one.contacts.map((held) => [held.at, held.channel, held.outcome].filter(Boolean).join(", ")).join("; ") || <span className="soft">none</span> },
              { id: "change", head: <span className="unseen">Change</span>, cell: (one) => (may ? <Button kind="quiet" onPress={() => setOpen(one)} label={`Change ${one.name}`}>Change</Button> : null) },
            ]}
          />
        )}
      </Reading>
      {open ? <UnitForm unit={open === "new" ? null : open} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

function UnitForm({ unit, onClose }: { unit: FrameView | null; onClose: () => void }) {
  const cases = useRead("/cases");
  const [name, setName] = useState(unit?.name ?? "");
  const [criteria, setCriteria] = useState(unit?.criteria ?? "");
  const [outcome, setOutcome] = useState(unit?.outcome ?? "");
  const [reason, setReason] = useState(unit?.reason ?? "");
  const [caseId, setCaseId] = useState(unit?.case_id ?? NONE);
  const write = useWrite("/frame/write", { onDone: onClose });
  const keep = () => write.mutate({ id: unit?.id ?? newId(), name, criteria, outcome, reason, case_id: caseId === NONE ? "" : caseId });
  const options = [{ id: NONE, label: "No case" }, ...(cases.data ?? []).map((one) => ({ id: one.id, label: `${one.code} ${one.name}` }))];
  return (
    <Dialog
      title={unit ? `Change ${unit.name}` : "Add to the frame"}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Leave it</Button>
          <Button kind="primary" onPress={keep} reason={name.trim() ? null : "Say whom you hope to reach."}>{unit ? "Keep it" : "Add it"}</Button>
        </>
      }
    >
      <div className="cases-form">
        <Field label="Whom" value={name} onChange={setName} autoFocus />
        <Field label="Chosen for" value={criteria} onChange={setCriteria} />
        <div className="cases-pair">
          <Field label="What came of it" value={outcome} onChange={setOutcome} placeholder="took part, declined" />
          <Select label="Became the case" value={caseId} onChange={setCaseId} options={options} />
        </div>
        <TextArea label="Why" value={reason} onChange={setReason} rows={2} />
        {unit ? <Attempt unitId={unit.id} /> : null}
      </div>
    </Dialog>
  );
}

function Attempt({ unitId }: { unitId: string }) {
  const [at, setAt] = useState("");
  const [channel, setChannel] = useState("");
  const [outcome, setOutcome] = useState("");
  const add = useWrite("/frame/contact", { onDone: () => { setAt(""); setChannel(""); setOutcome(""); } });
  return (
    <details>
      <summary>Record an attempt to reach them</summary>
      <div className="cases-form">
        <div className="cases-pair">
          <Field label="On" type="date" value={at} onChange={setAt} />
          <Field label="How" value={channel} onChange={setChannel} placeholder="letter, telephone" />
        </div>
        <Field label="What they said" value={outcome} onChange={setOutcome} />
        <Button onPress={() => add.mutate({ id: newId(), frame_unit_id: unitId, at, channel, outcome })} reason={at ? null : "Say on which day."}>Record it</Button>
      </div>
    </details>
  );
}
