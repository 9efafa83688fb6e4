import { describe, expect, it } from "vitest";

import { MarkKeeper } from "./marks";
import { madeHere, withMade, type MarkView } from "./types";

const at = (end: number): MarkView => ({ id: "a", start: 0, end, code_id: "c", coder_id: "p", coder_index: 0, mine: true }) as unknown as MarkView;

describe("marks on screen", () => {
  it("the answer to one change does not undo the next, which is still on its way", () => {
    const keeper = new MarkKeeper();
    keeper.setBase([at(4)]);
    keeper.put("a", at(8));
    keeper.put("a", at(12));
    keeper.arrived(["a"], [at(8)]);
    expect(keeper.get("a")?.end).toBe(12);
    keeper.arrived(["a"], [at(12)]);
    expect(keeper.get("a")?.end).toBe(12);
    keeper.put("a", at(20));
    keeper.settle("a");
    expect(keeper.get("a")?.end).toBe(12);
  });

  it("a code made here is in the codebook at once, until it is listed or what it was made with is gone", () => {
    const keeper = new MarkKeeper();
    const old = { ...madeHere("old", "Overhearing", null), n_codings: 3 };
    keeper.addCode(madeHere("c", "By the wall", null), "a");
    keeper.put("a", at(4));
    // An answer to what was asked before: it knows nothing of the new code.
    keeper.listed([old]);
    expect(withMade([old], keeper.made.get()).map((code) => code.name)).toEqual(["Overhearing", "By the wall"]);
    keeper.arrived(["a"], [at(4)]);
    keeper.listed([old]);
    expect(keeper.made.get().map((code) => code.id)).toEqual(["c"]);
    const listed = { ...madeHere("c", "By the wall", null), key: "D9" };
    expect(withMade([old, listed], keeper.made.get())).toEqual([old, listed]);
    keeper.listed([old, listed]);
    expect(keeper.made.get()).toEqual([]);
    keeper.addCode(madeHere("d", "Refused", null), "b");
    keeper.put("b", { ...at(9), id: "b", code_id: "d" });
    keeper.settle("b");
    expect(keeper.made.get()).toEqual([]);
  });
});
