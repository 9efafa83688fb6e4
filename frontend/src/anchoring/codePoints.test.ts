import { describe, expect, it } from "vitest";
import { CodePointIndex } from "./codePoints";
import { randomText } from "./textsForTests";

describe("code points and UTF-16 units", () => {
  it("agree with counting by hand at every position of every text", () => {
    for (let seed = 0; seed < 40; seed += 1) {
      const { text } = randomText(seed);
      const index = new CodePointIndex(text);
      const points = [...text];
      expect(index.length).toBe(points.length);
      let unit = 0;
      points.forEach((point, at) => {
        expect(index.toUnits(at)).toBe(unit);
        expect(index.toCodePoint(unit)).toBe(at);
        unit += point.length;
      });
      expect(index.toUnits(points.length)).toBe(text.length);
      expect(index.toCodePoint(text.length)).toBe(points.length);
    }
  });

  it("snap a position inside a pair to the pair's start", () => {
    const index = new CodePointIndex("a𠮷👍b");
    expect([0, 1, 2, 3, 4, 5, 6].map((unit) => index.toCodePoint(unit))).toEqual([0, 1, 1, 2, 2, 3, 4]);
  });

  it("bring positions outside the text to its ends", () => {
    const index = new CodePointIndex("a👍");
    expect([-3, 9].map((at) => index.toUnits(at))).toEqual([0, 3]);
    expect([-3, 9].map((at) => index.toCodePoint(at))).toEqual([0, 2]);
  });

  it("of a part of a text are those of the whole", () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const points = [...randomText(seed).text];
      const from = Math.floor(points.length / 3);
      const whole = new CodePointIndex(points.join(""));
      const part = new CodePointIndex(points.slice(from).join(""), from);
      const before = whole.toUnits(from);
      for (let at = from; at <= points.length; at += 1) {
        expect(part.toUnits(at)).toBe(whole.toUnits(at) - before);
        expect(part.toCodePoint(part.toUnits(at))).toBe(at);
        expect(part.holds(at)).toBe(true);
      }
      expect(part.toUnits(from - 1)).toBe(0);
      expect(part.holds(from - 1)).toBe(false);
      expect(part.holds(points.length + 1)).toBe(false);
    }
  });

  it("count a lone surrogate as one", () => {
    const index = new CodePointIndex("\ud83dx\udc4d");
    expect(index.length).toBe(3);
    expect(index.toUnits(2)).toBe(2);
  });
});
