import type { ChainView } from "./types";

/** A chain as plain lines with its mechanisms and quotations, to be pasted anywhere. */
export function chainText(chain: ChainView): string {
  const steps = chain.steps.map((step) =>
    [
      `${step.number}. ${step.relation.mechanism}`.trim(),
      ...step.evidence.map((one) => `  ${one.stance === "contradicts" ? "Told otherwise: " : ""}“${one.words}” (${[one.label, one.turn ? `turn ${one.turn}` : ""].filter(Boolean).join(", ")})`),
    ].join("\n"),
  );
  return [chain.words, ...steps].join("\n\n");
}
