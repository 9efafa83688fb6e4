import { useState } from "react";

import { told } from "../../api/problem";
import { Button, Dialog, Field, Link, Notice, OptionRow, Reading, Section, Select, Table, type Column } from "../../components";
import { addressOf, announce, newId, useCommands, useMay, useRead, useWrite } from "../../state";
import type { Audience, CapsuleView, ReportView } from "./types";

const WHEN = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });

const AUDIENCES: readonly { readonly id: Audience; readonly label: string; readonly about: string }[] = [
  { id: "supervisor", label: "A supervisor", about: "Every report as it stands, memos everyone may read, how the drafts came about, and the audit trail." },
  { id: "examiner", label: "An examiner", about: "One report as it stands, claims with the walk back, methods, checklists, and the audit trail." },
  { id: "auditor", label: "An auditor", about: "How the study was made, in counts, and what can be checked. No participant’s words." },
];

/** The study as one file for somebody without a seat in it; who received which is kept. `report` is the one it holds. */
export function Capsules({ report }: { report?: ReportView }) {
  const [handing, setHanding] = useState(false);
  const capsules = useRead("/capsules");
  const may = useMay("lead");
  const hand = (): void => setHanding(true);
  useCommands(may ? [{ id: "capsule-hand-over", label: "Hand over a capsule", run: hand }] : []);
  const columns: readonly Column<CapsuleView>[] = [
    { id: "number", head: "Capsule", names: true, cell: (one) => (may ? <Link download to={addressOf("/capsules/file", { id: one.id })}>{`Capsule ${one.number}`}</Link> : `Capsule ${one.number}`) },
    { id: "audience", head: "For", cell: (one) => one.audience },
    { id: "recipients", head: "Received by", cell: (one) => one.recipients.join(", ") },
    { id: "by", head: "By", cell: (one) => one.by },
    { id: "when", head: "On", cell: (one) => <time dateTime={one.created_at}>{WHEN.format(new Date(one.created_at))}</time> },
    { id: "sum", head: "Checksum (SHA-256)", cell: (one) => <code className="release-sum">{one.sha256}</code> },
  ];
  return (
    <Section title="Capsules">
      <div className="elsewhere">
        <p className="t13 soft">One file for a supervisor, an examiner or an auditor who has no seat here. It opens in any browser, offline, and holds no real name, no private memo, nothing of a round that is not open, and words only as far as consent goes.</p>
        {may ? <Button onPress={hand}>Hand over a capsule</Button> : null}
      </div>
      <Reading of={capsules}>
        {(all) => (all.length ? <Table caption="Capsules handed over" columns={columns} rows={all} rowId={(one) => one.id} /> : null)}
      </Reading>
      {handing ? <HandOver report={report} onClose={() => setHanding(false)} /> : null}
    </Section>
  );
}

function HandOver({ report, onClose }: { report: ReportView | undefined; onClose: () => void }) {
  const [audience, setAudience] = useState<Audience>("supervisor");
  const [recipients, setRecipients] = useState("");
  const reports = useRead("/reports");
  const all = reports.data ?? [];
  const [which, setWhich] = useState(report?.id ?? "");
  const [refused, setRefused] = useState<unknown>(null);
  const handOver = useWrite("/capsules/hand-over", {
    topics: ["capsules"],
    onDone: (made) => {
      announce(`Capsule ${made.number} is made.`);
      onClose();
    },
    onRefused: (refusal) => {
      setRefused(refusal);
      return true;
    },
  });
  // A supervisor gets every report, an auditor none; whoever examines gets the one that is named here.
  const chosen = audience === "examiner" ? which || all[0]?.id || "" : audience === "auditor" ? (report?.id ?? "") : "";
  const names = recipients.split(/[,;\n]/).map((one) => one.trim()).filter(Boolean);
  const send = (): void => {
    if (handOver.isPending || names.length === 0) return;
    setRefused(null);
    handOver.mutate({ id: newId(), audience, recipients: names, report_id: chosen });
  };
  const said = refused ? told(refused) : null;
  return (
    <Dialog
      title="Hand over a capsule"
      open
      onClose={onClose}
      actions={
        <>
          <Button kind="primary" onPress={send} reason={names.length ? null : "Say who receives it."}>Make the capsule</Button>
          <Button kind="quiet" onPress={onClose}>Cancel</Button>
          <p className="t13 soft" role="status">{handOver.isPending ? "Making the file …" : ""}</p>
        </>
      }
    >
      <div className="stack">
        {said ? <Notice fact={said.fact} meaning={said.advice} urgent /> : null}
        <OptionRow label="Whom it is for" value={audience} onChange={setAudience} options={AUDIENCES} layout="list" showLabel />
        {audience === "examiner" && all.length > 1 ? <Select label="Which report" value={chosen} onChange={setWhich} options={all.map((one) => ({ id: one.id, label: one.title }))} /> : null}
        <Field label="Who receives it" value={recipients} onChange={setRecipients} onEnter={send} about="Names with commas between them. They are kept with the capsule, nothing is sent. What was handed over cannot be called back." />
      </div>
    </Dialog>
  );
}
