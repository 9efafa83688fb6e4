import { useState } from "react";

import { Button, Dialog, Field, Notice, Select, TextArea } from "../../components";
import { told } from "../../api/problem";
import { announce, useWrite } from "../../state";
import type { ReportView } from "./types";

type Quoting = "consent" | "nobody";
const QUOTING: readonly { readonly id: Quoting; readonly label: string; readonly about: string }[] = [
  { id: "consent", label: "Whoever agreed to be quoted", about: "Each quotation is held against the consent of whose it is." },
  { id: "nobody", label: "Nobody’s", about: "A release refuses every quotation, and the walk back holds no words." },
];

/** What a report is called, for whom it is, what it covers and whose words it prints. */
export function About({ report, onClose }: { report: ReportView; onClose: () => void }) {
  const [title, setTitle] = useState(report.title);
  const [audience, setAudience] = useState(report.audience);
  const [scope, setScope] = useState(report.scope);
  const [quoting, setQuoting] = useState<Quoting>(report.quoting ? "nobody" : "consent");
  const [refused, setRefused] = useState<unknown>(null);
  const describe = useWrite("/reports/describe", {
    topics: ["report", "reports"],
    onDone: () => {
      announce("Kept. What it was before is in the history.");
      onClose();
    },
    onRefused: (refusal) => {
      setRefused(refusal);
      return true;
    },
  });
  const keep = (): void => {
    if (!title.trim() || describe.isPending) return;
    setRefused(null);
    describe.mutate({ id: report.id, title: title.trim(), audience: audience.trim(), scope: scope.trim(), quoting: quoting === "nobody" ? "none" : "" });
  };
  const said = refused ? told(refused) : null;
  return (
    <Dialog
      title="About this report"
      open
      onClose={onClose}
      actions={
        <>
          <Button kind="primary" onPress={keep} reason={title.trim() ? null : "A report needs a title."}>Keep</Button>
          <Button kind="quiet" onPress={onClose}>Cancel</Button>
        </>
      }
    >
      <div className="stack">
        {said ? <Notice fact={said.fact} meaning={said.advice} urgent /> : null}
        <Field label="Title" value={title} onChange={setTitle} autoFocus maxLength={300} onEnter={keep} about="Releases keep the title they were made under." />
        <Field label="Who it is for" value={audience} onChange={setAudience} maxLength={300} onEnter={keep} about="For example the board, the teams themselves, a journal." />
        <TextArea label="What it covers" value={scope} onChange={setScope} maxLength={1000} rows={2} about="For example the first wave, or two of the nine teams. It is for you; no file prints it." />
        <Select<Quoting> label="Whose words it prints" value={quoting} onChange={setQuoting} options={QUOTING} />
      </div>
    </Dialog>
  );
}
