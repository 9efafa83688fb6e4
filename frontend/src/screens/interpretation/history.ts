import type { HeldView, ThemeHistoryView } from "./types";

/** How many passages carry a code today; nothing for what is no code, or where codes are not counted. */
export function numberWords(one: Pick<HeldView, "n_passages">): string {
  return one.n_passages === null ? "" : `, ${one.n_passages} ${one.n_passages === 1 ? "passage" : "passages"}`;
}

/** The history as plain lines, to be pasted anywhere. */
export function historyText(told: Pick<ThemeHistoryView, "name" | "central_idea" | "steps">): string {
  const held = (words: string, of: readonly HeldView[]) =>
    of.length === 0 ? [] : [`${words}: ${of.map((one) => `${one.name}${numberWords(one)}${one.words ? `: ${one.words}` : ""}${one.label ? ` (${one.label})` : ""}`).join("; ")}`];
  const steps = told.steps.map((step) =>
    [
      `${step.at.slice(0, 10)}, ${step.by}: ${step.theme}`,
      ...(step.said.length > 0 ? [step.said.join(" ")] : []),
      ...(step.reason ? [`Why: ${step.reason}`] : []),
      ...held("Taken in", step.gained),
      ...held("Let go", step.lost),
    ].join("\n"),
  );
  return [`How “${told.name}” came about`, ...(told.central_idea ? [told.central_idea] : []), ...steps].join("\n\n");
}
