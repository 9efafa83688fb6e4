/** The marks by which a report's text names a claim. */

function markOf(key: string): RegExp {
  const plain = key.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`\\{\\{claim:${plain}(?:\\|([^{}]*))?\\}\\}`, "g");
}

/** How often the text names the claim. */
export function marksOf(text: string, key: string): number {
  return [...text.matchAll(markOf(key))].length;
}

/** The text with the claim's sentence in plain words wherever a mark stood: its own there, or the claim's. */
export function inPlainWords(text: string, key: string, sentence: string): string {
  return text.replace(markOf(key), (_mark, words: string | undefined) => words ?? sentence);
}
