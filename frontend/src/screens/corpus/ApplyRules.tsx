import { useState } from "react";

import { Button, Dialog, Field, Notice, Reading } from "../../components";
import { announce, newId, useRead, useSteps, useWrite } from "../../state";
import { counted, type AnonymisedRow, type ToReplace } from "./types";

/** What the rules would replace in a source, place by place, before a new version is made of it. */
export function ApplyRules({ row, onClose }: { row: AnonymisedRow; onClose: () => void }) {
  const coming = useRead("/anonymisation/coming", { source_id: row.source_id });
  const steps = useSteps();
  const [because, setBecause] = useState("");
  const apply = useWrite("/anonymisation/apply", {
    topics: ["anonymisation", "sources", "codings", "memos", "speakers"],
    onDone: (made) => {
      announce(`Version ${made.number}: ${counted(made.n_replaced, "place")} replaced.`, { action: { label: "Take it back", run: () => void steps.undo() } });
      onClose();
    },
  });
  const n = coming.data?.n_unchecked_rules ?? 0;
  const go = (): void => {
    if (coming.data) apply.mutate({ id: newId(), source_id: row.source_id, version_id: coming.data.version_id, unchecked_because: because });
  };
  return (
    <Dialog
      title={`Anonymise ${row.name}`}
      open
      wide
      onClose={onClose}
      actions={
        <>
          <Button kind="primary" disabled={!coming.data || coming.data.places.length === 0 || (n > 0 && !because.trim())} onPress={go}>Make the anonymised version</Button>
          <Button kind="quiet" onPress={onClose}>Not yet</Button>
        </>
      }
    >
      <Reading of={coming}>
        {(data) => (
          <>
            <p className="num">{counted(data.places.length, "place")} would be replaced.</p>
            {n > 0 ? (
              <Notice fact={`${n === 1 ? "One of the rules has" : `${n} of the rules have`} been looked at by nobody else.`} meaning="A colleague can do that under Rules. If you work alone, say so: it stays on record.">
                <Field label="Applied all the same, because" value={because} onChange={setBecause} />
              </Notice>
            ) : null}
            <ul className="coming">{data.places.map((one) => <Place key={one.start} one={one} />)}</ul>
          </>
        )}
      </Reading>
    </Dialog>
  );
}

function Place({ one }: { one: ToReplace }) {
  return (
    <li className="found-words">
      … {one.before}<del>{one.words}</del> <ins>{one.put}</ins>{one.after} …{one.checked ? null : <span className="t12 soft"> rule not looked at</span>}
    </li>
  );
}
