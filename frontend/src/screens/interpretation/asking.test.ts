import { describe, expect, it } from "vitest";

import { newRow, quoted, placeOf, writtenOf, type Row } from "./asking";

const row = (more: Partial<Row>): Row => ({ ...newRow(1), ...more });

describe("the written form of the builder's rows", () => {
  it("joins rows from the top and holds together what was said before", () => {
    const rows = [row({ term: "D1" }), row({ join: "OR", term: "D4" }), row({ join: "AND", how: "NEAR", term: "D2", far: "3" })];
    expect(writtenOf(rows)).toBe("(D1 OR D4) AND NEAR(D2, 3 turns)");
  });
  it("leaves out rows that say nothing yet, and begins with what is left", () => {
    const rows = [row({}), row({ join: "AND NOT", term: "D1" }), row({ how: "fact", term: "role" })];
    expect(writtenOf(rows)).toBe("NOT D1");
  });
  it("puts names of several words, and words that are signs, in quotation marks", () => {
    expect(quoted("Age in months")).toBe('"Age in months"');
    expect(quoted("near")).toBe('"near"');
    expect(quoted("Siân")).toBe("Siân");
    expect(writtenOf([row({ how: "fact", term: "Sharing a room", value: "yes" })])).toBe('"Sharing a room" = yes');
  });
});

it("the place at which a query stops making sense is the word that stands there", () => {
  expect(placeOf("character 8", "D1 AND D77 OR D2")).toEqual({ start: 7, end: 10 });
  expect(placeOf("character 8", 'D1 AND "no such" OR')).toEqual({ start: 7, end: 16 });
  expect(placeOf("character 3", "D1")).toEqual({ start: 2, end: 2 });
  expect(placeOf("where", "D1")).toBeNull();
});
