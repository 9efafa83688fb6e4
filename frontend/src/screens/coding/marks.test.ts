import { describe, expect, it, vi } from "vitest";

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

  it("what is in hand when the desk opens is told from the start, and not told again", () => {
    vi.useFakeTimers();
    const given = [at(4)];
    const keeper = new MarkKeeper().begin([{ ...madeHere("c", "Overhearing", null), key: "D1" }], given);
    const heard = vi.fn();
    keeper.marks.listen(heard);
    expect(keeper.marks.get()).toEqual(given);
    expect(keeper.codes().get("c")?.name).toBe("Overhearing");
    keeper.setBase(given);
    vi.advanceTimersByTime(100);
    expect(heard).not.toHaveBeenCalled();
    // Taken back to what it was at first.
    keeper.put("a", at(12));
    keeper.arrived(["a"], [at(12)]);
    keeper.setBase(given);
    expect(keeper.get("a")?.end).toBe(4);
    keeper.setBase([at(8)]);
    vi.advanceTimersByTime(100);
    expect([heard.mock.calls.length, keeper.marks.get()[0]?.end]).toEqual([1, 8]);
    vi.useRealTimers();
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
