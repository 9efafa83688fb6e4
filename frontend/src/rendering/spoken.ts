/** What the status region says. Short, the words first, because the caret is heard and not seen. */

import type { Span } from "../model/text";
import type { TextMap } from "../anchoring/textMap";

const LONGEST = 400;
const SIGNS: Record<string, string> = { " ": "space", "\n": "line end", "\t": "tab", "\u00a0": "space" };

/** The words between two positions, shortened in the middle where they are very many. */
export function spokenWords(map: TextMap, span: Span): string {
  const words = map.wordsIn(span).replace(/\s+/g, " ");
  if (words in SIGNS) return SIGNS[words] ?? words;
  const trimmed = words.trim();
  if (trimmed.length <= LONGEST) return trimmed;
  return `${trimmed.slice(0, LONGEST / 2)} … ${trimmed.slice(-LONGEST / 2)}`;
}

/** Who speaks at a position, as a locator: `2B, turn 41`. */
export function spokenTurn(map: TextMap, unit: number): string {
  const { model } = map.turnAt(unit);
  const name = model.label || model.speaker;
  if (model.number === null) return name || "text outside speech";
  return name ? `${name}, turn ${model.number}` : `turn ${model.number}`;
}

/** How much is selected, for the end of a sentence: `96 characters of 2B`. */
export function spokenAmount(map: TextMap, span: Span): string {
  const parts = map.speechIn(span);
  const n = parts.reduce((sum, part) => sum + map.index.toCodePoint(part.end) - map.index.toCodePoint(part.start), 0);
  const names = new Set(parts.map(({ start }) => spokenName(map, start)));
  const characters = `${n} ${n === 1 ? "character" : "characters"}`;
  return names.size === 1 ? `${characters} of ${[...names].join("")}` : `${characters} in ${parts.length} turns`;
}

function spokenName(map: TextMap, unit: number): string {
  const { model } = map.turnAt(unit);
  return model.label || model.speaker || "text outside speech";
}
