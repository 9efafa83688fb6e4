import { describe, expect, it } from "vitest";

import { excerpt } from "./excerpt";
import { besideIt, confusion, hangsOnWords, narrowingWords, offered, readWithCare, undefinedWords } from "./figures";
import { orderWords } from "./Order";
import { apartOf, grouped, inOrder, nextOpen, otherWayRound, samePattern, withinTolerance } from "./queue";
import { drawOf, planFor, sharedOut, wrongWith } from "./sharing";
import { nextBoundary, optionsOf } from "./settling";
import type { CodeFiguresView, ComparisonView, DifferenceView, FiguresView, MetView, ReaderView, ReadingView, RulingView, SideView, SourceRow } from "./types";
import { againWords, earlierReasons, heading, initialsFor, listed, outcomeWords, precedents, shortWords, whoReads, whyClosed } from "./words";
import type { RoundView } from "./types";

const reader = (id: string, name: string): ReaderView => ({ id, name, initials: name.charAt(0), key: "", n_sources: 9, handed_in: true, n_taken_back: 0, mine: false, away: false });
const READERS = [reader("k", "Kay"), reader("l", "Lou")];

function side(reader_id: string, code: string, start: number, end: number): SideView {
  return { reader_id, reader: reader_id === "k" ? "Kay" : "Lou", initials: reader_id.toUpperCase(), code_id: code, code_key: code, code: `Code ${code}`, family: 1, start, end, words: "", note: "" };
}

function difference(key: string, kind: string, sides: SideView[], more: Partial<DifferenceView> = {}): DifferenceView {
  const codes = [...new Set(sides.map((one) => one.code_id))].sort();
  return {
    key, kind, sides, pattern: codes.join("|"), pattern_words: codes.join(" or "), source_id: "s", source: "INT01", version_id: "v",
    start: 10, end: 20, label: "2B", case_code: "", turn: 3, t0_ms: 733_000, before: "", words: "", after: "", question: "",
    without: sides.some((one) => one.reader_id === "l") ? [] : ["Lou"], settled: "", reason: "", ruling_id: null, by_majority: false, ...more,
  };
}

const SWAP = difference("1", "different code", [side("k", "D1", 10, 20), side("l", "D4", 10, 20)]);
const SWAP_TOO = difference("2", "different code", [side("k", "D1", 10, 20), side("l", "D4", 10, 20)]);
const ENDS = difference("3", "boundary", [side("k", "C1", 10, 20), side("l", "C1", 10, 16)]);
const ALONE = difference("4", "marked by one only", [side("k", "E2", 10, 20)]);

describe("a difference in words", () => {
  it("says which codes, whose ends are longer, and who marked it alone", () => {
    expect([SWAP, ENDS, ALONE].map(shortWords)).toEqual(["D1 or D4", "C1, K longer", "E2, K only"]);
    expect([SWAP, ENDS, ALONE].map(heading)).toEqual(["Code D1 or Code D4?", "Where does Code C1 begin and end?", "Is this Code E2?"]);
  });

  it("says how it was settled by the codes it is about, and what was not marked", () => {
    expect(outcomeWords("second", SWAP, READERS)).toBe("D4, as L");
    expect(outcomeWords("second", ALONE, READERS)).toBe("not marked, as L");
    expect(outcomeWords("both stand", SWAP, READERS)).toBe("both readings stand");
  });

  it("sets the one who read it otherwise beside the first, however many read it", () => {
    const three = [...READERS, reader("m", "Mo")];
    const alone = difference("9", "marked by one only", [side("m", "E2", 10, 20)], { without: ["Kay", "Lou"] });
    expect([outcomeWords("first", alone, three), outcomeWords("second", alone, three)]).toEqual(["not marked, as K", "E2, as M"]);
  });

  it("lists names as one says them, and who reads how many", () => {
    expect([listed([]), listed(["A"]), listed(["A", "B", "C"])]).toEqual(["", "A", "A, B and C"]);
    expect(whoReads(READERS)).toBe("Kay and Lou each read 9 interviews.");
  });
});

describe("ends settled together", () => {
  it("are the open boundaries of whatever code within the tolerance, the nearest first", () => {
    const near = difference("5", "boundary", [side("k", "D1", 10, 20), side("l", "D1", 11, 20)]);
    const far = difference("6", "boundary", [side("k", "D1", 10, 20), side("l", "D1", 10, 45)]);
    expect([ENDS, near, far].map(apartOf)).toEqual([4, 1, 25]);
    expect(withinTolerance([SWAP, far, ENDS, near, { ...near, key: "7", settled: "union" }, ALONE], 4).map((one) => one.key)).toEqual(["5", "3"]);
  });
});

describe("the order of a method that agrees on themes first", () => {
  it("is advice from what there is", () => {
    expect(orderWords("Six steps", 0, 0)).toBe("Six steps: themes and grid are agreed first, and the interviews are coded with them after. There is no theme yet, so a round of themes comes before a reading. You can begin with a reading all the same.");
    expect(orderWords("Six steps", 4, 0)).toContain("So far there are 4 themes and no grid yet; it is drawn up in Interpret.");
    expect(orderWords("Six steps", 1, 1)).toContain("So far there is 1 theme and 1 grid.");
  });
});

describe("opening", () => {
  const round = (more: Partial<RoundView>, readers: ReaderView[] = READERS): RoundView => ({ i_read: false, i_have_handed_in: false, readers, ...more }) as RoundView;

  it("waits for one's own reading first, then for whoever is missing, and never says what one may not know", () => {
    expect(whyClosed(round({ i_read: true }))).toBe("Hand in your own reading first.");
    expect(whyClosed(round({}, [READERS[0]!, { ...READERS[1]!, handed_in: false }]))).toBe("Lou has not handed in.");
    expect(whyClosed(round({ i_read: true, i_have_handed_in: true }, [READERS[0]!, { ...READERS[1]!, handed_in: null }]))).toBe("");
    expect(whyClosed(round({}))).toBe("");
  });
});

describe("one reader over time", () => {
  it("says who reads again what and after how long, and tells the two readings apart", () => {
    const again = { round_id: "r1", round: "First", days: 14, codebook_number: 1 };
    const said = "One reader over time: Kay reads 9 interviews again, 14 days or more after the first reading in First.";
    expect(againWords({ again, readers: [reader("k", "Kay")] } as unknown as RoundView)).toBe(said);
    expect(againWords({ again, readers: [reader("k0", "Kay, first time"), reader("k", "Kay, again")] } as unknown as RoundView)).toBe(said);
    expect(initialsFor("Dr Kay Ash, first time")).toBe("KA first time");
    expect(initialsFor("Dr Kay Ash")).toBe("KA");
  });
});

describe("the queue", () => {
  const all = [ALONE, ENDS, SWAP, SWAP_TOO];

  it("keeps kinds together and goes on to the next that is open, round to the beginning", () => {
    const order = inOrder(grouped(all));
    expect(order.map((one) => one.key)).toEqual(["1", "2", "3", "4"]);
    expect(nextOpen(order, "4")?.key).toBe("1");
    expect(nextOpen(order, "1", new Set(["2"]))?.key).toBe("3");
    expect(nextOpen([{ ...SWAP, settled: "first" }], "1")).toBeNull();
  });

  it("takes a whole pattern, but none that is settled", () => {
    expect(samePattern(all, SWAP).map((one) => one.key)).toEqual(["1", "2"]);
    expect(samePattern([SWAP, { ...SWAP_TOO, settled: "first" }], SWAP).map((one) => one.key)).toEqual(["1"]);
  });

  it("takes no place with the readers the other way round: as the first reader would be another code there", () => {
    const turned = { ...SWAP, key: "5", sides: [side("k", "D4", 10, 20), side("l", "D1", 10, 20)] };
    expect(samePattern([...all, turned], SWAP).map((one) => one.key)).toEqual(["1", "2"]);
    expect(otherWayRound([...all, turned], SWAP).map((one) => one.key)).toEqual(["5"]);
  });

  it("offers earlier decisions on the same codes first, each reason once", () => {
    const ruling = (key: string, reason: string): RulingView => ({ id: key, outcome: "first", reason, by: [], n: 1, difference_keys: [key], pattern: "", codebook_change: "", at: "", n_open: 0, tolerance: null });
    const made = [ruling("2", "Near."), ruling("3", "Far."), ruling("4", "Near.")];
    expect(precedents(SWAP, all, made).map((one) => one.difference.key)).toEqual(["2"]);
    expect(earlierReasons(SWAP, all, made)).toEqual(["Near.", "Far."]);
  });
});

describe("the options", () => {
  it("are those that say something here", () => {
    const can = (one: DifferenceView): readonly string[] => optionsOf(one, READERS).filter((option) => !option.disabled).map((option) => option.id);
    expect(can(SWAP)).toEqual(["first", "second", "both codes", "neither", "other", "both stand"]);
    expect(can(ENDS)).toEqual(["first", "second", "neither", "other", "both stand", "union", "intersection"]);
    expect([nextBoundary(null), nextBoundary("union")]).toEqual(["union", "intersection"]);
  });
});

describe("the words around a difference", () => {
  const text = "I: And then?\nB: We 😀 talked in the car.\nI: So?";
  const at = (words: string): number => [...text.slice(0, text.indexOf(words))].length;
  const turn = (number: number, label: string, from: string, words: string) => ({
    number, start: at(from), speech_start: at(words), end: at(words) + [...words].length, label, raw: label, speaker_id: label, is_interviewer: label === "I", participant_id: null, role: "", t0_ms: null,
  });
  const reading = { text, turns: [turn(1, "I", "I: And", "And then?"), turn(2, "B", "B: We", "We 😀 talked in the car."), turn(3, "I", "I: So", "So?")] } as unknown as ReadingView;

  it("are the turn, the one before and the one after, and the marked words are exactly those marked", () => {
    const place = { start: at("talked"), end: at("talked") + 6 };
    const shown = excerpt(reading, place, [place]);
    expect(shown.map((one) => one.pieces.map((piece) => piece.words).join(""))).toEqual(["And then?", "We 😀 talked in the car.", "So?"]);
    expect(shown[1]?.pieces).toEqual([{ words: "We 😀 ", marked: false }, { words: "talked", marked: true }, { words: " in the car.", marked: false }]);
  });

  it("are the same for a reader who marked nothing", () => {
    const place = { start: at("talked"), end: at("talked") + 6 };
    expect(excerpt(reading, place, [])[1]?.pieces).toEqual([{ words: "We 😀 talked in the car.", marked: false }]);
  });
});

describe("figures", () => {
  const met = (id: string, n_marked: number[], value: number | null, n_sources = 9): MetView => ({
    code_id: id, key: id, name: `Code ${id}`, family: 1, n_marked, n_met: 1, n_by: [0, 0], n_boundary: 0, n_other_code: 0,
    figures: [{ coefficient: "krippendorff_alpha", value, undefined: value === null ? "nothing varies" : null, low: null, high: null, n: 100, n_sources }],
  });
  const data = {
    reader_ids: ["k", "l"], met: [met("D1", [5, 4], 0.5), met("D4", [4, 5], 0.4, 2), met("A4", [2, 0], null), met("E2", [1, 0], 0)],
    patterns: [{ kind: "different code", pattern: "D1|D4", words: "Code D1 or Code D4", code_ids: ["D1", "D4"], n: 12, n_open: 1 }],
  } as unknown as ComparisonView;

  const measured = {
    unit: "character", n_sources: 9, likely_too_narrow: true, codes: data.met.map((one) => ({ ...one, share_marked: 0.01 })), overall: [{ coefficient: "krippendorff_alpha" }, { coefficient: "percent" }],
    narrowing: [{ coefficient: "krippendorff_alpha", within: 0.1, n_more: 18, hours: 52.2, sentence: "About 18 more interviews." }],
  } as unknown as FiguresView;

  it("are offered where the comparison has them, and say what would narrow them", () => {
    expect(offered(measured).map((one) => one.id)).toEqual(["krippendorff_alpha", "percent"]);
    expect(narrowingWords(measured, "krippendorff_alpha")).toBe("About 18 more interviews.");
    expect(narrowingWords(measured, "percent")).toBe("");
  });

  it("say what they would be without a reader, or without the interviews they hang on", () => {
    const row = (without: string, name: string, value: number | null, moves_by: number | null) => ({ without, id: name, name, coefficient: "percent", value, undefined: null, n: 9, moves_by });
    const hung = { without: [row("reader", "Kay", 0.7, 0.1), row("reader", "Lou", null, null), row("source", "INT05", 0.66, -0.02), row("source", "INT06", 0.68, 0)] } as unknown as FiguresView;
    expect(hangsOnWords(hung, "percent", String)).toEqual([
      "The interviews that move it furthest, all codes together: without INT05 it would be 0.66.",
      "Without Kay it would be 0.7, without Lou there would be none.",
    ]);
    expect(hangsOnWords(hung, "f1", String)).toEqual([]);
  });

  it("have a sentence beside them where they mislead", () => {
    const code = (which: string, value: number, share_marked: number) => ({ ...met("D1", [5, 4], value), figures: [{ coefficient: which, value }], share_marked }) as unknown as CodeFiguresView;
    expect(besideIt(code("percent", 0.99, 0.01), "percent")).toBe("mostly text nobody marked");
    expect(besideIt(code("percent", 0.99, 0.4), "percent")).toBe("");
    expect(besideIt(code("cohen_kappa", 0.42, 0.005), "cohen_kappa")).toBe("rare: few words move it much");
    expect(besideIt(code("cohen_kappa", 0.95, 0.005), "cohen_kappa")).toBe("");
    const alike = (n_sources: number) => ({ ...met("D1", [3, 3], 1), figures: [{ coefficient: "cohen_kappa", value: 1, low: null, n_sources }], share_marked: 0.005 }) as unknown as CodeFiguresView;
    expect([3, 2].map((n) => besideIt(alike(n), "cohen_kappa"))).toEqual(["alike wherever it was used: no interval", ""]);
  });

  it("say in a sentence why there is none, and never show a zero for it", () => {
    const [, , alone] = data.met;
    expect(undefinedWords(alone!.figures[0]!, alone!, ["K", "L"])).toBe("Used by K only, twice");
  });

  it("are read with care", () => {
    expect(readWithCare(data, measured, "krippendorff_alpha")).toEqual([
      "Code D1 and Code D4 trade places 12 times.",
      "1 code (hollow dot) rests on fewer than 4 interviews, so the interval says little.",
      "Code E2 was marked by one reader only. The figure is 0 by the way it is made, and says no more than that.",
      "Code A4 has no coefficient. That is not a zero.",
      "With 9 interviews read by two, each interval is likely too narrow.",
    ]);
  });

  it("count who calls what others call something else, none included", () => {
    const { codes, cells } = confusion(data, [SWAP, SWAP_TOO, ENDS, ALONE]);
    expect(codes.map((one) => one.code_id)).toEqual(["D1", "D4", "E2"]);
    expect(cells).toEqual([[1, 2, 0, 0], [0, 1, 0, 0], [0, 0, 1, 1], [0, 0, 0, 0]]);
  });
});

describe("shares", () => {
  const sources = Array.from({ length: 6 }, (_, at) => ({ id: `s${at}`, case_name: at % 2 ? "Beech" : "Alder" }) as unknown as SourceRow);
  const twice = (shares: ReturnType<typeof sharedOut>): readonly number[] => sources.map((one) => shares.filter((share) => share.source_ids.includes(one.id)).length);

  it("are nothing where all read everything", () => {
    expect(sharedOut(["k", "l"], sources, "all", 2)).toEqual([]);
  });

  it("are left to the study where chance decides, and what cannot be drawn is said", () => {
    const plan = { ...planFor(6, true), k: "2", percent: "33,5", seed: "4711" };
    expect(drawOf(plan, 3)).toBeNull();
    expect(drawOf({ ...plan, how: "some of them" }, 3)).toEqual({ seed: 4711, by: "", share: 1, k: 2 });
    expect(drawOf({ ...plan, sampled: true }, 3)).toEqual({ seed: 4711, by: "case", share: 0.335, k: 0 });
    expect(sharedOut(["k", "l", "m"], sources, "some of them", 0)).toEqual([]);
    expect(wrongWith({ ...plan, how: "some of them", k: "4" }, 3)).toBe("Each interview is read by 1 to 3 readers.");
    expect(wrongWith({ ...plan, sampled: true, percent: "0" }, 3)).toBe("The share is a number from 1 to 100.");
    expect(wrongWith({ ...plan, sampled: true, seed: "1.5" }, 3)).toBe("The seed is a whole number.");
    expect(wrongWith(plan, 3)).toBe("");
  });

  it("give some to all, from every team, and the rest to one each", () => {
    const shares = sharedOut(["k", "l"], sources, "some", 2);
    expect([...twice(shares)].sort()).toEqual([1, 1, 1, 1, 2, 2]);
    const both = sources.filter((_, at) => twice(shares)[at] === 2);
    expect(new Set(both.map((one) => one.case_name)).size).toBe(2);
    expect(shares.map((one) => one.source_ids.length)).toEqual([4, 4]);
  });
});
