/** Levels and things of a round of placing, in words and in order. */

import type { Level, PlaceRoundView, ThingView } from "./types";

/** What a reader says who finds that none of the levels is it. */
export const NOWHERE = "";
export const NONE_OF_THEM = "None of these levels";

/** What a level is called; a level the lens no longer has keeps its key. */
export function levelName(levels: readonly Level[], key: string): string {
  if (key === NOWHERE) return NONE_OF_THEM;
  return levels.find((one) => one.key === key)?.name ?? key;
}

/** The key of the keyboard for a level: 1 to 9 in the order of the lens, 0 for none of them. */
export function digitOf(levels: readonly Level[], key: string): string {
  if (key === NOWHERE) return "0";
  const at = levels.findIndex((one) => one.key === key);
  return at >= 0 && at < 9 ? String(at + 1) : "";
}

export function nameOf(thing: ThingView): string {
  return thing.name || "No longer in the study";
}

export function mineOf(thing: ThingView): ThingView["placed"][number] | undefined {
  return thing.placed.find((one) => one.mine);
}

/** The next one I have not placed after this, round to the beginning; null where none is left. */
export function nextUnplaced(all: readonly ThingView[], id: string): ThingView | null {
  const at = all.findIndex((one) => one.id === id);
  const turned = [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0))];
  return turned.find((one) => !mineOf(one)) ?? null;
}

/** What nobody discussed, as closing asks about it: a reflexive study is told which, and never how many. */
export function leftWords(n: number, shown: number, reflexive: boolean): { readonly head: string; readonly more: string } {
  const rest = n - shown;
  if (reflexive) return { head: "Not talked about yet:", more: rest > 0 ? "and others" : "" };
  return { head: `${n} ${n === 1 ? "difference" : "differences"} not discussed:`, more: rest > 0 ? `and ${rest} more` : "" };
}

/** What was not placed alike, in the order of the round: different levels first. */
export function differing(all: readonly ThingView[]): readonly ThingView[] {
  const of = (met: ThingView["met"]): readonly ThingView[] => all.filter((one) => one.met === met);
  return [...of("different levels"), ...of("placed by one only")];
}

/** The next one still open after this, round to the beginning; null when none is left. */
export function nextToSettle(order: readonly ThingView[], id: string, done: readonly string[]): ThingView | null {
  const at = order.findIndex((one) => one.id === id);
  const turned = [...order.slice(at + 1), ...order.slice(0, Math.max(at, 0))];
  return turned.find((one) => !one.settled && !done.includes(one.id)) ?? null;
}

/** Those still open that were put at the same levels, whoever put which where, this one among them. */
export function samePlaces(order: readonly ThingView[], thing: ThingView): readonly ThingView[] {
  const where = (one: ThingView): string => [one.met, ...new Set(one.placed.map((each) => each.level_key))].sort().join("|");
  return order.filter((one) => one.id === thing.id || (!one.settled && where(one) === where(thing)));
}

/** How something was settled, in words. */
export function settledWords(thing: ThingView, levels: readonly Level[]): string {
  const { settled } = thing;
  if (!settled) return "";
  if (settled.outcome === "both stand") return `All stand: ${settled.level_keys.map((key) => levelName(levels, key)).join(", ")}`;
  if (settled.outcome === "neither") return "Left out";
  return levelName(levels, settled.level_keys[0] ?? NOWHERE);
}

/** How one met, as the heading of a group. */
export const MET: Readonly<Record<ThingView["met"], string>> = {
  "": "",
  "same level": "Same level",
  "different levels": "Different levels",
  "placed by one only": "Placed by one only",
  "placed by nobody": "Placed by nobody",
};

export interface CrossRow {
  readonly key: string;
  readonly name: string;
  readonly cells: readonly number[];
}

/** Levels of the first reader down and of the second across: only those somebody used. */
export function crossed(all: PlaceRoundView, pairs: readonly { readonly level_key: string; readonly other_key: string; readonly n: number }[]): { readonly columns: readonly string[]; readonly rows: readonly CrossRow[] } {
  const keys = [...all.levels.map((one) => one.key), NOWHERE].filter((key) => pairs.some((one) => one.level_key === key || one.other_key === key));
  const n = (one: string, other: string): number => pairs.find((pair) => pair.level_key === one && pair.other_key === other)?.n ?? 0;
  return {
    columns: keys.map((key) => levelName(all.levels, key)),
    rows: keys.map((key) => ({ key, name: levelName(all.levels, key), cells: keys.map((other) => n(key, other)) })),
  };
}
