import type { CaseToldView } from "./types";

/** A row of cases side by side: the same thing for each, in the order of the cases. */
export interface Row {
  readonly id: string;
  readonly group: string;
  readonly name: string;
}

/** The rows that several cases have between them, each once: what any of them has, all are asked for. */
export function rowsOf(all: readonly CaseToldView[]): readonly Row[] {
  const found = new Map<string, Row>();
  const add = (group: string, id: string, name: string) => found.set(`${group} ${id}`, { id, group, name });
  add("about", "words", "In your words");
  add("people", "heard", "Who was heard");
  for (const one of all) for (const fact of one.page.facts) add("facts", fact.attribute_id, fact.name);
  for (const one of all) for (const theme of one.themes) add("themes", theme.theme_id, theme.name);
  for (const one of all) for (const each of one.practices) add("practices", each.practice.practice_key, each.name);
  const relations = all.flatMap((one) => one.relations).sort((one, other) => one.number - other.number);
  for (const each of relations) add("relations", each.relation.id, `${each.number} ${each.relation.from_name} ${each.relation.kind} ${each.relation.to_name}`);
  add("codes", "codes", "Codes its passages carry");
  add("memos", "memos", "Memos");
  return [...found.values()].sort((one, other) => ORDER.indexOf(one.group) - ORDER.indexOf(other.group));
}

const ORDER = ["about", "people", "facts", "themes", "practices", "relations", "codes", "memos"];

/** The cases named in the address, those that are there only and each once. */
export function chosenOf(text: string | null, known: readonly { readonly id: string }[]): readonly string[] {
  const ids = (text ?? "").split(",").filter((id) => known.some((one) => one.id === id));
  return [...new Set(ids)].slice(0, MOST);
}

export const MOST = 12;
