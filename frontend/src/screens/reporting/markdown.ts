/**
 * The report's Markdown as the screen shows it: pieces between blank lines, and the live blocks inside them. The
 * files are made by the server, which reads the same text strictly; here it is only to be read and pointed at.
 */

export type LiveKind = "quote" | "claim" | "table" | "figure" | "ref";

export interface Live {
  readonly kind: LiveKind;
  readonly key: string;
  readonly words: string;
  readonly start: number;
  readonly end: number;
}

export type PieceKind = "heading" | "live" | "list" | "quote" | "rule" | "paragraph";

export interface Piece {
  readonly kind: PieceKind;
  /** Of a heading, 1 to 6. */
  readonly level: number;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly line: number;
}

export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "emphasis" | "strong"; readonly children: readonly Inline[] }
  | { readonly kind: "live"; readonly live: Live; readonly children: readonly Inline[] };

const LIVE = /\{\{(quote|claim|table|figure|ref):([^\s{}|]+)(\|)?/g;

/** The live blocks of a text in its order; those inside a claim's words are the claim's. */
export function livesOf(text: string): Live[] {
  const found: Live[] = [];
  LIVE.lastIndex = 0;
  for (let match = LIVE.exec(text); match; match = LIVE.exec(text)) {
    if (text[match.index - 1] === "\\") continue;
    const inside = match.index + match[0].length;
    const close = closing(text, inside);
    if (close < 0 || (!match[3] && close !== inside)) continue;
    found.push({ kind: match[1] as LiveKind, key: match[2] ?? "", words: text.slice(inside, close), start: match.index, end: close + 2 });
    LIVE.lastIndex = close + 2;
  }
  return found;
}

function closing(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length - 1; at++) {
    const pair = text.slice(at, at + 2);
    if (pair === "\n\n") return -1;
    if (pair === "{{") {
      depth += 1;
      at += 1;
    } else if (pair === "}}") {
      if (depth === 0) return at;
      depth -= 1;
      at += 1;
    }
  }
  return -1;
}

/** The pieces of a text between blank lines; `from` and `line` are where the text begins in a longer one. */
export function piecesOf(text: string, from = 0, line = 1): Piece[] {
  const pieces: Piece[] = [];
  let counted = 0;
  let lines = line;
  for (const match of text.matchAll(/(?:[^\n]*\S[^\n]*(?:\n|$))+/g)) {
    for (const part of withHeadingsApart(match[0], match.index)) {
      const words = part.text.replace(/\s+$/, "");
      const start = from + part.start;
      lines += linesIn(text.slice(counted, part.start));
      counted = part.start;
      pieces.push({ ...kindOf(words), text: words, start, end: start + words.length, line: lines });
    }
  }
  return pieces;
}

/** A heading needs no blank line after it. */
function withHeadingsApart(text: string, at: number): { text: string; start: number }[] {
  const heading = /^#{1,6}[^\n]*\n(?=[^\n]*\S)/.exec(text);
  if (!heading) return [{ text, start: at }];
  const after = heading[0].length;
  return [{ text: heading[0], start: at }, ...withHeadingsApart(text.slice(after), at + after)];
}

export function linesIn(text: string): number {
  let n = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) n += 1;
  return n;
}

function kindOf(text: string): { kind: PieceKind; level: number } {
  const heading = /^(#{1,6})\s/.exec(text);
  if (heading) return { kind: "heading", level: heading[1]?.length ?? 1 };
  if (/^(-{3,}|\*{3,}|_{3,})$/.test(text)) return { kind: "rule", level: 0 };
  if (/^([-*+]|\d+[.)])\s/.test(text)) return { kind: "list", level: 0 };
  if (text.startsWith("> ")) return { kind: "quote", level: 0 };
  const only = livesOf(text);
  if (only.length === 1 && only[0]?.kind !== "claim" && only[0]?.kind !== "ref" && only[0]?.start === 0 && only[0].end === text.length) return { kind: "live", level: 0 };
  return { kind: "paragraph", level: 0 };
}

/** The entries of a list, or the lines of a quotation set in, without their marks. */
export function entriesOf(piece: Piece): string[] {
  if (piece.kind === "quote") return [piece.text.replace(/^> ?/gm, "")];
  return piece.text.split(/\n(?=(?:[-*+]|\d+[.)])\s)/).map((entry) => entry.replace(/^([-*+]|\d+[.)])\s+/, ""));
}

/** Words with emphasis and live blocks. */
export function inlinesOf(text: string): Inline[] {
  const made: Inline[] = [];
  let at = 0;
  for (const live of livesOf(text)) {
    made.push(...marked(text.slice(at, live.start)));
    made.push({ kind: "live", live, children: live.kind === "claim" ? marked(live.words) : [] });
    at = live.end;
  }
  made.push(...marked(text.slice(at)));
  return made;
}

const MARKED = /\*\*(?=\S)(.+?)\*\*|(?<![\w*])[*_](?=\S)([^*_\n]+?)[*_](?!\w)|\[([^\]\n]+)\]\((?:https?:|mailto:)[^)\s]+\)/g;

function marked(text: string): Inline[] {
  const made: Inline[] = [];
  let at = 0;
  for (const match of text.matchAll(MARKED)) {
    if (match.index > at) made.push({ kind: "text", text: text.slice(at, match.index) });
    if (match[1] !== undefined) made.push({ kind: "strong", children: marked(match[1]) });
    else if (match[2] !== undefined) made.push({ kind: "emphasis", children: marked(match[2]) });
    else made.push({ kind: "text", text: match[3] ?? "" });
    at = match.index + match[0].length;
  }
  if (at < text.length) made.push({ kind: "text", text: text.slice(at) });
  return made;
}

/** Which of their kind tables and figures are, counted as the server counts them (`analysis/report/numbering.py`). */
export interface Numbered {
  /** By where the piece begins. */
  readonly at: ReadonlyMap<number, number>;
  /** By what refers to it, `table:teams`: the first, where one stands twice. */
  readonly named: ReadonlyMap<string, number>;
  /** By the same, where the piece begins that holds it. */
  readonly stands: ReadonlyMap<string, number>;
}

export function numbersOf(text: string): Numbered {
  const counted: Record<string, number> = {};
  const at = new Map<number, number>();
  const named = new Map<string, number>();
  const stands = new Map<string, number>();
  for (const piece of piecesOf(text)) {
    const alone = piece.kind === "live" ? [piece.text] : piece.kind === "list" || piece.kind === "quote" ? entriesOf(piece).flatMap((entry) => entry.split(/\n\s*\n/)) : [];
    for (const words of alone) {
      const [live, more] = livesOf(words.trim());
      if (!live || more || (live.kind !== "table" && live.kind !== "figure") || live.end - live.start !== words.trim().length) continue;
      const n = (counted[live.kind] ?? 0) + 1;
      counted[live.kind] = n;
      if (piece.kind === "live") at.set(piece.start, n);
      const name = `${live.kind}:${live.key}`;
      if (named.has(name)) continue;
      named.set(name, n);
      stands.set(name, piece.start);
    }
  }
  return { at, named, stands };
}

/** What a reference says: the number of the table or figure of this text, nothing where there is none. */
export function referenceOf(live: Live, named: ReadonlyMap<string, number>): string {
  const n = named.get(live.key);
  if (n === undefined) return "";
  return `${live.words || (live.key.startsWith("table:") ? "Table" : "Figure")} ${n}`;
}

/** Words of a heading without any marks, for the list of contents. */
export function plainOf(text: string): string {
  return text.replace(/^#{1,6}\s+/, "").replace(/[*_]/g, "");
}

const OWN = /(?<!\\)\{\{claim:[^\s{}|]+(?:\|((?:[^{}]|\{\{[^{}]*\}\})*))?\}\}/g;
const OTHER = /(?<!\\)\{\{(?:quote|table|figure|ref):[^\s{}|]+(?:\|[^{}]*)?\}\}/g;

/** How many words of its own a report has: a claim's as written, without quotations, tables and figures. The server
 * counts the same (`analysis/report/length.py`); wordCounts.json holds both to it. */
export function wordsIn(text: string): number {
  const bare = text.replace(OWN, (_, words: string | undefined) => words ?? " ").replace(OTHER, " ");
  return bare.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** The text with a stretch put in place of another. */
export function replaced(text: string, start: number, end: number, words: string): string {
  return text.slice(0, start) + words + text.slice(end);
}

/** A live block as it is written. */
export function liveText(kind: LiveKind, key: string, words = ""): string {
  return `{{${kind}:${key}${words ? `|${words}` : ""}}}`;
}
