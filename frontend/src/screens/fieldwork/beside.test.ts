import { expect, test } from "vitest";

import { chosenOf, rowsOf } from "./beside";
import type { CaseToldView } from "./types";

function told(facts: readonly string[], themes: readonly string[], relations: readonly number[]): CaseToldView {
  return {
    page: { facts: facts.map((name) => ({ attribute_id: name, name })) },
    themes: themes.map((name) => ({ theme_id: name, name })),
    practices: [],
    relations: relations.map((number) => ({ number, relation: { id: `r${number}`, from_name: "a", kind: "feeds", to_name: "b" } })),
  } as unknown as CaseToldView;
}

test("what any of the cases has is a row for all of them, once and in one order", () => {
  const rows = rowsOf([told(["Size"], ["By ear"], [4]), told(["Age", "Size"], ["By ear"], [2, 4])]);
  expect(rows.map((one) => one.id)).toEqual(["words", "heard", "Size", "Age", "By ear", "r2", "r4", "codes", "memos"]);
});

test("the address names cases that are there, each once", () => {
  expect(chosenOf("b,x,a,b", [{ id: "a" }, { id: "b" }])).toEqual(["b", "a"]);
  expect(chosenOf(null, [{ id: "a" }])).toEqual([]);
});
