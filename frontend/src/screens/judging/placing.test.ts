import { describe, expect, it } from "vitest";

import { crossed, differing, digitOf, leftWords, levelName, nextToSettle, nextUnplaced, NONE_OF_THEM, NOWHERE, samePlaces, settledWords } from "./placing";
import type { Level, PlaceRoundView, ThingView } from "./types";

const levels: readonly Level[] = ["micro", "meso", "exo"].map((key) => ({ key, name: key.toUpperCase(), definition: "", example: "", non_example: "", chrono: false }));

function thing(id: string, met: ThingView["met"], ...at: readonly string[]): ThingView {
  return {
    id, kind: "theme", key: "", name: id, told: [], met, settled: null,
    placed: at.map((level_key, n) => ({ reader_id: `r${n}`, reader: "", mine: n === 0, level_key, reason: "" })),
  };
}

const settled = (one: ThingView, outcome: "both stand" | "neither" | "first", ...level_keys: string[]): ThingView => ({ ...one, settled: { ruling_id: "u", outcome, level_keys, reason: "", by: [], at: "" } });

describe("placing on a lens", () => {
  it("counts levels by their digits and has one for none of them", () => {
    expect(levels.map((one) => digitOf(levels, one.key))).toEqual(["1", "2", "3"]);
    expect(digitOf(levels, NOWHERE)).toBe("0");
    expect([levelName(levels, "meso"), levelName(levels, NOWHERE), levelName(levels, "gone")]).toEqual(["MESO", NONE_OF_THEM, "gone"]);
  });

  it("goes on to what is not placed yet, round to the beginning, and nowhere once all is", () => {
    const all = [thing("a", ""), thing("b", "", "micro"), thing("c", ""), thing("d", "", "")];
    expect(nextUnplaced(all, "a")?.id).toBe("c");
    expect(nextUnplaced(all, "c")?.id).toBe("a");
    expect(nextUnplaced([thing("a", ""), thing("b", "", "")], "a")).toBeNull();
  });

  it("settles what differs in order, and groups what was put at the same levels whoever put which where", () => {
    const all = [thing("one", "placed by one only", "micro"), thing("same", "same level", "exo", "exo"), thing("a", "different levels", "micro", "meso"), thing("b", "different levels", "meso", "micro")];
    const order = differing(all);
    expect(order.map((each) => each.id)).toEqual(["a", "b", "one"]);
    expect(order[0] && samePlaces(order, order[0]).map((each) => each.id)).toEqual(["a", "b"]);
    expect(nextToSettle(order, "a", ["a", "b"])?.id).toBe("one");
    expect(nextToSettle(order.map((each) => settled(each, "first", "micro")), "a", [])).toBeNull();
  });

  it("counts what nobody discussed, and in a reflexive study says which without a number", () => {
    expect(leftWords(1, 1, false)).toEqual({ head: "1 difference not discussed:", more: "" });
    expect(leftWords(15, 12, false)).toEqual({ head: "15 differences not discussed:", more: "and 3 more" });
    for (const [n, shown] of [[1, 1], [15, 12]] as const) expect(Object.values(leftWords(n, shown, true)).join(" ")).not.toMatch(/\d|difference/);
  });

  it("says how something was settled", () => {
    const one = thing("a", "different levels", "micro", "meso");
    expect(settledWords(settled(one, "both stand", "micro", "meso"), levels)).toBe("All stand: MICRO, MESO");
    expect(settledWords(settled(one, "neither"), levels)).toBe("Left out");
    expect(settledWords(settled(one, "first", ""), levels)).toBe(NONE_OF_THEM);
  });

  it("lays the levels of two readers against each other, only those that were used, none of them last", () => {
    const all = { levels, things: [] } as unknown as PlaceRoundView;
    const table = crossed(all, [{ level_key: "exo", other_key: "", n: 2 }, { level_key: "micro", other_key: "exo", n: 1 }]);
    expect(table.columns).toEqual(["MICRO", "EXO", NONE_OF_THEM]);
    expect(table.rows.map((row) => row.cells)).toEqual([[0, 1, 0], [0, 0, 2], [0, 0, 0]]);
  });
});
