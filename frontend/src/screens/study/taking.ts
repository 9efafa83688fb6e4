import type { components } from "../../api/schema";
import { leftOutOf, placeOf } from "../../components";
import type { Taken } from "../../state";

export type ImportAnswer = components["schemas"]["Imported"];

/** What taking in one file came to, in words. */
export function takenOf({ accepted, refused }: ImportAnswer): Taken {
  const no = refused[0];
  if (no) return { refused: true, words: no.reason };
  const one = accepted[0];
  if (!one) return { refused: true, words: "Nothing in it could be read as a text." };
  const turns = one.n_utterances > 0 ? `${one.n_utterances} ${one.n_utterances === 1 ? "turn" : "turns"}` : `${one.n_characters} characters`;
  const marks = one.n_marks > 0 ? `, ${one.n_marks} ${one.n_marks === 1 ? "comment or highlight" : "comments and highlights"} to decide on` : "";
  return { words: `${turns}${marks}`, warnings: one.warnings };
}

const TABLES = [".csv", ".tsv", ".xlsx", ".xlsm"];

/** Whether a file is a table, by its name. */
export function isTable(file: File): boolean {
  const name = file.name.toLowerCase();
  return TABLES.some((ending) => name.endsWith(ending));
}

/** More than these at once are handed over and read in the background. */
const BY_HAND = 20;
const READ_HERE = /\.(docx|docm|odt|ott|rtf|pdf|html?|xhtml|epub|txt|text|md|markdown|vtt|srt|sbv|json|mp3|m4a|mp4|wav|ogg|oga|opus|flac|aac|webm)$/i;

/** Whether files came as a folder, or are so many that nobody waits for them. */
export function isFolder(files: readonly File[]): boolean {
  return files.length > BY_HAND || leftOutOf(files) > 0 || files.some((file) => placeOf(file).includes("/"));
}

/** Whether a file of a folder is, by its name, one that is read here. */
export function isSource(file: File): boolean {
  return READ_HERE.test(file.name);
}
