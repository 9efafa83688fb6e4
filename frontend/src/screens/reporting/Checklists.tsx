import { useState } from "react";

import { Button, Dialog, Heading, Link, Reading, Screen, Section, Table, TextArea } from "../../components";
import { addressOf, announce, newId, useMay, useRead, useWrite } from "../../state";
import { FORMATS, type ChecklistLine, type ChecklistView, type Gap } from "./types";

const STANDARDS = [
  { id: "coreq", label: "COREQ" },
  { id: "srqr", label: "SRQR" },
] as const;
const TOPICS = ["study", "memos", "encounters", "participants", "consents", "instruments", "frame", "codes", "claims", "reports", "themes", "rounds", "approvals", "recordings"];

/** A journal's checklist filled from what is on record, each gap with a place to say it, and the methods section. */
export function Checklists({ standard }: { standard: "coreq" | "srqr" }) {
  const filled = useRead("/report/checklist", { standard }, { topics: TOPICS, keepPrevious: true });
  const [gap, setGap] = useState<Gap | null>(null);
  const may = useMay("write");
  return (
    <Screen title="Checklists" className="checklists">
      <Heading title="Checklists and methods" about="Filled from what is on record. An answer is given once and fills every item that asks for it.">
        <nav aria-label="Checklists" className="checklist-ways">
          <Link to="/report">All reports</Link>
          {STANDARDS.map((one) => (
            <Link key={one.id} to={`/report/checklists/${one.id}`} current={one.id === standard}>{one.label}</Link>
          ))}
        </nav>
      </Heading>
      <Reading of={filled}>{(shown) => <Filled shown={shown} standard={standard} onGap={may ? setGap : null} />}</Reading>
      <Methods />
      {gap ? <SayIt gap={gap} onClose={() => setGap(null)} /> : null}
    </Screen>
  );
}

function Filled({ shown, standard, onGap }: { shown: ChecklistView; standard: string; onGap: ((gap: Gap) => void) | null }) {
  return (
    <>
      <p className="t13 soft" role="status">
        {shown.name}, after {shown.source}: {shown.n_complete} of {shown.lines.length} items complete, {shown.n_missing} with nothing on record.
      </p>
      <Table
        caption={`${shown.name}, item by item`}
        rows={shown.lines}
        rowId={(one) => String(one.number)}
        columns={[
          { id: "number", head: "No.", cell: (one: ChecklistLine) => <span className="num">{one.number}</span> },
          { id: "asks", head: "Asked", names: true, width: "26%", cell: (one: ChecklistLine) => one.asks },
          { id: "answer", head: "On record", cell: (one: ChecklistLine) => <Told line={one} onGap={onGap} /> },
          { id: "state", head: "State", wideOnly: true, cell: (one: ChecklistLine) => one.state },
        ]}
      />
      <p className="t13">
        As a file: {FORMATS.map((one) => <Link key={one.id} download to={addressOf("/report/checklist/file", { standard, format: one.id })}>{one.label}</Link>)}
      </p>
    </>
  );
}

function Told({ line, onGap }: { line: ChecklistLine; onGap: ((gap: Gap) => void) | null }) {
  return (
    <>
      <p className="narrow-only t12 soft">{line.state}</p>
      {line.text ? <p className="t13 checklist-told">{line.text}</p> : null}
      <p className="t12 checklist-ways">
        {line.to.map((to) => <Link key={to} to={to}>{to === "/" ? "First page" : `Where it is kept: ${to.slice(1).split("/").join(", ")}`}</Link>)}
        {onGap ? line.gaps.map((gap) => <Button key={gap.key} kind="quiet" onPress={() => onGap(gap)}>{`Say ${gap.asks}`}</Button>) : null}
      </p>
    </>
  );
}

/** An answer is a memo of the study, so it has its author and its history, and can be taken back. */
function SayIt({ gap, onClose }: { gap: Gap; onClose: () => void }) {
  const [body, setBody] = useState("");
  const write = useWrite("/memos/write", { topics: ["memos"], onDone: onClose });
  const keep = (): void => {
    if (body.trim() && !write.isPending) write.mutate({ id: newId(), kind: "methodological", about_kind: "answer", about_id: gap.key, body: body.trim() });
  };
  return (
    <Dialog title={`Say ${gap.asks}`} open onClose={onClose} actions={<><Button onPress={onClose}>Cancel</Button><Button kind="primary" onPress={keep}>Keep the answer</Button></>}>
      <TextArea label={gap.asks.charAt(0).toUpperCase() + gap.asks.slice(1)} value={body} onChange={setBody} rows={5} autoFocus />
      <p className="t12 soft">It fills every item that asks for it and is kept as a memo about the method.</p>
    </Dialog>
  );
}

function Methods() {
  const made = useRead("/report/methods", {}, { topics: TOPICS });
  const copy = (text: string): void => {
    void navigator.clipboard.writeText(text).then(() => announce("The methods section is copied."));
  };
  return (
    <Section title="The methods section">
      <Reading of={made}>
        {(shown) => (
          <>
            <p className="t13 soft">Every sentence is from what is on record; what is still to be said stands in brackets.</p>
            <pre className="methods-text serif" tabIndex={0} role="region" aria-label="Text of the methods section">{shown.markdown}</pre>
            <Button onPress={() => copy(shown.markdown)}>Copy it for the report</Button>
          </>
        )}
      </Reading>
    </Section>
  );
}
