import type { components } from "../../api/schema";
import { Link, Reading, Section } from "../../components";
import { useRead } from "../../state";
import { useReadsApart } from "./readBy";
import { MemoWords } from "../study/MemoWords";
import { FieldNotes } from "./FieldNotes";
import { ReadMark, ReadWords } from "./ReadMark";
import { dayWords, type SourceRow } from "./types";
import "./ReadMark.css";

type MemoView = components["schemas"]["MemoView"];

/** Whether a memo is a note taken while reading this source. */
export function isNoteOf(memo: MemoView, sourceId: string): boolean {
  return memo.kind === "reading" && memo.about_id === sourceId;
}

/** Who has read a source, and what they noted while reading. */
export function NotesOfSource({ row }: { row: SourceRow }) {
  const memos = useRead("/memos");
  const apart = useReadsApart(row.id);
  return (
    <>
      <Section title="Who has read it">
        <div className="source-reading">
          <ReadWords sourceId={row.id} />
          <ReadMark sourceId={row.id} />
        </div>
      </Section>
      <FieldNotes row={row} />
      <Section title="Notes taken while reading">
        {apart ? <p className="t13 soft">You read this in a round apart from the others: their notes are out of the way until it is opened.</p> : null}
        <Reading of={memos}>{(all) => <Notes row={row} notes={all.filter((one) => isNoteOf(one, row.id) && (one.mine || !apart))} />}</Reading>
      </Section>
    </>
  );
}

function Notes({ row, notes }: { row: SourceRow; notes: readonly MemoView[] }) {
  if (notes.length === 0) return <p className="soft">No note yet. Open the text, press V to read it without codes, and M to note something.</p>;
  const sorted = [...notes].sort((one, other) => (one.start ?? -1) - (other.start ?? -1) || (one.created_at < other.created_at ? -1 : 1));
  return <ul>{sorted.map((one) => <Note key={one.id} row={row} note={one} />)}</ul>;
}

function Note({ row, note }: { row: SourceRow; note: MemoView }) {
  const older = note.version_id && note.version_id !== row.version_id ? `&version=${note.version_id}` : "";
  return (
    <li className="source-note">
      <p className="t12 soft">{note.start === null ? "On the whole of it" : <Link to={`/code/${row.id}?at=${note.start}-${note.end}${older}`}>On a passage</Link>}</p>
      <p className="source-note-body"><MemoWords body={note.body} /></p>
      <p className="t12 faint">{note.author}, {dayWords(note.edited_at)}{note.private ? ", only you see it" : ""}</p>
    </li>
  );
}
