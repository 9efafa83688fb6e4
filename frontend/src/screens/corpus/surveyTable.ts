/** What the columns of a table are taken for, as it is asked for and said. */

import type { components } from "../../api/schema";
import type { Params } from "../../api/client";

export type Survey = components["schemas"]["Survey"];
export type Use = components["schemas"]["Use"];
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

/** The fields of a request; none as long as nothing was chosen. */
export function fieldsOf(uses: Uses | null, keep: boolean, sheet = ""): Params {
  if (!uses) return { keep, sheet };
  return { keep, sheet, respondent: named(uses, "respondent")[0] ?? "", answers: named(uses, "answer").join("\n"), facts: named(uses, "fact").join("\n") };
}

/** Sheets of a workbook by how many rows they have, as the menu lists them. */
export function sheetWords(one: Survey["sheets"][number], n: (count: number, word: string, many?: string) => string): string {
  const rows = one.more ? `more than ${n(one.n_rows, "row")}` : one.n_rows === 0 ? "no rows" : n(one.n_rows, "row");
  return one.in_sight ? rows : `${rows}, hidden`;
}

/** What would come of it, or came, in a sentence. */
export function comingWords(one: Survey, n: (count: number, word: string, many?: string) => string): string {
  const verb = one.kept ? (one.n_sources === 1 ? "has come" : "have come") : "would come";
  const people = one.n_people === 0 ? "nobody new" : one.n_people === 1 ? "one new person" : `${one.n_people} new people`;
  const silent = one.n_silent === 0 ? "" : one.n_silent === 1 ? " One respondent wrote nothing, so no source is made." : ` ${one.n_silent} respondents wrote nothing, so no sources are made of them.`;
  return `${n(one.n_sources, "source")} ${verb}, with ${people} and ${n(one.n_values, "attribute")}.${silent}`;
}
