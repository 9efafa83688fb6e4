/** Who reads what, where not everyone reads everything, and what is left to chance. */

import type { components } from "../../api/schema";
import type { SourceRow } from "./types";

export type How = "all" | "some of them" | "some";
export type DrawAsked = components["schemas"]["DrawAsked"];

export interface Share {
  readonly judge_id: string;
  readonly source_ids: string[];
}

/** What is typed and chosen about it; numbers stay as they are typed. */
export interface Plan {
  readonly how: How;
  /** Interviews that all read, for "some". */
  readonly byAll: string;
  /** Readers for each interview, for "some of them". */
  readonly k: string;
  readonly sampled: boolean;
  /** "case", "role", an attribute by identifier, or nothing. */
  readonly by: string;
  readonly percent: string;
  readonly seed: string;
}

export function planFor(nSources: number, byTeam: boolean): Plan {
  const [seed = 1] = crypto.getRandomValues(new Uint32Array(1));
  return { how: "all", byAll: String(Math.max(1, Math.ceil(nSources / 5))), k: "2", sampled: false, by: byTeam ? "case" : "", percent: "20", seed: String(1 + (seed % 99_999)) };
}

/** What the study draws by chance; null where everything is said by hand. */
export function drawOf(plan: Plan, nReaders: number): DrawAsked | null {
  const some = plan.how === "some of them" && nReaders > 2;
  if (!some && !plan.sampled) return null;
  return {
    seed: Number(plan.seed),
    by: plan.sampled ? plan.by : "",
    share: plan.sampled ? Number(plan.percent.replace(",", ".")) / 100 : 1,
    k: some ? Number(plan.k) : 0,
  };
}

/** What cannot be drawn, in words; empty when it can. */
export function wrongWith(plan: Plan, nReaders: number): string {
  const asked = drawOf(plan, nReaders);
  if (!asked) return "";
  if (!Number.isInteger(asked.seed) || asked.seed < 0 || asked.seed > 2_147_483_647) return "The seed is a whole number.";
  if (!(asked.share! > 0 && asked.share! <= 1)) return "The share is a number from 1 to 100.";
  if (!Number.isInteger(asked.k) || asked.k! < 0 || asked.k! > nReaders || (plan.how === "some of them" && asked.k === 0)) return `Each interview is read by 1 to ${nReaders} readers.`;
  return "";
}

/**
 * The shares of the readers, for "some": so many by everyone, spread evenly over the teams, the others by one each in
 * turn. Nothing where everyone reads everything, or where it is drawn.
 */
export function sharedOut(readers: readonly string[], sources: readonly SourceRow[], how: How, byAll: number): Share[] {
  if (how !== "some" || readers.length < 2) return [];
  const inTurn = [...sources].sort((one, other) => one.case_name.localeCompare(other.case_name));
  const everyones = spread(inTurn, byAll);
  let turn = 0;
  const of = new Map<string, string[]>(readers.map((one) => [one, []]));
  for (const source of inTurn) {
    const n = everyones.has(source.id) ? readers.length : 1;
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
