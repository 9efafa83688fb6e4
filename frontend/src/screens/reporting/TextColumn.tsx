import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";

import { About } from "./About";
import { useAligned } from "./aligning";
import { threadsIn } from "./commenting";
import { Placeless, Threads } from "./Comments";
import { EditQuotation } from "./EditQuotation";
import { linesIn, livesOf, numbersOf, piecesOf, type Piece } from "./markdown";
import { Margin } from "./Margin";
import { PieceText } from "./PieceText";
import type { FaultView, Known, ReportView, Stretch, ThreadView } from "./types";
import type { Writing } from "./useWriting";

export interface TextColumnProps {
  readonly report: ReportView;
  readonly writing: Writing;
  readonly text: string;
  readonly known: Known;
  readonly faults: readonly FaultView[];
  readonly threads: readonly ThreadView[];
  readonly onInsert: (at: Stretch) => void;
}

/** The text piece by piece, and beside each what counts behind it. The piece one writes in stands as its Markdown. */
export function TextColumn(props: TextColumnProps) {
  const { report, writing, text } = props;
  const { editing } = writing;
  const [about, setAbout] = useState(false);
  const { at: numbers, stands } = useMemo(() => numbersOf(text), [text]);
  const follow = (event: React.MouseEvent<HTMLElement>): void => {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>("a[data-refers]") : null;
    if (!link) return;
    event.preventDefault();
    const row = event.currentTarget.querySelector(`[data-start="${stands.get(link.dataset["refers"] ?? "")}"]`)?.closest<HTMLElement>(".piece");
    // Where it is being written, it stands in the open field.
    if (row) goTo(row);
    else writing.area.current?.focus();
  };
  const before = piecesOf(editing ? text.slice(0, editing.start) : text);
  const after = editing ? piecesOf(text.slice(editing.end), editing.end, 1 + linesIn(text.slice(0, editing.end))) : [];
  return (
    <article className="report-text" onClick={follow}>
      <h1 className="serif t28 strong report-title">{report.title}</h1>
      <p className="t13 soft report-audience">
        {[report.audience ? `For ${report.audience}` : "", report.scope, report.quoting ? "prints nobody’s words" : ""].filter(Boolean).join(" · ")}
        {writing.may ? <>{report.audience || report.scope || report.quoting ? " · " : ""}<button type="button" className="link-like" aria-label="Change title and audience" onClick={() => setAbout(true)}>Change title and audience</button></> : null}
      </p>
      {about ? <About report={report} onClose={() => setAbout(false)} /> : null}
      {before.map((piece, at) => <Row key={`above ${at}`} piece={piece} number={numbers.get(piece.start)} {...props} />)}
      {editing ? <Open key="open" {...props} editing={editing} /> : null}
      {/* Counted, not placed: what stands below moves with every letter and is the same row. */}
      {after.map((piece, at) => <Row key={`below ${at}`} piece={piece} number={numbers.get(piece.start)} {...props} />)}
      {writing.may && !writing.isWhole ? (
        <button type="button" className="report-on soft" onClick={() => writing.open({ start: text.length, end: text.length })}>
          {text.trim() ? "Write on" : "Begin to write"}
        </button>
      ) : null}
      <Placeless threads={props.threads} reportId={report.id} />
    </article>
  );
}

/** To the table or figure that a reference names: in sight from its beginning, and keys go on from there. */
function goTo(row: HTMLElement): void {
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: row.offsetHeight > window.innerHeight / 2 ? "start" : "center" });
  row.classList.add("piece-shown");
  window.setTimeout(() => row.classList.remove("piece-shown"), 1_600);
}

function Row({ piece, number, report, writing, text, known, faults, threads, onInsert }: TextColumnProps & { piece: Piece; number: number | undefined }) {
  const lines = linesIn(piece.text);
  const mine = faults.filter((one) => one.line >= piece.line && one.line <= piece.line + lines);
  const open = (): void => writing.open(piece, piece.end);
  const click = (event: React.MouseEvent): void => {
    const inside = event.target instanceof Element && event.target.closest("a, button, summary");
    if (!inside && window.getSelection()?.isCollapsed !== false) open();
  };
  const row = useRef<HTMLDivElement>(null);
  useAligned(row, known);
  return (
    <div ref={row} className={`piece piece-${piece.kind}`} data-line={piece.line}>
      {/* The button beside it does the same for keys. */}
      <div className="piece-text" data-start={piece.start} data-end={piece.end} onClick={writing.may ? click : undefined}>
        <PieceText piece={piece} number={number} reportId={report.id} known={known} />
        {writing.may && isBlocked(piece, known) ? <BlockedWays onAnother={() => onInsert(piece)} onRemove={() => writing.put({ start: piece.start, end: piece.end + (/^\s*/.exec(text.slice(piece.end))?.[0].length ?? 0) }, "")} /> : null}
        {writing.may && !isBlocked(piece, known) ? <EditPrinted piece={piece} known={known} onPut={(words) => writing.put({ start: piece.start, end: piece.end }, words)} /> : null}
        {writing.may ? <button type="button" className="piece-write" onClick={open} aria-label={`Write in line ${piece.line}`}>Write</button> : null}
      </div>
      <div className="piece-side">
        <Margin text={piece.text} reportId={report.id} known={known} faults={mine} />
        <Threads threads={threadsIn(threads, piece.line, piece.text)} reportId={report.id} />
      </div>
    </div>
  );
}

/** A quotation alone in its piece: what is printed of it can be edited, as far as edits are declared. */
function EditPrinted({ piece, known, onPut }: { piece: Piece; known: Known; onPut: (words: string) => void }) {
  const [open, setOpen] = useState(false);
  const live = piece.kind === "live" ? livesOf(piece.text)[0] : undefined;
  const quotation = live?.kind === "quote" ? known.quotations.get(live.key) : undefined;
  if (!live || !quotation) return null;
  return (
    <>
      <p className="quoted-ways t13"><button type="button" className="link-like" aria-label={`Shorten or edit what is printed of ${quotation.label}`} onClick={() => setOpen(true)}>Shorten or edit</button></p>
      {open ? <EditQuotation quotation={quotation} live={live} onClose={() => setOpen(false)} onKeep={(words) => { setOpen(false); onPut(words); }} /> : null}
    </>
  );
}

/** A quotation alone in its piece whose words may not be printed. */
function isBlocked(piece: Piece, known: Known): boolean {
  const live = piece.kind === "live" ? livesOf(piece.text)[0] : undefined;
  return live?.kind === "quote" && Boolean(known.quotations.get(live.key)?.blocked);
}

function BlockedWays({ onAnother, onRemove }: { onAnother: () => void; onRemove: () => void }) {
  return (
    <p className="blocked-ways t13">
      <button type="button" className="link-like" onClick={onAnother}>Choose another</button> or{" "}
      <button type="button" className="link-like" onClick={onRemove}>remove the block</button>.
    </p>
  );
}

/** Which way a key steps: the field knows only letters typed, and nothing of what was put in. */
function stepsOf(event: KeyboardEvent): -1 | 1 | 0 {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return 0;
  const key = event.key.toLowerCase();
  if (key === "y") return 1;
  return key === "z" ? (event.shiftKey ? 1 : -1) : 0;
}

function Open({ report, writing, text, known, editing, threads, onInsert }: TextColumnProps & { editing: Stretch }) {
  const words = text.slice(editing.start, editing.end);
  const { area, wanted } = writing;
  const line = 1 + linesIn(text.slice(0, editing.start));
  const timer = useRef(0);
  const row = useRef<HTMLDivElement>(null);
  useAligned(row, `${known.claims.size} ${words}`);
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const at = wanted.current ?? element.value.length;
    wanted.current = null;
    element.focus({ preventScroll: true });
    element.setSelectionRange(at, at);
    window.clearTimeout(timer.current);
  }, [area, wanted, editing.start]);
  useEffect(() => {
    // Something was put in while one writes: the caret stands after it.
    if (wanted.current === null || !area.current) return;
    area.current.setSelectionRange(wanted.current, wanted.current);
    wanted.current = null;
  });
  const type = (element: HTMLTextAreaElement): void => {
    const at = element.selectionStart;
    const start = editing.start + writing.typed(element.value);
    const begins = at === 1 || element.value[at - 2] === "\n";
    if (element.value[at - 1] === "/" && begins && element.value.length > words.length) onInsert({ start: start + at - 1, end: start + at });
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return;
    const { selectionStart, selectionEnd, value } = event.currentTarget;
    const plain = selectionStart === selectionEnd && !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey;
    const steps = stepsOf(event);
    const used =
      event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey && (event.key === "ArrowUp" || event.key === "ArrowDown") ? (writing.move(event.key === "ArrowUp" ? -1 : 1), true)
      : event.key === "Escape" ? (writing.back(), true)
      : steps ? (writing.undo(steps), true)
      : !plain || writing.isWhole ? false
      : event.key === "ArrowUp" && selectionStart === 0 ? writing.step(-1)
      : event.key === "ArrowDown" && selectionStart === value.length ? writing.step(1)
      : event.key === "Backspace" && selectionStart === 0 ? writing.join()
      : false;
    if (used) event.preventDefault();
  };
  const leave = (event: React.FocusEvent): void => {
    const to = event.relatedTarget;
    if (writing.isWhole || !document.hasFocus() || (to instanceof Element && to.closest("[data-keeps-writing], [role=dialog]"))) return;
    // A click on another piece moves the writing there; closing at once would move that piece from under it.
    timer.current = window.setTimeout(() => {
      const now = document.activeElement;
      if (now !== area.current && !now?.closest("[data-keeps-writing], [role=dialog]")) writing.close();
    }, 180);
  };
  return (
    <div ref={row} className="piece piece-open" data-line={line}>
      <textarea
        ref={area}
        className="piece-area serif"
        aria-label={writing.isWhole ? "The whole text" : `The text from line ${line}`}
        aria-description="Escape goes back to reading. A slash at the start of a line inserts a quotation, claim, table or figure; Alt I does anywhere in a sentence. Alt and an arrow up or down moves the paragraph."
        value={words}
        spellCheck
        onChange={(event) => type(event.currentTarget)}
        onKeyDown={press}
        onBlur={leave}
        placeholder="Write here. A slash at the start of a line inserts a quotation, claim, table or figure; in a sentence, Alt I."
        rows={Math.max(2, words.split("\n").reduce((sum, one) => sum + 1 + Math.floor(one.length / 66), 0))}
      />
      <div className="piece-side">
        <Margin text={words} reportId={report.id} known={known} faults={[]} />
        <Threads threads={threadsIn(threads, line, words)} reportId={report.id} />
      </div>
      <Marks words={words} known={known} />
    </div>
  );
}

/** Which words the marks of quotations in the open field stand for. */
function Marks({ words, known }: { words: string; known: Known }) {
  const found = [...new Set(livesOf(words).filter((one) => one.kind === "quote").map((one) => one.key))].flatMap((key) => known.quotations.get(key) ?? []);
  if (!found.length) return null;
  return (
    <ul className="piece-marks t12 soft" aria-label="What the marks stand for">
      {found.map((one) => <li key={one.key}><code>{one.key}</code> {one.blocked || `“${one.printed}”`}</li>)}
    </ul>
  );
}
