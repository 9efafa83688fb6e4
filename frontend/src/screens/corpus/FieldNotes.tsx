import { useState } from "react";

import type { components } from "../../api/schema";
import { Button, Menu, OptionRow, Section, TextArea } from "../../components";
import { newId, useMay, useRead, useWrite } from "../../state";
import { MemoWords } from "../study/MemoWords";
import { dayWords, type SourceRow } from "./types";
import "./ReadMark.css";

type MemoView = components["schemas"]["MemoView"];
type Kind = "fieldnote" | "contact";

const KINDS = [
  { id: "fieldnote", label: "Field note" },
  { id: "contact", label: "Contact" },
] as const;
const ABOUT: Readonly<Record<Kind, string>> = {
  fieldnote: "What one saw, heard and thought there: the room, who came by, what was said after the recorder was off.",
  contact: "How they were reached: when, by what way, what was agreed. No telephone number, no address.",
};

/** What was noted of an encounter besides what was said in it, and how it came about, oldest first. */
export function FieldNotes({ row }: { row: SourceRow }) {
  const memos = useRead("/memos").data ?? [];
  const may = useMay("write");
  const these = memos.filter((one) => one.about_kind === "source" && one.about_id === row.id);
  return (
    <Section title="Field notes and contacts">
      <Log notes={these.filter((one) => one.kind === "fieldnote")} title="Field notes" />
      <Log notes={these.filter((one) => one.kind === "contact")} title="Contacts" />
      {may ? <Write row={row} /> : null}
    </Section>
  );
}

function Log({ notes, title }: { notes: readonly MemoView[]; title: string }) {
  const remove = useWrite("/memos/remove", { topics: ["memos"] });
  if (notes.length === 0) return null;
  const sorted = [...notes].sort((one, other) => (one.created_at < other.created_at ? -1 : 1));
  return (
    <ul aria-label={title}>
      {sorted.map((one) => (
        <li key={one.id} className="source-note">
          <p className="t12 soft">{title === "Contacts" ? "Contact" : "Field note"}, {dayWords(one.created_at)}</p>
          <p className="source-note-body"><MemoWords body={one.body} /></p>
          <p className="t12 faint">
            {one.author}{one.private ? ", only you see it" : ""}
            {one.mine ? <Menu label={`What to do with this ${title === "Contacts" ? "contact" : "field note"}`} actions={[{ id: "remove", label: "Remove it", run: () => remove.mutate({ id: one.id }), care: true }]} caret={false}>…</Menu> : null}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Write({ row }: { row: SourceRow }) {
  const [kind, setKind] = useState<Kind>("fieldnote");
  const [body, setBody] = useState("");
  const write = useWrite("/memos/write", { topics: ["memos"], onDone: () => setBody("") });
  const keep = (): void => write.mutate({ id: newId(), kind, body: body.trim(), about_kind: "source", about_id: row.id });
  return (
    <form className="field-notes" onSubmit={(event) => { event.preventDefault(); if (body.trim()) keep(); }}>
      <OptionRow<Kind> label="What it is" layout="segments" value={kind} onChange={setKind} options={KINDS} />
      <TextArea label={kind === "contact" ? "Contact" : "Field note"} value={body} onChange={setBody} rows={3} about={ABOUT[kind]} />
      <div><Button type="submit" disabled={!body.trim()}>Keep it</Button></div>
    </form>
  );
}
