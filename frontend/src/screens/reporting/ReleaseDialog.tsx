import { useState } from "react";

import { told } from "../../api/problem";
import { Button, Checkbox, Dialog, Field, Notice, Select } from "../../components";
import { announce, navigate, newId, useRead, useWrite } from "../../state";
import { FORMATS, type FaultView, type Format, type ReportView } from "./types";

/** A release: as what, to whom. It is refused in words that name the sentence in the way, and never undone. */
export function ReleaseDialog({ report, onClose, onSentence }: { report: ReportView; onClose: () => void; onSentence: () => void }) {
  const [format, setFormat] = useState<Format>("html");
  const [trace, setTrace] = useState(true);
  const [recipients, setRecipients] = useState("");
  const [refused, setRefused] = useState<unknown>(null);
  const release = useWrite("/report/release", {
    topics: ["releases"],
    onDone: (made) => {
      announce(`Release ${made.number} is made.`);
      navigate(`/report/${report.id}/releases`);
    },
    onRefused: (refusal) => {
      setRefused(refusal);
      return true;
    },
  });
  const send = (): void => {
    if (release.isPending) return;
    setRefused(null);
    const names = recipients.split(/[,;\n]/).map((one) => one.trim()).filter(Boolean);
    release.mutate({ id: newId(), report_id: report.id, format, recipients: names, trace });
  };
  const said = refused ? told(refused) : null;
  // What is read of the walk back comes before the press that sends it out.
  const walks = trace && format !== "md";
  const reading = useWalkCheck(report, format, walks).isLoading;
  return (
    <Dialog
      title="Release this report"
      open
      grave
      onClose={onClose}
      actions={
        <>
          <Button kind="primary" onPress={send} disabled={reading}>Release</Button>
          <Button kind="quiet" onPress={onClose}>Cancel</Button>
          <p className="t13 soft" role="status">{release.isPending ? "Checking every sentence …" : ""}</p>
        </>
      }
    >
      <div className="stack">
        <p className="t14">A release never changes and stays on record with its checksum and who received it. It cannot be undone.</p>
        {said ? (
          <Notice fact={said.fact} meaning={said.advice} urgent>
            <Button onPress={() => { onClose(); onSentence(); }}>Go to the sentence</Button>
          </Notice>
        ) : null}
        <Select label="As" value={format} onChange={setFormat} options={FORMATS} />
        {format === "docx" ? <Checkbox checked={trace} onChange={setTrace} about="Beside each claim its count, and beside each passage its label, place, coding and consent, as far as consent and the labels chosen allow. A file without them can be checked just as well when it comes back.">With the trace as comments</Checkbox> : null}
        {WALKED.includes(format) ? <Checkbox checked={trace} onChange={setTrace} about="At the end of the file, from each counted sentence and each quotation: evidence, coding, words in context, who said them and what they consented to, as far as consent and the labels chosen allow.">With the walk back</Checkbox> : null}
        {/* Refused, the sentence in the way is what matters, and the button stays in sight. */}
        {walks && !said ? <InWalk report={report} format={format} /> : null}
        <Field label="Who receives it" value={recipients} onChange={setRecipients} about="Names with commas between them. They are kept with the release, nothing is sent." />
      </div>
    </Dialog>
  );
}

const WALKED: readonly Format[] = ["html", "pdf", "tex"];

function useWalkCheck(report: ReportView, format: Format, when: boolean) {
  return useRead("/report/check", { id: report.id, trace: true, format }, { when });
}

/** What the walk back would tell of somebody beyond the text, behind which sentence each stands. Advice; nothing is held back. */
export function InWalk({ report, format }: { report: ReportView; format: Format }) {
  const check = useWalkCheck(report, format, true);
  const [name, point] = format === "docx" ? ["the comments", "point"] : ["the walk back", "points"];
  if (check.isPending) return <p className="t13 soft" role="status">Reading what {name} would say …</p>;
  const found = check.data?.faults.filter((one) => one.in_walk) ?? [];
  if (check.error) return null;
  if (found.length === 0) return <p className="t13" role="status"><span className="good-mark" aria-hidden="true" /> {name.replace("the", "The")} {point} to nobody beyond what the text says.</p>;
  return (
    <section aria-label={`What ${name} would tell`}>
      <p className="t13" role="status"><span className="care-mark" aria-hidden="true" /> {found.length === 1 ? "One thing" : `${found.length} things`} in {name} could tell who somebody is. {found[0]?.advice}</p>
      <div className="told-in-comments" tabIndex={0} role="group" aria-label="Sentence by sentence">
        <dl>
          {bySentence(found).map(([sentence, some]) => (
            <div key={sentence}>
              <dt className="t13 serif">{sentence}</dt>
              {some.map((one, at) => <dd key={at} className="t12 soft">{one.reason.replace(/^In (its comment in Word|the walk back): /, "").replace(/^./, (letter) => letter.toUpperCase())}</dd>)}
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}

function bySentence(found: readonly FaultView[]): [string, FaultView[]][] {
  const held = new Map<string, FaultView[]>();
  for (const one of found) held.set(one.sentence, [...(held.get(one.sentence) ?? []), one]);
  return [...held];
}
