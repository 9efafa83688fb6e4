/** What a coefficient says and what it does not, in sentences; and who calls what others call something else. */

import type { ComparisonView, DifferenceView, FigureView, MetView } from "./types";
import { listed, many, times } from "./words";

/** Below so many interviews an interval says little: hollow dot, dotted whisker. */
export const FEW = 4;

export function figureOf(figures: readonly FigureView[], which: string): FigureView | undefined {
  return figures.find((one) => one.coefficient === which);
}

/** Why there is no figure, as a sentence in its place. */
export function undefinedWords(figure: FigureView, of: MetView, who: readonly string[]): string {
  const used = who.filter((_, at) => (of.n_marked[at] ?? 0) > 0);
  if (used.length === 0) return "Not used in these interviews";
  if (used.length === 1) return `Used by ${used[0] ?? ""} only, ${times(Math.max(...of.n_marked))}`;
  return figure.undefined ?? "undefined";
}

export function usedByOne(of: MetView): boolean {
  return of.n_marked.filter((n) => n > 0).length === 1;
}

/** What to keep in mind: codes that trade places, figures that rest on little, figures that are not there. */
export function readWithCare(data: ComparisonView, which: string): readonly string[] {
  const said: string[] = [];
  for (const one of data.patterns) {
    if (one.code_ids.length > 1 && one.n >= 3) said.push(`${one.words.replace(" or ", " and ")} trade places ${times(one.n)}.`);
  }
  const figures = data.met.map((one) => ({ one, figure: figureOf(one.figures, which) }));
  const thin = figures.filter(({ one, figure }) => !usedByOne(one) && figure?.value != null && (figure.n_sources ?? FEW) < FEW);
  if (thin.length > 0) {
    said.push(`${many(thin.length, "code")} (hollow ${thin.length === 1 ? "dot" : "dots"}) ${thin.length === 1 ? "rests" : "rest"} on fewer than ${FEW} interviews, so the interval says little.`);
  }
  const alone = figures.filter(({ one, figure }) => usedByOne(one) && figure?.value === 0).map(({ one }) => one.name);
  if (alone.length > 0) said.push(`${listed(alone)} ${alone.length === 1 ? "was" : "were"} marked by one reader only. The figure is 0 by the way it is made, and says no more than that.`);
  const missing = figures.filter(({ figure }) => figure?.value == null).map(({ one }) => one.name);
  if (missing.length > 0) said.push(`${listed(missing)} ${missing.length === 1 ? "has" : "have"} no coefficient. That is not a zero.`);
  if (data.warning) said.push(data.warning);
  return said;
}

export interface ConfusionTable {
  readonly codes: readonly MetView[];
  /** By row (the first reader's code, then none) and column (the second's, then none). */
  readonly cells: readonly (readonly number[])[];
}

/** Which code the first reader gave where the second gave another, for the codes with the most differences. */
export function confusion(data: ComparisonView, differences: readonly DifferenceView[], most = 6): ConfusionTable {
  const [first = "", second = ""] = data.reader_ids;
  const counts = new Map<string, number>();
  const weight = new Map<string, number>();
  const add = (row: string, column: string, n: number): void => {
    counts.set(`${row} ${column}`, (counts.get(`${row} ${column}`) ?? 0) + n);
  };
  for (const one of differences) {
    const rows = codesOf(one, first);
    const columns = codesOf(one, second);
    for (const row of rows) for (const column of columns) add(row, column, 1);
    const apart = one.kind !== "boundary";
    for (const code of new Set([...rows, ...columns])) if (apart && code) weight.set(code, (weight.get(code) ?? 0) + 1);
  }
  for (const one of data.met) add(one.code_id, one.code_id, one.n_met);
  const codes = [...data.met]
    .filter((one) => (weight.get(one.code_id) ?? 0) > 0)
    .sort((one, other) => (weight.get(other.code_id) ?? 0) - (weight.get(one.code_id) ?? 0))
    .slice(0, most);
  const names = [...codes.map((one) => one.code_id), ""];
  return { codes, cells: names.map((row) => names.map((column) => counts.get(`${row} ${column}`) ?? 0)) };
}

/** The codes a reader gave at a difference; an empty one for none. */
function codesOf(one: DifferenceView, readerId: string): readonly string[] {
  const codes = [...new Set(one.sides.filter((side) => side.reader_id === readerId).map((side) => side.code_id))];
  return codes.length > 0 ? codes : [""];
}
