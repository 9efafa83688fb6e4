/** The answers the room of sources reads, by their names in the schema. */

import type { components } from "../../api/schema";

export type SourceRow = components["schemas"]["SourceRow"];
export type SpeakerView = components["schemas"]["SpeakerView"];
export type SpeakerKind = components["schemas"]["SpeakerKind"];
export type Proposal = components["schemas"]["Proposal"];
export type ReadingView = components["schemas"]["ReadingView"];
export type TurnView = components["schemas"]["TurnView"];
export type VersionView = components["schemas"]["VersionView"];
export type PictureView = components["schemas"]["PictureView"];
export type RecordingView = components["schemas"]["RecordingView"];
export type FileMarkView = components["schemas"]["FileMarkView"];
export type FileMarksView = components["schemas"]["FileMarks"];
export type FolderView = components["schemas"]["FolderView"];
export type RepairView = components["schemas"]["RepairView"];
export type RuleView = components["schemas"]["AnonymisationRuleView"];
export type ProposedWords = components["schemas"]["ProposedWords"];
export type AnonymisedRow = components["schemas"]["AnonymisedRow"];
export type ToReplace = components["schemas"]["ToReplace"];
export type ResidueView = components["schemas"]["ResidueView"];
export type TwoTexts = components["schemas"]["TwoTexts"];
export type Identifying = components["schemas"]["Identifying"];

export function counted(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** "24 Jan 2024", or nothing. */
export function dayWords(day: string): string {
  if (!day) return "";
  const date = new Date(day);
  return Number.isNaN(date.getTime()) ? day : date.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" });
}
