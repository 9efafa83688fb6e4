/** Naming codes, sources, cases and themes in a memo: @D1, @INT02, @[A source with spaces]. */

export interface Mention {
  /** What stands after the @. */
  readonly name: string;
  readonly words: string;
  readonly what: string;
  readonly to: string;
}

export interface Piece {
  readonly words: string;
  readonly mention: Mention | null;
}

const NAMED = /@(?:\[([^\]\n]{1,200})\]|([\p{L}\p{N}][\p{L}\p{N}_-]*))/gu;
const MOST = 6;

/** The words in pieces; where an @ names something that is there, with where it leads. An address (a@b) names nothing. */
export function mentionsIn(body: string, known: readonly Mention[]): readonly Piece[] {
  const byName = new Map([...known].reverse().map((one) => [one.name.toLowerCase(), one]));
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of body.matchAll(NAMED)) {
    const mention = byName.get((match[1] ?? match[2] ?? "").toLowerCase());
    if (!mention || /[\p{L}\p{N}._-]$/u.test(body.slice(0, match.index))) continue;
    if (match.index > from) pieces.push({ words: body.slice(from, match.index), mention: null });
    pieces.push({ words: match[1] ? mention.name : match[0], mention });
    from = match.index + match[0].length;
  }
  if (from < body.length) pieces.push({ words: body.slice(from), mention: null });
  return pieces;
}

/** The @ that is being typed before the caret, and what follows it; null where none is. */
export function mentionAt(body: string, caret: number): { readonly at: number; readonly words: string } | null {
  const match = /(?:^|[^\p{L}\p{N}._@-])@([\p{L}\p{N}_-]{0,40})$/u.exec(body.slice(0, caret));
  return match ? { at: caret - (match[1] ?? "").length - 1, words: match[1] ?? "" } : null;
}

/** Those whose name begins with what was typed, then those with a word that does. */
export function searchMentions(known: readonly Mention[], typed: string): readonly Mention[] {
  const wanted = typed.toLowerCase();
  const byName = known.filter((one) => one.name.toLowerCase().startsWith(wanted));
  const byWord = known.filter((one) => !byName.includes(one) && one.words.toLowerCase().split(/\s+/).some((word) => word.startsWith(wanted)));
  return [...byName, ...byWord].slice(0, MOST);
}
