import { useState } from "react";

import { Button, Dialog, Link, Notice, Section } from "../../components";
import { announce, useMay, useRead, useWrite } from "../../state";
import { counted, type RepairView } from "./types";

/** What hangs on words a correction changed, to be put in its place by a person. */
export function Repairs({ sourceId }: { sourceId: string }) {
  const repairs = useRead("/sources/repairs", { source_id: sourceId }, { topics: ["codings", "memos"] });
  const all = repairs.data ?? [];
  if (all.length === 0) return null;
  return (
    <Section title="To be looked at">
      <Notice fact={`${counted(all.length, "passage")} ${all.length === 1 ? "hangs" : "hang"} on words that were corrected.`} meaning="Each waits in the older version until you say where it belongs." />
      <AllOfOneWord sourceId={sourceId} repairs={all} />
      <ul>
        {all.map((one) => <One key={one.id} repair={one} />)}
      </ul>
    </Section>
  );
}

/** Where but a word changed, all are looked at in one list and confirmed in one step, which one undo takes back. */
function AllOfOneWord({ sourceId, repairs }: { sourceId: string; repairs: readonly RepairView[] }) {
  const [looking, setLooking] = useState(false);
  const may = useMay("write");
  const lead = useMay("lead");
  const mend = useWrite("/sources/mend-many", { topics: ["sources", "codings", "memos"], onDone: ({ n }) => announce(`${counted(n, "passage")} put in ${n === 1 ? "its" : "their"} place. Ctrl Z takes it back.`) });
  const those = repairs.filter((one) => one.one_word && (lead || one.mine || one.kind !== "coding"));
  const version = those[0]?.version_id;
  if (!may || !version) return null;
  const confirm = (): void => {
    mend.mutate({ source_id: sourceId, version_id: version, ids: those.map((one) => one.id) });
    setLooking(false);
  };
  return (
    <>
      <p><Button onPress={() => setLooking(true)}>Confirm all where only a word changed ({those.length}) …</Button></p>
      {looking ? (
        <Dialog
          title="Where only a word changed"
          open
          onClose={() => setLooking(false)}
          actions={
            <>
              <Button kind="primary" onPress={confirm}>{those.length === 1 ? "It belongs there" : `All ${those.length} belong there`}</Button>
              <Button kind="quiet" onPress={() => setLooking(false)}>Leave them</Button>
            </>
          }
        >
          <p>Each stood on the first words and will stand on the second. What changed in more than a word stays in the list.</p>
          <ul className="repairs-looked">
            {those.map((one) => (
              <li key={one.id} className="repair">
                <p className="label">{one.kind}{one.name ? ` ${one.name}` : ""}</p>
                <p className="said"><del>{one.old_words}</del></p>
                <p className="said">{one.new_words}</p>
              </li>
            ))}
          </ul>
        </Dialog>
      ) : null}
    </>
  );
}

function One({ repair }: { repair: RepairView }) {
  const { kind, id, start, end, name, old_words, new_words, old_number, source_id, old_version_id, old_start, old_end } = repair;
  const may = useMay("write");
  const mend = useWrite("/sources/mend", { topics: ["sources", "codings", "memos"], onDone: () => announce("Put in its place.") });
  return (
    <li className="repair">
      <p className="label">{kind}{name ? ` ${name}` : ""}, version {old_number}</p>
      <p className="said"><del>{old_words}</del></p>
      {new_words ? <p className="said">{new_words}</p> : <p className="soft">Nothing of these words is left in the current text.</p>}
      <p className="correct-ways">
        {may && start !== null && end !== null && end > start ? <Button onPress={() => mend.mutate({ kind, id, start, end })}>It belongs to these words</Button> : null}
        <Link to={`/code/${source_id}?version=${old_version_id}&at=${old_start}-${old_end}`}>See it in the older version</Link>
      </p>
    </li>
  );
}
