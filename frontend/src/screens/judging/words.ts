/** How rounds, readers and differences are said. Facts only: nobody is praised, blamed or graded. */

import type { DifferenceView, ReaderView, RoundView, RulingView } from "./types";

export function many(n: number, one: string, more = `${one}s`): string {
  return `${n} ${n === 1 ? one : more}`;
}

export function times(n: number): string {
  return n === 1 ? "once" : n === 2 ? "twice" : `${n} times`;
}

/** "Kay", "Kay and Lou", "Kay, Lou and Mo". */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? "";
  return `${names.slice(0, -1).join(", ")} and ${names[names.length - 1] ?? ""}`;
}

const STATE: Readonly<Record<RoundView["state"], string>> = {
  judging: "being read",
  revealed: "opened",
  adjudicated: "being settled",
  closed: "closed",
};

export function stateWords(round: RoundView, reflexive: boolean): string {
  if (round.standing) return "always open";
  if (round.kind === "place" && round.state === "judging") return "being placed";
  if (reflexive && (round.state === "adjudicated" || round.state === "revealed")) return "being talked over";
  return STATE[round.state];
}

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

export function day(moment: string | null): string {
  return moment ? DAY.format(new Date(moment)) : "";
}

/** Who reads what, in a sentence. */
export function whoReads(readers: readonly ReaderView[]): string {
  const counts = new Set(readers.map((one) => one.n_sources));
  const [n = 0] = counts;
  if (readers.length === 0) return "";
  if (counts.size === 1 && n === 0) return `${listed(readers.map((one) => one.name))} ${readers.length === 1 ? "writes themes" : "each write themes of their own"}.`;
  if (counts.size > 1) return `${listed(readers.map((one) => `${one.name} reads ${one.n_sources}`))} interviews.`;
  return `${listed(readers.map((one) => one.name))} ${readers.length === 1 ? "reads" : "each read"} ${many(n, "interview")}.`;
}

const THINGS: Readonly<Record<string, string>> = { theme: "theme", code: "code", practice: "practice", relation: "relation", segment: "passage" };

/** What one thing that is placed is called. */
export function thingWord(kind: string): string {
  return THINGS[kind] ?? "thing";
}

/** "12 themes", "1 code". */
export function things(n: number, kind: string): string {
  return many(n, THINGS[kind] ?? "thing");
}

/** Who places how many things on a lens, in a sentence. */
export function whoPlaces(round: RoundView): string {
  const n = round.readers[0]?.n_sources ?? 0;
  return `${listed(round.readers.map((one) => one.name))} each place ${things(n, round.unit_kind)} on a lens.`;
}

/** Who reads again what, and after how long. */
export function againWords(round: RoundView): string {
  const [reader] = round.readers;
  if (!round.again || !reader) return "";
  const name = reader.name.replace(TIME, "");
  const first = round.again.round ? ` in ${round.again.round}` : "";
  const how = round.again.against_agreed ? "Drift from what was agreed" : "One reader over time";
  return `${how}: ${name} reads ${many(reader.n_sources, "interview")} again, ${many(round.again.days, "day")} or more after the first reading${first}.`;
}

/** How the two readings of one reader are told apart at the end of the name. */
const TIME = /, (first time|again|as agreed)$/;

/** Two letters for a name, titles left out, and which reading it is where one read twice. */
export function initialsFor(name: string): string {
  const time = TIME.exec(name)?.[1] ?? "";
  const words = name.replace(TIME, "").split(" ").filter((word) => !/^(dr|prof|professor)\.?$/i.test(word));
  const picked = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return [picked.map((word) => word?.charAt(0).toUpperCase() ?? "").join(""), time].filter(Boolean).join(" ");
}

/** Who is still to hand in, as far as the viewer may know; null where that is not theirs to know. */
export function notIn(round: RoundView): readonly ReaderView[] | null {
  if (round.readers.some((one) => one.handed_in === null)) return null;
  return round.readers.filter((one) => !one.handed_in);
}

/** Why the readings cannot be opened yet; empty when they can. */
export function whyClosed(round: RoundView): string {
  if (round.i_read && !round.i_have_handed_in) return "Hand in your own reading first.";
  const missing = notIn(round);
  if (missing === null || missing.length === 0) return "";
  return `${listed(missing.map((one) => one.name))} ${missing.length === 1 ? "has" : "have"} not handed in.`;
}

export function clock(ms: number | null): string {
  if (ms === null) return "";
  const seconds = Math.floor(ms / 1000);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** Labels that stand in more than one interview ("P" in each, say), and so do not tell which. */
export function sharedLabels(all: readonly DifferenceView[]): ReadonlySet<string> {
  const first = new Map<string, string>();
  const shared = new Set<string>();
  for (const one of all) {
    if ((first.get(one.label) ?? one.source_id) !== one.source_id) shared.add(one.label);
    first.set(one.label, one.source_id);
  }
  return shared;
}

/** Where a difference is, short enough for a list: "2B 12:12", "2B turn 41"; by its interview where the label is shared. */
export function placeWords(one: DifferenceView, shared: ReadonlySet<string> = new Set()): string {
  const at = one.t0_ms !== null ? clock(one.t0_ms).replace(/^00:/, "") : one.turn !== null ? `turn ${one.turn}` : "";
  return [shared.has(one.label) ? one.source : one.label || one.source, at].filter(Boolean).join(" ");
}

export const KINDS: readonly { readonly kind: string; readonly title: string }[] = [
  { kind: "sibling code", title: "Same words, same family" },
  { kind: "different code", title: "Same words, different codes" },
  { kind: "boundary", title: "Ends differ" },
  { kind: "marked by one only", title: "Marked by one only" },
  { kind: "marked by some only", title: "Marked by some only" },
  { kind: "read differently", title: "Read differently" },
];

export function kindTitle(kind: string): string {
  return KINDS.find((one) => one.kind === kind)?.title ?? "To talk about";
}

/** The sides of one reader at a difference. */
export function sidesOf(one: DifferenceView, readerId: string): readonly DifferenceView["sides"][number][] {
  return one.sides.filter((side) => side.reader_id === readerId);
}

/**
 * The readers of this difference in the order of the round, save that the next who reads it otherwise than the first
 * comes second: those two are "first" and "second".
 */
export function pairOf(one: DifferenceView, readers: readonly ReaderView[]): readonly ReaderView[] {
  const marked = new Set(one.sides.map((side) => side.reader_id));
  const [first, ...others] = readers.filter((reader) => marked.has(reader.id) || one.without.includes(reader.name));
  if (!first) return [];
  const reading = (reader: ReaderView): string =>
    sidesOf(one, reader.id)
      .map((side) => `${side.start}:${side.end}:${side.code_id}`)
      .sort()
      .join(" ");
  const other = others.find((reader) => reading(reader) !== reading(first)) ?? others[0];
  return other ? [first, other, ...others.filter((reader) => reader !== other)] : [first];
}

/** What a reader reads there: "D1", "D1 and D4", "nothing". */
export function readsAs(one: DifferenceView, readerId: string): string {
  const keys = [...new Set(sidesOf(one, readerId).map((side) => side.code_key || side.code))];
  return keys.length === 0 ? "not marked" : listed(keys);
}

/** A difference in a few words for the queue: "D1 or D4", "C1, ends differ", "E2, K only". */
export function shortWords(one: DifferenceView): string {
  const keys = [...new Set(one.sides.map((side) => side.code_key || side.code))];
  if (keys.length > 1) return keys.join(" or ");
  const code = keys[0] ?? "";
  if (one.kind === "boundary") return `${code}, ${longer(one)}`;
  const who = [...new Set(one.sides.map((side) => side.initials))];
  return `${code}, ${listed(who)} only`;
}

/** Which reader's stretch is longer, or that it starts elsewhere. */
function longer(one: DifferenceView): string {
  const lengths = one.sides.map((side) => ({ who: side.initials, n: side.end - side.start }));
  const [most, next] = [...lengths].sort((first, second) => second.n - first.n);
  if (!most || !next || most.who === next.who || most.n === next.n) return "ends differ";
  return `${most.who} longer`;
}

/** The question a difference asks, as its heading. */
export function heading(one: DifferenceView): string {
  const names = [...new Set(one.sides.map((side) => side.code))];
  const [code = ""] = names;
  if (names.length > 1) return `${names.join(" or ")}?`;
  if (one.kind === "boundary") return `Where does ${code} begin and end?`;
  return `Is this ${code}?`;
}

/** How a difference was settled, in the codes it is about. */
export function outcomeWords(outcome: string, one: DifferenceView, readers: readonly ReaderView[]): string {
  const [first, second] = pairOf(one, readers);
  switch (outcome) {
    case "first":
      return first ? `${readsAs(one, first.id)}, as ${first.initials}` : "as the first";
    case "second":
      return second ? `${readsAs(one, second.id)}, as ${second.initials}` : "as the second";
    case "both codes":
      return "both codes";
    case "neither":
      return "neither";
    case "both stand":
      return "both readings stand";
    case "union":
      return "all the words marked";
    case "intersection":
      return "only the words both marked";
    case "majority":
      return "as more than half read it";
    default:
      return "another code";
  }
}

export interface Precedent {
  readonly ruling: RulingView;
  readonly difference: DifferenceView;
}

/** Earlier decisions on the same codes, newest first, one a place. */
export function precedents(current: DifferenceView, all: readonly DifferenceView[], rulings: readonly RulingView[]): readonly Precedent[] {
  const byKey = new Map(all.map((one) => [one.key, one]));
  return [...rulings].reverse().flatMap((ruling) =>
    ruling.difference_keys.flatMap((key) => {
      const difference = byKey.get(key);
      const same = difference && difference.key !== current.key && difference.pattern === current.pattern;
      return same ? [{ ruling, difference }] : [];
    }),
  );
}

/** Reasons given before, those on the same codes first, each once. */
export function earlierReasons(current: DifferenceView, all: readonly DifferenceView[], rulings: readonly RulingView[], most = 8): readonly string[] {
  const near = precedents(current, all, rulings).map((one) => one.ruling.reason);
  const far = [...rulings].reverse().map((ruling) => ruling.reason);
  return [...new Set([...near, ...far])].filter(Boolean).slice(0, most);
}

export type Rule = "left out" | "kept" | "common";
/** What becomes of the differences nobody discussed. */
export const RULES: readonly { readonly id: Rule; readonly label: string; readonly about: string }[] = [
  { id: "left out", label: "Left out", about: "What was not discussed is not in the agreed reading." },
  { id: "kept", label: "Kept", about: "What anyone marked is in the agreed reading." },
  { id: "common", label: "Common words only", about: "Only the words that all marked with the code are in it." },
];

/** How many differences a round left to its rule, and the rule in words. */
export function byRule(round: RoundView): string {
  const rule = RULES.find((one) => one.id === round.rule)?.label.toLowerCase() ?? round.rule;
  return `${many(round.n_by_rule, "difference")} not discussed; rule applied: ${rule}.`;
}
