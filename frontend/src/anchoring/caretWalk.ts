/** Where the caret stops when it goes by grapheme, word, sentence or turn. Pure; positions are UTF-16 units. */

import type { Span } from "../model/text";
import { sentencesOf } from "./sentences";
import { known } from "./textMap";
import type { Block, TextMap } from "./textMap";
import { nextGrapheme, previousGrapheme, snapToGrapheme, wordsOf } from "./words";

export type Stride = "grapheme" | "word" | "sentence" | "turn" | "text";

const MOST_KEPT = 200;

export class CaretWalk {
  private readonly words = new Map<number, readonly Span[]>();
  private readonly sentences = new Map<number, readonly Span[]>();

  constructor(private readonly map: TextMap) {}

  /**
   * The next stop forward. `extending` asks for ends, so that a selection takes in whole sentences and turns;
   * without it sentences and turns are reached at their starts. Never goes back; stands still only at the end.
   */
  forward(from: number, stride: Stride, extending: boolean): number {
    const at = this.map.clamp(from);
    const reached = this.forwardRaw(at, stride, extending);
    return reached > at ? reached : at;
  }

  /** The next stop backward: always a start. Never goes forward; stands still only at the start. */
  backward(from: number, stride: Stride): number {
    const at = this.map.clamp(from);
    const reached = this.backwardRaw(at, stride);
    return reached < at ? reached : at;
  }

  /** The nearest start or end of a word or sentence beyond a position; the end of the text where there is none. */
  edge(at: number, stride: "word" | "sentence", forward: boolean, side: "start" | "end"): number {
    const { blocks } = this.map;
    for (let i = this.map.blockAt(at).index; i >= 0 && i < blocks.length; i += forward ? 1 : -1) {
      const block = known(blocks[i]);
      const units = stride === "word" ? this.wordsIn(block) : this.sentencesIn(block);
      const unit = forward ? units.find((one) => one[side] > at) : units.findLast((one) => one[side] < at);
      if (unit) return unit[side];
    }
    return forward ? this.map.lastUnit : this.map.firstUnit;
  }

  /**
   * Where a selection from `anchor` to `from` goes when it is made smaller: by whole words it ends with the word
   * before, so no space is left hanging, and it never turns over its anchor.
   */
  shrunk(anchor: number, from: number, stride: Stride): number {
    const forward = from < anchor;
    const whole = stride === "word" || stride === "sentence";
    if (!whole) {
      const to = forward ? this.forward(from, stride, false) : this.backward(from, stride);
      return forward ? Math.min(to, anchor) : Math.max(to, anchor);
    }
    const to = this.edge(from, stride, forward, forward ? "start" : "end");
    return forward ? Math.min(to, anchor) : Math.max(to, anchor);
  }

  /** The word a position lies in or touches, or `null` between words. */
  wordAt(at: number): Span | null {
    return touching(this.wordsIn(this.map.blockAt(at)), at);
  }

  /** The sentence a position lies in, else the next one of its paragraph, else the last. */
  sentenceAt(at: number): Span | null {
    const sentences = this.sentencesIn(this.map.blockAt(at));
    return (
      sentences.find(({ end }) => at < end) ?? touching(sentences, at) ?? sentences[sentences.length - 1] ?? null
    );
  }

  /** A position inside a grapheme moved to its start or, going forward, to its end. */
  settle(at: number, forward: boolean): number {
    const place = this.map.clamp(at);
    const block = this.map.blockAt(place);
    const words = this.map.text.slice(block.start, block.end);
    const start = snapToGrapheme(words, place - block.start);
    if (block.start + start === place || !forward) return block.start + start;
    return block.start + nextGrapheme(words, start);
  }

  private forwardRaw(at: number, stride: Stride, extending: boolean): number {
    const block = this.map.blockAt(at);
    switch (stride) {
      case "text":
        return this.map.lastUnit;
      case "turn":
        return this.turnForward(block, at, extending);
      case "grapheme":
        if (at >= block.end) return this.map.blocks[block.index + 1]?.start ?? at;
        return block.start + nextGrapheme(this.map.text.slice(block.start, block.end), at - block.start);
      default:
        return this.edge(at, stride, true, stride === "word" || extending ? "end" : "start");
    }
  }

  private turnForward(block: Block, at: number, extending: boolean): number {
    const turn = this.map.turnOf(block);
    const next = this.map.turns[turn.index + 1];
    const end = known(this.map.blocks[turn.lastBlock]).end;
    if (!extending) return next ? known(this.map.blocks[next.firstBlock]).start : end;
    if (at < end) return end;
    return next ? known(this.map.blocks[next.lastBlock]).end : end;
  }

  private backwardRaw(at: number, stride: Stride): number {
    const block = this.map.blockAt(at);
    switch (stride) {
      case "text":
        return this.map.firstUnit;
      case "turn":
        return this.turnBackward(block, at);
      case "grapheme":
        if (at <= block.start) return this.map.blocks[block.index - 1]?.end ?? at;
        return block.start + previousGrapheme(this.map.text.slice(block.start, block.end), at - block.start);
      default:
        return this.edge(at, stride, false, "start");
    }
  }

  private turnBackward(block: Block, at: number): number {
    const turn = this.map.turnOf(block);
    const start = known(this.map.blocks[turn.firstBlock]).start;
    const previous = this.map.turns[turn.index - 1];
    return at > start || !previous ? start : known(this.map.blocks[previous.firstBlock]).start;
  }

  private wordsIn(block: Block): readonly Span[] {
    return this.unitsIn(block, this.words, wordsOf);
  }

  private sentencesIn(block: Block): readonly Span[] {
    return this.unitsIn(block, this.sentences, sentencesOf);
  }

  private unitsIn(block: Block, kept: Map<number, readonly Span[]>, cut: (text: string) => Span[]): readonly Span[] {
    const have = kept.get(block.index);
    if (have) return have;
    if (kept.size >= MOST_KEPT) kept.clear();
    const units = cut(this.map.text.slice(block.start, block.end)).map(({ start, end }) => ({
      start: block.start + start,
      end: block.start + end,
    }));
    kept.set(block.index, units);
    return units;
  }
}

function touching(units: readonly Span[], at: number): Span | null {
  return units.find(({ start, end }) => start <= at && at < end) ?? units.find(({ end }) => end === at) ?? null;
}
