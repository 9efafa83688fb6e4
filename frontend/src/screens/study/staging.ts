/** Words and orders of the board of stages. */

import type { components } from "../../api/schema";

export type Reached = components["schemas"]["ReachedView"];
export type SourceStages = components["schemas"]["SourceStages"];
export type Order = "list" | "day" | "case" | "left";

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

export const HOW_WORDS: Readonly<Record<Reached["how"], string>> = {
  "done": "done",
  "begun": "begun",
  "open": "not yet",
  "apart": "read apart",
  "not asked": "not asked for",
};

/** How far it is in words, with who said so where somebody did. */
export function reachedWords(one: Reached): string {
  if (!one.marked_by) return HOW_WORDS[one.how];
  const at = new Date(one.marked_at);
  const day = Number.isNaN(at.getTime()) ? "" : `, ${DAY.format(at)}`;
  return `${HOW_WORDS[one.how]}, marked by ${one.marked_by}${day}${one.note ? `: ${one.note}` : ""}`;
}

/** How much of a source is behind it: cells done less cells still open. */
function left(one: SourceStages): number {
  const every = one.cells.flat();
  return every.filter((cell) => cell.how === "done").length - every.filter((cell) => cell.how !== "done" && cell.how !== "not asked").length;
}

const by = (words: (one: SourceStages) => string) => (one: SourceStages, other: SourceStages): number => words(one).localeCompare(words(other), "en", { numeric: true });

/** The sources in another order; those equal in it stay as they were. Without a day or a case they come last. */
export function ordered(sources: readonly SourceStages[], order: Order): readonly SourceStages[] {
  if (order === "day") return [...sources].sort(by((one) => one.held_on || "9999"));
  if (order === "case") return [...sources].sort(by((one) => one.case || "\uffff"));
  if (order === "left") return [...sources].sort((one, other) => left(one) - left(other));
  return sources;
}
