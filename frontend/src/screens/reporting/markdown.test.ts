import { describe, expect, it } from "vitest";

import { inlinesOf, livesOf, numbersOf, piecesOf, referenceOf, replaced, wordsIn } from "./markdown";
import COUNTS from "./wordCounts.json";

describe("the report's Markdown", () => {
  it("counts a report's own words as the server does", () => {
    for (const [text, n] of COUNTS) expect([text, wordsIn(String(text))]).toEqual([text, n]);
  });

  it("finds live blocks with and without words, and leaves escaped or unfinished braces as text", () => {
    const text = "{{claim:Q1}} {{quote:3C-01#b|do [ten] yes}} \\{{claim:Q2}} {{table:teams {{figure:levels}}";
    expect(livesOf(text).map((one) => [one.kind, one.key, one.words])).toEqual([
      ["claim", "Q1", ""],
      ["quote", "3C-01#b", "do [ten] yes"],
      ["figure", "levels", ""],
    ]);
  });

  it("numbers tables and figures as the server does, and says what a reference to one prints", () => {
    const text = "See {{ref:table:u}}.\n\n{{table:gone}}\n\n{{figure:f|Mine}}\n\n- {{table:t}}\n\n> {{table:u}}\n\nIn words {{table:t}} is no block.\n\n{{table:u}}\n\n{{ref:table:u}}\n\n{{table:bare}}";
    const { at, named, stands } = numbersOf(text);
    expect(Object.fromEntries(named)).toEqual({ "table:gone": 1, "figure:f": 1, "table:t": 2, "table:u": 3, "table:bare": 5 });
    expect([...at.values()]).toEqual([1, 1, 4, 5]);
    expect(text.slice([...at.keys()][2])).toMatch(/^\{\{table:u\}\}/);
    // Where a reference leads: the first of its name.
    expect([...stands].map(([name, start]) => [name, text.slice(start, start + 11)])).toEqual([["table:gone", "{{table:gon"], ["figure:f", "{{figure:f|"], ["table:t", "- {{table:t"], ["table:u", "> {{table:u"], ["table:bare", "{{table:bar"]]);
    const said = (written: string) => referenceOf(livesOf(written)[0] as Parameters<typeof referenceOf>[0], named);
    expect([said("{{ref:table:t}}"), said("{{ref:figure:f|Fig.}}"), said("{{ref:figure:t}}")]).toEqual(["Table 2", "Fig. 1", ""]);
  });

  it("keeps a live block inside a claim's words within the claim", () => {
    const [claim, ...rest] = livesOf("{{claim:Q1|As {{quote:2B-1}} says, all do}}");
    expect(claim?.words).toBe("As {{quote:2B-1}} says, all do");
    expect(rest).toEqual([]);
  });

  it("gives every piece its place and its line, whatever stands before", () => {
    const text = "# One\nwords\n\n\n{{quote:2B-1}}\n\nlast";
    const pieces = piecesOf(text);
    expect(pieces.map((one) => [one.kind, one.line])).toEqual([["heading", 1], ["paragraph", 2], ["live", 5], ["paragraph", 7]]);
    for (const piece of pieces) expect(text.slice(piece.start, piece.end)).toBe(piece.text);
    const rest = piecesOf(text.slice(6), 6, 2);
    expect(rest.map((one) => one.line)).toEqual([2, 5, 7]);
  });

  it("puts a sentence back where it was taken from", () => {
    expect(replaced("All do. Some not.", 0, 7, "{{claim:Q1|All do.}}")).toBe("{{claim:Q1|All do.}} Some not.");
  });

  it("reads emphasis inside a claim", () => {
    const [live] = inlinesOf("{{claim:Q1|All *nine* teams}}");
    expect(live?.kind === "live" && live.children.map((one) => one.kind)).toEqual(["text", "emphasis", "text"]);
  });
});
