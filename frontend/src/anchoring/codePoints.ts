/** Code points, which everything stored counts in, and UTF-16 units, which the browser counts in. */

export class CodePointIndex {
  /** How many code points the text has. */
  readonly length: number;
  /** How many UTF-16 units the text has. */
  readonly units: number;
  /** Where each surrogate pair starts, in UTF-16 units, ascending. */
  private readonly pairs: Uint32Array;

  /** `from`: the code point of the whole text at which this one, a part of it, begins. */
  constructor(
    text: string,
    readonly from = 0,
  ) {
    const pairs: number[] = [];
    for (let at = 0; at + 1 < text.length; at += 1) {
      if ((text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) {
        pairs.push(at);
        at += 1;
      }
    }
    this.pairs = Uint32Array.from(pairs);
    this.units = text.length;
    this.length = text.length - pairs.length;
  }

  /** The UTF-16 position of a code point; positions outside the text are brought to its nearer end. */
  toUnits(codePoint: number): number {
    const wanted = Math.min(Math.max(codePoint - this.from, 0), this.length);
    // The pair at index k starts at code point pairs[k] - k: count the pairs that start before the wanted one.
    return wanted + this.count((start, k) => start - k < wanted);
  }

  /** The code point at a UTF-16 position; a position inside a pair is snapped to the pair's start. */
  toCodePoint(unit: number): number {
    const wanted = Math.min(Math.max(unit, 0), this.units);
    const before = this.count((start) => start < wanted);
    const last = before > 0 ? (this.pairs[before - 1] ?? 0) : -2;
    return this.from + (last + 1 === wanted ? last - (before - 1) : wanted - before);
  }

  /** Whether a code point stands in this text, or at its end. */
  holds(codePoint: number): boolean {
    return codePoint >= this.from && codePoint <= this.from + this.length;
  }

  /** How many pairs, from the first, fulfil a condition that no later pair fulfils once one does not. */
  private count(fulfils: (start: number, index: number) => boolean): number {
    let low = 0;
    let high = this.pairs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (fulfils(this.pairs[middle] ?? 0, middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
