/** Which differences are in front of whoever settles, in which order, and what comes next. */

import type { DifferenceView } from "./types";
import { KINDS } from "./words";

export interface Narrowed {
  readonly kind: string | null;
  readonly pattern: string | null;
  readonly code: string | null;
}

export function narrowed(all: readonly DifferenceView[], by: Narrowed): readonly DifferenceView[] {
  return all.filter(
    (one) =>
      (!by.kind || one.kind === by.kind) &&
      (!by.pattern || one.pattern === by.pattern) &&
      (!by.code || one.pattern.split("|").includes(by.code)),
  );
}

export interface Group {
  readonly kind: string;
  readonly title: string;
  readonly rows: readonly DifferenceView[];
  readonly nOpen: number;
}

/** By kind, in the order in which the answer brings them: patterns stay together. */
export function grouped(all: readonly DifferenceView[]): readonly Group[] {
  return KINDS.flatMap(({ kind, title }) => {
    const rows = all.filter((one) => one.kind === kind);
    return rows.length === 0 ? [] : [{ kind, title, rows, nOpen: rows.filter((one) => !one.settled).length }];
  });
}

/** In the order of the queue. */
export function inOrder(groups: readonly Group[]): readonly DifferenceView[] {
  return groups.flatMap((group) => group.rows);
}

/** The next one still open after this, round to the beginning; null when none is left. */
export function nextOpen(order: readonly DifferenceView[], key: string, settled: ReadonlySet<string> = new Set()): DifferenceView | null {
  const at = order.findIndex((one) => one.key === key);
  const turned = [...order.slice(at + 1), ...order.slice(0, at + 1)];
  return turned.find((one) => !one.settled && !settled.has(one.key) && one.key !== key) ?? null;
}

export function stepped(order: readonly DifferenceView[], key: string, by: number): DifferenceView | null {
  const at = order.findIndex((one) => one.key === key);
  return order[at + by] ?? null;
}

/** Those still open with the same kind and codes, read the same way round, this one among them. */
export function samePattern(all: readonly DifferenceView[], one: DifferenceView): readonly DifferenceView[] {
  return all.filter((other) => other.key === one.key || (!other.settled && ofPattern(other, one) && whoGaveWhat(other) === whoGaveWhat(one)));
}

/** Those still open with the same kind and codes in which the readers are the other way round. */
export function otherWayRound(all: readonly DifferenceView[], one: DifferenceView): readonly DifferenceView[] {
  return all.filter((other) => !other.settled && ofPattern(other, one) && whoGaveWhat(other) !== whoGaveWhat(one));
}

function ofPattern(other: DifferenceView, one: DifferenceView): boolean {
  return other.kind === one.kind && other.pattern === one.pattern;
}

/** “As the first reader” names a code only where that reader gave the same one. */
function whoGaveWhat({ sides }: DifferenceView): string {
  return [...new Set(sides.map((side) => `${side.reader_id} ${side.code_id}`))].sort().join(", ");
}

/** By how many characters the ends of a place differ at most, at the beginning or at the end. */
export function apartOf({ sides }: DifferenceView): number {
  const starts = sides.map((side) => side.start);
  const ends = sides.map((side) => side.end);
  return Math.max(Math.max(...starts) - Math.min(...starts), Math.max(...ends) - Math.min(...ends));
}

/** The boundaries still open whose ends lie within a tolerance, of whatever code, the nearest first. */
export function withinTolerance(all: readonly DifferenceView[], tolerance: number): readonly DifferenceView[] {
  return all.filter((one) => one.kind === "boundary" && !one.settled && apartOf(one) <= tolerance).sort((one, other) => apartOf(one) - apartOf(other));
}
