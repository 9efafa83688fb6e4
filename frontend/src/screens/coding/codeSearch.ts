/** Finding a code by what is typed: its key, the beginning of its name, a word in it, its letters in order, its definition. */

import { usable, type CodeView } from "./types";

export interface FoundCode {
  readonly code: CodeView;
  /** Which characters of the name were typed, for setting them bold. */
  readonly bold: ReadonlySet<number>;
  /** Found by letters scattered over the name alone: what was typed may as well be a new name. */
  readonly loose: boolean;
}

export const MOST_SHOWN = 50;
const SCATTERED = 7;
const NONE: ReadonlySet<number> = new Set();

export function foldWords(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** The best first, at most `MOST_SHOWN`; with nothing typed the recent ones, then the codebook in its order. */
export function searchCodes(codes: readonly CodeView[], typed: string, recent: readonly string[]): readonly FoundCode[] {
  const wanted = foldWords(typed.trim());
  const offered = usable(codes);
  if (!wanted) return inOrder(offered, recent).slice(0, MOST_SHOWN).map((code) => ({ code, bold: NONE, loose: false }));
  const ranked: { found: FoundCode; rank: number }[] = [];
  for (const code of offered) {
    const rank = rankOf(code, wanted);
    if (rank) ranked.push({ rank: rank.rank - nearness(code, recent), found: { code, bold: rank.bold, loose: rank.rank === SCATTERED } });
  }
  // A stable sort: codes of one rank stay in the order of the codebook.
  ranked.sort((one, other) => one.rank - other.rank);
  return ranked.slice(0, MOST_SHOWN).map(({ found }) => found);
}

function inOrder(codes: readonly CodeView[], recent: readonly string[]): readonly CodeView[] {
  const byId = new Map(codes.map((code) => [code.id, code]));
  const first = recent.map((id) => byId.get(id)).filter((code) => code !== undefined);
  const there = new Set(first);
  return [...first, ...codes.filter((code) => !there.has(code))];
}

/** Between equally good ones the one used last comes first. */
function nearness(code: CodeView, recent: readonly string[]): number {
  const at = recent.indexOf(code.id);
  return at < 0 ? 0 : 0.5 - at / 100;
}

interface Folded {
  readonly key: string;
  readonly name: string;
  readonly about: string;
}

// A code as it is searched, made once: a codebook of a thousand is gone through at every key.
const made = new WeakMap<CodeView, Folded>();

function foldedOf(code: CodeView): Folded {
  const there = made.get(code);
  if (there) return there;
  const folded = { key: foldWords(code.key), name: foldWords(code.name), about: foldWords(`${code.definition} ${code.include}`) };
  made.set(code, folded);
  return folded;
}

function rankOf(code: CodeView, wanted: string): { rank: number; bold: ReadonlySet<number> } | null {
  const { key, name, about } = foldedOf(code);
  if (key === wanted) return { rank: 0, bold: NONE };
  if (name.startsWith(wanted)) return { rank: 1, bold: stretch(0, wanted.length) };
  if (key.startsWith(wanted)) return { rank: 2, bold: NONE };
  const at = name.indexOf(wanted);
  if (at > 0) return { rank: /[\p{L}\p{N}]/u.test(name[at - 1] ?? "") ? 4 : 3, bold: stretch(at, at + wanted.length) };
  const letters = inTurn(name, wanted);
  if (letters && begins(name, letters)) return { rank: 5, bold: letters };
  if (wanted.length > 2 && about.includes(wanted)) return { rank: 6, bold: NONE };
  return letters ? { rank: SCATTERED, bold: letters } : null;
}

function stretch(start: number, end: number): ReadonlySet<number> {
  return new Set(Array.from({ length: end - start }, (_, n) => start + n));
}

/** The letters one after the other, with others between. */
function inTurn(name: string, wanted: string): ReadonlySet<number> | null {
  const found = new Set<number>();
  let at = -1;
  for (const letter of wanted.replace(/\s+/g, "")) {
    at = name.indexOf(letter, at + 1);
    if (at < 0) return null;
    found.add(at);
  }
  return found;
}

/** Whether the first letter typed begins a word of the name, as in an abbreviation of it. */
function begins(name: string, letters: ReadonlySet<number>): boolean {
  const first = Math.min(...letters);
  return !/[\p{L}\p{N}]/u.test(name[first - 1] ?? "");
}

/** The code of exactly that name, whatever its capitals. */
export function codeNamed(codes: readonly CodeView[], name: string): CodeView | undefined {
  const wanted = name.trim().toLowerCase();
  return codes.find((code) => code.name.toLowerCase() === wanted && !code.retired);
}
