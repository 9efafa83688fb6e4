import { useState } from "react";

import { Button, Dialog, Link, OptionRow, Reading, Table, TextArea, type Column } from "../../components";
import { announce, newId, useRead, useWrite } from "../../state";
import { ApplyRules } from "./ApplyRules";
import { counted, type AnonymisedRow } from "./types";

/** Each source with what the rules would still replace, and who read the result. */
export function AnonymiseTexts() {
  const sources = useRead("/anonymisation/sources");
  const [applying, setApplying] = useState<AnonymisedRow | null>(null);
  const [looking, setLooking] = useState<AnonymisedRow | null>(null);
  const columns: Column<AnonymisedRow>[] = [
    { id: "name", head: "Source", names: true, cell: (one) => <Link to={`/sources/${one.source_id}/text`} plain>{one.name}</Link> },
    { id: "state", head: "The text read now", cell: (one) => <State one={one} /> },
    { id: "n", head: "To replace", number: true, cell: (one) => one.n_to_replace || <span className="faint">none</span> },
    { id: "go", head: <span className="unseen">Apply</span>, cell: (one) => (one.n_to_replace > 0 ? <Button label={`Look, and apply to ${one.name}`} onPress={() => setApplying(one)}>Look, and apply</Button> : null) },
    { id: "over", head: "Looked over", cell: (one) => <Over one={one} onLook={() => setLooking(one)} /> },
  ];
  return (
    <>
      <Reading of={sources}>{(all) => <Table caption="How far each source is anonymised" columns={columns} rows={all} rowId={(one) => one.source_id} empty={<p className="soft">No source is in this study yet.</p>} />}</Reading>
      {applying ? <ApplyRules row={applying} onClose={() => setApplying(null)} /> : null}
      {looking ? <LookOver row={looking} onClose={() => setLooking(null)} /> : null}
    </>
  );
}

function State({ one }: { one: AnonymisedRow }) {
  const came = one.deidentified === "yes" ? "came de-identified" : "as it was said";
  if (!one.anonymised) return <span className="soft">version {one.number}, {came}</span>;
  return (
    <>
      version {one.number}, anonymised
      <span className="t12 soft source-second">{counted(one.n_replaced, "place")} replaced{one.made_by ? `, ${one.made_by}` : ""}{one.unchecked_because ? `; rules not looked at by a second person, because: ${one.unchecked_because}` : ""}</span>
    </>
  );
}

function Over({ one, onLook }: { one: AnonymisedRow; onLook: () => void }) {
  if (!one.anonymised) return null;
  if (one.clear !== null) return <span className={one.clear ? "soft" : ""}>{one.looked_over_by}: {one.clear ? "tells nobody" : one.note || "still tells somebody"}</span>;
  if (one.made_by_me) return <span className="soft">waits for a second person</span>;
  return <Button label={`Say what you saw in ${one.name}`} onPress={onLook}>Say what you saw</Button>;
}

type Saw = "clear" | "not";

function LookOver({ row, onClose }: { row: AnonymisedRow; onClose: () => void }) {
  const [saw, setSaw] = useState<Saw | null>(null);
  const [note, setNote] = useState("");
  const say = useWrite("/anonymisation/look-over", { topics: ["anonymisation"], onDone: () => { announce("Kept."); onClose(); } });
  return (
    <Dialog
      title={`Looking ${row.name} over`}
      open
      onClose={onClose}
      actions={
        <>
          <Button kind="primary" disabled={saw === null} onPress={() => say.mutate({ id: newId(), source_id: row.source_id, version_id: row.version_id, clear: saw === "clear", note })}>Keep</Button>
          <Button kind="quiet" onPress={onClose}>Not yet</Button>
        </>
      }
    >
      <p className="measure">Read the text first. Somebody may be told by what happened to them, by their place and by the day, without any name. <Link to={`/code/${row.source_id}`}>Read it</Link></p>
      <OptionRow<Saw> label="What you saw" showLabel layout="list" value={saw} onChange={setSaw} options={[{ id: "clear", label: "Nothing in it tells who somebody is" }, { id: "not", label: "Something still does" }]} />
      <TextArea label="What, and where" value={note} onChange={setNote} rows={2} />
    </Dialog>
  );
}
