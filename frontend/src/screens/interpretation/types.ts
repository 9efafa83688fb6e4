import type { components } from "../../api/schema";

type Schemas = components["schemas"];

export type ThemeView = Schemas["ThemeView"];
export type ThemePageView = Schemas["ThemePageView"];
export type ThemeInCase = Schemas["ThemeInCase"];
export type ThemeHistoryView = Schemas["ThemeHistoryView"];
export type StepView = Schemas["StepView"];
export type HeldView = Schemas["HeldView"];
export type MemberView = Schemas["MemberView"];
export type MemoView = Schemas["MemoView"];
export type RelationView = Schemas["RelationView"];
export type EvidenceView = Schemas["EvidenceView"];
export type PracticeView = Schemas["PracticeView"];
export type AccountView = Schemas["AccountView"];
export type FigureView = Schemas["LevelFigureView"];
export type FigureMark = Schemas["FigureMark"];
export type Shape = Schemas["Shape"];
export type Lens = Schemas["Lens"];
export type PracticeSchema = Schemas["PracticeSchema"];
export type PlacedPassage = Schemas["PlacedPassageView"];
export type CodeView = Schemas["CodeView"];

/** What one thing does to another, as it is said. */
export const KIND_WORDS: Readonly<Record<string, string>> = {
  enables: "enables",
  constrains: "constrains",
  erodes: "erodes",
  buffers: "buffers",
  substitutes: "stands in for",
  triggers: "triggers",
  feeds: "feeds",
  bypasses: "bypasses",
};

/** The same, as it is described: "described as eroding". */
export const DESCRIBED_AS: Readonly<Record<string, string>> = {
  enables: "enabling",
  constrains: "constraining",
  erodes: "eroding",
  buffers: "buffering",
  substitutes: "standing in for",
  triggers: "triggering",
  feeds: "feeding",
  bypasses: "bypassing",
};

export const SIGN_WORDS: Readonly<Record<RelationView["sign"], string>> = {
  plus: "makes more of it",
  minus: "makes less of it",
  mixed: "makes now more, now less of it",
};

export const BASIS_WORDS: Readonly<Record<string, string>> = {
  told: "told by participants",
  inferred: "inferred by the analyst",
  both: "told and inferred",
};

export type AskableView = Schemas["AskableView"];
export type FoundView = Schemas["FoundView"];
export type QueryView = Schemas["QueryView"];
export type TableView = Schemas["TableView"];
export type MatrixView = Schemas["MatrixView"];
export type CellView = Schemas["CellView"];
export type BesideView = Schemas["BesideView"];
export type SaturationView = Schemas["SaturationView"];
export type StatedView = Schemas["StatedView"];
export type ChainView = Schemas["ChainView"];
export type ChainStep = Schemas["ChainStep"];
export type LensCrossView = Schemas["LensCrossView"];
export type CrossedThing = Schemas["CrossedThing"];
