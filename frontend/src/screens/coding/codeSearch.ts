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
const ABBREVIATED = 5;
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
  const letters = wanted.replace(/\s+/g, "");
  const ranked: { code: CodeView; rank: number; order: number }[] = [];
  for (const code of offered) {
    const rank = rankOf(code, wanted, letters);
    if (rank !== null) ranked.push({ code, rank, order: rank - nearness(code, recent) });
  }
  // A stable sort: codes of one rank stay in the order of the codebook.
  ranked.sort((one, other) => one.order - other.order);
  return ranked.slice(0, MOST_SHOWN).map(({ code, rank }) => ({ code, bold: boldOf(code, rank, wanted, letters), loose: rank === SCATTERED }));
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

function rankOf(code: CodeView, wanted: string, letters: string): number | null {
  const { key, name, about } = foldedOf(code);
  if (key === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  if (key.startsWith(wanted)) return 2;
  const at = name.indexOf(wanted);
  if (at > 0) return isLetter(name[at - 1]) ? 4 : 3;
  const there = inTurn(name, letters);
  if (there && begins(name, letters)) return ABBREVIATED;
  if (wanted.length > 2 && about.includes(wanted)) return 6;
  return there ? SCATTERED : null;
}

/** Of those that are shown: which letters of the name were typed. */
function boldOf(code: CodeView, rank: number, wanted: string, letters: string): ReadonlySet<number> {
  const { name } = foldedOf(code);
  const found = new Set<number>();
  if (rank === 1 || rank === 3 || rank === 4) {
    const start = name.indexOf(wanted);
    for (let at = start; at < start + wanted.length; at += 1) found.add(at);
  }
  if (rank === ABBREVIATED || rank === SCATTERED) inTurn(name, letters, (at) => found.add(at));
  return found.size === 0 ? NONE : found;
}

/** Whether the letters stand one after the other, with others between; tells where. */
function inTurn(name: string, letters: string, tell?: (at: number) => void): boolean {
  let at = -1;
  for (const letter of letters) {
    at = name.indexOf(letter, at + 1);
    if (at < 0) return false;
    tell?.(at);
  }
  return true;
}

/** Whether the first letter typed begins a word of the name, as in an abbreviation of it. */
function begins(name: string, letters: string): boolean {
  const [first = ""] = letters;
  return !isLetter(name[name.indexOf(first) - 1]);
}

function isLetter(letter = ""): boolean {
  return /[\p{L}\p{N}]/u.test(letter);
}

/** The code of exactly that name, whatever its capitals. */
export function codeNamed(codes: readonly CodeView[], name: string): CodeView | undefined {
  const wanted = name.trim().toLowerCase();
  return codes.find((code) => code.name.toLowerCase() === wanted && !code.retired);
}
