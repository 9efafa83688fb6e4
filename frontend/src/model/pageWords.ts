/** Words on a page of a PDF: which one is at a point, which are in a passage, the lines they make, and steps between them. */

import type { Region } from "./region";
import type { Span } from "./text";

export interface PageWord extends Span, Region {}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** As far beside a word, in points, one still means it. */
const NEAR = 2;

/** The word at a point. */
export function wordAt(words: readonly PageWord[], { x, y }: Point): number | null {
  const at = words.findIndex((one) => x >= one.left - NEAR && x < one.right + NEAR && y >= one.top && y < one.bottom);
  return at < 0 ? null : at;
}

/** The word nearest to a point: first by line, then along it, so that a hand may run beside the words. */
export function wordNear(words: readonly PageWord[], { x, y }: Point): number {
  let [best, away] = [0, Infinity];
  words.forEach((one, at) => {
    const [across, down] = [gap(x, one.left, one.right), gap(y, one.top, one.bottom)];
    // Any word of a nearer line before the nearest of one further off.
    const far = down * 1000 + across;
    if (far < away) [best, away] = [at, far];
  });
  return best;
}

function gap(at: number, from: number, to: number): number {
  return Math.max(from - at, 0, at - to);
}

/** The passage from one word to another, in any order. */
export function spanOf(words: readonly PageWord[], one: number, other: number): Span | null {
  const [first, last] = [words[Math.min(one, other)], words[Math.max(one, other)]];
  return first && last ? { start: first.start, end: last.end } : null;
}

/** The words that lie in a passage, or partly. */
export function wordsIn(words: readonly PageWord[], { start, end }: Span): readonly PageWord[] {
  return words.filter((one) => one.start < end && one.end > start);
}

function sameLine(one: Region, other: Region): boolean {
  const shared = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return shared > 0.5 * Math.min(one.bottom - one.top, other.bottom - other.top);
}

/** Two words further apart than this many heights stand in two columns. */
const COLUMN = 3;

/** The rectangles of words that follow one another, one for each line. */
export function linesOf(words: readonly Region[]): readonly Region[] {
  const lines: Region[] = [];
  for (const { left, top, right, bottom } of words) {
    const line = lines[lines.length - 1];
    const apart = line ? Math.max(left - line.right, line.left - right) : 0;
    if (line && sameLine(line, { left, top, right, bottom }) && apart < COLUMN * (bottom - top)) {
      lines[lines.length - 1] = { left: Math.min(line.left, left), top: Math.min(line.top, top), right: Math.max(line.right, right), bottom: Math.max(line.bottom, bottom) };
    } else lines.push({ left, top, right, bottom });
  }
  return lines;
}

/** Everything around some rectangles. */
export function around(boxes: readonly Region[]): Region | null {
  if (boxes.length === 0) return null;
  return {
    left: Math.min(...boxes.map((one) => one.left)),
    top: Math.min(...boxes.map((one) => one.top)),
    right: Math.max(...boxes.map((one) => one.right)),
    bottom: Math.max(...boxes.map((one) => one.bottom)),
  };
}

export type Step = "next" | "before" | "down" | "up" | "first" | "last";

/** The word one comes to from another. Up and down go to the nearest word of the next line. */
export function stepped(words: readonly PageWord[], at: number, step: Step): number {
  const last = words.length - 1;
  if (step === "next") return Math.min(at + 1, last);
  if (step === "before") return Math.max(at - 1, 0);
  if (step === "first") return 0;
  if (step === "last") return last;
  const from = words[at];
  if (!from) return at;
  const way = step === "down" ? 1 : -1;
  let to = at;
  while (words[to + way] && sameLine(words[to] as Region, words[to + way] as Region)) to += way;
  const begins = to + way;
  const next = words[begins];
  if (!next) return at;
  const x = (from.left + from.right) / 2;
  let best = begins;
  for (let n = begins; words[n] && sameLine(words[n] as Region, next); n += way) {
    const one = words[n] as PageWord;
    const before = words[best] as PageWord;
    if (gap(x, one.left, one.right) < gap(x, before.left, before.right)) best = n;
  }
  return best;
}
