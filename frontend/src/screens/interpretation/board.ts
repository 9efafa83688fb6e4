import type { CodeView, MemberView, ThemeView } from "./types";

/** What is moved on the board. A passage carries its place and no words. */
export type Piece =
  | { readonly kind: "code" | "memo"; readonly id: string }
  | { readonly kind: "segment"; readonly id: string; readonly version_id: string; readonly start: number; readonly end: number }
  | { readonly kind: "member"; readonly id: string; readonly themeId: string }
  | { readonly kind: "theme"; readonly id: string };

export type Column = "material" | "candidate" | "final";

/** Whether a piece may be put into a theme: not a theme into a theme, not a member where it is already. */
export function fits(piece: Piece | null, theme: ThemeView): boolean {
  if (!piece || piece.kind === "theme") return false;
  if (piece.kind === "member") return piece.themeId !== theme.id;
  if (piece.kind === "segment") return !theme.members.some((one) => one.version_id === piece.version_id && one.start === piece.start && one.end === piece.end);
  return !theme.members.some((one) => one.target_kind === piece.kind && one.target_id === piece.id);
}

/** Codes as material: those in no theme first, or those only. */
export function material(codes: readonly CodeView[], themes: readonly ThemeView[], all: boolean): readonly CodeView[] {
  const taken = new Set(themes.filter((one) => one.state !== "retired").flatMap((one) => one.code_ids));
  const plain = codes.filter((one) => !one.group && !one.retired);
  const free = plain.filter((one) => !taken.has(one.id));
  return all ? [...free, ...plain.filter((one) => taken.has(one.id))] : free;
}

/** What a member is called on the board. */
export function memberName(one: MemberView): string {
  return [one.key, one.name].filter(Boolean).join(" ");
}
