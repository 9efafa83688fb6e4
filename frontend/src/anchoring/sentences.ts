/**
 * Sentences of spoken words. The browser's own rules were made for edited prose: they end a sentence at "Dr."
 * and let "i said no. then she left." run on, which is how raw speech-to-text writes.
 */

import type { Span } from "../model/text";

const STOPS = ".!?…。！？؟।॥۔";
/** Marks that end a sentence without a space after them. */
const WIDE_STOPS = "。！？";
const CLOSERS = "\"'”’»)]}」』）";

/** Never the end of a sentence. */
const BEFORE_A_NAME = new Set(
  "dr mr mrs ms mx prof sr jr st rev hon capt sgt col gen lt mt ft fr hr vs cf viz ca approx incl e.g i.e z.b d.h u.a bzw".split(
    " ",
  ),
);
/** The end of a sentence only where a capital follows. */
const MAYBE_LAST = new Set("etc a.m p.m inc ltd co dept u.s u.k usw".split(" "));

/** The sentences of a text in order, without the white space between them. */
export function sentencesOf(text: string): Span[] {
  const found: Span[] = [];
  let start = skipSpace(text, 0);
  let at = start;
  while (at < text.length) {
    const sign = text[at] ?? "";
    if (sign === "\n") {
      keep(text, start, at, found);
      start = at = skipSpace(text, at + 1);
    } else if (STOPS.includes(sign)) {
      const end = stopEnd(text, at);
      const next = skipSpace(text, end);
      if (ends(text, at, end, next)) {
        keep(text, start, end, found);
        start = next;
        at = next;
      } else at = end;
    } else at += 1;
  }
  keep(text, start, text.length, found);
  return found;
}

/** The end of a run of stops and of what closes after it. */
function stopEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && STOPS.includes(text[end] ?? " ")) end += 1;
  while (end < text.length && CLOSERS.includes(text[end] ?? " ")) end += 1;
  return end;
}

function ends(text: string, at: number, end: number, next: number): boolean {
  if (next >= text.length) return true;
  const wide = WIDE_STOPS.includes(text[at] ?? " ");
  if (next === end && !wide) return false;
  // A pause written "(.)" is no stop.
  if (text[at - 1] === "(") return false;
  const stops = [...text.slice(at, end)].filter((sign) => STOPS.includes(sign)).join("");
  const closed = end - at > stops.length;
  const lower = /^\p{Ll}/u.test(text.slice(next, next + 2));
  if (stops === "…" || /^\.{2,}$/.test(stops)) return !lower;
  if (closed && lower && !stops.startsWith(".")) return false;
  return stops === "." && !closed ? !isAbbreviation(text, at, lower) : true;
}

/** Whether the stop at `at` belongs to an abbreviation or an initial. */
function isAbbreviation(text: string, at: number, lower: boolean): boolean {
  const word = /[\p{L}\p{M}.]+$/u.exec(text.slice(Math.max(0, at - 12), at))?.[0] ?? "";
  const bare = word.toLocaleLowerCase("en");
  if (BEFORE_A_NAME.has(bare)) return true;
  if (MAYBE_LAST.has(bare)) return lower;
  if (bare === "no") return /^\s*\d/.test(text.slice(at + 1, at + 4));
  // An initial, "J. Smith"; "I." is how a clause ends.
  return /^\p{Lu}$/u.test(word) && word !== "I" && !lower;
}

function keep(text: string, from: number, to: number, found: Span[]): void {
  let end = to;
  while (end > from && /\s/.test(text[end - 1] ?? "")) end -= 1;
  if (end > from) found.push({ start: from, end });
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== "\n" && /\s/.test(text[at] ?? "")) at += 1;
  return at;
}
