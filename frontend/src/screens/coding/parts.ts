/** A very long text lies on the desk in parts. Positions stay those of the whole; here is which part holds what. */

import type { components } from "../../api/schema";
import { clock, type Beside, type Span } from "../../model/text";
import { setQuery } from "../../state";

export type PartView = components["schemas"]["PartView"];

export interface PartsHere {
  readonly all: readonly PartView[];
  /** The part that is shown; null while the whole is, to be printed. */
  readonly here: PartView | null;
  /** For its many marks more than for its length. */
  readonly dense: boolean;
  readonly nCharacters: number;
}

/** What is done once the part gone to is on the page. */
export type Arrival =
  | { readonly kind: "start" | "follow" | "print" }
  | { readonly kind: "select"; readonly span: Span }
  | { readonly kind: "step"; readonly forward: boolean };

/** The part with a position; the last for the end of the text. */
export function partWith(all: readonly PartView[], at: number): PartView | undefined {
  return all.find((one) => one.start <= at && at < one.end) ?? (at > 0 ? all.at(-1) : all[0]);
}

export function partBeside({ all, here }: PartsHere, by: number): PartView | null {
  return here ? (all[here.number - 1 + by] ?? null) : null;
}

/** How a coding goes beyond the part that is shown: "from part 1", "to part 3", "from part 1 to part 3"; else nothing. */
export function beyondWords(parts: PartsHere | null, span: Span): string {
  if (!parts?.here) return "";
  const first = partWith(parts.all, span.start)?.number ?? 1;
  const last = partWith(parts.all, Math.max(span.start, span.end - 1))?.number ?? 1;
  const { number } = parts.here;
  return [first < number ? `from part ${first}` : "", last > number ? `to part ${last}` : ""].filter(Boolean).join(" ");
}

export function besideOf(parts: PartsHere | null): Beside | undefined {
  if (!parts?.here) return undefined;
  const named = (part: PartView | null): string => (part ? `part ${part.number}` : "");
  return { before: named(partBeside(parts, -1)), after: named(partBeside(parts, 1)) };
}

/** The part in which a moment of the sound is heard; null where no part has times. */
export function partHeard({ all }: PartsHere, atMs: number): PartView | null {
  return all.findLast((one) => one.from_ms !== null && one.from_ms <= atMs) ?? null;
}

/** Goes to a part; `at` is a place in it that is marked. */
export function goToPart(number: number, at: Span | null = null): void {
  setQuery({ part: String(number), at: at && `${at.start}-${at.end}`, whole: null }, { replace: false });
}

/** Under which name this browser keeps how far one has read. */
export function readTo(versionId: string, part: PartView | null): string {
  return `anselm-read-to ${versionId}${part ? ` ${part.start}` : ""}`;
}

/** "turns 800–1,590", "turn 7". */
export function turnsWords({ first_turn: first, last_turn: last }: PartView): string {
  if (first === null || last === null) return "";
  return first === last ? `turn ${many(first)}` : `turns ${many(first)}–${many(last)}`;
}

export function timesWords({ from_ms: from, to_ms: to }: PartView): string {
  return from === null || to === null ? "" : `${clock(from)}–${clock(to)}`;
}

export function many(n: number): string {
  return n.toLocaleString("en-GB");
}
