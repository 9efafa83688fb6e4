/**
 * The one owner of the selection. The state is two positions in the text; the browser's selection is its picture
 * while the text has the focus, and one of the hands that can change it. Clicks elsewhere leave the state alone, so
 * that a code can be chosen from a list while the words stay selected.
 */

import { pointToUnit, rangeOf, unitToPoint } from "../anchoring/domPoints";
import type { CaretWalk } from "../anchoring/caretWalk";
import type { Span } from "../model/text";
import { Painted } from "./highlights";
import type { Page } from "./page";

export type SelectedBy = "pointer" | "touch" | "keyboard" | "program";

export interface Held {
  /** Where it began and where the caret is, in UTF-16 units. */
  readonly anchor: number;
  readonly focus: number;
  readonly by: SelectedBy;
}

/** `settled`: the hand has let go, and the words can be coded. */
export type SelectionChanged = (held: Held | null, settled: boolean) => void;

/** A selection made by touch counts as settled when it has rested this long. */
const TOUCH_REST_MS = 400;

export class SelectionOwner {
  held: Held | null = null;
  private readonly painted = new Painted("anselm-selection");
  private pointer: "pointer" | "touch" = "pointer";
  private dragging = false;
  private clicks = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly page: Page,
    private readonly walk: CaretWalk,
    private readonly changed: SelectionChanged,
  ) {
    const { root } = page;
    root.addEventListener("pointerdown", this.onPointerDown);
    root.addEventListener("mousedown", this.onMouseDown);
    root.addEventListener("dragstart", this.onDragStart);
    root.ownerDocument.addEventListener("mouseup", this.onMouseUp);
    root.ownerDocument.addEventListener("selectionchange", this.onSelectionChange);
  }

  /** The words selected, pulled tight, or `null` where only a caret stands. */
  span(): Span | null {
    if (!this.held || this.held.anchor === this.held.focus) return null;
    const span = this.page.map.tighten(this.held.anchor, this.held.focus);
    // A hand that draws does not mean the space before the first word or after the last.
    const drawn = this.held.by === "pointer" || this.held.by === "touch";
    const { start, end } = drawn ? trimmed(this.page.map.text, span) : span;
    return end > start ? { start, end } : null;
  }

  hold(anchor: number, focus: number, by: SelectedBy, settled: boolean): void {
    const { map } = this.page;
    this.held = { anchor: map.clamp(anchor), focus: map.clamp(focus), by };
    if (!this.hasFocus) this.dropNative();
    this.draw(true);
    this.changed(this.held, settled);
  }

  letGo(): void {
    if (!this.held) return;
    this.held = null;
    this.painted.clear();
    this.dropNative();
    this.changed(null, true);
  }

  /** The browser's selection must not say anything else about the text than the state does. */
  private dropNative(): void {
    const { root } = this.page;
    const selection = root.ownerDocument.getSelection();
    if (selection?.anchorNode && root.contains(selection.anchorNode)) selection.removeAllRanges();
  }

  /** Draws the state again after the elements under it have changed. */
  redraw(): void {
    this.draw(this.hasFocus && !this.dragging);
  }

  get hasFocus(): boolean {
    const { root } = this.page;
    return root.contains(root.ownerDocument.activeElement);
  }

  /** Whether a pointer is selecting now. */
  get isDragging(): boolean {
    return this.dragging;
  }

  destroy(): void {
    clearTimeout(this.timer);
    this.painted.clear();
    const { root } = this.page;
    root.removeEventListener("pointerdown", this.onPointerDown);
    root.removeEventListener("mousedown", this.onMouseDown);
    root.removeEventListener("dragstart", this.onDragStart);
    root.ownerDocument.removeEventListener("mouseup", this.onMouseUp);
    root.ownerDocument.removeEventListener("selectionchange", this.onSelectionChange);
  }

  private draw(native: boolean): void {
    const span = this.span();
    const range = span && rangeOf(this.page, this.page.map, span.start, span.end);
    this.painted.set(range ? [range] : []);
    if (!native || !this.held || !this.hasFocus) return;
    const backwards = this.held.focus < this.held.anchor;
    const from = span ? (backwards ? span.end : span.start) : this.held.focus;
    const to = span ? (backwards ? span.start : span.end) : this.held.focus;
    const anchor = unitToPoint(this.page, this.page.map, from, span && !backwards ? "start" : "end");
    const focus = unitToPoint(this.page, this.page.map, to, span && backwards ? "start" : "end");
    const selection = this.page.root.ownerDocument.getSelection();
    if (!anchor || !focus || !selection) return;
    const same =
      selection.anchorNode === anchor.node &&
      selection.anchorOffset === anchor.offset &&
      selection.focusNode === focus.node &&
      selection.focusOffset === focus.offset;
    if (!same) selection.setBaseAndExtent(anchor.node, anchor.offset, focus.node, focus.offset);
  }

  /** Takes over what the browser's selection says, if it says anything about the text. */
  private takeOver(by: SelectedBy): boolean {
    const read = this.read();
    if (!read) return false;
    const { anchor, focus } = read;
    if (this.held?.anchor === anchor && this.held.focus === focus) return true;
    if (this.saysTheSame(anchor, focus)) return true;
    this.held = { anchor, focus, by };
    this.draw(false);
    return true;
  }

  /** The picture of a state is pulled tight, so reading it back may give other positions for the same words. */
  private saysTheSame(anchor: number, focus: number): boolean {
    const mine = this.span();
    if (!mine || anchor === focus) return false;
    const theirs = this.page.map.tighten(anchor, focus);
    const turned = (this.held?.focus ?? 0) < (this.held?.anchor ?? 0);
    return mine.start === theirs.start && mine.end === theirs.end && turned === focus < anchor;
  }

  private read(): { anchor: number; focus: number } | null {
    const { root, map } = this.page;
    const selection = root.ownerDocument.getSelection();
    if (!selection?.anchorNode || !selection.focusNode || selection.rangeCount === 0) return null;
    if (isField(root.ownerDocument.activeElement) && !this.hasFocus) return null;
    const range = selection.getRangeAt(0);
    const inside = root.contains(selection.anchorNode) || root.contains(selection.focusNode);
    if (!inside && (selection.isCollapsed || !range.intersectsNode(root))) return null;
    const anchor = pointToUnit(this.page, map, selection.anchorNode, selection.anchorOffset);
    const focus = selection.isCollapsed
      ? anchor
      : pointToUnit(this.page, map, selection.focusNode, selection.focusOffset);
    if (anchor === focus) return { anchor, focus };
    return { anchor: this.walk.settle(anchor, anchor > focus), focus: this.walk.settle(focus, focus > anchor) };
  }

  private readonly onPointerDown = (event: PointerEvent): void => {
    this.pointer = event.pointerType === "touch" ? "touch" : "pointer";
  };

  private readonly onMouseDown = (event: MouseEvent): void => {
    if (event.button !== 0) return;
    if (event.target instanceof Element && event.target.closest(".turn-gutter")) {
      // A press on a name or a time must not lose the words selected.
      event.preventDefault();
      return;
    }
    this.dragging = this.pointer === "pointer";
    this.clicks = event.detail;
    // Without this a drag that starts on selected words would drag them instead of selecting anew.
    if (event.detail === 1 && !event.shiftKey) this.page.root.ownerDocument.getSelection()?.removeAllRanges();
  };

  private readonly onDragStart = (event: Event): void => event.preventDefault();

  private readonly onMouseUp = (event: MouseEvent): void => {
    if (!this.dragging || event.button !== 0) return;
    this.dragging = false;
    // The browser sets its own selection after the event: a click on selected words collapses it only then.
    this.timer = setTimeout(() => {
      if (!this.takeOver("pointer")) {
        this.letGo();
        return;
      }
      if (this.clicks === 2) this.wholeWord();
      this.rest();
    }, 0);
  };

  /** The hand has let go: what is held from now on is the words themselves. */
  private rest(): void {
    const span = this.span();
    if (span && this.held) {
      const turned = this.held.focus < this.held.anchor;
      const { by } = this.held;
      this.held = { anchor: turned ? span.end : span.start, focus: turned ? span.start : span.end, by };
    }
    this.changed(this.held, true);
  }

  /** A double click takes our word ("24/7"), unless it was drawn further. */
  private wholeWord(): void {
    const span = this.span();
    const word = span && this.walk.wordAt(span.start);
    if (!span || !word) return;
    const words = this.page.map.text.slice(span.start, span.end).trimEnd();
    if (span.start < word.start || span.start + words.length > word.end) return;
    this.held = { anchor: word.start, focus: word.end, by: "pointer" };
    this.draw(true);
  }

  private readonly onSelectionChange = (): void => {
    const before = this.held;
    const by: SelectedBy = this.dragging || this.pointer === "touch" ? this.pointer : (this.held?.by ?? "pointer");
    if (!this.takeOver(by) || this.held === before || this.dragging) return;
    clearTimeout(this.timer);
    if (this.pointer !== "touch") {
      this.changed(this.held, false);
      return;
    }
    this.timer = setTimeout(() => this.rest(), TOUCH_REST_MS);
  };
}

function trimmed(text: string, span: Span): Span {
  const words = text.slice(span.start, span.end);
  const start = span.start + words.length - words.trimStart().length;
  return { start, end: start + words.trim().length };
}

function isField(element: Element | null): boolean {
  return element instanceof HTMLElement && (element.matches("input, textarea, select") || element.isContentEditable);
}
