/** What the coding view takes and gives: the contract between the renderer and the screens. */

import type { CodeLook, CoderLook, CodingMark, Looks, SourceText, Span } from "../model/text";
import type { Box } from "./caretPicture";
import type { KeyBinding } from "./keys";
import type { PageStart } from "./pageMarks";
import type { SelectedBy } from "./selectionOwner";

export interface TextViewOptions {
  /** What scrolls; by default the nearest ancestor that does, or the page. */
  readonly scroller?: HTMLElement;
  /** How the text is named to assistive technology. */
  readonly label?: string;
  readonly role?: "document" | "textbox" | "application";
  readonly coders?: ReadonlyMap<string, CoderLook>;
  readonly keys?: readonly KeyBinding[];
}

export interface TextSelection {
  readonly span: Span;
  /** The words selected without speakers' labels, one line a turn. */
  readonly text: string;
  readonly turnIds: readonly string[];
  /** Viewport coordinates: all of it, its first line and its last, for what opens beside it. */
  readonly rect: DOMRect;
  readonly firstLine: DOMRect;
  readonly lastLine: DOMRect;
  readonly by: SelectedBy;
  /** The hand has let go (mouse up, touch at rest, Enter): time to offer codes. */
  readonly settled: boolean;
}

export interface Activated {
  /** The codings at that place; the topmost last. */
  readonly codingIds: readonly string[];
  readonly rect: DOMRect;
  readonly where: "text" | "margin" | "keyboard";
}

export interface CaretStatus {
  readonly offset: number;
  readonly turnId: string;
  readonly span: Span | null;
  /** What was said to assistive technology. */
  readonly said: string;
}

export interface LetterPressed {
  readonly key: string;
  readonly shift: boolean;
  readonly selection: TextSelection | null;
  readonly focusedCoding: string | null;
}

export type Unlisten = () => void;

export interface TextView {
  readonly element: HTMLElement;
  /** Settles when the whole text and its marks are on the page. */
  readonly ready: Promise<void>;
  setText(text: SourceText, codes: ReadonlyMap<string, CodeLook>, marks: readonly CodingMark[]): void;
  upsertMarks(marks: readonly CodingMark[]): void;
  removeMarks(ids: readonly string[]): void;
  setCodes(codes: ReadonlyMap<string, CodeLook>): void;
  setCoders(coders: ReadonlyMap<string, CoderLook>): void;
  setLooks(looks: Partial<Looks>): void;
  setKeys(keys: readonly KeyBinding[]): void;
  keys(): readonly KeyBinding[];
  select(span: Span | null): void;
  selection(): TextSelection | null;
  /** Brings a span into view, once it is built; `select` it as well if asked. */
  scrollTo(span: Span): void;
  focus(): void;
  /** Where a position is seen on the screen, before the words that follow it or after those that end there. */
  placeOf(offset: number, side: "start" | "end"): Box | null;
  /** The position nearest to a point of the screen; null where no words are. */
  offsetAt(x: number, y: number): number | null;
  focusCoding(id: string | null, scroll?: boolean): void;
  focusedCoding(): string | null;
  setHits(hits: readonly Span[], current?: number): void;
  setPlaying(turnId: string | null): void;
  /** Moments that were set or taken away, by turn; nothing else of the text is drawn anew. */
  setTimes(times: ReadonlyMap<string, number | null>): void;
  /** Where the pages of the file begin that the text was read from. */
  setPages(starts: readonly PageStart[]): void;
  announce(words: string): void;
  onSelect(hear: (selection: TextSelection | null) => void): Unlisten;
  onActivateMark(hear: (activated: Activated) => void): Unlisten;
  onFocusCoding(hear: (id: string | null) => void): Unlisten;
  onCaret(hear: (status: CaretStatus) => void): Unlisten;
  /** Single characters the view has no use for; return true where the key was used. */
  onKey(hear: (pressed: LetterPressed) => boolean): Unlisten;
  onTime(hear: (milliseconds: number, turnId: string) => void): Unlisten;
  /** The number of a page was pressed. */
  onPage(hear: (number: number) => void): Unlisten;
  destroy(): void;
}
