import { describe, expect, it } from "vitest";

import { ordered, reachedWords, type Reached, type SourceStages } from "./staging";

const cell = (how: Reached["how"], more: Partial<Reached> = {}): Reached => ({ who: "", how, why: "", mark_id: null, marked_by: "", marked_at: "", note: "", may_mark: true, ...more });
const source = (name: string, more: Partial<SourceStages>): SourceStages => ({ id: name, name, case_id: null, case: "", held_on: "", cells: [], ...more });

describe("the order of the board", () => {
  const all = [
    source("a", { held_on: "", case: "T10 Elm", cells: [[cell("done")]] }),
    source("b", { held_on: "2024-02-01", case: "", cells: [[cell("open")]] }),
    source("c", { held_on: "2024-01-09", case: "T2 Beech", cells: [[cell("not asked")], [cell("done"), cell("begun")]] }),
  ];
  const names = (order: Parameters<typeof ordered>[1]) => ordered(all, order).map((one) => one.name).join("");
  it("goes by day and by case, counted as people count, with what has none at the end", () => {
    expect([names("list"), names("day"), names("case")]).toEqual(["abc", "cba", "cab"]);
  });
  it("begins with what is least done, leaving out what is not asked for", () => {
    expect(names("left")).toBe("bca");
  });
});

it("a mark says who made it, when, and with what note", () => {
  expect(reachedWords(cell("open"))).toBe("not yet");
  expect(reachedWords(cell("done", { marked_by: "Kay Ash", marked_at: "2026-01-03T10:00:00.000Z", note: "Twice." }))).toBe("done, marked by Kay Ash, 3 Jan 2026: Twice.");
});
