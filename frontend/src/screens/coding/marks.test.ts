import { describe, expect, it } from "vitest";

import { MarkKeeper } from "./marks";
import type { MarkView } from "./types";

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
});
