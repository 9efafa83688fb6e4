/** What becomes of the codes of a file: chosen for all of them, or for one. */

import type { components } from "../../api/schema";

export type ComingBook = components["schemas"]["ComingBook"];
export type ComingCode = components["schemas"]["ComingCode"];
export type Brought = components["schemas"]["Brought"];
export type Choice = "add" | "words" | "all" | "leave";

export const NEW: readonly { readonly id: Choice; readonly label: string; readonly about: string }[] = [
  { id: "add", label: "Add", about: "It becomes a code of this study" },
  { id: "leave", label: "Leave out", about: "It does not come in" },
];
export const HERE: readonly { readonly id: Choice; readonly label: string; readonly about: string }[] = [
  { id: "leave", label: "Leave", about: "The code stays as it is here" },
  { id: "words", label: "Take over its words", about: "What the file says of it; what it leaves empty stays" },
  { id: "all", label: "Take over all", about: "Words, name, colour and place" },
];

const PLACES: Readonly<Record<string, string>> = {
  name: "Name",
  definition: "Definition",
  include: "Include",
  exclude: "Exclude",
  example: "Example",
  near_miss: "Near miss",
  colour: "Colour",
  parent: "Lies under",
};

export function whatWords(what: string): string {
  return PLACES[what] ?? what;
}

/** What may be chosen for a code; nothing where there is nothing to choose. */
export function waysOf(code: ComingCode): typeof NEW {
  if (code.state === "new") return NEW;
  return code.state === "differs" ? HERE : [];
}

/** What becomes of each code: what was chosen for it, else for all like it. */
export function chosen(book: ComingBook, forNew: Choice, forHere: Choice, one: ReadonlyMap<number, Choice>): Choice[] {
  return book.codes.map((code, at) => {
    const ways = waysOf(code);
    if (ways.length === 0) return "leave";
    return one.get(at) ?? (code.state === "new" ? forNew : forHere);
  });
}

export function asLines(choices: readonly Choice[]): string {
  return choices.map((choice, at) => `${at} ${choice}`).join("\n");
}

export function bookWords({ n_new, n_same, n_differs }: ComingBook): string {
  const fresh = n_new === 1 ? "One code is new" : `${n_new} codes are new`;
  const here = n_same === 0 ? "none is here already" : n_same === 1 ? "one is here already" : `${n_same} are here already`;
  const other = n_same === 0 ? "" : n_differs === 0 ? ", and says the same" : `, of which ${n_differs} ${n_differs === 1 ? "says" : "say"} something else`;
  return `${fresh}; ${here}${n_same > 1 && n_differs === 0 ? ", and say the same" : other}.`;
}

export function broughtWords({ added, changed }: Brought): string {
  const words = [added.length > 0 ? `${added.length} ${added.length === 1 ? "code" : "codes"} added` : "", changed.length > 0 ? `${changed.length} changed` : ""].filter(Boolean).join(", ");
  return words ? `${words}.` : "Nothing was chosen, so nothing changed.";
}
