import { Button, Link, Notice, Section } from "../../components";
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
      <ul>
        {all.map((one) => <One key={one.id} repair={one} />)}
      </ul>
    </Section>
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
