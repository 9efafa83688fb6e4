import type { components } from "../../api/schema";

type Schemas = components["schemas"];

export type CaseView = Schemas["CaseView"];
export type CasePageView = Schemas["CasePage"];
export type CaseToldView = Schemas["CaseToldView"];
export type ThemeTold = Schemas["ThemeTold"];
export type CodeTold = Schemas["CodeTold"];
export type PracticeTold = Schemas["PracticeTold"];
export type RelationTold = Schemas["RelationTold"];
export type Said = Schemas["EvidenceView"];
export type MemoView = Schemas["MemoView"];
/** What was pressed: its name, and the query whose passages stand behind it. */
export interface Opened {
  readonly title: string;
  readonly query: string;
}
export type ParticipantView = Schemas["ParticipantView"];
export type MembershipView = Schemas["MembershipView"];
export type AttributeView = Schemas["AttributeView"];
export type FrameView = Schemas["FrameView"];
export type ConsentMatrix = Schemas["ConsentMatrix"];
export type ConsentRow = Schemas["ConsentRow"];
export type ConsentCell = Schemas["ConsentCell"];
export type ConsentForm = Schemas["ConsentForm"];
export type WithdrawalPreview = Schemas["WithdrawalPreview"];
export type Problem = Schemas["Problem"];
export type Registered = Schemas["Registered"];
export type Recorded = Schemas["Recorded"];
export type State = "given" | "refused" | "not recorded" | "does not apply" | "withdrawn";

export const STATES: readonly State[] = ["given", "refused", "withdrawn", "does not apply", "not recorded"];
