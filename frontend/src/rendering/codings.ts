/** The codings of the text: which are shown, where their words are, and which blocks each of them touches. */

import { EVERY_CODING } from "../model/text";
import type { CodingMark, Looks } from "../model/text";
import { known } from "../anchoring/textMap";
import type { TextMap } from "../anchoring/textMap";

export interface Coding {
  readonly mark: CodingMark;
  /** The words covered, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly firstBlock: number;
  readonly lastBlock: number;
  /** Where its first line starts, relative to its first block; set by measuring. */
  top: number;
  /** Where its last line ends, relative to its last block; set by measuring. */
  bottom: number;
}

export class Codings {
  private readonly byId = new Map<string, Coding>();
  private readonly byBlock: Coding[][];
  private looks: Looks = EVERY_CODING;
  private sorted: Coding[] | null = null;

  constructor(private readonly map: TextMap) {
    this.byBlock = map.blocks.map(() => []);
  }

  get(id: string): Coding | undefined {
    return this.byId.get(id);
  }

  /** Those shown, in reading order. */
  shown(): readonly Coding[] {
    this.sorted ??= [...this.byId.values()].filter((coding) => this.isShown(coding)).sort(inReadingOrder);
    return this.sorted;
  }

  /** Those shown on a block, the longest first: the smallest lies on top, whichever was made last. */
  on(block: number): Coding[] {
    return (this.byBlock[block] ?? []).filter((coding) => this.isShown(coding)).sort(longestFirst);
  }

  /** Adds or replaces codings and returns the blocks touched. */
  upsert(marks: readonly CodingMark[]): Set<number> {
    const touched = new Set<number>();
    this.sorted = null;
    for (const mark of marks) {
      const before = this.byId.get(mark.id);
      if (before) this.takeOff(before, touched);
      const coding = this.placed(mark);
      this.byId.set(mark.id, coding);
      for (let at = coding.firstBlock; at <= coding.lastBlock; at += 1) {
        known(this.byBlock[at]).push(coding);
        touched.add(at);
      }
    }
    return touched;
  }

  /** Takes codings away and returns the blocks touched; unknown ids are passed over. */
  remove(ids: readonly string[]): Set<number> {
    const touched = new Set<number>();
    this.sorted = null;
    for (const id of ids) {
      const coding = this.byId.get(id);
      if (!coding) continue;
      this.takeOff(coding, touched);
      this.byId.delete(id);
    }
    return touched;
  }

  /** Chooses whose codings and which codes are shown; returns the blocks where that changes something. */
  setLooks(looks: Looks): Set<number> {
    const touched = new Set<number>();
    for (const coding of this.byId.values()) {
      if (fits(looks, coding) === this.isShown(coding)) continue;
      for (let at = coding.firstBlock; at <= coding.lastBlock; at += 1) touched.add(at);
    }
    this.looks = looks;
    this.sorted = null;
    return touched;
  }

  /** Blocks with a coding that is picked out, shown or not. */
  under(picked: (mark: CodingMark) => boolean): Set<number> {
    return new Set(this.byBlock.flatMap((codings, block) => (codings.some(({ mark }) => picked(mark)) ? [block] : [])));
  }

  /** The coding after (or before) a position in reading order; of several at one place, each in turn from `current`. */
  beside(unit: number, current: string | null, forward: boolean): Coding | null {
    const sorted = this.shown();
    const here = current === null ? -1 : sorted.findIndex(({ mark }) => mark.id === current);
    if (here >= 0) return sorted[here + (forward ? 1 : -1)] ?? null;
    if (forward) return sorted.find(({ start }) => start >= unit) ?? null;
    return sorted.findLast(({ start }) => start < unit) ?? null;
  }

  private isShown(coding: Coding): boolean {
    return fits(this.looks, coding);
  }

  private takeOff(coding: Coding, touched: Set<number>): void {
    for (let at = coding.firstBlock; at <= coding.lastBlock; at += 1) {
      const codings = known(this.byBlock[at]);
      codings.splice(codings.indexOf(coding), 1);
      touched.add(at);
    }
  }

  private placed(mark: CodingMark): Coding {
    const { start: from, end: to } = this.map.toUnits(mark);
    const { start, end } = this.map.tighten(from, to);
    const first = this.map.blockAt(this.map.clamp(start));
    const last = end > start ? this.map.blockAt(end) : first;
    const lastBlock = last.start >= end && last.index > first.index ? last.index - 1 : last.index;
    return { mark, start, end, firstBlock: first.index, lastBlock, top: 0, bottom: 0 };
  }
}

function fits(looks: Looks, { mark }: Coding): boolean {
  return (looks.coders?.has(mark.coderId) ?? true) && (looks.codes?.has(mark.codeId) ?? true);
}

function longestFirst(a: Coding, b: Coding): number {
  return b.end - b.start - (a.end - a.start) || inReadingOrder(a, b);
}

function inReadingOrder(a: Coding, b: Coding): number {
  return a.start - b.start || b.end - a.end || (a.mark.id < b.mark.id ? -1 : 1);
}
