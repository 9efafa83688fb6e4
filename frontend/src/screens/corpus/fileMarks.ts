/** What is said of comments and highlights that came with a file. */

import type { components } from "../../api/schema";
import { dayWords, type FileMarkView } from "./types";

export type Group = components["schemas"]["FileMarkGroup"];
type Answer = components["schemas"]["MarkAnswerView"];

/** "dark red" for the name a word processor writes; a colour without a name stays as it is written. */
export function colourWords(colour: string): string {
  return colour.replace(/^(dark|light)(?=[a-z])/, "$1 ");
}

/** "Comment by Mara Ellison", "24 Jan 2024", "turn 2". */
export function markWords(mark: FileMarkView): readonly string[] {
  const what = mark.kind === "comment" ? `Comment${mark.author ? ` by ${mark.author}` : ""}` : `Highlighted ${colourWords(mark.colour)}`;
  return [what, dayWords(mark.at.slice(0, 10)), mark.turn ? `turn ${mark.turn}` : ""];
}

/** "“overhearing”, 2 comments" or "highlighted green, 3 passages". */
export function groupWords({ kind, words, colour, n, ids }: Group): string {
  const many = kind === "comment" ? `${n} comments` : `${n} ${n === 1 ? "passage" : "passages"}`;
  const left = ids.length < n ? `; ${n - ids.length} of them cannot be coded yet` : "";
  const short = words.length > 90 ? `${words.slice(0, 90)}…` : words;
  return `${kind === "comment" ? `“${short}”` : `Highlighted ${colourWords(colour)}`}, ${many}${left}`;
}

/** "Coded as Learning by Ada", with the round where it is not open coding. */
export function answerWords({ answer, code, by, mine, round, there }: Answer): string {
  const what = answer === "coded" ? `Coded as ${code || "a code that is gone"}` : answer === "set aside" ? "Set aside" : "Kept as a memo";
  const gone = there ? "" : answer === "coded" ? "; the coding was taken off since" : "; the memo was removed since";
  return `${round ? `In ${round}: ` : ""}${what} by ${mine ? "you" : by}${gone}.`;
}
