import { expect, test } from "vitest";

import { madeFor, madeOf, referredFor, type Made } from "./made";

const ALL: readonly Made[] = [
  { kind: "table", key: "codebook", about: "The codebook", find: "codes definitions", to: "/code" },
  { kind: "table", key: "count:theme:case", about: "Passages of each theme, by case", find: "count crosstab", to: "" },
  { kind: "table", key: "query:k1", about: "Kept query: Overheard at the desk", find: "count saved", to: "" },
  { kind: "figure", key: "levels", about: "The themes on their levels", find: "lens map", to: "" },
];

const keys = (typed: string): readonly string[] => madeFor(ALL, typed).map((one) => one.key);

test("a table is found by the words people type for it", () => {
  expect(keys("table")).toEqual(["codebook", "count:theme:case", "query:k1"]);
  expect(keys("Crosstab")).toEqual(["count:theme:case"]);
  expect(keys("codeb")).toEqual(["codebook"]);
  expect(keys("count")).toEqual(["count:theme:case", "query:k1"]);
  expect(keys("saved overheard")).toEqual(["query:k1"]);
  expect(keys("fig")).toEqual(["levels"]);
});

test("words that were said, and labels, find no table", () => {
  expect(keys("table tennis")).toEqual([]);
  expect(keys("4B")).toEqual([]);
  expect(keys("")).toEqual([]);
});

test("a count written by hand is known, one of people by number is not", () => {
  const live = (key: string) => ({ kind: "table" as const, key, words: "", start: 0, end: 1 });
  expect(madeOf(ALL, live("count:code:wave:cases"))?.about).toBe("Cases that tell of each code, by wave");
  expect(madeOf(ALL, live("count:theme:person"))).toBeUndefined();
  expect(madeOf(ALL, live("query:gone"))).toBeUndefined();
});

test("whoever types that they want to refer finds what stands in the text, and only that", () => {
  const named = new Map([["table:codebook", 1], ["figure:levels", 1]]);
  const found = (typed: string): readonly string[] => referredFor(ALL, named, typed).map((one) => one.key);
  expect(found("ref")).toEqual(["codebook", "levels"]);
  expect(found("Reference to the figure")).toEqual(["levels"]);
  expect(found("refer to table")).toEqual(["codebook"]);
  expect(found("ref overheard")).toEqual([]);
  for (const typed of ["", "re", "refuse", "reflect"]) expect(found(typed)).toEqual([]);
});
