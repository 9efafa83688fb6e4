import { describe, expect, it } from "vitest";

import { splitOf, splitSaid, type SplitGround } from "./splitting";
import type { CodeView } from "./types";

const CODE = { id: "a", name: "Hearing" } as CodeView;
const place = (start: number) => ({ version_id: "v", start, end: start + 5 });
const held = (start: number, mine: boolean, others = false, in_round = false) => ({ ...place(start), mine, others, in_round });

function ground(more: Partial<SplitGround> = {}): SplitGround {
  return { places: [held(1, true), held(2, true, true), held(3, true, false, true), held(4, false, true), held(5, true)], unworded: false, themes: [], why_not: "", ...more };
}

const told = (starts: readonly number[], more: Partial<SplitGround> = {}, counting = true, under = "") => splitOf(CODE, under, ground(more), starts.map(place), counting);

describe("what a split will do", () => {
  it("counts what goes, what stays because it is not one's own, and what the code keeps", () => {
    const { words, refused } = told([1, 2, 3, 4], {}, true, "Ways");
    expect(refused).toBe("");
    expect(words).toEqual([
      "3 passages go to the new code, with their coders and notes.",
      "2 of them were coded by others or in a round as well: that coding stays with Hearing.",
      "1 of the chosen has no open coding of yours and stays with Hearing.",
      "Hearing keeps 4 passages.",
      "It lies beside Hearing under Ways, and What changed says of both that they were split. Ctrl Z takes all of it back.",
    ]);
  });
  it("tells of one passage as one", () => {
    expect(told([2]).words.slice(0, 3)).toEqual(["1 passage goes to the new code, with its coder and note.", "It was coded by others or in a round as well: that coding stays with Hearing.", "Hearing keeps 5 passages."]);
    expect(told([1], { places: [held(1, true), held(5, true)] }).words[1]).toBe("Hearing keeps 1 passage.");
  });
  it("says no number where nothing is counted", () => {
    expect(told([1, 2, 4], { unworded: true }, false).words.join(" ")).not.toMatch(/\d/);
    expect(splitSaid("Told", "Hearing", 3, 2, false)).not.toMatch(/\d/);
  });
  it("names the themes that rest on the code", () => {
    expect(told([1], { themes: ["By ear", "By eye"] }).words[2]).toBe("The themes “By ear” and “By eye” rest on Hearing. The new code is in no theme until you put it there.");
    expect(told([1], { themes: ["By ear"] }).words[2]).toContain("The theme “By ear” rests on Hearing.");
  });
  it("is refused where nothing would go, nothing would stay, or it cannot be split now", () => {
    expect(told([4]).refused).toContain("None of the chosen passages has an open coding of yours.");
    expect(told([9]).refused).toContain("None of the chosen passages has an open coding of yours.");
    const alone = { places: [held(1, true), held(5, true)] };
    expect(told([1, 5], alone).refused).toContain("that is another name");
    expect(told([1, 5], { ...alone, unworded: true }).words[1]).toBe("Hearing keeps its places in pictures and sound.");
    expect(told([1], { why_not: "Hearing is out of use." })).toEqual({ words: [], refused: "Hearing is out of use." });
  });
  it("says when it is done what moved and what stays", () => {
    expect(splitSaid("Told", "Hearing", 1, 0, true)).toBe("Told is split off from Hearing, with 1 passage.");
    expect(splitSaid("Told", "Hearing", 3, 2, true)).toBe("Told is split off from Hearing, with 3 passages. 2 have no open coding of yours and stay.");
  });
});
