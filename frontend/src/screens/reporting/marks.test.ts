import { describe, expect, it } from "vitest";

import { marksOf, inPlainWords } from "./marks";

const TEXT = "All had one. {{claim:Q1}} Most had two. {{claim:Q10}}\n\nAgain. {{claim:Q1|in short}}";

describe("the marks of a claim in a text", () => {
  it("are found by their whole key", () => {
    expect([marksOf(TEXT, "Q1"), marksOf(TEXT, "Q10"), marksOf(TEXT, "Q"), marksOf(TEXT, "Q1.")]).toEqual([2, 1, 0, 0]);
  });

  it("go, and the sentences stay in plain words", () => {
    expect(inPlainWords(TEXT, "Q1", "All nine had one.")).toBe("All had one. All nine had one. Most had two. {{claim:Q10}}\n\nAgain. in short");
    expect(inPlainWords("{{claim:Q1}}", "Q1", "All $1 had one.")).toBe("All $1 had one.");
  });
});
