import { describe, expect, it } from "vitest";

import { momentOf, nextUntimed, spokenClock, turnAt } from "./sound";

const turns = [
  { number: 1, t0_ms: 6000 },
  { number: 2, t0_ms: null },
  { number: 3, t0_ms: 20_000 },
  { number: 4, t0_ms: 31_500 },
];

describe("where a recording is in the text", () => {
  it("is the last turn that has begun", () => {
    expect([0, 6000, 19_000, 20_000, 31_499, 31_500, 900_000].map((at) => turnAt(turns, at)?.number ?? null)).toEqual([null, 1, 1, 3, 4, 4, 4]);
  });
  it("is the turn one sent it to, though a player stands a little before", () => {
    expect(turnAt(turns, 19_990)?.number).toBe(3);
    expect(turnAt(turns, 19_900)?.number).toBe(1);
  });
  it("hears a turn without a moment from the turn before it", () => {
    expect([1, 2, 3].map((number) => momentOf(turns, number))).toEqual([6000, 6000, 20_000]);
    expect(momentOf([{ number: 1, t0_ms: null }], 1)).toBeNull();
  });
  it("finds what is not tied yet, from a turn on and then from the top", () => {
    expect(nextUntimed(turns)?.number).toBe(2);
    expect(nextUntimed(turns, 3)?.number).toBe(2);
    expect(nextUntimed([{ number: 1, t0_ms: 0 }])).toBeNull();
  });
  it("is read out in words", () => {
    expect([0, 9000, 734_000, 3_600_000].map(spokenClock)).toEqual(["0 s", "9 s", "12 min 14 s", "1 h 0 min 0 s"]);
  });
});
