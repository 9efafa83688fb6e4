import { describe, expect, it } from "vitest";
import { describe as said, flatten, listed, lookOf } from "./marks";
import type { CodeLook, CodingMark } from "./text";

const CODES = new Map<string, CodeLook>([
  ["D1", { id: "D1", key: "D1", name: "Overhearing", family: 4 }],
  ["E1", { id: "E1", key: "E1", name: "Lending skill", family: 5 }],
]);

function coding(id: string, codeId: string, coderId: string, coderIndex: number): CodingMark {
  return { id, start: 0, end: 5, codeId, coderId, coderIndex, mine: coderId === "K" };
}

/** Numbers from 0 up to 1, the same for the same seed. */
function numbers(seed: number): () => number {
  let state = seed + 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

describe("flat stretches", () => {
  it("touch, cover the whole, and each lies under exactly the codings that cover it", () => {
    for (let seed = 0; seed < 300; seed += 1) {
      const random = numbers(seed);
      const items = Array.from({ length: 1 + Math.floor(random() * 9) }, (_, id) => {
        const start = Math.floor(random() * 60);
        return { id, start, end: start + Math.floor(random() * 25) };
      });
      const flat = flatten({ start: 10, end: 50 }, items);
      expect(flat[0]?.start).toBe(10);
      expect(flat[flat.length - 1]?.end).toBe(50);
      flat.forEach(({ start, end, over }, at) => {
        expect(end).toBeGreaterThan(start);
        if (at > 0) expect(flat[at - 1]?.end).toBe(start);
        for (let unit = start; unit < end; unit += 1) {
          expect(over).toEqual(items.filter((item) => item.start <= unit && unit < item.end));
        }
      });
    }
  });

  it("of nothing are one bare stretch, of an empty span none", () => {
    expect(flatten({ start: 2, end: 7 }, [])).toEqual([{ start: 2, end: 7, over: [] }]);
    expect(flatten({ start: 2, end: 2 }, [{ start: 0, end: 9 }])).toEqual([]);
  });
});

describe("how a stretch looks", () => {
  it("the latest of one's own gives the tint, each other's code one line", () => {
    const look = lookOf([coding("a", "D1", "K", 0), coding("b", "E1", "K", 0), coding("c", "D1", "L", 1)], CODES);
    expect(look).toEqual({ tint: 5, underlines: [{ family: 4, style: "dashed" }] });
  });

  it("another's alone has no tint; the same code twice by one coder is one line, and lines end at three", () => {
    const others = [1, 2, 3, 4].flatMap((n) => [coding(`a${n}`, "D1", `L${n}`, n), coding(`b${n}`, "D1", `L${n}`, n)]);
    const look = lookOf(others, CODES);
    expect(look.tint).toBeNull();
    expect(look.underlines.map(({ style }) => style)).toEqual(["dashed", "dotted", "double"]);
  });
});

describe("what a stretch says", () => {
  it("names each code once with everyone who gave it", () => {
    const coders = new Map([
      ["K", { id: "K", initial: "K", name: "Kwame Adjei" }],
      ["L", { id: "L", initial: "L", name: "Lowri Pask" }],
    ]);
    const codings = [coding("a", "D1", "K", 0), coding("b", "E1", "L", 1), coding("c", "D1", "L", 1)];
    expect(said(codings, CODES, coders)).toBe("Overhearing by Kwame Adjei and Lowri Pask; Lending skill by Lowri Pask");
    expect(said(codings, CODES, new Map())).toBe("Overhearing; Lending skill");
  });

  it("lists as one speaks", () => {
    expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(listed)).toEqual(["", "a", "a and b", "a, b and c"]);
  });
});
