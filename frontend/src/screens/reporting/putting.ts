import type { Stretch } from "./types";

/** A quotation, table or figure stands in a paragraph of its own; a claim and a reference stand among the words. */
export function apart(text: string, at: Stretch, words: string): string {
  const before = text.slice(0, at.start);
  const after = text.slice(at.end);
  if (/^\{\{(claim|ref):/.test(words)) return `${/[^\s([]$/.test(before) ? " " : ""}${words}`;
  const head = before.trim() === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const tail = after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
  return `${head}${words}${tail}`;
}
