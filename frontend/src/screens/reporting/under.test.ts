import { describe, expect, it } from "vitest";

import { levelQuery, meets } from "./under";

describe("quotations under a theme or level", () => {
  it("meet a passage they share a letter with, in the same text only", () => {
    const at = (start: number, end: number, version_id = "v") => ({ version_id, start, end });
    expect(meets(at(3, 9), at(8, 12))).toBe(true);
    expect(meets(at(3, 9), at(9, 12))).toBe(false);
    expect(meets(at(3, 9), at(3, 9, "w"))).toBe(false);
  });

  it("ask for the themes of a level by their terms, and for nothing where none stands", () => {
    const terms = [{ name: "One", term: "TH1" }, { name: "Two", term: '"Two of them"' }, { name: "Three", term: "TH3" }];
    expect(levelQuery(terms, new Set(["Two", "Three"]))).toBe('"Two of them" OR TH3');
    expect(levelQuery(terms, new Set())).toBe("");
  });
});
