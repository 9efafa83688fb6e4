/** What the columns of a table are taken for, as it is asked for and said. */

import type { components } from "../../api/schema";
import type { Params } from "../../api/client";

export type Survey = components["schemas"]["Survey"];
export type Use = components["schemas"]["Use"];
type Count = (count: number, word: string, many?: string) => string;
export type Uses = Readonly<Record<string, Use>>;

export const USES: readonly { readonly id: Use; readonly label: string; readonly about: string }[] = [
  { id: "respondent", label: "who answered", about: "One code each; becomes the person" },
  { id: "fact", label: "attribute", about: "A fact about the person, to compare by" },
  { id: "answer", label: "open answer", about: "Their words, to read and code" },
  { id: "nothing", label: "left out", about: "Does not come in" },
];

export function usesOf(columns: Survey["columns"]): Uses {
  return Object.fromEntries(columns.filter((one) => one.name).map((one) => [one.name, one.use]));
}

/** One column is taken for something else; only one column says who answered. */
export function taking(uses: Uses, name: string, use: Use): Uses {
  const others = Object.entries(uses).map(([other, had]) => [other, use === "respondent" && had === "respondent" ? "nothing" : had] as const);
  return { ...Object.fromEntries(others), [name]: use };
}

export function named(uses: Uses, use: Use): string[] {
  return Object.keys(uses).filter((name) => uses[name] === use);
}

/** How respondents are known again where no column said who answered: by the order of rows, or by columns together. */
export interface KnownBy {
  readonly order: boolean;
  readonly columns: readonly string[];
}

export interface Said {
  readonly sheet: string;
  readonly again: string;
  readonly known: KnownBy;
}

/** The fields of a request; no columns as long as nothing was chosen of them. */
export function fieldsOf(uses: Uses | null, keep: boolean, { sheet, again, known }: Said): Params {
  const told = { keep, sheet, again, by_order: known.order, by_columns: known.columns.join("\n") };
  if (!uses) return told;
  return { ...told, respondent: named(uses, "respondent")[0] ?? "", answers: named(uses, "answer").join("\n"), facts: named(uses, "fact").join("\n") };
}

/** Whether bringing it in would change anything. */
export function brings(one: Survey): boolean {
  return one.n_sources + one.n_changed + one.n_revalued + one.n_values > 0;
}

/** What a later table says beside what is here, in sentences. */
function laterWords(one: Survey, n: Count): string {
  const would = one.kept ? "" : " would";
  if (!one.kept && !brings(one)) return `Nothing in it is new: ${n(one.n_same, "respondent")} ${one.n_same === 1 ? "is" : "are"} here as in the table.`;
  const parts = [
    one.n_sources ? `${n(one.n_sources, "source")}${would || (one.n_sources === 1 ? " has" : " have")} come${one.kept ? "" : " in new"}` : "",
    one.n_changed ? `${n(one.n_changed, "source")}${would} get${one.kept && one.n_changed === 1 ? "s" : ""} a new version` : "",
    one.n_revalued + one.n_values ? `${n(one.n_revalued + one.n_values, "attribute")}${one.kept ? (one.n_revalued + one.n_values === 1 ? " is" : " are") : " would be"} entered or changed` : "",
    one.n_same ? `${one.n_same} stay${one.n_same === 1 ? "s" : ""} as ${one.n_same === 1 ? "it is" : "they are"}` : "",
    one.n_gone ? `${one.n_gone} ${one.n_gone === 1 ? "is" : "are"} in the table no more and stay${one.n_gone === 1 ? "s" : ""}` : "",
  ].filter(Boolean);
  return `${parts.join("; ")}.`;
}

/** Sheets of a workbook by how many rows they have, as the menu lists them. */
export function sheetWords(one: Survey["sheets"][number], n: Count): string {
  const rows = one.more ? `more than ${n(one.n_rows, "row")}` : one.n_rows === 0 ? "no rows" : n(one.n_rows, "row");
  return one.in_sight ? rows : `${rows}, hidden`;
}

/** What would come of it, or came, in a sentence. */
export function comingWords(one: Survey, n: Count): string {
  if (one.before) return laterWords(one, n);
  const verb = one.kept ? (one.n_sources === 1 ? "has come" : "have come") : "would come";
  const people = one.n_people === 0 ? "nobody new" : one.n_people === 1 ? "one new person" : `${one.n_people} new people`;
  const silent = one.n_silent === 0 ? "" : one.n_silent === 1 ? " One respondent wrote nothing, so no source is made." : ` ${one.n_silent} respondents wrote nothing, so no sources are made of them.`;
  return `${n(one.n_sources, "source")} ${verb}, with ${people} and ${n(one.n_values, "attribute")}.${silent}`;
}
