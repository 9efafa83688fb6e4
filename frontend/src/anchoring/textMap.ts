/**
 * The text as it is laid out: turns, and in each turn one block a paragraph. From here to the page positions
 * are UTF-16 units, because the browser's are; `index` turns them into code points at the edge.
 */

import type { SourceText, Span, TurnModel } from "../model/text";
import { CodePointIndex } from "./codePoints";

export interface Turn {
  readonly index: number;
  readonly model: TurnModel;
  readonly start: number;
  readonly speechStart: number;
  readonly end: number;
  /** Where the next turn starts; what lies between is white space and is drawn nowhere. */
  readonly gapEnd: number;
  readonly firstBlock: number;
  readonly lastBlock: number;
}

export interface Block {
  readonly index: number;
  readonly turn: number;
  /** The words of the paragraph. */
  readonly start: number;
  readonly end: number;
  /** The end of the line breaks that follow them inside the same turn. */
  readonly tail: number;
}

export class TextMap {
  readonly index: CodePointIndex;
  readonly text: string;
  readonly turns: readonly Turn[];
  readonly blocks: readonly Block[];

  constructor(readonly source: SourceText) {
    this.text = source.text;
    this.index = new CodePointIndex(source.text, source.from);
    const turns: Turn[] = [];
    const blocks: Block[] = [];
    const models = withMatter(source, this.index);
    models.forEach(({ model, start, speechStart, end }, at) => {
      const gapEnd = models[at + 1]?.start ?? source.text.length;
      const firstBlock = blocks.length;
      for (const paragraph of paragraphs(source.text, speechStart, end)) {
        blocks.push({ ...paragraph, index: blocks.length, turn: at });
      }
      turns.push({ index: at, model, start, speechStart, end, gapEnd, firstBlock, lastBlock: blocks.length - 1 });
    });
    this.turns = turns;
    this.blocks = blocks;
  }

  /** The last block that starts at or before a position; the first for a position before all. */
  blockAt(unit: number): Block {
    return lastStarted(this.blocks, unit);
  }

  turnAt(unit: number): Turn {
    return lastStarted(this.turns, unit);
  }

  turnOf(block: Block): Turn {
    return known(this.turns[block.turn]);
  }

  get firstUnit(): number {
    return known(this.blocks[0]).start;
  }

  get lastUnit(): number {
    return known(this.blocks[this.blocks.length - 1]).end;
  }

  /** The nearest position where a caret may stand: in the words of a paragraph, not in a label, gap or line break. */
  clamp(unit: number): number {
    const block = this.blockAt(unit);
    if (unit < block.start) return block.start;
    if (unit <= block.end) return unit;
    const next = this.blocks[block.index + 1];
    // In the next turn's label: that turn's words are nearer than this one's end.
    const inLabel = next !== undefined && next.turn !== block.turn && unit >= known(this.turns[next.turn]).start;
    return inLabel && unit > this.turnOf(block).end ? next.start : block.end;
  }

  /**
   * The words a pair of positions takes in, pulled tight: an end that only touches the start of a paragraph goes
   * back to the end of the one before, a start at the end of one goes on to the next. Empty if no words are left.
   */
  tighten(from: number, to: number): Span {
    let start = Math.min(from, to);
    let end = Math.max(from, to);
    const first = this.blockAt(start);
    const next = this.blocks[first.index + 1];
    if (start >= first.end && next && next.start <= end) start = Math.max(next.start, start);
    else start = Math.max(first.start, start);
    let last = this.blockAt(end);
    if (end <= last.start && last.index > 0 && start < last.start) last = known(this.blocks[last.index - 1]);
    end = Math.min(end, last.end);
    return end < start ? { start, end: start } : { start, end };
  }

  /** The parts of a span that are speech, in order. */
  speechIn(span: Span): Span[] {
    const parts: Span[] = [];
    for (let at = this.turnAt(span.start).index; at < this.turns.length; at += 1) {
      const turn = known(this.turns[at]);
      if (turn.start >= span.end) break;
      const start = Math.max(span.start, turn.speechStart);
      const end = Math.min(span.end, turn.end);
      if (end > start) parts.push({ start, end });
    }
    return parts;
  }

  /** The words of a span without labels, one line a turn. */
  wordsIn(span: Span): string {
    return this.speechIn(span)
      .map(({ start, end }) => this.text.slice(start, end))
      .join("\n");
  }

  toUnits(span: Span): Span {
    return { start: this.index.toUnits(span.start), end: this.index.toUnits(span.end) };
  }

  toCodePoints(span: Span): Span {
    return { start: this.index.toCodePoint(span.start), end: this.index.toCodePoint(span.end) };
  }
}

interface Placed extends Span {
  readonly model: TurnModel;
  readonly speechStart: number;
}

/** The turns in text order, with matter made of every stretch of words that no turn claims. */
function withMatter(source: SourceText, index: CodePointIndex): Placed[] {
  const placed: Placed[] = [];
  let reached = 0;
  const fill = (until: number): void => {
    const between = source.text.slice(reached, until);
    if (!between.trim()) return;
    const start = reached + (between.length - between.trimStart().length);
    placed.push(matter(index, start, start + between.trim().length));
  };
  for (const model of [...source.turns].sort((a, b) => a.start - b.start)) {
    const start = Math.max(reached, index.toUnits(model.start));
    const end = Math.max(start, index.toUnits(model.end));
    if (!source.text.slice(start, end).trim()) continue;
    fill(start);
    const speechStart = Math.min(end, Math.max(start, index.toUnits(model.speechStart)));
    placed.push({ model, start, speechStart, end });
    reached = end;
  }
  fill(source.text.length);
  return placed.length ? placed : [matter(index, 0, source.text.length)];
}

function matter(index: CodePointIndex, start: number, end: number): Placed {
  const from = index.toCodePoint(start);
  const model: TurnModel = {
    id: `matter-${from}`,
    start: from,
    speechStart: from,
    end: index.toCodePoint(end),
    speaker: "",
    label: "",
    isInterviewer: false,
    t0Ms: null,
    number: null,
  };
  return { model, start, speechStart: start, end };
}

/** The paragraphs of a speech: words, then the line breaks after them. There is always at least one. */
function paragraphs(text: string, start: number, end: number): (Span & { tail: number })[] {
  const found: (Span & { tail: number })[] = [];
  let from = start;
  do {
    const lineBreak = text.indexOf("\n", from);
    const wordsEnd = lineBreak < 0 || lineBreak >= end ? end : lineBreak;
    let tail = wordsEnd;
    while (tail < end && text[tail] === "\n") tail += 1;
    found.push({ start: from, end: wordsEnd, tail });
    from = tail;
  } while (from < end);
  return found;
}

function lastStarted<T extends { readonly start: number }>(sorted: readonly T[], unit: number): T {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (known(sorted[middle]).start <= unit) low = middle + 1;
    else high = middle;
  }
  return known(sorted[Math.max(0, low - 1)]);
}

/** For positions that exist by construction. */
export function known<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError("a position outside the text");
  return value;
}
