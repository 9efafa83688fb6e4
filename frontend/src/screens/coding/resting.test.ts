import { expect, it } from "vitest";

import { restingWords } from "./resting";

const Q4 = { id: "q4", key: "Q4", text: "They overheard.", words: "4 of 5 teams", note: "", refused_in: [] };

it("names the claim that rests on the passage, how it counts now, and that no release is stopped", () => {
  expect(restingWords([Q4])).toEqual({
    fact: "A claim rests on this passage: Q4 “They overheard.” It now stands at 4 of 5 teams.",
    advice: "No release is refused because of it.",
  });
});

it("names each report once whose release is refused now", () => {
  const said = restingWords([{ ...Q4, refused_in: ["Findings"] }, { ...Q4, id: "q5", key: "Q5", words: "0 of 9 teams", refused_in: ["Findings"] }]);
  expect(said.fact).toBe("2 claims rest on what was taken off: Q4 (now 4 of 5 teams), Q5 (now 0 of 9 teams).");
  expect(said.advice).toBe("A release of “Findings” is now refused at these sentences; a draft marks them.");
});
