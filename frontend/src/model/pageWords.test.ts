import { describe, expect, test } from "vitest";

import { around, linesOf, spanOf, stepped, wordAt, wordNear, wordsIn, type PageWord } from "./pageWords";

/** Three words on a line of a page, two on the next, one in another column beside that. */
const WORDS: readonly PageWord[] = [
  { start: 0, end: 2, left: 10, top: 10, right: 20, bottom: 20 },
  { start: 3, end: 6, left: 24, top: 11, right: 40, bottom: 21 },
  { start: 7, end: 9, left: 44, top: 10, right: 60, bottom: 20 },
  { start: 10, end: 13, left: 10, top: 24, right: 30, bottom: 34 },
  { start: 14, end: 16, left: 34, top: 24, right: 44, bottom: 34 },
  { start: 17, end: 20, left: 200, top: 24, right: 220, bottom: 34 },
];

describe("words on a page", () => {
  test("are found at a point, or just beside one, and nowhere in the margin", () => {
    expect(wordAt(WORDS, { x: 30, y: 15 })).toBe(1);
    expect(wordAt(WORDS, { x: 21, y: 15 })).toBe(0);
    expect(wordAt(WORDS, { x: 120, y: 15 })).toBeNull();
    expect(wordAt(WORDS, { x: 12, y: 22 })).toBeNull();
  });

  test("are run along by line first, so that a hand may go beside them", () => {
    expect(wordNear(WORDS, { x: 300, y: 15 })).toBe(2);
    expect(wordNear(WORDS, { x: 0, y: 30 })).toBe(3);
    expect(wordNear(WORDS, { x: 58, y: 400 })).toBe(4);
  });

  test("make a passage in whatever order they were taken", () => {
    expect(spanOf(WORDS, 4, 1)).toEqual({ start: 3, end: 16 });
    expect(spanOf(WORDS, 2, 2)).toEqual({ start: 7, end: 9 });
    expect(spanOf([], 0, 0)).toBeNull();
  });

  test("are those a passage holds, also in part", () => {
    expect(wordsIn(WORDS, { start: 5, end: 11 }).map((one) => one.start)).toEqual([3, 7, 10]);
    expect(wordsIn(WORDS, { start: 6, end: 7 })).toEqual([]);
  });

  test("make one rectangle for each line, and another in another column", () => {
    expect(linesOf(WORDS)).toEqual([
      { left: 10, top: 10, right: 60, bottom: 21 },
      { left: 10, top: 24, right: 44, bottom: 34 },
      { left: 200, top: 24, right: 220, bottom: 34 },
    ]);
    expect(around(linesOf(WORDS.slice(0, 5)))).toEqual({ left: 10, top: 10, right: 60, bottom: 34 });
    expect(around([])).toBeNull();
  });

  test("are stepped through one by one and line by line, and no further than the page", () => {
    expect([stepped(WORDS, 2, "next"), stepped(WORDS, 5, "next"), stepped(WORDS, 0, "before")]).toEqual([3, 5, 0]);
    expect([stepped(WORDS, 1, "down"), stepped(WORDS, 3, "up"), stepped(WORDS, 2, "up")]).toEqual([3, 0, 2]);
    expect([stepped(WORDS, 2, "down"), stepped(WORDS, 4, "up")]).toEqual([4, 1]);
    expect([stepped(WORDS, 3, "first"), stepped(WORDS, 3, "last")]).toEqual([0, 5]);
  });
});
