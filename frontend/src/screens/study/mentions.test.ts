import { expect, test } from "vitest";

import { mentionAt, mentionsIn, searchMentions, type Mention } from "./mentions";

const KNOWN: readonly Mention[] = [
  { name: "D1", words: "Overhearing", what: "code", to: "/code/passages/d1" },
  { name: "D2", words: "Quick ask", what: "code", to: "/code/passages/d2" },
  { name: "INT02", words: "1B, occupational therapist", what: "source", to: "/code/s2" },
  { name: "Team day, notes", words: "", what: "source", to: "/code/s3" },
];

test("a name after an @ leads to what it names, also one with spaces, and every word stays", () => {
  const pieces = mentionsIn("See @D1, @int02 and @[Team day, notes]; not @D9.", KNOWN);
  expect(pieces.filter((one) => one.mention).map((one) => [one.words, one.mention?.to])).toEqual([["@D1", "/code/passages/d1"], ["@int02", "/code/s2"], ["Team day, notes", "/code/s3"]]);
  expect(pieces.map((one) => one.words).join("")).toBe("See @D1, @int02 and Team day, notes; not @D9.");
});

test("an address is no name", () => {
  expect(mentionsIn("ask kay@D1 or k.@D2", KNOWN)).toEqual([{ words: "ask kay@D1 or k.@D2", mention: null }]);
  expect(mentionAt("kay@D", 5)).toBeNull();
});

test("what is typed after an @ is known at the caret, and finds by name first, then by a word", () => {
  expect(mentionAt("as in @ov", 9)).toEqual({ at: 6, words: "ov" });
  expect(mentionAt("@", 1)).toEqual({ at: 0, words: "" });
  expect(mentionAt("@D1 and", 7)).toBeNull();
  expect(searchMentions(KNOWN, "as").map((one) => one.name)).toEqual(["D2"]);
  expect(searchMentions(KNOWN, "d").map((one) => one.name)).toEqual(["D1", "D2"]);
});
