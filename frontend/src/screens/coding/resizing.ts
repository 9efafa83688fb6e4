/** The ends of a coding by keys: a word at a time, never out of the text, never to nothing. */

import { CodePointIndex } from "../../anchoring/codePoints";
import { wordsOf } from "../../anchoring/words";
import type { Span } from "../../model/text";

export class Ends {
  private readonly index: CodePointIndex;

  constructor(
    private readonly text: string,
    from = 0,
  ) {
    this.index = new CodePointIndex(text, from);
  }

  /** Whether an end is in this text; one in another part of it is moved there. */
  holds(span: Span, which: "start" | "end"): boolean {
    return this.index.holds(span[which]);
  }

  /** The span with its start or end moved by one word; the same span where there is no further word. */
  moved(span: Span, which: "start" | "end", forward: boolean): Span {
    if (!this.holds(span, which)) return span;
    const from = this.index.toUnits(span[which]);
    const words = this.around(from);
    const to = which === "end" ? endBeside(words, from, forward) : startBeside(words, from, forward);
    if (to === null) return span;
    const next = { ...span, [which]: this.index.toCodePoint(to) };
    return next.end > next.start ? next : span;
  }

  /** The span with one end at the border of the word nearest to a position; the other end is never passed. */
  snapped(span: Span, which: "start" | "end", to: number): Span {
    const unit = this.index.toUnits(to);
    const borders = this.around(unit).map((word) => word[which]);
    const inside = borders.map((border) => ({ ...span, [which]: this.index.toCodePoint(border) })).filter((one) => one.end > one.start);
    const nearest = inside.sort((one, other) => Math.abs(one[which] - to) - Math.abs(other[which] - to))[0];
    return nearest ? { start: nearest.start, end: nearest.end } : { start: span.start, end: span.end };
  }

  /** The start of the word at a position inside the span, where it could be cut in two; null at its ends. */
  cut(span: Span, at: number): number | null {
    const unit = this.index.toUnits(at);
    const word = this.around(unit).find((one) => one.start <= unit && unit < one.end) ?? this.around(unit).find((one) => one.start >= unit);
    const place = word ? this.index.toCodePoint(word.start) : at;
    return place > span.start && place < span.end ? place : null;
  }

  /** The words of a span, for showing where a cut would be. */
  words(span: Span): string {
    return this.text.slice(this.index.toUnits(span.start), this.index.toUnits(span.end));
  }

  private around(unit: number): readonly Span[] {
    const from = Math.max(0, unit - 300);
    return wordsOf(this.text.slice(from, unit + 300)).map(({ start, end }) => ({ start: start + from, end: end + from }));
  }
}

function endBeside(words: readonly Span[], from: number, forward: boolean): number | null {
  return (forward ? words.find((word) => word.end > from) : words.findLast((word) => word.end < from))?.end ?? null;
}

function startBeside(words: readonly Span[], from: number, forward: boolean): number | null {
  return (forward ? words.find((word) => word.start > from) : words.findLast((word) => word.start < from))?.start ?? null;
}
