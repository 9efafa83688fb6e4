import { describe, expect, it } from "vitest";
import { sentencesOf } from "./sentences";
import { randomText } from "./textsForTests";

function said(text: string): string[] {
  return sentencesOf(text).map(({ start, end }) => text.slice(start, end));
}

describe("sentences of spoken words", () => {
  it.each([
    ["I asked Dr. Smith. He knew.", ["I asked Dr. Smith.", "He knew."]],
    ["i said no. then she left.", ["i said no.", "then she left."]],
    ["Um... yeah. [laughs] So", ["Um... yeah.", "[laughs] So"]],
    ["Well… I went.", ["Well…", "I went."]],
    ["well… i went.", ["well… i went."]],
    ["“What?” she said. “No.” He left.", ["“What?” she said.", "“No.”", "He left."]],
    ["It is 3.5 mg at 10.30. Yes.", ["It is 3.5 mg at 10.30.", "Yes."]],
    ["We wait (.) and wait.", ["We wait (.) and wait."]],
    ["By J. Price, e.g. here. So am I. Then", ["By J. Price, e.g. here.", "So am I.", "Then"]],
    ["at nine a.m. and at five p.m. Then home", ["at nine a.m. and at five p.m.", "Then home"]],
    ["我们学习。经理说！好", ["我们学习。", "经理说！", "好"]],
    ["one\ntwo. three", ["one", "two.", "three"]],
    ["No. 7 is no. Right?! Yes", ["No. 7 is no.", "Right?!", "Yes"]],
    ["  spaced.  ", ["spaced."]],
    ["", []],
  ])("%s", (text, sentences) => {
    expect(said(text)).toEqual(sentences);
  });

  it("are in order, do not overlap, and leave out nothing but white space", () => {
    for (let seed = 0; seed < 60; seed += 1) {
      const { text } = randomText(seed);
      let reached = 0;
      for (const { start, end } of sentencesOf(text)) {
        expect(text.slice(reached, start).trim()).toBe("");
        expect(end).toBeGreaterThan(start);
        reached = end;
      }
      expect(text.slice(reached).trim()).toBe("");
    }
  });
});
