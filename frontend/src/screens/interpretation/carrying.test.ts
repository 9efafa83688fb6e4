import { describe, expect, it } from "vitest";

import { carried, inOrder, levelColumns } from "./carrying";
import type { Lens, PracticeView } from "./types";

const view = (case_id: string, practice_key: string, more: Partial<PracticeView> = {}) =>
  ({ case_id, practice_key, value: "yes", carried_by: "micro", paid_by: "unknown", accounts: [], ...more }) as PracticeView;
const lens = { levels: [{ key: "micro", name: "Person" }, { key: "time", name: "Time", chrono: true }] } as unknown as Lens;

describe("who carries what", () => {
  it("puts each team that has a practice at the level that carries it, and leaves out what was told as no or not asked", () => {
    const views = [view("t2", "a"), view("t1", "a"), view("t3", "a", { value: "no" }), view("t1", "b", { value: null }), view("t3", "c", { carried_by: "meso", value: "partly" })];
    const rows = carried(views, "carried_by", ["t1", "t2", "t3"]);
    expect(rows.map((row) => [row.practice, [...row.at].map(([level, at]) => [level, at.map((one) => one.case_id)])])).toEqual([
      ["a", [["micro", ["t1", "t2"]]]],
      ["c", [["meso", ["t3"]]]],
    ]);
    expect([...(carried(views, "paid_by", ["t1"])[0]?.at.keys() ?? [])]).toEqual(["unknown"]);
  });
  it("has a column for every level of the lens but time, for levels of no lens, and for not known", () => {
    expect(levelColumns(lens, [view("t1", "a", { paid_by: "meso" })])).toEqual([
      { key: "micro", name: "Person" },
      { key: "meso", name: "meso" },
      { key: "unknown", name: "Not known" },
    ]);
  });
  it("orders teams by age with those of unknown age last, whichever way", () => {
    const cases = [{ code: "T1", founded: "2019" }, { code: "T2", founded: "" }, { code: "T3", founded: "2004-05" }];
    expect(inOrder(cases, "oldest").map((one) => one.code)).toEqual(["T3", "T1", "T2"]);
    expect(inOrder(cases, "youngest").map((one) => one.code)).toEqual(["T1", "T3", "T2"]);
    expect(inOrder(cases, "code").map((one) => one.code)).toEqual(["T1", "T2", "T3"]);
  });
});
