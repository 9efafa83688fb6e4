import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from "react";

import { Button, Checkbox, Menu, Select, type Option } from "../../components";
import { newId, useRead, useWrite } from "../../state";
import { MemoWords, useMentioning } from "../study/MemoWords";
import type { MemoKind, MemoView } from "./types";
import "./Memos.css";

const KINDS: readonly Option<MemoKind>[] = [
  { id: "analytic", label: "Analytic" },
  { id: "methodological", label: "Methodological" },
  { id: "reflexive", label: "Reflexive" },
  { id: "decision", label: "Decision" },
  { id: "fieldnote", label: "Field note" },
  { id: "contact", label: "Contact" },
  { id: "reading", label: "Reading note" },
];

/** What a memo is about, with the words for it. */
export interface About {
  readonly kind: "coding" | "passage" | "source" | "code" | "study";
  readonly id: string;
  readonly words: string;
  readonly start?: number;
  readonly end?: number;
}

export interface MemoPanelProps {
  readonly versionId: string;
  readonly sourceId: string;
  readonly roundId: string;
  /** The things a memo can be about here, the nearest first. */
  readonly abouts: readonly About[];
  /** Says in words what a memo that is there is about. */
  readonly wordsOf: (memo: MemoView) => string;
  /** Whether a memo belongs in this list. */
  readonly here: (memo: MemoView) => boolean;
  readonly writing: About | null;
  readonly onWriting: (about: About | null) => void;
  readonly onGo: (memo: MemoView) => void;
  readonly mayWrite: boolean;
  /** While one reads without codes: notes of that kind alone, and no other is written. */
  readonly notes?: boolean;
  readonly children?: ReactNode;
}

/** Memos on this text, newest last written on top, and a place to write one. */
export function MemoPanel({ versionId, sourceId, roundId, abouts, wordsOf, here, writing, onWriting, onGo, mayWrite, notes = false, children }: MemoPanelProps) {
  const memos = useRead("/memos", {}, { topics: ["memos"] });
  const [editing, setEditing] = useState<string | null>(null);
  const draft = useMemo(() => newId(), [writing]);
  const shown = (memos.data ?? []).filter((memo) => here(memo) && !(writing && memo.id === draft));
  const first = abouts[0];
  return (
    <section className="memos-here" aria-label={notes ? "Notes" : "Memos"}>
      <div className="section-head">
        <h2 className="section-title">{notes ? "Notes" : "Memos"}</h2>
        <span className="t12 soft">{shown.length === 0 ? "none on this text yet" : `${shown.length} on this text`}</span>
      </div>
      {children}
      {shown.map((memo) =>
        memo.id === editing ? (
          <MemoEditor key={memo.id} id={memo.id} memo={memo} about={null} abouts={[]} aboutWords={wordsOf(memo)} versionId={versionId} sourceId={sourceId} roundId={roundId} onClose={() => setEditing(null)} />
        ) : (
          <OneMemo key={memo.id} memo={memo} words={wordsOf(memo)} onGo={() => onGo(memo)} onEdit={memo.mine ? () => setEditing(memo.id) : null} />
        ),
      )}
      {writing ? (
        <MemoEditor key={draft} id={draft} memo={null} fixed={notes ? "reading" : undefined} about={writing} abouts={abouts} aboutWords={writing.words} versionId={versionId} sourceId={sourceId} roundId={roundId} onClose={() => onWriting(null)} />
      ) : mayWrite && first ? (
        <Button kind="quiet" keys="M" onPress={() => onWriting(first)}>{notes ? "Write a note" : "Write a memo"}</Button>
      ) : null}
    </section>
  );
}

function OneMemo({ memo, words, onGo, onEdit }: { memo: MemoView; words: string; onGo: () => void; onEdit: (() => void) | null }) {
  const remove = useWrite("/memos/remove", { topics: ["memos"] });
  const kind = KINDS.find((one) => one.id === memo.kind)?.label ?? memo.kind;
  return (
    <article className="memo-here">
      <p className="label memo-here-head">
        <span>{kind} · {memo.start === null ? words : <button type="button" className="memo-go" onClick={onGo}>{words}</button>}</span>
        {onEdit ? <Menu label={`What to do with this memo ${words}`} className="memo-menu" actions={[{ id: "edit", label: "Change it", run: onEdit }, { id: "remove", label: "Remove it", run: () => remove.mutate({ id: memo.id }), care: true }]}>…</Menu> : null}
      </p>
      <p className="memo-here-body"><MemoWords body={memo.body} /></p>
      <p className="t12 faint">{memo.initials}, {dayOf(memo.edited_at)}{memo.private ? ", only you see it" : ""}</p>
    </article>
  );
}

function dayOf(moment: string): string {
  return new Date(moment).toLocaleDateString("en-GB", { day: "numeric", month: "short" });
}

interface EditorProps {
  readonly id: string;
  readonly memo: MemoView | null;
  /** The kind it has in any case. */
  readonly fixed?: MemoKind | undefined;
  readonly about: About | null;
  readonly abouts: readonly About[];
  readonly aboutWords: string;
  readonly versionId: string;
  readonly sourceId: string;
  readonly roundId: string;
  readonly onClose: () => void;
}

const PAUSE = 900;

/** It is kept as one types: after each pause, and when one goes on. */
function MemoEditor({ id, memo, fixed, about, abouts, aboutWords, versionId, sourceId, roundId, onClose }: EditorProps) {
  const [body, setBody] = useState(memo?.body ?? "");
  const [kind, setKind] = useState<MemoKind>(memo?.kind ?? fixed ?? "analytic");
  const [alone, setAlone] = useState(memo?.private ?? false);
  const [on, setOn] = useState(about);
  const field = useRef<HTMLTextAreaElement>(null);
  const naming = useMentioning(field, setBody);
  const write = useWrite("/memos/write", { topics: ["memos"] });
  const place = memo ?? (on ? placeOf(on, versionId, sourceId, kind) : null);
  const wanted = JSON.stringify([body, kind, alone, on]);
  const kept = useRef(wanted);
  const keep = (): void => {
    if (kept.current === wanted || !place || (!body.trim() && !memo)) return;
    kept.current = wanted;
    const { about_kind, about_id, version_id, start, end } = place;
    write.mutate({ id, body, kind, private: alone, about_kind, about_id, version_id, start, end, round_id: roundId || null });
  };
  const now = useRef(keep);
  now.current = keep;
  useEffect(() => {
    const timer = setTimeout(() => now.current(), PAUSE);
    return () => clearTimeout(timer);
  }, [wanted]);
  useEffect(() => () => now.current(), []);
  /** From wherever in it the focus is: also from whom it is for. An open list of choices keeps its own Escape. */
  const done = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key !== "Escape" || event.defaultPrevented || !(event.target instanceof Node && event.currentTarget.contains(event.target))) return;
    event.stopPropagation();
    now.current();
    onClose();
  };
  return (
    <article className="memo-here memo-new" data-own-keys onKeyDown={done}>
      <div className="memo-new-head">
        {fixed ? null : <Select label="Kind" inline value={kind} onChange={(chosen) => { setKind(chosen); if (chosen === "reflexive" && !memo) setAlone(true); }} options={KINDS} />}
        {on && abouts.length > 1 ? (
          <Select label="On" inline value={keyOf(on)} onChange={(key) => setOn(abouts.find((one) => keyOf(one) === key) ?? on)} options={abouts.map((one) => ({ id: keyOf(one), label: one.words.replace(/^on /, "") }))} />
        ) : <span className="label">{aboutWords}</span>}
      </div>
      <textarea
        ref={field}
        className="memo-area"
        aria-label={`${fixed ? "Note" : "Memo"} ${aboutWords}`}
        value={body}
        autoFocus
        rows={4}
        onChange={(event) => { setBody(event.target.value); naming.look(); }}
        onSelect={naming.look}
        onBlur={() => now.current()}
        onKeyDown={naming.press}
      />
      {naming.list}
      <div className="memo-new-foot">
        <span className="t12 faint">Kept as you type</span>
        <Checkbox checked={alone} onChange={setAlone}>Only for me</Checkbox>
        <Button kind="quiet" keys="Esc" onPress={onClose}>Done</Button>
      </div>
    </article>
  );
}

function keyOf(about: About): string {
  return `${about.kind} ${about.id} ${about.start ?? ""}`;
}

function placeOf(about: About, versionId: string, sourceId: string, kind: MemoKind) {
  // A reading note goes with the text also where it is about the whole of it.
  const inText = about.kind === "coding" || about.kind === "passage" || (about.kind === "source" && kind === "reading");
  return {
    about_kind: about.kind,
    about_id: about.kind === "passage" ? sourceId : about.id,
    version_id: inText ? versionId : null,
    start: about.start ?? null,
    end: about.end ?? null,
  };
}
