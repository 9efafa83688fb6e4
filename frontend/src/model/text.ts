/** What the reading column shows. Every position is a Unicode code point of the whole source version, half-open. */

export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * One turn: its label is `[start, speechStart)` of the text, its speech `[speechStart, end)`.
 * Matter, the text outside speech, is a turn without speaker and without number.
 */
export interface TurnModel {
  readonly id: string;
  readonly start: number;
  readonly speechStart: number;
  readonly end: number;
  /** Who speaks, `""` for matter. */
  readonly speaker: string;
  /** What the gutter prints; where it is empty the speaker is printed. */
  readonly label: string;
  readonly isInterviewer: boolean;
  readonly t0Ms: number | null;
  readonly number: number | null;
}

export interface SourceText {
  readonly versionId: string;
  readonly text: string;
  readonly turns: readonly TurnModel[];
  /** Where this begins, when it is a part of a longer text; its positions are those of the whole all the same. */
  readonly from?: number;
  /** What lies before and after this part, in words: "part 1", "part 3"; empty where nothing does. */
  readonly beside?: Beside;
}

export interface Beside {
  readonly before: string;
  readonly after: string;
}

/** One coding as the text shows it. `coderIndex` chooses the line: 0 solid, 1 dashed, 2 dotted, 3 double. */
export interface CodingMark {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly codeId: string;
  readonly coderId: string;
  readonly coderIndex: number;
  /** The reader's own codings carry the tint. */
  readonly mine: boolean;
  /** Settled by a ruling: a small square at the top of its stripe. */
  readonly ruled?: boolean;
  /** Where it goes beyond the part of the text that is shown: "from part 1", "to part 3". */
  readonly beyond?: string;
}

/** How a code looks: its key ("D1"), its name, and the slot of its family's hue, 1 to 8. */
export interface CodeLook {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly family: number;
}

/** How a coder is named in the margin and in descriptions. */
export interface CoderLook {
  readonly id: string;
  readonly initial: string;
  readonly name: string;
}

/** Which codings are shown; `null` shows those of every coder, or of every code. */
export interface Looks {
  readonly coders: ReadonlySet<string> | null;
  readonly codes: ReadonlySet<string> | null;
}

export const EVERY_CODING: Looks = { coders: null, codes: null };

export const LINE_STYLES = ["solid", "dashed", "dotted", "double"] as const;
export type LineStyle = (typeof LINE_STYLES)[number];

/** The line of a coder; a fifth coder starts again at the first line, the initial tells them apart. */
export function lineStyle(coderIndex: number): LineStyle {
  return LINE_STYLES[Math.max(0, coderIndex) % LINE_STYLES.length] ?? "solid";
}

/** A moment as the gutter prints it, `00:12:14`. */
export function clock(milliseconds: number): string {
  const seconds = Math.floor(Math.max(0, milliseconds) / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}
