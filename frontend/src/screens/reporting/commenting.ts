import { linesIn, livesOf, piecesOf } from "./markdown";
import type { Stretch, ThreadView } from "./types";
import type { Writing } from "./useWriting";

/** What a new comment is about: a live block by its name, or words of the text. `start` counts code points. */
export interface Place {
  readonly about: string;
  readonly words: string;
  readonly start: number;
}

/** The place chosen: what is selected, the sentence of the caret, or the piece that has the focus. */
export function placeOf(text: string, writing: Writing): Place | null {
  const chosen = writing.sentence();
  const stretch = chosen ?? selected(writing) ?? focused() ?? pieceOfLine(text, writing.line);
  if (!stretch) return null;
  const live = livesOf(text).find((one) => one.start < stretch.end && one.end > stretch.start);
  const start = [...text.slice(0, stretch.start)].length;
  if (live) return { about: `${live.kind}:${live.key}`, words: "", start };
  const words = text.slice(stretch.start, stretch.end).split("\n\n")[0]?.trim() ?? "";
  return words ? { about: "", words, start } : null;
}

/** What is selected in the field, where a block stands in it. */
function selected({ editing, area }: Writing): Stretch | null {
  if (!editing || !area.current) return null;
  const { selectionStart, selectionEnd } = area.current;
  return { start: editing.start + selectionStart, end: editing.start + Math.max(selectionEnd, selectionStart + 1) };
}

/** The piece in which something is selected or has the focus. */
function focused(): Stretch | null {
  const node = window.getSelection()?.isCollapsed === false ? window.getSelection()?.anchorNode : document.activeElement;
  const element = node instanceof Element ? node : node?.parentElement;
  const piece = element?.closest<HTMLElement>("[data-start]") ?? element?.closest(".piece")?.querySelector<HTMLElement>("[data-start]");
  return piece ? { start: Number(piece.dataset["start"]), end: Number(piece.dataset["end"]) } : null;
}

function pieceOfLine(text: string, line: number): Stretch | null {
  return line > 1 ? (piecesOf(text).filter((one) => one.line <= line).at(-1) ?? null) : null;
}

/** The comments that stand in a stretch of lines. */
export function threadsIn(threads: readonly ThreadView[], line: number, words: string): ThreadView[] {
  const last = line + linesIn(words);
  return threads.filter((one) => one.line !== null && one.line >= line && one.line <= last);
}
