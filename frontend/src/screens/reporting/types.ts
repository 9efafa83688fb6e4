import type { components } from "../../api/schema";
import type { Made } from "./made";

type Schemas = components["schemas"];
export type ReportView = Schemas["Report"];
export type ClaimView = Schemas["ClaimView"];
export type ClaimPage = Schemas["ClaimPage"];
export type SearchView = Schemas["SearchView"];
export type EvidenceView = Schemas["EvidenceView"];
export type QuotationView = Schemas["QuotationView"];
export type ChecklistView = Schemas["ChecklistView"];
export type ChecklistLine = Schemas["LineView"];
export type Gap = Schemas["Gap"];
export type CheckView = Schemas["CheckView"];
export type CheckedFile = Schemas["CheckedFile"];
export type CheckedPlace = Schemas["CheckedPlace"];
export type FaultView = Schemas["FaultView"];
export type ReleaseView = Schemas["ReleaseView"];
export type CapsuleView = Schemas["CapsuleView"];
export type Audience = Schemas["Audience"];
export type ClaimWalk = Schemas["ClaimWalk"];
export type Walked = Schemas["Step"];
export type PassageView = Schemas["PassageView"];
export type Stance = Schemas["Stance"];
export type Quantifier = Schemas["Quantifier"];
export type StretchView = Schemas["Stretch"];
export type EarlierView = Schemas["EarlierView"];
export type ThreadView = Schemas["ThreadView"];
export type SaidView = Schemas["Said"];
export type Unit = Schemas["CountingUnit"];

/** What the live blocks of a text stand for, by kind and key. */
export interface Known {
  readonly claims: ReadonlyMap<string, ClaimView>;
  readonly quotations: ReadonlyMap<string, QuotationView>;
  /** The tables and figures there are to point to. */
  readonly made: readonly Made[];
  /** The number of each that stands in the text, by what refers to it: `table:teams`. */
  readonly named: ReadonlyMap<string, number>;
}

/** A stretch of the report's text, in UTF-16 units. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

export const QUANTIFIERS: readonly { readonly id: Quantifier; readonly label: string }[] = [
  { id: "all", label: "All" },
  { id: "most", label: "Most" },
  { id: "many", label: "Many" },
  { id: "several", label: "Several" },
  { id: "some", label: "Some" },
  { id: "exactly n", label: "Exactly so many" },
  { id: "one", label: "One" },
  { id: "none", label: "Nobody" },
  { id: "unquantified", label: "Says no number" },
];

export const STANCES: readonly { readonly id: Stance; readonly label: string }[] = [
  { id: "supports", label: "Supports" },
  { id: "qualifies", label: "Qualifies" },
  { id: "contradicts", label: "Tells it otherwise" },
];

export const FORMATS = [
  { id: "html", label: "Web page" },
  { id: "docx", label: "Word" },
  { id: "pdf", label: "PDF" },
  { id: "md", label: "Markdown" },
  { id: "tex", label: "LaTeX" },
] as const;

export type Format = (typeof FORMATS)[number]["id"];

export function deskAddress(sourceId: string, start: number | null, end: number | null): string {
  return `/code/${encodeURIComponent(sourceId)}${start === null || end === null ? "" : `?at=${start}-${end}`}`;
}

/** A moment of a recording: 00:13:05. */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) => String(Math.floor(part)).padStart(2, "0")).join(":");
}

/** A day as people write it: 31 Jan 2029. */
export function dayWords(day: string): string {
  return new Date(day).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" });
}

/** Words of a count or a note as a sentence of their own. */
export function sentence(words: string): string {
  return words ? `${words.charAt(0).toUpperCase()}${words.slice(1)}.` : "";
}
