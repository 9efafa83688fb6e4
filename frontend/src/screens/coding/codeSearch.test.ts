import { describe, expect, it } from "vitest";

import { searchCodes } from "./codeSearch";
import type { CodeView } from "./types";

function code(name: string, definition = ""): CodeView {
  return { id: name, name, key: "", definition, include: "", retired: false, group: false } as unknown as CodeView;
}

const CODES = [code("initial demographic, demographic surveys"), code("Method of data collection"), code("Paywall"), code("Barrier", "What one must pay for.")];

function found(typed: string): readonly (readonly [string, boolean])[] {
  return searchCodes(CODES, typed, []).map((one) => [one.code.name, one.loose]);
}

describe("codes by what is typed", () => {
  it("letters of an abbreviation are meant, letters scattered over a name are not", () => {
    expect(found("mdc")).toEqual([["Method of data collection", false], ["initial demographic, demographic surveys", true]]);
    expect(found("theo").map(([name, loose]) => loose && name)).toContain("Method of data collection");
  });

  it("a code whose definition has the word comes before one that only has its letters", () => {
    expect(found("pay")).toEqual([["Paywall", false], ["Barrier", false], ["initial demographic, demographic surveys", true]]);
  });
});
