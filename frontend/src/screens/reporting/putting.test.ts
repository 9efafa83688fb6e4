import { expect, test } from "vitest";

import { apart } from "./putting";

const put = (before: string, words: string, after = ""): string => `${before}${apart(before + after, { start: before.length, end: before.length }, words)}${after}`;

test("a reference stands in its sentence, with one space before it", () => {
  expect(put("Their money ends (see ", "{{ref:table:teams}}", "), they say.")).toBe("Their money ends (see {{ref:table:teams}}), they say.");
  expect(put("As shown in", "{{ref:figure:levels}}")).toBe("As shown in {{ref:figure:levels}}");
  expect(put("Their money ends (", "{{ref:table:teams}}", ").")).toBe("Their money ends ({{ref:table:teams}}).");
  expect(put("", "{{ref:table:teams}}", " says so.")).toBe("{{ref:table:teams}} says so.");
});

test("a claim stands among the words, a quotation, table or figure in a paragraph of its own", () => {
  expect(put("One.", "{{claim:Q1}}", " Two.")).toBe("One. {{claim:Q1}} Two.");
  for (const one of ["{{quote:1A-1}}", "{{table:teams}}", "{{figure:levels}}"]) expect(put("One.", one, "Two.")).toBe(`One.\n\n${one}\n\nTwo.`);
});
