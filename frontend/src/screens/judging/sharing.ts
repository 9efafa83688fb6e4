/** Who reads what, where not everyone reads everything. */

import type { SourceRow } from "./types";

export type How = "all" | "two" | "some";

export interface Share {
  readonly judge_id: string;
  readonly source_ids: string[];
}

/**
 * The shares of the readers. "two": each interview by two, in turn. "some": so many by everyone, spread evenly over the
 * teams, the others by one each in turn. Nothing where everyone reads everything.
 */
export function sharedOut(readers: readonly string[], sources: readonly SourceRow[], how: How, byAll: number): Share[] {
  if (how === "all" || readers.length < 2) return [];
  const inTurn = [...sources].sort((one, other) => one.case_name.localeCompare(other.case_name));
  const everyones = how === "some" ? spread(inTurn, byAll) : new Set<string>();
  let turn = 0;
  const of = new Map<string, string[]>(readers.map((one) => [one, []]));
  for (const source of inTurn) {
    const n = everyones.has(source.id) ? readers.length : how === "two" ? 2 : 1;
    for (let step = 0; step < n; step += 1) of.get(readers[(turn + step) % readers.length] ?? "")?.push(source.id);
    if (n < readers.length) turn += n;
  }
  return [...of].filter(([, ids]) => ids.length > 0).map(([judge_id, source_ids]) => ({ judge_id, source_ids }));
}

/** So many of a list, evenly from its beginning to its end. */
function spread(sources: readonly SourceRow[], n: number): ReadonlySet<string> {
  const most = Math.max(0, Math.min(n, sources.length));
  return new Set(Array.from({ length: most }, (_, at) => sources[Math.floor((at * sources.length) / most)]?.id ?? ""));
}
