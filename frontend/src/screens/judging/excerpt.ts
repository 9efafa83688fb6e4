/** The words around a difference: the turn it is in, the one before, the one after; each cut into marked and unmarked pieces. */

import { CodePointIndex } from "../../anchoring/codePoints";
import type { ReadingView } from "./types";

export interface Piece {
  readonly words: string;
  readonly marked: boolean;
}

export interface ExcerptTurn {
  readonly number: number;
  readonly label: string;
  readonly question: boolean;
  readonly pieces: readonly Piece[];
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
}

const BEFORE = 420;
const AFTER = 320;
const NEIGHBOUR = 220;

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** `marks` are half-open spans in code points; the excerpt is the same for every reader of one difference. */
export function excerpt(reading: ReadingView, place: Span, marks: readonly Span[]): readonly ExcerptTurn[] {
  const index = new CodePointIndex(reading.text);
  const slice = (start: number, end: number): string => reading.text.slice(index.toUnits(start), index.toUnits(end));
  const turns = reading.turns.filter((turn) => turn.end > turn.speech_start);
  const inside = turns.filter((turn) => turn.end > place.start && turn.speech_start < place.end);
  const first = inside[0];
  const last = inside[inside.length - 1];
  if (!first || !last) return [{ number: 0, label: "", question: false, pieces: pieces(place.start, place.end, marks, slice), cutBefore: true, cutAfter: true }];
  const from = turns.indexOf(first);
  const to = turns.indexOf(last);
  const shown = turns.slice(Math.max(0, from - 1), to + 2);
  return shown.map((turn) => {
    const at = turns.indexOf(turn);
    let { speech_start: start, end } = turn;
    if (at < from) start = cutBackwards(slice, start, end, end - NEIGHBOUR);
    else if (at > to) end = cutForwards(slice, start, end, start + NEIGHBOUR);
    else {
      if (at === from) start = cutBackwards(slice, start, end, place.start - BEFORE);
      if (at === to) end = cutForwards(slice, start, end, place.end + AFTER);
    }
    return {
      number: turn.number,
      label: turn.label,
      question: turn.is_interviewer,
      pieces: pieces(start, end, marks, slice),
      cutBefore: start > turn.speech_start,
      cutAfter: end < turn.end,
    };
  });
}

type Slice = (start: number, end: number) => string;

/** A later beginning at a word, where the turn is long. */
function cutBackwards(slice: Slice, start: number, end: number, wanted: number): number {
  if (wanted <= start) return start;
  const space = slice(wanted, end).search(/\s\S/);
  return space < 0 ? wanted : Math.min(wanted + space + 1, end);
}

function cutForwards(slice: Slice, start: number, end: number, wanted: number): number {
  if (wanted >= end) return end;
  const before = slice(start, wanted);
  const space = Math.max(before.lastIndexOf(" "), before.lastIndexOf("\n"));
  return space <= 0 ? wanted : start + [...before.slice(0, space)].length;
}

function pieces(start: number, end: number, marks: readonly Span[], slice: Slice): readonly Piece[] {
  const edges = [...new Set([start, end, ...marks.flatMap((one) => [one.start, one.end])])].filter((at) => at >= start && at <= end).sort((one, other) => one - other);
  const found: Piece[] = [];
  for (const [at, edge] of edges.entries()) {
    const next = edges[at + 1];
    if (next === undefined) break;
    const marked = marks.some((one) => one.start <= edge && one.end >= next);
    const words = slice(edge, next);
    const last = found[found.length - 1];
    if (last && last.marked === marked) found[found.length - 1] = { words: last.words + words, marked };
    else found.push({ words, marked });
  }
  return found;
}
