import type { Lens, PracticeView } from "./types";

export type Side = "carried_by" | "paid_by";
export type Order = "code" | "oldest" | "youngest";

export interface Column {
  readonly key: string;
  readonly name: string;
}

export interface CarriedRow {
  readonly practice: string;
  /** The readings at each column, in the order of the teams. */
  readonly at: ReadonlyMap<string, readonly PracticeView[]>;
}

export const NOT_KNOWN = "unknown";

/** The levels something can be carried or paid for at: those of the lens in use, others that were named, and not known. */
export function levelColumns(lens: Lens | undefined, views: readonly PracticeView[]): Column[] {
  const known = (lens?.levels ?? []).filter((level) => !level.chrono).map(({ key, name }) => ({ key, name }));
  const named = views.flatMap((one) => [one.carried_by, one.paid_by]);
  const others = [...new Set(named)].filter((key) => key !== NOT_KNOWN && !known.some((one) => one.key === key)).sort();
  return [...known, ...others.map((key) => ({ key, name: key })), { key: NOT_KNOWN, name: "Not known" }];
}

/** Who carries, or pays for, each practice that a team has, wholly or in part. What nobody has is no row. */
export function carried(views: readonly PracticeView[], side: Side, caseOrder: readonly string[]): CarriedRow[] {
  const place = new Map(caseOrder.map((id, at) => [id, at]));
  const had = views.filter((one) => (one.value === "yes" || one.value === "partly") && place.has(one.case_id));
  const practices = [...new Set(views.map((one) => one.practice_key))].filter((key) => had.some((one) => one.practice_key === key));
  return practices.map((practice) => {
    const at = new Map<string, PracticeView[]>();
    for (const one of had.filter((view) => view.practice_key === practice)) at.set(one[side], [...(at.get(one[side]) ?? []), one]);
    for (const some of at.values()) some.sort((one, other) => (place.get(one.case_id) ?? 0) - (place.get(other.case_id) ?? 0));
    return { practice, at };
  });
}

/** Teams in an order; those of which it is not known since when they are there come last. */
export function inOrder<T extends { readonly code: string; readonly founded: string | null }>(cases: readonly T[], order: Order): T[] {
  if (order === "code") return [...cases];
  const way = order === "oldest" ? 1 : -1;
  return [...cases].sort((one, other) => {
    if (!one.founded || !other.founded) return Number(!one.founded) - Number(!other.founded);
    return way * one.founded.localeCompare(other.founded);
  });
}
