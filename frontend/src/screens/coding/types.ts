/** The answers the coding room reads, by their names in the schema. */

import type { components } from "../../api/schema";
import type { CodeLook, CodingMark, Span } from "../../model/text";

export type CodeView = components["schemas"]["CodeView"];
export type Lens = components["schemas"]["Lens"];
export type MarkView = components["schemas"]["MarkView"];
export type ReadingView = components["schemas"]["ReadingView"];
export type TurnView = components["schemas"]["TurnView"];
export type MemoView = components["schemas"]["MemoView"];
export type MemoKind = components["schemas"]["MemoKind"];
export type RoundView = components["schemas"]["RoundView"];
export type SourceRow = components["schemas"]["SourceRow"];
export type RecordingView = components["schemas"]["RecordingView"];
export type MediaMarkView = components["schemas"]["MediaMarkView"];
export type MediaPassageView = components["schemas"]["MediaPassageView"];
export type PictureView = components["schemas"]["PictureView"];
export type PageView = components["schemas"]["PageView"];
export type PagesView = components["schemas"]["PagesView"];
export type PassageView = components["schemas"]["PassageView"];
export type RestingClaim = components["schemas"]["RestingClaim"];

export function lookOfCode(code: CodeView): CodeLook {
  return { id: code.id, key: code.key, name: code.name, family: code.family };
}

/** A code made at the desk a moment ago, as the codebook will list it. */
export function madeHere(id: string, name: string, parentId: string | null): CodeView {
  return { id, name, key: "", definition: "", include: "", exclude: "", example: "", near_miss: "", origin: "data", parent_id: parentId, position: 0, family: 1, group: false, retired: false, proposed: false, depth: 0, n_codings: null };
}

/** The codebook with what was made here and is not listed yet, at its end. */
export function withMade(listed: readonly CodeView[], made: readonly CodeView[]): readonly CodeView[] {
  const fresh = made.filter((code) => !listed.some((one) => one.id === code.id));
  return fresh.length === 0 ? listed : [...listed, ...fresh];
}

export function markOf(mark: MarkView): CodingMark {
  return {
    id: mark.id,
    start: mark.start,
    end: mark.end,
    codeId: mark.code_id,
    coderId: mark.coder_id,
    coderIndex: mark.coder_index,
    mine: mark.mine,
  };
}

export function sameSpan(one: Span, other: Span): boolean {
  return one.start === other.start && one.end === other.end;
}

/** "24 characters", "1 character". */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** Codes that passages can be given. */
export function usable(codes: readonly CodeView[]): readonly CodeView[] {
  return codes.filter((code) => !code.group && !code.retired);
}
