import { describe, expect, it } from "vitest";
import { nextGrapheme, previousGrapheme, snapToGrapheme, wordsOf } from "./words";
import { randomText } from "./textsForTests";

function words(text: string): string[] {
  return wordsOf(text).map(({ start, end }) => text.slice(start, end));
}

describe("words", () => {
  it.each([
    ["on call 24/7, my co-worker.", ["on", "call", "24/7", "my", "co-worker"]],
    ["at 10:30 for 3.5 mg", ["at", "10:30", "for", "3.5", "mg"]],
    ["yes 👩‍👩‍👧‍👦 and 👍🏽🇬🇧", ["yes", "👩‍👩‍👧‍👦", "and", "👍🏽", "🇬🇧"]],
    ["don’t — well-known - no", ["don’t", "well-known", "no"]],
    ["end- of", ["end", "of"]],
    ["[care assistant] (.)", ["care", "assistant"]],
    ["no 5 of 6", ["no", "5", "of", "6"]],
    ["e\u0301te\u0301", ["e\u0301te\u0301"]],
    ["?!", []],
  ])("of %s", (text, expected) => {
    expect(words(text)).toEqual(expected);
  });
});

describe("graphemes", () => {
  it("are walked forward and back over the same stops, never inside one", () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const { text } = randomText(seed, 3);
      const stops = [...new Intl.Segmenter().segment(text)].map(({ index }) => index).concat(text.length);
      const forward = [0];
      for (let at = 0; at < text.length; ) forward.push((at = nextGrapheme(text, at)));
      expect(forward).toEqual(stops);
      const back = [text.length];
      for (let at = text.length; at > 0; ) back.push((at = previousGrapheme(text, at)));
      expect(back.reverse()).toEqual(stops);
      for (let at = 0; at <= text.length; at += 1) expect(stops).toContain(snapToGrapheme(text, at));
    }
  });
});
