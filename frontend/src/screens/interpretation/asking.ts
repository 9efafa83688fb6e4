/** The rows of the query builder, and the written form they make. */

export type Join = "AND" | "OR" | "AND NOT";
export type How = "carries" | "fact" | "OVERLAPS" | "NEAR" | "INSIDE" | "AROUND" | "SAME TURN" | "SAME SOURCE" | "SAME CASE";
export type Sign = "=" | "!=" | "<" | ">";

export interface Row {
  readonly id: number;
  readonly join: Join;
  readonly how: How;
  /** A code or theme as a query names it; the name of a fact where `how` is fact. */
  readonly term: string;
  readonly sign: Sign;
  readonly value: string;
  readonly far: string;
  readonly unit: "turns" | "characters";
}

export const HOWS: readonly { readonly id: How; readonly label: string }[] = [
  { id: "carries", label: "carries" },
  { id: "fact", label: "is from" },
  { id: "OVERLAPS", label: "overlaps" },
  { id: "NEAR", label: "is near" },
  { id: "INSIDE", label: "lies inside" },
  { id: "AROUND", label: "holds" },
  { id: "SAME TURN", label: "shares a turn with" },
  { id: "SAME SOURCE", label: "is in one source with" },
  { id: "SAME CASE", label: "is of one team with" },
];

export function newRow(id: number): Row {
  return { id, join: "AND", how: "carries", term: "", sign: "=", value: "", far: "2", unit: "turns" };
}

/** A name as a query writes it: in quotation marks unless it is one plain word. */
export function quoted(name: string): string {
  const plain = name.replace(/["“”„]/g, "'").split(/\s+/).filter(Boolean).join(" ");
  const sign = /^(AND|OR|NOT|IN|OVERLAPS|NEAR|SAME|INSIDE|AROUND|ANOTHER)$/i.test(plain);
  return /^[\p{L}\p{N}_./#-]+$/u.test(plain) && !sign ? plain : `"${plain}"`;
}

function piece(row: Row): string {
  if (!row.term) return "";
  if (row.how === "fact") return row.value.trim() ? `${quoted(row.term)} ${row.sign} ${quoted(row.value)}` : "";
  if (row.how === "carries") return row.term;
  const far = row.how === "NEAR" ? `, ${/^\d+$/.test(row.far) ? row.far : "0"} ${row.unit}` : "";
  return `${row.how}(${row.term}${far})`;
}

/** The written form of rows, read from the top: what was said so far is held together. */
export function writtenOf(rows: readonly Row[]): string {
  let text = "";
  let last: Join | "" = "";
  for (const row of rows) {
    const said = piece(row);
    if (!said) continue;
    if (!text) {
      text = row.join === "AND NOT" ? `NOT ${said}` : said;
      continue;
    }
    const binds = row.join === "OR" ? "OR" : "AND";
    const before = last === "OR" && binds === "AND" ? `(${text})` : text;
    text = `${before} ${row.join} ${said}`;
    last = binds === "OR" ? "OR" : "AND";
  }
  return text;
}

/** Where a query stops making sense ("character 7", counted from 1 in code points), to the end of that word. */
export function placeOf(place: string | undefined, text: string): { readonly start: number; readonly end: number } | null {
  const said = /^character (\d+)$/.exec(place ?? "");
  if (!said) return null;
  const start = [...text].slice(0, Number(said[1]) - 1).join("").length;
  const word = /^(?:"[^"]*"?|[\p{L}\p{N}_./#-]+|.)?/u.exec(text.slice(start))?.[0] ?? "";
  return { start, end: start + word.length };
}
