/** The page of one text: its elements, built in slices, and their places. Nobody else writes inside it. */

import type { Shown } from "../anchoring/domPoints";
import { known } from "../anchoring/textMap";
import type { TextMap } from "../anchoring/textMap";
import type { Coding, Codings } from "./codings";
import { drawBlock, made, turnElement } from "./turnElements";
import type { DrawnMark, Names } from "./turnElements";

/** A slice ends at whichever comes first; both bound the browser's layout, which costs more than our own work. The
 * first has about what a window shows: 80 letters to 28 pixels. */
const FIRST_SLICE = { turns: 30, unitsToPixel: 3 };
const NEXT_SLICES = { turns: 60, units: 12_000 };
/** Stripes keep this share of a line clear above and below. */
const STRIPE_HALF = 0.32;

export class Page implements Shown {
  readonly blocks: HTMLElement[] = [];
  private readonly marks: DrawnMark<Coding>[][] = [];
  private readonly tops: number[] = [];
  private readonly heights: number[] = [];
  private builtTurns = 0;
  private width = 0;
  private height = 0;
  private line = 28;

  constructor(
    readonly root: HTMLElement,
    readonly map: TextMap,
    readonly codings: Codings,
    private names: Names,
  ) {}

  get isBuilt(): boolean {
    return this.builtTurns >= this.map.turns.length;
  }

  get turnsBuilt(): number {
    return this.builtTurns;
  }

  /** Builds the next slice and, after `placed`, measures it; false once nothing is left. */
  buildSlice(placed?: () => void): boolean {
    const most = this.builtTurns === 0 ? { turns: FIRST_SLICE.turns, units: window.innerHeight * FIRST_SLICE.unitsToPixel } : NEXT_SLICES;
    // A part of its own for each slice: a change then lays out its siblings there, not thousands of them.
    const part = made("div", "text-part");
    const firstBlock = this.blocks.length;
    let units = 0;
    for (let n = 0; n < most.turns && units < most.units && !this.isBuilt; n += 1) {
      const turn = known(this.map.turns[this.builtTurns]);
      const drawn = turnElement(this.map, turn);
      for (const element of drawn.blocks) {
        this.blocks.push(element);
        this.draw(this.blocks.length - 1);
      }
      part.append(drawn.turn);
      units += turn.end - turn.start;
      this.builtTurns += 1;
    }
    if (firstBlock === this.blocks.length) return false;
    if (firstBlock === 0 && known(this.map.turns[0]).start > 0) {
      // White space before the first turn belongs to the text, but is drawn nowhere.
      this.root.append(this.map.text.slice(0, known(this.map.turns[0]).start));
    }
    this.root.append(part);
    placed?.();
    this.measure(firstBlock);
    return !this.isBuilt;
  }

  /** Draws blocks anew and measures what moved. */
  redraw(blocks: Iterable<number>): void {
    const built = [...blocks].filter((block) => block < this.blocks.length).sort((a, b) => a - b);
    const [first] = built;
    if (first === undefined) return;
    for (const block of built) this.draw(block);
    const { top: rootTop, width } = this.root.getBoundingClientRect();
    // Not shown now: measure all when it is.
    if (width === 0) this.width = 0;
    let moved = false;
    for (const block of built) {
      const height = this.heights[block];
      this.measureBlock(block, rootTop);
      moved ||= Math.abs((height ?? 0) - (this.heights[block] ?? 0)) > 0.5;
    }
    if (moved) this.measurePlaces(first, rootTop);
  }

  setNames(names: Names): void {
    this.names = names;
  }

  /** Measures again where the width, the size of the letters or the fonts have changed; false if nothing did. */
  remeasure(force: boolean): boolean {
    const box = this.root.getBoundingClientRect();
    const same = Math.abs(box.width - this.width) < 0.5 && Math.abs(box.height - this.height) < 0.5;
    if (box.width === 0 || (same && !force)) return false;
    this.measure(0);
    return true;
  }

  topOf(block: number): number {
    return this.tops[block] ?? 0;
  }

  heightOf(block: number): number {
    return this.heights[block] ?? 0;
  }

  /** Where what is built ends, counted from the top of the text. */
  get bottom(): number {
    const last = this.blocks.length - 1;
    return this.topOf(last) + this.heightOf(last);
  }

  /** The block at a height of the page, counted from the top of the text. */
  blockAtHeight(y: number): number {
    let low = 0;
    let high = this.blocks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.tops[middle] ?? 0) <= y) low = middle + 1;
      else high = middle;
    }
    // Unseen, a page has no heights: then it is as good as at its top.
    return this.height > 0 ? Math.max(0, low - 1) : 0;
  }

  /** The marks of a coding, or of several, that are on the page. */
  marksOf(ids: ReadonlySet<string>): HTMLElement[] {
    const found: HTMLElement[] = [];
    for (const id of ids) {
      const coding = this.codings.get(id);
      if (!coding) continue;
      for (let block = coding.firstBlock; block <= coding.lastBlock; block += 1) {
        for (const { element, over } of this.marks[block] ?? []) {
          if (over.some(({ mark }) => mark.id === id)) found.push(element);
        }
      }
    }
    return found;
  }

  /** Every mark that is on the page, in order. */
  drawn(): readonly DrawnMark<Coding>[] {
    return this.marks.flat();
  }

  /** The height of a line of the text, in pixels. */
  get lineHeight(): number {
    return this.line;
  }

  private draw(block: number): void {
    const element = known(this.blocks[block]);
    const where = known(this.map.blocks[block]);
    this.marks[block] = drawBlock(element, this.map, where, this.codings.on(block), this.names);
  }

  private measure(firstBlock: number): void {
    const box = this.root.getBoundingClientRect();
    this.width = box.width;
    this.height = box.height;
    const size = Number.parseFloat(getComputedStyle(known(this.blocks[0])).lineHeight);
    if (size > 0) this.line = size;
    for (let block = firstBlock; block < this.blocks.length; block += 1) this.measureBlock(block, box.top);
  }

  private measurePlaces(firstBlock: number, rootTop: number): void {
    for (let block = firstBlock; block < this.blocks.length; block += 1) {
      this.tops[block] = known(this.blocks[block]).getBoundingClientRect().top - rootTop;
    }
    this.height = this.root.getBoundingClientRect().height;
  }

  /** The place of a block and, relative to it, where its codings start and end. */
  private measureBlock(block: number, rootTop: number): void {
    const box = known(this.blocks[block]).getBoundingClientRect();
    this.tops[block] = box.top - rootTop;
    this.heights[block] = box.height;
    const half = this.line * STRIPE_HALF;
    const started = new Set<Coding>();
    for (const { element, over } of this.marks[block] ?? []) {
      const lines = linesOf(element);
      const first = lines[0];
      const last = lines[lines.length - 1];
      if (!first || !last) continue;
      for (const coding of over) {
        if (coding.firstBlock === block && !started.has(coding)) {
          started.add(coding);
          coding.top = (first.top + first.bottom) / 2 - half - box.top;
        }
        if (coding.lastBlock === block) coding.bottom = (last.top + last.bottom) / 2 + half - box.top;
      }
    }
    this.placeWordless(block, started, half);
  }

  /** A coding that covers a label only has no mark: its stripe stands at the first line of its turn. */
  private placeWordless(block: number, started: ReadonlySet<Coding>, half: number): void {
    const line = this.line / 2;
    for (const coding of this.codings.on(block)) {
      if (coding.end > coding.start || started.has(coding)) continue;
      coding.top = line - half;
      coding.bottom = line + half;
    }
  }
}

/** The boxes of a mark's lines, without the sliver of a space left at the end of the line before. */
function linesOf(element: HTMLElement): DOMRect[] {
  const rects = [...element.getClientRects()];
  const wide = rects.filter(({ width }) => width > 5);
  return wide.length ? wide : rects;
}
