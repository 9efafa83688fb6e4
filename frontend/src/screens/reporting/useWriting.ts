import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from "react";

import { sentencesOf } from "../../anchoring/sentences";
import type { Chosen } from "./ClaimDialog";
import { linesIn, livesOf, piecesOf, replaced } from "./markdown";
import { moved } from "./moving";
import { apart } from "./putting";
import type { Stretch } from "./types";
import { differing, useUndoing } from "./undoing";
import type { Body } from "./useBody";

export interface Writing {
  /** The stretch that is open for writing, or nothing. */
  readonly editing: Stretch | null;
  readonly isWhole: boolean;
  readonly area: RefObject<HTMLTextAreaElement | null>;
  /** The line shown or written in last. */
  readonly line: number;
  readonly may: boolean;
  /** Open a stretch; the caret stands at `caret` of the whole text. */
  readonly open: (stretch: Stretch, caret?: number) => void;
  readonly close: () => void;
  readonly whole: () => void;
  /** What stands in the open stretch now; how far it was moved to begin a paragraph of its own. */
  readonly typed: (words: string) => number;
  /** Open the piece above or below; false where there is none. */
  readonly step: (by: 1 | -1) => boolean;
  /** Make one piece of this and the one above. */
  readonly join: () => boolean;
  /** Change the piece one writes in with the one above or below. */
  readonly move: (by: 1 | -1) => void;
  /** One step of what was written here back, or on again. */
  readonly undo: (by: -1 | 1) => void;
  /** Show a line, with the focus on the sentence named, if it stands there. */
  readonly show: (line: number, sentence?: string) => void;
  /** Close what is open and put the focus on its piece. */
  readonly back: () => void;
  readonly sentence: () => Chosen | null;
  readonly caret: () => Stretch;
  readonly apart: (at: Stretch, words: string) => string;
  /** Put words in place of a stretch; what is open for writing stays open round them. */
  readonly put: (at: Stretch, words: string) => void;
  readonly wanted: RefObject<number | null>;
  /** Give the pen back to whoever was writing: the caret after what was put in, or where it was. False: nobody was. */
  readonly resume: () => boolean;
}

/** Where one writes in the text: one piece at a time, or the whole of it as Markdown. */
export function useWriting(body: Body, may: boolean, reportId: string): Writing {
  const { text } = body;
  const [editing, setEditing] = useState<Stretch | null>(may && text.trim() === "" ? { start: 0, end: text.length } : null);
  const [line, setLine] = useState(1);
  const area = useRef<HTMLTextAreaElement>(null);
  const wanted = useRef<number | null>(null);
  const last = useRef<number | null>(null);
  const putAt = useRef<number | null>(null);
  const steps = useUndoing();
  useHere(reportId, () => (editing && area.current ? 1 + linesIn(text.slice(0, editing.start + area.current.selectionEnd)) : line));
  const isWhole = editing !== null && editing.start === 0 && editing.end === text.length && text.includes("\n\n");

  const change = (next: string, isTyped = false): void => {
    steps.before(text, next, isTyped, Date.now());
    body.change(next);
  };
  const open = (stretch: Stretch, caret?: number): void => {
    if (!may) return;
    wanted.current = caret === undefined ? null : caret - stretch.start;
    setLine(1 + linesIn(text.slice(0, caret ?? stretch.start)));
    setEditing(stretch);
    // Where it is open already, the pen goes back to it.
    if (editing?.start === stretch.start) area.current?.focus({ preventScroll: true });
  };
  const close = (): void => {
    if (editing && area.current) last.current = editing.start + area.current.selectionStart;
    setEditing(null);
    body.keep();
  };
  const typed = (words: string): number => {
    if (!editing) return 0;
    putAt.current = null;
    // Written on at the end, words begin a paragraph of their own.
    const lead = editing.start === editing.end && editing.end === text.length && text.trim() ? (/\n*$/.exec(text)?.[0].length ?? 0) : 2;
    const gap = "\n".repeat(Math.max(0, 2 - lead));
    change(replaced(text, editing.start, editing.end, gap + words), true);
    const start = editing.start + gap.length;
    setEditing({ start, end: start + words.length });
    return gap.length;
  };
  const step = (by: 1 | -1): boolean => {
    if (!editing) return false;
    const next = by > 0 ? piecesOf(text.slice(editing.end), editing.end)[0] : piecesOf(text.slice(0, editing.start)).at(-1);
    if (next) open(next, by > 0 ? next.start : next.end);
    return next !== undefined;
  };
  const join = (): boolean => {
    const above = editing ? piecesOf(text.slice(0, editing.start)).at(-1) : undefined;
    if (!editing || !above) return false;
    change(replaced(text, above.end, editing.start, ""));
    wanted.current = above.end - above.start;
    setEditing({ start: above.start, end: editing.end - (editing.start - above.end) });
    return true;
  };
  const move = (by: 1 | -1): void => {
    if (!editing || !area.current) return;
    const made = moved(text, editing.start + area.current.selectionEnd, by);
    if (!made) return;
    change(made.text);
    const inside = editing.start <= made.piece.start && made.piece.end <= editing.end;
    const stretch = inside ? editing : made.piece;
    wanted.current = made.caret - stretch.start;
    setEditing({ ...stretch });
  };
  const undo = (by: -1 | 1): void => {
    const next = by < 0 ? steps.back(text) : steps.on(text);
    if (next === null || !editing) return;
    const changed = differing(text, next);
    const grown = next.length - text.length;
    body.change(next);
    const inside = editing.start <= changed.start && changed.end <= editing.end + grown;
    const stretch = inside ? { start: editing.start, end: editing.end + grown } : (piecesOf(next).find((one) => changed.end <= one.end) ?? { start: next.length, end: next.length });
    wanted.current = Math.max(0, changed.end - stretch.start);
    setEditing(stretch);
  };
  const show = (to: number, sentence = ""): void => {
    setLine(to);
    setEditing(null);
    requestAnimationFrame(() => showLine(to, sentence));
  };
  const back = (): void => {
    // Where one wrote, not where the stretch begins: a session of writing may be pages long.
    const to = editing && area.current ? 1 + linesIn(text.slice(0, editing.start + area.current.selectionEnd)) : line;
    close();
    setLine(to);
    requestAnimationFrame(() => pieceAt(to)?.querySelector<HTMLElement>(".piece-write")?.focus());
  };
  const caret = (): Stretch => {
    const found = area.current && editing ? editing.start + area.current.selectionEnd : last.current;
    if (found !== null) return { start: Math.min(found, text.length), end: Math.min(found, text.length) };
    const piece = piecesOf(text).filter((one) => one.line <= line).at(-1);
    const at = piece && line > 1 ? piece.end : text.trimEnd().length;
    return { start: at, end: at };
  };
  const put = (at: Stretch, words: string): void => {
    change(replaced(text, at.start, at.end, words));
    body.keep();
    last.current = null;
    if (!editing) return;
    const inside = editing.start <= at.start && at.end <= editing.end;
    putAt.current = inside ? at.start + words.length - editing.start : null;
    if (inside && area.current) wanted.current = putAt.current;
    setEditing(inside ? { start: editing.start, end: editing.end + words.length - (at.end - at.start) } : null);
  };
  const resume = useCallback((): boolean => {
    area.current?.focus({ preventScroll: true });
    if (putAt.current !== null) area.current?.setSelectionRange(putAt.current, putAt.current);
    putAt.current = null;
    return area.current !== null;
  }, []);
  return {
    put,
    resume,
    editing,
    isWhole,
    area,
    line,
    may,
    open,
    close,
    whole: () => (isWhole ? close() : open({ start: 0, end: text.length }, 0)),
    typed,
    step,
    join,
    move,
    undo,
    show,
    back,
    sentence: () => (editing && area.current ? inArea(text, editing, area.current) : inReading(text)),
    caret,
    apart: (at, words) => apart(text, at, words),
    wanted,
  };
}

/** Keeps the line one is at while this tab is open: reloaded, or back from another screen, one is there again. */
function useHere(reportId: string, line: () => number): void {
  const name = `anselm-report ${reportId}`;
  const now = useRef(line);
  now.current = line;
  useLayoutEffect(() => {
    const was = Number(sessionStorage.getItem(name) ?? 1);
    if (was > 1) pieceAt(was)?.scrollIntoView({ block: "center" });
    const keep = (): void => sessionStorage.setItem(name, String(now.current()));
    window.addEventListener("pagehide", keep);
    return () => {
      window.removeEventListener("pagehide", keep);
      keep();
    };
  }, [name]);
}

function inArea(text: string, editing: Stretch, area: HTMLTextAreaElement): Chosen | null {
  const from = editing.start + area.selectionStart;
  const to = editing.start + area.selectionEnd;
  if (to > from) return trimmed(text, from, to);
  const inside = text.slice(editing.start, editing.end);
  const at = from - editing.start;
  const around = sentencesOf(inside).find((one) => one.start <= at && at <= one.end);
  return around ? trimmed(text, editing.start + around.start, editing.start + around.end) : null;
}

/** What is selected in the text as it is read, found again in its Markdown. */
function inReading(text: string): Chosen | null {
  const selection = window.getSelection();
  const words = selection?.toString().trim() ?? "";
  const node = selection?.anchorNode ?? null;
  const element = node instanceof Element ? node : (node?.parentElement ?? null);
  const piece = element?.closest<HTMLElement>("[data-start]");
  if (!words || !piece) return null;
  const start = Number(piece.dataset["start"]);
  const at = text.slice(start, Number(piece.dataset["end"])).indexOf(words);
  return at < 0 ? null : trimmed(text, start + at, start + at + words.length);
}

/** Without white space round it, and never a sentence that holds a live block already. */
function trimmed(text: string, from: number, to: number): Chosen | null {
  const words = text.slice(from, to);
  const start = from + words.length - words.trimStart().length;
  const sentence = words.trim();
  const taken = livesOf(text).some((live) => live.start < start + sentence.length && live.end > start);
  return sentence && !taken && !sentence.includes("\n\n") ? { start, end: start + sentence.length, sentence } : null;
}

function pieceAt(line: number): HTMLElement | undefined {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-line]")];
  return rows.filter((one) => Number(one.dataset["line"]) <= line).at(-1) ?? rows[0];
}

function showLine(line: number, sentence: string): void {
  const row = pieceAt(line);
  if (!row) return;
  row.scrollIntoView({ block: "center" });
  const ways = [...row.querySelectorAll<HTMLElement>("button, a")];
  (ways.find((one) => sentence && one.textContent?.trim() === sentence) ?? ways[0])?.focus({ preventScroll: true });
  row.classList.add("piece-shown");
  window.setTimeout(() => row.classList.remove("piece-shown"), 1_600);
}
