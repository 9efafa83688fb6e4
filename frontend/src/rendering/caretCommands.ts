/** Carries out what a key means: moves the caret, extends the selection, goes from coding to coding, and says so. */

import { pointToUnit } from "../anchoring/domPoints";
import type { CaretWalk, Stride } from "../anchoring/caretWalk";
import type { Span } from "../model/text";
import { caretBox } from "./caretPicture";
import type { CaretCommand } from "./keys";
import type { Page } from "./page";
import type { Held, SelectionOwner } from "./selectionOwner";
import { spokenAmount, spokenTurn, spokenWords } from "./spoken";
import { isRightToLeft } from "./turnElements";
import type { Viewport } from "./viewport";

export interface CaretHands {
  readonly page: Page;
  readonly walk: CaretWalk;
  readonly owner: SelectionOwner;
  readonly viewport: Viewport;
  say(words: string): void;
  /** Goes to the next or previous coding; false where there is none. */
  goToCoding(forward: boolean): boolean;
  /** Opens the coding that has the focus; false where none has. */
  openCoding(): boolean;
  leaveCoding(): boolean;
}

type Motion = Extract<CaretCommand, { do: "move" | "extend" }>;

export class CaretCommands {
  /** The column that going up and down keeps to. */
  private column: number | null = null;

  constructor(private readonly hands: CaretHands) {}

  /** True if the key was used. */
  run(command: CaretCommand): boolean {
    const column = this.column;
    this.column = null;
    switch (command.do) {
      case "move":
      case "extend":
        return this.motion(command, column);
      case "sentence":
        return this.sentence(command.forward);
      case "coding":
        return this.hands.goToCoding(command.forward);
      case "everything":
        return this.everything();
      case "settle":
        return this.settle();
      case "leave":
        return this.leave();
    }
  }

  /** Where the caret is, or would be: at the first words seen if it was nowhere. */
  caret(): Held {
    const { owner, page, viewport } = this.hands;
    if (owner.held) return owner.held;
    const at = page.blockAtHeight(Math.max(0, viewport.seen().top + 8));
    const cutOff = page.topOf(at) < viewport.seen().top - 1;
    const block = cutOff && at + 1 < page.blocks.length ? at + 1 : at;
    const unit = page.map.blocks[block]?.start ?? page.map.firstUnit;
    return { anchor: unit, focus: unit, by: "keyboard" };
  }

  private motion(command: Motion, column: number | null): boolean {
    const held = this.caret();
    const extending = command.do === "extend";
    const span = this.hands.owner.span();
    // A plain arrow lets go of the selection at the end it points to.
    if (!extending && span && "side" in command && command.by === "grapheme") {
      this.go(held, this.isForward(command, held.focus) ? span.end : span.start, false);
      return true;
    }
    const to = this.target(command, held, column);
    if (to === null) return false;
    this.go(held, to, extending, command.by === "line" || command.by === "lineEnd" ? "word" : command.by);
    return true;
  }

  private target(command: Motion, { anchor, focus: from }: Held, column: number | null): number | null {
    const { walk } = this.hands;
    const extending = command.do === "extend";
    if (command.by === "line") {
      const to = this.line(from, command.forward, column);
      return to === null || onTheWay(from, to, command.forward) ? to : this.past(from, command.forward);
    }
    if (command.by === "lineEnd") return this.lineEnd(from, command.forward);
    const forward = this.isForward(command, from);
    if (command.by === "grapheme" && "side" in command && !extending) {
      return this.beside(from, command.side) ?? this.logical(from, forward);
    }
    // Back over what has been selected is a smaller selection, not a new one on the other side.
    if (extending && forward !== from > anchor && from !== anchor && command.by !== "text") {
      return walk.shrunk(anchor, from, command.by);
    }
    return forward ? walk.forward(from, command.by, extending) : walk.backward(from, command.by);
  }

  private logical(from: number, forward: boolean): number {
    const { walk } = this.hands;
    return forward ? walk.forward(from, "grapheme", false) : walk.backward(from, "grapheme");
  }

  /** Left and right are the eye's; in a paragraph that runs from the right, left is forward. */
  private isForward(command: Motion, at: number): boolean {
    if ("forward" in command) return command.forward;
    const { page } = this.hands;
    const block = page.blocks[page.map.blockAt(at).index];
    return (command.side === "right") !== (block ? isRightToLeft(block) : false);
  }

  /** One character to the left or right as the browser sees it: in mixed scripts only the browser knows. */
  private beside(from: number, side: "left" | "right"): number | null {
    const { page, owner, walk } = this.hands;
    const selection = page.root.ownerDocument.getSelection();
    if (typeof selection?.modify !== "function" || !owner.hasFocus) return null;
    owner.redraw();
    selection.modify("move", side, "character");
    if (!selection.focusNode || !page.root.contains(selection.focusNode)) return null;
    const to = pointToUnit(page, page.map, selection.focusNode, selection.focusOffset);
    // It must stay in the paragraph: between paragraphs lie gutters, which the browser would walk through.
    if (to === from || page.map.blockAt(to).index !== page.map.blockAt(from).index) return null;
    return walk.settle(to, to > from);
  }

  private line(from: number, forward: boolean, column: number | null): number | null {
    const { page, viewport } = this.hands;
    const box = caretBox(page, from);
    if (!box) return null;
    viewport.reveal({ top: box.top - page.lineHeight, bottom: box.bottom + page.lineHeight });
    const now = caretBox(page, from) ?? box;
    this.column = column ?? now.left;
    const middle = (now.top + now.bottom) / 2 + (forward ? page.lineHeight : -page.lineHeight);
    const block = page.map.blockAt(from).index;
    const here = page.blocks[block]?.getBoundingClientRect();
    if (here && middle > here.top && middle < here.bottom) return this.hit(block, this.column, middle, from);
    const beside = page.blocks[block + (forward ? 1 : -1)];
    const there = beside?.getBoundingClientRect();
    if (!there) return forward ? page.map.lastUnit : page.map.firstUnit;
    const y = forward ? there.top + page.lineHeight / 2 : there.bottom - page.lineHeight / 2;
    viewport.reveal({ top: y - page.lineHeight, bottom: y + page.lineHeight });
    const shift = (beside?.getBoundingClientRect().top ?? there.top) - there.top;
    return this.hit(block + (forward ? 1 : -1), this.column, y + shift, from);
  }

  /** Where a line could not be found on the screen the caret still goes on: by a word, never back or in a circle. */
  private past(from: number, forward: boolean): number {
    const { walk, page } = this.hands;
    const to = forward ? walk.forward(from, "word", false) : walk.backward(from, "word");
    if (to !== from) return to;
    return forward ? page.map.lastUnit : page.map.firstUnit;
  }

  /** The position in a block nearest to a point of the screen. */
  private hit(block: number, x: number, y: number, otherwise: number): number {
    const { page, walk } = this.hands;
    const box = page.blocks[block]?.getBoundingClientRect();
    const where = page.map.blocks[block];
    if (!box || !where) return otherwise;
    const inside = Math.min(Math.max(x, box.left + 1), box.right - 1);
    const place = placeAt(page.root.ownerDocument, inside, y);
    if (!place) return where.start;
    const unit = pointToUnit(page, page.map, place.node, place.offset);
    return walk.settle(Math.min(Math.max(unit, where.start), where.end), false);
  }

  private lineEnd(from: number, forward: boolean): number | null {
    const { page } = this.hands;
    const box = caretBox(page, from);
    const block = page.map.blockAt(from).index;
    const element = page.blocks[block];
    if (!box || !element) return null;
    const edges = element.getBoundingClientRect();
    const right = forward !== isRightToLeft(element);
    return this.hit(block, right ? edges.right : edges.left, (box.top + box.bottom) / 2, from);
  }

  /** The sentence at the caret; pressed again, the next one too; back, the last one less. */
  private sentence(forward: boolean): boolean {
    const { owner, walk, page } = this.hands;
    const span = owner.span();
    if (!span) {
      const sentence = this.sentenceFrom(this.caret().focus, forward);
      if (!sentence) return false;
      const { start, end } = sentence;
      owner.hold(forward ? start : end, forward ? end : start, "keyboard", false);
      this.afterExtending(sentence);
      return true;
    }
    const { held } = owner;
    const back = !forward && held && held.focus > held.anchor ? walk.backward(span.end, "sentence") : span.start;
    // One sentence too many is given back.
    if (held && back > span.start) {
      const end = walk.sentenceAt(walk.backward(back, "sentence"))?.end ?? back;
      owner.hold(span.start, end, "keyboard", false);
      this.afterExtending(page.map.tighten(back, span.end), held, end);
      return true;
    }
    const to = forward ? walk.forward(span.end, "sentence", true) : walk.backward(span.start, "sentence");
    owner.hold(forward ? span.start : span.end, to, "keyboard", false);
    this.afterExtending(page.map.tighten(forward ? span.end : span.start, to));
    return true;
  }

  /** The sentence at a place. One that has been read to its end, at the end of a paragraph, is followed by the next. */
  private sentenceFrom(at: number, forward: boolean): Span | null {
    const { walk } = this.hands;
    const here = walk.sentenceAt(at);
    if (!forward || !here || at < here.end) return here;
    const end = walk.edge(at, "sentence", true, "end");
    return end > here.end ? walk.sentenceAt(walk.backward(end, "sentence")) : here;
  }

  private everything(): boolean {
    const { owner, page } = this.hands;
    owner.hold(page.map.firstUnit, page.map.lastUnit, "keyboard", false);
    this.hands.say(`selected, ${spokenAmount(page.map, { start: page.map.firstUnit, end: page.map.lastUnit })}`);
    return true;
  }

  private settle(): boolean {
    const { owner } = this.hands;
    if (owner.span() && owner.held) {
      owner.hold(owner.held.anchor, owner.held.focus, "keyboard", true);
      return true;
    }
    return this.hands.openCoding();
  }

  private leave(): boolean {
    const { owner } = this.hands;
    const leftCoding = this.hands.leaveCoding();
    if (!owner.span() || !owner.held) return leftCoding;
    owner.hold(owner.held.focus, owner.held.focus, "keyboard", true);
    return true;
  }

  private go(held: Held, to: number, extending: boolean, by: Stride = "grapheme"): void {
    const { owner, page } = this.hands;
    owner.hold(extending ? held.anchor : to, to, "keyboard", false);
    const box = caretBox(page, to);
    if (box) this.hands.viewport.reveal(box);
    if (extending) this.afterExtending(page.map.tighten(held.focus, to), held, to);
    else this.hands.say(this.landed(held.focus, to, by));
  }

  private afterExtending(added: { start: number; end: number }, held?: Held, to?: number): void {
    const { owner, page } = this.hands;
    const span = owner.span();
    const words = spokenWords(page.map, added);
    const shrunk = held && to !== undefined && Math.abs(to - held.anchor) < Math.abs(held.focus - held.anchor);
    const amount = span ? `${spokenAmount(page.map, span)} selected` : "nothing selected";
    this.hands.say(`${words}${shrunk ? " left out" : ""}; ${amount}`);
    const box = owner.held && caretBox(page, owner.held.focus);
    if (box) this.hands.viewport.reveal(box);
  }

  /** What is at the caret now: the character, the word or sentence, or who begins to speak. */
  private landed(from: number, to: number, by: Stride): string {
    const { page, walk } = this.hands;
    const { map } = page;
    const turn = map.turnAt(to);
    const entered = map.turnAt(from).index === turn.index ? "" : `${spokenTurn(map, to)}: `;
    if (by === "turn") return `${spokenTurn(map, to)}: ${spokenWords(map, { start: turn.speechStart, end: turn.end })}`;
    const start = walk.backward(to, "word");
    const unit =
      by === "sentence"
        ? walk.sentenceAt(to)
        : by === "grapheme"
          ? { start: to, end: walk.forward(to, "grapheme", false) }
          : (walk.wordAt(to) ?? { start, end: to });
    return `${entered}${(unit && spokenWords(map, unit)) || "end of the text"}`;
  }
}

function onTheWay(from: number, to: number, forward: boolean): boolean {
  return forward ? to > from : to < from;
}

/** What is written at a point of the screen. */
export function placeAt(page: Document, x: number, y: number): { node: Node; offset: number } | null {
  if (typeof page.caretPositionFromPoint === "function") {
    const place = page.caretPositionFromPoint(x, y);
    return place ? { node: place.offsetNode, offset: place.offset } : null;
  }
  if (typeof page.caretRangeFromPoint !== "function") return null;
  const range = page.caretRangeFromPoint(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : null;
}
