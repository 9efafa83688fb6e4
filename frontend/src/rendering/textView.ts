/** The coding view: reading column, gutter, caret, selection and margin of one text. No framework renders inside. */

import type { Beside, CodeLook, CoderLook, CodingMark, Looks, SourceText, Span } from "../model/text";
import { EVERY_CODING } from "../model/text";
import { describe } from "../model/marks";
import { pointToUnit } from "../anchoring/domPoints";
import { CaretCommands, placeAt } from "./caretCommands";
import { caretBox, type Box } from "./caretPicture";
import type { Coding } from "./codings";
import { commandFor, defaultKeys } from "./keys";
import type { KeyBinding } from "./keys";
import type { PageStart } from "./pageMarks";
import { Pointing } from "./pointing";
import { boxesOf, union } from "./selectionBoxes";
import type { Held } from "./selectionOwner";
import { Sheet } from "./sheet";
import { buildSkeleton, isMac } from "./skeleton";
import type { Skeleton } from "./skeleton";
import { spokenAmount, spokenTurn, spokenWords } from "./spoken";
import { scrollerOf } from "./viewport";
import type {
  Activated,
  CaretStatus,
  LetterPressed,
  TextSelection,
  TextView,
  TextViewOptions,
  Unlisten,
} from "./viewTypes";
import "./text-view.css";

export type * from "./viewTypes";

/** Puts a coding view into `host`, which must be on the page; it shows nothing until `setText`. */
export function createTextView(host: HTMLElement, options: TextViewOptions = {}): TextView {
  return new OneTextView(host, options);
}

class OneTextView implements TextView {
  readonly element: HTMLElement;
  private readonly skeleton: Skeleton;
  private readonly mac = isMac();
  private readonly pointing: Pointing;
  private readonly heard = {
    select: new Set<(selection: TextSelection | null) => void>(),
    activate: new Set<(activated: Activated) => void>(),
    focus: new Set<(id: string | null) => void>(),
    caret: new Set<(status: CaretStatus) => void>(),
    key: new Set<(pressed: LetterPressed) => boolean>(),
    time: new Set<(milliseconds: number, turnId: string) => void>(),
    page: new Set<(number: number) => void>(),
  };
  private sheet: Sheet | null = null;
  private commands: CaretCommands | null = null;
  private bindings: readonly KeyBinding[];
  private codes: ReadonlyMap<string, CodeLook> = new Map();
  private coders: ReadonlyMap<string, CoderLook>;
  private looks: Looks = EVERY_CODING;
  private focused: string | null = null;
  private hovered: readonly string[] = [];
  private hadSelection = false;
  private settled = true;
  private said = "";
  private telling = false;

  constructor(
    host: HTMLElement,
    private readonly options: TextViewOptions,
  ) {
    this.skeleton = buildSkeleton(host, options);
    this.element = this.skeleton.view;
    this.bindings = options.keys ?? defaultKeys(this.mac);
    this.coders = options.coders ?? new Map();
    this.pointing = new Pointing(this.skeleton, {
      over: (ids) => {
        this.hovered = ids;
        this.emphasise();
      },
      clicked: (ids, rect, where) => this.tell("activate", { codingIds: ids, rect, where }),
      timeClicked: (turnId) => this.timeClicked(turnId),
    });
    const { root } = this.skeleton;
    root.addEventListener("keydown", this.onKeyDown);
    root.addEventListener("focus", this.onFocus);
    root.addEventListener("blur", this.onBlur);
    root.addEventListener("copy", this.onCopy);
  }

  get ready(): Promise<void> {
    return this.sheet?.ready ?? Promise.resolve();
  }

  setText(text: SourceText, codes: ReadonlyMap<string, CodeLook>, marks: readonly CodingMark[]): void {
    this.sheet?.destroy();
    this.codes = codes;
    this.focused = null;
    this.hovered = [];
    this.hadSelection = false;
    const scroller = this.options.scroller ?? scrollerOf(this.element);
    const names = { codes, coders: this.coders };
    const sheet = new Sheet(this.skeleton, scroller, text, marks, this.looks, names, {
      selected: (held, settled) => this.selected(held, settled),
      say: (words) => this.announce(words),
      pageOpened: (number) => {
        for (const hear of this.heard.page) hear(number);
      },
    });
    this.sheet = sheet;
    this.commands = new CaretCommands({
      page: sheet.page,
      walk: sheet.walk,
      owner: sheet.owner,
      viewport: sheet.viewport,
      say: (words) => this.announce(words),
      goToCoding: (forward) => this.goToCoding(sheet, forward),
      openCoding: () => this.openCoding(sheet),
      leaveCoding: () => this.leaveCoding(),
    });
  }

  upsertMarks(marks: readonly CodingMark[]): void {
    if (this.sheet) this.sheet.redraw(this.sheet.codings.upsert(marks));
  }

  removeMarks(ids: readonly string[]): void {
    if (!this.sheet) return;
    const touched = this.sheet.codings.remove(ids);
    if (this.focused !== null && ids.includes(this.focused)) this.focusCoding(null);
    this.hovered = this.hovered.filter((id) => !ids.includes(id));
    this.sheet.redraw(touched);
  }

  setCodes(codes: ReadonlyMap<string, CodeLook>): void {
    const changed = changedIn(this.codes, codes);
    this.codes = codes;
    this.sheet?.setNames({ codes, coders: this.coders }, ({ codeId }) => changed.has(codeId));
  }

  setCoders(coders: ReadonlyMap<string, CoderLook>): void {
    const changed = changedIn(this.coders, coders);
    this.coders = coders;
    this.sheet?.setNames({ codes: this.codes, coders }, ({ coderId }) => changed.has(coderId));
  }

  setLooks(looks: Partial<Looks>): void {
    this.looks = { ...this.looks, ...looks };
    if (this.sheet) this.sheet.redraw(this.sheet.codings.setLooks(this.looks));
  }

  setKeys(keys: readonly KeyBinding[]): void {
    this.bindings = keys;
  }

  keys(): readonly KeyBinding[] {
    return this.bindings;
  }

  select(span: Span | null): void {
    if (!this.sheet) return;
    if (span === null) {
      this.sheet.owner.letGo();
      return;
    }
    const { start, end } = this.sheet.map.toUnits(span);
    const tight = this.sheet.map.tighten(start, end);
    this.sheet.owner.hold(tight.start, tight.end, "program", true);
  }

  selection(): TextSelection | null {
    const { sheet } = this;
    const span = sheet?.owner.span();
    if (!sheet || !span) return null;
    const { map, owner, page } = sheet;
    const turns = map.speechIn(span).map(({ start }) => map.turnAt(start).model.id);
    return {
      span: map.toCodePoints(span),
      text: map.wordsIn(span),
      turnIds: [...new Set(turns)],
      ...boxesOf(page, span),
      by: owner.held?.by ?? "program",
      settled: this.settled,
    };
  }

  scrollTo(span: Span): void {
    this.sheet?.scrollTo(this.sheet.map.toUnits(span));
  }

  placeOf(offset: number, side: "start" | "end"): Box | null {
    // An end that lies in another part of the text is nowhere here.
    if (!this.sheet?.map.index.holds(offset)) return null;
    return caretBox(this.sheet.page, this.sheet.map.index.toUnits(offset), side);
  }

  offsetAt(x: number, y: number): number | null {
    const { root } = this.skeleton;
    const place = placeAt(root.ownerDocument, x, y);
    if (!this.sheet || !place || !root.contains(place.node)) return null;
    const { page, map } = this.sheet;
    return map.index.toCodePoint(pointToUnit(page, map, place.node, place.offset));
  }

  focus(): void {
    this.skeleton.root.focus({ preventScroll: true });
  }

  focusCoding(id: string | null, scroll = false): void {
    const changed = id !== this.focused;
    this.focused = id;
    this.emphasise();
    const coding = id === null ? undefined : this.sheet?.codings.get(id);
    if (coding && scroll) this.sheet?.scrollTo(coding);
    if (changed) for (const hear of this.heard.focus) hear(id);
  }

  focusedCoding(): string | null {
    return this.focused;
  }

  setHits(hits: readonly Span[], current?: number): void {
    const { sheet } = this;
    sheet?.setHits(
      hits.map((hit) => sheet.map.toUnits(hit)),
      current ?? null,
    );
  }

  setPlaying(turnId: string | null): void {
    this.sheet?.setPlaying(turnId);
  }

  setTimes(times: ReadonlyMap<string, number | null>): void {
    this.sheet?.setTimes(times);
  }

  setPages(starts: readonly PageStart[]): void {
    this.sheet?.setPages(starts);
  }

  announce(words: string): void {
    const { status } = this.skeleton;
    // The same words twice would not be read out again.
    status.textContent = status.textContent === words ? `${words}\u00a0` : words;
    this.said = words;
    this.tellCaret();
  }

  onSelect(hear: (selection: TextSelection | null) => void): Unlisten {
    return listen(this.heard.select, hear);
  }

  onActivateMark(hear: (activated: Activated) => void): Unlisten {
    return listen(this.heard.activate, hear);
  }

  onFocusCoding(hear: (id: string | null) => void): Unlisten {
    return listen(this.heard.focus, hear);
  }

  onCaret(hear: (status: CaretStatus) => void): Unlisten {
    return listen(this.heard.caret, hear);
  }

  onKey(hear: (pressed: LetterPressed) => boolean): Unlisten {
    return listen(this.heard.key, hear);
  }

  onTime(hear: (milliseconds: number, turnId: string) => void): Unlisten {
    const { classList } = this.element;
    classList.add("plays");
    const unlisten = listen(this.heard.time, hear);
    return () => {
      unlisten();
      classList.toggle("plays", this.heard.time.size > 0);
    };
  }

  onPage(hear: (number: number) => void): Unlisten {
    return listen(this.heard.page, hear);
  }

  destroy(): void {
    this.sheet?.destroy();
    this.sheet = null;
    this.pointing.destroy();
    const { root } = this.skeleton;
    root.removeEventListener("keydown", this.onKeyDown);
    root.removeEventListener("focus", this.onFocus);
    root.removeEventListener("blur", this.onBlur);
    root.removeEventListener("copy", this.onCopy);
    for (const listeners of Object.values(this.heard)) listeners.clear();
    this.element.remove();
  }

  private selected(held: Held | null, settled: boolean): void {
    this.settled = settled;
    this.tellCaret();
    const selection = held && this.selection();
    if (!selection && !this.hadSelection) return;
    this.hadSelection = selection !== null;
    for (const hear of this.heard.select) hear(selection);
  }

  /** Once for whatever one key or click changes. */
  private tellCaret(): void {
    if (this.telling || this.heard.caret.size === 0) return;
    this.telling = true;
    queueMicrotask(() => {
      this.telling = false;
      const { sheet } = this;
      if (!sheet?.owner.held) return;
      const { map, owner } = sheet;
      const at = sheet.owner.held.focus;
      const span = owner.span();
      const offset = map.index.toCodePoint(at);
      const status = { offset, turnId: map.turnAt(at).model.id, span: span && map.toCodePoints(span), said: this.said };
      for (const hear of this.heard.caret) hear(status);
    });
  }

  private emphasise(): void {
    this.sheet?.emphasise(new Set(this.focused === null ? this.hovered : [...this.hovered, this.focused]));
  }

  private goToCoding(sheet: Sheet, forward: boolean): boolean {
    const at = this.commands?.caret().focus ?? sheet.map.firstUnit;
    const coding = sheet.codings.beside(at, this.focused, forward);
    if (!coding) {
      this.announce(noCoding(forward, sheet.map.source.beside));
      return true;
    }
    sheet.owner.hold(coding.start, coding.start, "keyboard", false);
    this.focusCoding(coding.mark.id, true);
    this.announce(this.spokenCoding(sheet, coding));
    return true;
  }

  private spokenCoding({ map }: Sheet, coding: Coding): string {
    const what = describe([coding.mark], this.codes, this.coders);
    return `${what}; ${spokenAmount(map, coding)}, ${spokenTurn(map, coding.start)}: ${spokenWords(map, coding)}`;
  }

  private openCoding(sheet: Sheet): boolean {
    const { focused } = this;
    if (focused === null) return false;
    const boxes = sheet.page.marksOf(new Set([focused])).map((mark) => mark.getBoundingClientRect());
    const rect = boxes.length ? union(boxes) : new DOMRect();
    this.tell("activate", { codingIds: [focused], rect, where: "keyboard" });
    return true;
  }

  private leaveCoding(): boolean {
    if (this.focused === null) return false;
    this.focusCoding(null);
    return true;
  }

  private tell(what: "activate", activated: Activated): void {
    for (const hear of this.heard[what]) hear(activated);
  }

  private timeClicked(turnId: string): void {
    const turn = this.sheet?.map.turns.find(({ model }) => model.id === turnId);
    const moment = turn && this.sheet?.timeOf(turn.model);
    if (moment !== undefined && moment !== null) for (const hear of this.heard.time) hear(moment, turnId);
  }

  private readonly onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.defaultPrevented) return;
    const command = commandFor(this.bindings, event, this.mac);
    const used = command ? (this.commands?.run(command) ?? false) : this.letter(event);
    if (!used) return;
    event.preventDefault();
    event.stopPropagation();
  };

  private letter(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey || [...event.key].length !== 1) return false;
    const selection = this.selection();
    const pressed = { key: event.key, shift: event.shiftKey, selection, focusedCoding: this.focused };
    return [...this.heard.key].some((hear) => hear(pressed));
  }

  /** Reached by the keyboard, the caret shows where it is at once. */
  private readonly onFocus = (): void => {
    const { sheet, commands } = this;
    if (!sheet || !commands) return;
    if (!this.skeleton.root.matches(":focus-visible")) return;
    this.element.classList.add("has-focus");
    if (sheet.owner.held) sheet.owner.redraw();
    else if (!sheet.owner.isDragging) {
      const { focus } = commands.caret();
      sheet.owner.hold(focus, focus, "keyboard", false);
      this.announce(spokenTurn(sheet.map, focus));
    }
    sheet.drawCaret();
  };

  private readonly onBlur = (): void => {
    this.element.classList.remove("has-focus");
    this.sheet?.drawCaret();
  };

  /** What is copied is the canonical text, not the gutter as it is drawn. */
  private readonly onCopy = (event: ClipboardEvent): void => {
    const span = this.sheet?.owner.span();
    if (!this.sheet || !span || !event.clipboardData) return;
    event.clipboardData.setData("text/plain", this.sheet.map.text.slice(span.start, span.end));
    event.preventDefault();
  };
}

function noCoding(forward: boolean, beside?: Beside): string {
  const further = forward ? beside?.after : beside?.before;
  const words = forward ? "No coding after this" : "No coding before this";
  return further ? `${words} in this part; the text goes on in ${further}` : words;
}

/** What is called or looks otherwise in the one than in the other. */
function changedIn<T extends object>(before: ReadonlyMap<string, T>, now: ReadonlyMap<string, T>): ReadonlySet<string> {
  const asWords = (one: T | undefined): string => JSON.stringify(Object.entries(one ?? {}).sort());
  return new Set([...before.keys(), ...now.keys()].filter((id) => before.get(id) !== now.get(id) && asWords(before.get(id)) !== asWords(now.get(id))));
}

function listen<T>(listeners: Set<T>, hear: T): Unlisten {
  listeners.add(hear);
  return () => listeners.delete(hear);
}
