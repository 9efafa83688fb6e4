import { describe, expect, it } from "vitest";
import { CaretWalk } from "./caretWalk";
import type { Stride } from "./caretWalk";
import { TextMap } from "./textMap";
import { randomText } from "./textsForTests";

const STRIDES: Stride[] = ["grapheme", "word", "sentence", "turn", "text"];

function graphemeStarts(text: string): Set<number> {
  return new Set([...new Intl.Segmenter().segment(text)].map(({ index }) => index).concat(text.length));
}

/** Positions where a caret may stand: on a grapheme of some paragraph, counted paragraph by paragraph. */
function places(map: TextMap): Set<number> {
  const found = new Set<number>();
  for (const { start, end } of map.blocks) {
    for (const at of graphemeStarts(map.text.slice(start, end))) found.add(start + at);
  }
  return found;
}

describe("walks of the caret", () => {
  it.each(STRIDES)("by %s go one way, reach both ends, and stop only on graphemes of the words", (stride) => {
    for (let seed = 0; seed < 25; seed += 1) {
      const map = new TextMap(randomText(seed, 5));
      const walk = new CaretWalk(map);
      const allowed = places(map);
      for (const extending of [false, true]) {
        let at = map.firstUnit;
        for (let next = walk.forward(at, stride, extending); next !== at; next = walk.forward(at, stride, extending)) {
          expect(next).toBeGreaterThan(at);
          expect(allowed).toContain(next);
          at = next;
        }
        if (extending || stride !== "sentence") expect(at).toBe(map.lastUnit);
      }
      let at = map.lastUnit;
      for (let next = walk.backward(at, stride); next !== at; next = walk.backward(at, stride)) {
        expect(next).toBeLessThan(at);
        expect(allowed).toContain(next);
        at = next;
      }
      expect(at).toBe(map.firstUnit);
    }
  });

  it("eight words out and eight made smaller return to the start", () => {
    for (let seed = 0; seed < 40; seed += 1) {
      const map = new TextMap(randomText(seed, 6));
      const walk = new CaretWalk(map);
      const start = walk.edge(map.firstUnit - 1, "word", true, "start");
      let at = start;
      const out: number[] = [];
      for (let n = 0; n < 8; n += 1) out.push((at = walk.forward(at, "word", true)));
      for (const end of out.reverse().slice(1)) expect((at = walk.shrunk(start, at, "word"))).toBe(end);
      expect(walk.shrunk(start, at, "word")).toBe(start);
      // At the start there is nothing left to give back.
      expect(walk.shrunk(start, start, "word")).toBe(start);
    }
  });

  it("extending by turn takes the rest of the turn, then whole turns", () => {
    const text = "I1: One.\n2B: Two\nthree.\nI1: Four.";
    const turns = [
      { start: 0, speechStart: 4, end: 8 },
      { start: 9, speechStart: 13, end: 23 },
      { start: 24, speechStart: 28, end: 33 },
    ].map((at, n) => ({ ...at, id: `t${n}`, speaker: "x", label: "x", isInterviewer: false, t0Ms: null, number: n }));
    const walk = new CaretWalk(new TextMap({ versionId: "v", text, turns }));
    expect(walk.forward(5, "turn", true)).toBe(8);
    expect(walk.forward(8, "turn", true)).toBe(23);
    expect(walk.forward(5, "turn", false)).toBe(13);
    expect(walk.backward(15, "turn")).toBe(13);
    expect(walk.backward(13, "turn")).toBe(4);
  });

  it("from a label or a gap starts at the nearest words", () => {
    const turns = [
      { id: "a", start: 0, speechStart: 4, end: 7, speaker: "x", label: "x", isInterviewer: false, t0Ms: null, number: 1 },
      { id: "b", start: 8, speechStart: 12, end: 15, speaker: "y", label: "y", isInterviewer: false, t0Ms: null, number: 2 },
    ];
    const map = new TextMap({ versionId: "v", text: "I1: One\n2B: Two", turns });
    expect([0, 2, 4, 7, 9, 11, 12, 15].map((at) => map.clamp(at))).toEqual([4, 4, 4, 7, 12, 12, 12, 15]);
  });
});
