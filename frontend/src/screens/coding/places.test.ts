import { describe, expect, it } from "vitest";

import { Places } from "./places";
import type { TurnView } from "./types";

const TEXT = "I1: The box?\n2B: A Box, a boxer, the  box.\n2B: \u{1F600} box\nbox \u5f00\u4f1a\u65f6\u5f00\u4f1a\n";

function turn(number: number, line: string, from: number, isInterviewer = false): TurnView {
  const start = [...TEXT.slice(0, TEXT.indexOf(line, from))].length;
  const label = line.indexOf(":") + 2;
  return { number, start, speech_start: start + label, end: start + [...line].length, is_interviewer: isInterviewer, label: line.slice(0, 2), raw: "", t0_ms: null } as TurnView;
}

const LINES = TEXT.split("\n2B");
const turns = [turn(1, LINES[0] ?? "", 0, true), turn(2, "2B: A Box, a boxer, the  box.", 0), turn(3, `2B: \u{1F600} box\nbox \u5f00\u4f1a\u65f6\u5f00\u4f1a`, 0)];
const places = new Places({ start: 0, text: TEXT, turns });

function all(words: string): string[] {
  const found: string[] = [];
  for (let span = places.next(words, 0); span; span = places.next(words, span.end)) found.push(`${span.start} ${places.words(span)}`);
  return found;
}

describe("where the same words stand next", () => {
  it("finds whole words whatever their capitals, in code points behind an emoji too", () => {
    expect(all("box").map((one) => one.split(" ")[1])).toEqual(["box", "Box", "box", "box", "box"]);
    const last = places.next("box", [...TEXT].length - 12);
    expect(last && [...TEXT].slice(last.start, last.end).join("")).toBe("box");
  });
  it("takes any white space for a space", () => {
    expect(all("the box").map((one) => one.replace(/^\d+ /, ""))).toEqual(["The box", "the  box"]);
    expect(all("box box").map((one) => one.replace(/^\d+ /, ""))).toEqual(["box\nbox"]);
  });
  it("finds words of a script without spaces, and none in a label", () => {
    expect(all("\u5f00\u4f1a")).toHaveLength(2);
    expect(all("2B")).toEqual([]);
  });
  it("takes signs as they stand", () => {
    expect(all("box.")).toHaveLength(1);
    for (const sign of "-\\^$.*+?()[]{}|/&~#") expect(() => all(`box${sign}box`), sign).not.toThrow();
    const text = "Well-being? Of well-being (a/b).";
    const hyphened = new Places({ start: 0, text, turns: [] });
    expect(hyphened.next("well-being", 1)).toEqual({ start: 15, end: 25 });
    expect(hyphened.next("(a/b)", 0)).toEqual({ start: 26, end: 31 });
    expect(all("  ")).toEqual([]);
  });
});

describe("how much is selected", () => {
  it("counts what is said, neither labels nor ends of lines", () => {
    const speech = turns[1] ? places.speech(turns[1]) : { start: 0, end: 0 };
    expect(places.amount(speech)).toBe(25);
    expect(places.amount({ start: 4, end: speech.end })).toBe("The box?".length + 25);
  });
});

describe("turn by turn", () => {
  it("passes over what the interviewer asks", () => {
    expect(places.turn(0, "here")?.number).toBe(2);
    expect(places.turn(turns[1]?.end ?? 0, "next")?.number).toBe(3);
    expect(places.turn(turns[2]?.start ?? 0, "before")?.number).toBe(2);
    expect(places.turn(turns[1]?.start ?? 0, "before")).toBeNull();
  });
  it("means the words, not the label", () => {
    expect(turns[1] && places.words(places.speech(turns[1]))).toBe("A Box, a boxer, the  box.");
  });
});
