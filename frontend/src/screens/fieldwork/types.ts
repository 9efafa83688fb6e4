import type { components } from "../../api/schema";

type Schemas = components["schemas"];

export type CaseView = Schemas["CaseView"];
export type CasePageView = Schemas["CasePage"];
export type ParticipantView = Schemas["ParticipantView"];
export type ConsentMatrix = Schemas["ConsentMatrix"];
export type ConsentRow = Schemas["ConsentRow"];
export type ConsentCell = Schemas["ConsentCell"];
export type State = "given" | "refused" | "not recorded" | "does not apply" | "withdrawn";

export const STATES: readonly State[] = ["given", "refused", "withdrawn", "does not apply", "not recorded"];
