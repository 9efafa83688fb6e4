/** What a coefficient says and what it does not, in sentences; and who calls what others call something else. */

import type { CodeFiguresView, ComparisonView, DifferenceView, FiguresView, FigureView, MetView } from "./types";
import { listed, many, times } from "./words";

export interface Coefficient {
  readonly id: string;
  readonly label: string;
  readonly sign: string;
  readonly about: string;
}

/** In the order they are offered; those a comparison does not have are left out. */
const COEFFICIENTS: readonly Coefficient[] = [
  { id: "krippendorff_alpha", label: "Krippendorff’s α", sign: "α", about: "for any number of readers; what is not marked counts too" },
  { id: "cohen_kappa", label: "Cohen’s κ", sign: "κ", about: "for two readers, beyond what chance would give" },
  { id: "light_kappa", label: "Light’s κ", sign: "κ", about: "the mean of Cohen’s κ over each two readers" },
  { id: "fleiss_kappa", label: "Fleiss’ κ", sign: "κ", about: "for many readers, chance from all of them together" },
  { id: "conger_kappa", label: "Conger’s κ", sign: "κ", about: "for many readers, chance from each reader’s own habits" },
  { id: "scott_pi", label: "Scott’s π", sign: "π", about: "for two readers, chance from both together" },
  { id: "brennan_prediger", label: "Brennan and Prediger", sign: "BP", about: "chance is one half: marked or not" },
  { id: "gwet_ac1", label: "Gwet’s AC1", sign: "AC1", about: "high wherever little is marked" },
  { id: "f1", label: "F1 of what was marked", sign: "F1", about: "the same as Dice; what nobody marked plays no part" },
  { id: "iou", label: "Shared part of what was marked", sign: "IoU", about: "marked by both over marked by any; the same as Jaccard" },
  { id: "negative_agreement", label: "Agreement on what is not marked", sign: "share", about: "to be read beside F1" },
  { id: "percent", label: "Agreement, as a share", sign: "share", about: "not corrected for chance; high wherever little is marked" },
  { id: "kappa_max", label: "The most κ could be", sign: "κ", about: "given how often each of the two marks" },
];

/** What may be chosen here: the coefficients this comparison has. */
export function offered(figures: FiguresView): readonly Coefficient[] {
  const there = new Set(figures.overall.map((one) => one.coefficient));
  return COEFFICIENTS.filter((one) => there.has(one.id));
}

const LIFTED = new Set(["percent", "gwet_ac1", "brennan_prediger", "negative_agreement"]);
const UNSTEADY = new Set(["krippendorff_alpha", "cohen_kappa", "light_kappa", "fleiss_kappa", "conger_kappa", "scott_pi"]);
/** A code that marks less of the text than this is rare. */
const RARE = 0.02;

/** From so many interviews on there would be an interval. */
const FEWEST = 3;

/** One sentence beside a number that misleads by itself; empty beside the others. */
export function besideIt(one: CodeFiguresView, which: string): string {
  const figure = figureOf(one.figures, which);
  const value = figure?.value;
  if (figure === undefined || value == null || one.share_marked === null || usedByOne(one)) return "";
  if (value > 1 - 1e-9 && figure.low === null && (figure.n_sources ?? 0) >= FEWEST) return "alike wherever it was used: no interval";
  if (LIFTED.has(which) && one.share_marked < 0.1 && value > 0.8) return "mostly text nobody marked";
  if (UNSTEADY.has(which) && one.share_marked < RARE && value < 0.8) return "rare: few words move it much";
  return "";
}

/** How many more sources would narrow the figure of all codes together, in a sentence; empty where nothing can be said. */
export function narrowingWords(figures: FiguresView, which: string): string {
  return figures.narrowing.find((each) => each.coefficient === which)?.sentence ?? "";
}

/** What the figure of all codes would be without a reader, or without the interviews that move it furthest. */
export function hangsOnWords(figures: FiguresView, which: string, said: (value: number) => string): readonly string[] {
  const rows = figures.without.filter((one) => one.coefficient === which);
  const as = (one: FiguresView["without"][number]): string => `without ${one.name} ${one.value === null ? "there would be none" : `it would be ${said(one.value)}`}`;
  const sentence = (words: readonly string[]): string => `${words.join(", ").replace(/^w/, "W")}.`;
  const readers = rows.filter((one) => one.without === "reader").map(as);
  const sources = rows.filter((one) => one.without === "source" && Math.abs(one.moves_by ?? 0) >= 0.005).map(as);
  return [
    ...(sources.length > 0 ? [`The interviews that move it furthest, all codes together: ${sources.join(", ")}.`] : []),
    ...(readers.length > 0 ? [sentence(readers)] : []),
  ];
}

/** Below so many interviews an interval says little: hollow dot, dotted whisker. */
export const FEW = 4;

export function figureOf(figures: readonly FigureView[], which: string): FigureView | undefined {
  return figures.find((one) => one.coefficient === which);
}

type Marked = Pick<MetView, "n_marked">;

/** Why there is no figure, as a sentence in its place. */
export function undefinedWords(figure: FigureView, of: Marked, who: readonly string[]): string {
  const used = who.filter((_, at) => (of.n_marked[at] ?? 0) > 0);
  if (used.length === 0) return "Not used in these interviews";
  if (used.length === 1) return `Used by ${used[0] ?? ""} only, ${times(Math.max(...of.n_marked))}`;
  return figure.undefined ?? "undefined";
}

export function usedByOne(of: Marked): boolean {
  return of.n_marked.filter((n) => n > 0).length === 1;
}

/** What to keep in mind: codes that trade places, figures that rest on little, figures that are not there. */
export function readWithCare(data: Pick<ComparisonView, "patterns">, measured: FiguresView, which: string): readonly string[] {
  const said: string[] = [];
  for (const one of data.patterns) {
    if (one.code_ids.length > 1 && one.n >= 3) said.push(`${one.words.replace(" or ", " and ")} trade places ${times(one.n)}.`);
  }
  const figures = measured.codes.map((one) => ({ one, figure: figureOf(one.figures, which) }));
  const thin = figures.filter(({ one, figure }) => !usedByOne(one) && figure?.value != null && (figure.n_sources ?? FEW) < FEW);
  if (thin.length > 0) {
    said.push(`${many(thin.length, "code")} (hollow ${thin.length === 1 ? "dot" : "dots"}) ${thin.length === 1 ? "rests" : "rest"} on fewer than ${FEW} interviews, so the interval says little.`);
  }
  const alone = figures.filter(({ one, figure }) => usedByOne(one) && figure?.value === 0).map(({ one }) => one.name);
  if (alone.length > 0) said.push(`${listed(alone)} ${alone.length === 1 ? "was" : "were"} marked by one reader only. The figure is 0 by the way it is made, and says no more than that.`);
  const missing = figures.filter(({ figure }) => figure?.value == null).map(({ one }) => one.name);
  if (missing.length > 0) said.push(`${listed(missing)} ${missing.length === 1 ? "has" : "have"} no coefficient. That is not a zero.`);
  const lifted = figures.filter(({ one }) => LIFTED.has(which) && besideIt(one, which) !== "");
  if (lifted.length > 0) said.push("What nobody marked counts as alike here, and for most codes that is nearly all of the text. Read it beside F1.");
  if (measured.likely_too_narrow) said.push(`With ${many(measured.n_sources, measured.unit === "case" ? "case" : "interview")} read by two, each interval is likely too narrow.`);
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
