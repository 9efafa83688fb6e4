/** What a project of another program brings, as it is said. */

import type { components } from "../../api/schema";
import { counted } from "./types";

export type Project = components["schemas"]["Project"];
export type CaseKind = components["schemas"]["CaseKind"];
type Coder = Project["coders"][number];

export const CASE_KINDS: readonly { readonly id: CaseKind; readonly label: string }[] = [
  { id: "person", label: "Persons" },
  { id: "team", label: "Teams" },
  { id: "organisation", label: "Organisations" },
  { id: "area", label: "Areas" },
  { id: "policy", label: "Policies" },
];

export const BECAME = {
  new: "new",
  here: "here already",
  corrected: "here, corrected since; left as it is",
  "being read": "here, being read apart; left as it is",
} as const;

/** Whether a file is a project of another program, by its name. */
export function isProject(file: File): boolean {
  return file.name.toLowerCase().endsWith(".qdpx");
}

/** "2 sources, 3 codes, 3 codings and 5 memos": what comes in; codes and codings without numbers where none are counted. */
export function bringsWords(one: Project): string {
  const parts = [
    one.n_sources > 0 && counted(one.n_sources, "source"),
    one.n_recordings > 0 && counted(one.n_recordings, "recording"),
    one.n_codes > 0 && (one.counted ? counted(one.n_codes, "code") : "the codes"),
    one.n_codings > 0 && (one.counted ? counted(one.n_codings, "coding") : "the codings"),
    one.n_memos > 0 && counted(one.n_memos, "memo"),
    one.cases.length > 0 && counted(one.cases.length, "case"),
    one.n_values > 0 && counted(one.n_values, "attribute"),
  ].filter((part): part is string => Boolean(part));
  const last = parts.pop() ?? "";
  return parts.length > 0 ? `${parts.join(", ")} and ${last}` : last;
}

/** What was found in the file, or what came of it, in a sentence or two. */
export function projectWords(one: Project): string {
  const from = `“${one.name}”${one.program ? `, written by ${one.program}` : ""}.`;
  if (!one.anything) return `${from} All of it is here already${one.kept ? "; nothing was added" : ""}.`;
  const brings = bringsWords(one);
  return one.kept ? `${from} In the study now: ${brings}. Control Z takes it all back.` : `${from} It would bring ${brings}. What is here already stays as it is.`;
}

/** Whose a coder's work is kept as. */
export function keptAs(one: Coder): string {
  if (!one.name) return "yours, as whoever brings it in";
  return one.mine ? "yours" : `${one.called === one.name ? "a colleague" : one.called} without an account`;
}
