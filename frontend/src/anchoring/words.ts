/** Words and graphemes as one moves over them; positions are UTF-16 units of the text given. */

import type { Span } from "../model/text";

const WORDS = new Intl.Segmenter(undefined, { granularity: "word" });
const GRAPHEMES = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const PICTURE = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;
/** What joins two words into one where nothing else stands between: "co-worker", "24/7", "R&D". */
const JOINS = /^[-‐‑/’'&@_+·]$/u;
/** What joins two numbers: "3.5", "10:30". */
const JOINS_DIGITS = /^[.:,]$/u;

/** The words of a text: letters and numbers with what joins them, and each emoji. */
export function wordsOf(text: string): Span[] {
  const found: { start: number; end: number }[] = [];
  let joining = false;
  for (const { segment, index, isWordLike } of WORDS.segment(text)) {
    const last = found[found.length - 1];
    const touches = last !== undefined && last.end === index;
    if (isWordLike || (PICTURE.test(segment) && !/^\p{N}/u.test(segment))) {
      if (last && joining) last.end = index + segment.length;
      else found.push({ start: index, end: index + segment.length });
      joining = false;
    } else if (last && touches && joins(text, index, segment)) {
      // Held open: the join counts only when a word follows at once.
      last.end = index + segment.length;
      joining = true;
    } else {
      if (joining && last) last.end -= 1;
      joining = false;
    }
  }
  const last = found[found.length - 1];
  if (joining && last) last.end -= 1;
  return found;
}

function joins(text: string, index: number, segment: string): boolean {
  const before = text.slice(Math.max(0, index - 2), index);
  const after = text.slice(index + segment.length, index + segment.length + 2);
  if (JOINS.test(segment)) return /[\p{L}\p{M}\p{N}]$/u.test(before) && /^[\p{L}\p{N}]/u.test(after);
  return JOINS_DIGITS.test(segment) && /\d$/.test(before) && /^\d/.test(after);
}

/** Where the grapheme after a position ends. */
export function nextGrapheme(text: string, at: number): number {
  const here = GRAPHEMES.segment(text).containing(Math.max(0, at));
  return here ? here.index + here.segment.length : text.length;
}

/** Where the grapheme before a position starts. */
export function previousGrapheme(text: string, at: number): number {
  return at <= 0 ? 0 : (GRAPHEMES.segment(text).containing(Math.min(at, text.length) - 1)?.index ?? 0);
}

/** The position itself where a grapheme starts there, else the start of the grapheme it falls into. */
export function snapToGrapheme(text: string, at: number): number {
  if (at <= 0) return 0;
  return GRAPHEMES.segment(text).containing(at)?.index ?? text.length;
}
