import { describe, expect, it } from "vitest";
import { beyondWords, partHeard, partWith, timesWords, turnsWords, type PartsHere, type PartView } from "./parts";

function part(number: number, start: number, end: number, from_ms: number | null = null): PartView {
  return { number, start, end, first_turn: number * 800 - 799, last_turn: number * 800, from_ms, to_ms: from_ms && from_ms + 60_000, first_words: "" };
}

const all = [part(1, 0, 100, 1), part(2, 100, 200, 600_000), part(3, 200, 300, 1_200_000)];
const parts = (number: number): PartsHere => ({ all, here: all[number - 1] ?? null, dense: false, nCharacters: 300 });

describe("parts of a long text", () => {
  it("are found by a place, also by its very end", () => {
    expect([0, 99, 100, 299, 300, 999].map((at) => partWith(all, at)?.number)).toEqual([1, 1, 2, 3, 3, 3]);
  });

  it("say of a coding where it goes beyond them", () => {
    expect(beyondWords(parts(2), { start: 120, end: 180 })).toBe("");
    expect(beyondWords(parts(2), { start: 100, end: 200 })).toBe("");
    expect(beyondWords(parts(2), { start: 99, end: 180 })).toBe("from part 1");
    expect(beyondWords(parts(2), { start: 120, end: 201 })).toBe("to part 3");
    expect(beyondWords(parts(2), { start: 0, end: 300 })).toBe("from part 1 to part 3");
    expect(beyondWords(null, { start: 0, end: 300 })).toBe("");
  });

  it("are found by a moment of the sound", () => {
    expect([0, 1, 599_999, 600_000, 9_000_000].map((at) => partHeard(parts(1), at)?.number)).toEqual([undefined, 1, 1, 2, 3]);
  });

  it("say which turns they have, and when they were said", () => {
    expect(turnsWords(all[1] as PartView)).toBe("turns 801–1,600");
    expect(turnsWords({ ...(all[0] as PartView), last_turn: 1 })).toBe("turn 1");
    expect(timesWords(all[1] as PartView)).toBe("00:10:00–00:11:00");
    expect(timesWords(part(1, 0, 1))).toBe("");
  });
});
