/** The marks by which a report's text names a claim. */

function markOf(key: string): RegExp {
  const plain = key.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`[ \\t]?\\{\\{claim:${plain}(?:\\|[^{}]*)?\\}\\}`, "g");
}

/** How often the text names the claim. */
export function marksOf(text: string, key: string): number {
  return [...text.matchAll(markOf(key))].length;
}

/** The text without the marks; the sentences they belonged to stay. */
export function withoutMarks(text: string, key: string): string {
  return text.replace(markOf(key), "");
}
