/** Places one goes to instead of selecting them: where the same words stand next, and the turns one after the other. */

import { CodePointIndex } from "../../anchoring/codePoints";
import type { Span } from "../../model/text";
import type { ReadingView, TurnView } from "./types";

/** Scripts that put no space between words. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const IN_WORD = /[\p{L}\p{N}\p{M}]/u;

export class Places {
  private readonly index: CodePointIndex;

  constructor(private readonly reading: Pick<ReadingView, "start" | "text" | "turns">) {
    this.index = new CodePointIndex(reading.text, reading.start);
  }

  /** Where these words stand after a position, whatever their capitals and line breaks; never in a speaker's label, never in a part of a word. */
  next(words: string, after: number): Span | null {
    const wanted = pattern(words);
    if (!wanted) return null;
    wanted.lastIndex = this.index.toUnits(after);
    for (let found = wanted.exec(this.reading.text); found; found = wanted.exec(this.reading.text)) {
      const span = { start: this.index.toCodePoint(found.index), end: this.index.toCodePoint(found.index + found[0].length) };
      if (!this.reading.turns.some((turn) => span.start < turn.speech_start && span.end > turn.start)) return span;
      wanted.lastIndex = found.index + 1;
    }
    return null;
  }

  /** Whether a position is in what is shown. */
  holds(at: number): boolean {
    return this.index.holds(at);
  }

  words(span: Span): string {
    return this.reading.text.slice(this.index.toUnits(span.start), this.index.toUnits(span.end));
  }

  /** How many characters are selected or coded: speakers' labels and the ends of lines are none. */
  amount(span: Span): number {
    const labels = this.reading.turns.reduce((sum, turn) => sum + Math.max(0, Math.min(span.end, turn.speech_start) - Math.max(span.start, turn.start)), 0);
    return span.end - span.start - labels - (this.words(span).match(/\n/gu)?.length ?? 0);
  }

  /** The turn at a position, or the next one a participant speaks: what interviewers ask is passed over. */
  turn(at: number, which: "here" | "next" | "before"): TurnView | null {
    const all = this.reading.turns.filter((turn) => turn.end > turn.speech_start);
    const told = all.filter((turn) => !turn.is_interviewer);
    const turns = told.length > 0 ? told : all;
    if (which === "before") return turns.findLast((turn) => turn.end <= at) ?? null;
    return turns.find((turn) => (which === "here" ? turn.end > at : turn.start >= at)) ?? null;
  }

  /** What the turn says, without the space around it. */
  speech(turn: TurnView): Span {
    // Of a turn that began in the part before, what is here.
    const from = Math.max(turn.speech_start, this.reading.start);
    const said = this.words({ start: from, end: turn.end });
    const before = [...said].length - [...said.trimStart()].length;
    const start = from + before;
    return { start, end: start + [...said.trim()].length };
  }
}

function pattern(words: string): RegExp | null {
  const bare = words.trim();
  if (!bare) return null;
  const escaped = bare.split(/\s+/u).map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&")).join("\\s+");
  const edge = (sign: string | undefined): boolean => sign !== undefined && IN_WORD.test(sign) && !UNSPACED.test(sign);
  const signs = [...bare];
  const [from, to] = [edge(signs[0]) ? "(?<![\\p{L}\\p{N}\\p{M}])" : "", edge(signs.at(-1)) ? "(?![\\p{L}\\p{N}\\p{M}])" : "(?!\\p{M})"];
  return new RegExp(`${from}${escaped}${to}`, "giu");
}
