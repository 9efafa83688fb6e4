import { afterEach, describe, expect, it } from "vitest";
import { drawBlock, turnElement } from "./turnElements";
import { pointToUnit, rangeOf, unitToPoint } from "../anchoring/domPoints";
import type { Shown } from "../anchoring/domPoints";
import { TextMap, known } from "../anchoring/textMap";
import { chance, randomText } from "../anchoring/textsForTests";

interface Drawn extends Shown {
  readonly map: TextMap;
}

/** A text drawn with marks at random places. */
function drawn(seed: number, shown = Infinity): Drawn {
  const map = new TextMap(randomText(seed));
  const random = chance(seed + 1000);
  const codings = Array.from({ length: 12 }, (_, n) => {
    const start = Math.floor(random() * map.text.length);
    const end = Math.min(map.text.length, start + 1 + Math.floor(random() * 60));
    const mark = { id: `c${n}`, start, end, codeId: "A", coderId: "K", coderIndex: 0, mine: n % 2 === 0 };
    return { start, end, mark };
  });
  const root = document.createElement("div");
  document.body.append("before", root, "after");
  const blocks: HTMLElement[] = [];
  for (const turn of map.turns.slice(0, shown)) {
    const made = turnElement(map, turn);
    for (const element of made.blocks) {
      drawBlock(element, map, known(map.blocks[blocks.length]), codings, { codes: new Map(), coders: new Map() });
      blocks.push(element);
    }
    root.append(made.turn);
  }
  return { map, root, blocks };
}

afterEach(() => document.body.replaceChildren());

describe("places in the page and positions in the text", () => {
  it("are the same there and back for every code point of the words", () => {
    for (let seed = 0; seed < 25; seed += 1) {
      const page = drawn(seed);
      for (const { start, end } of page.map.blocks) {
        for (let unit = start; unit <= end; unit += 1) {
          const point = page.map.index.toCodePoint(unit);
          for (const side of ["start", "end"] as const) {
            const place = known(unitToPoint(page, page.map, unit, side) ?? undefined);
            const back = page.map.index.toCodePoint(pointToUnit(page, page.map, place.node, place.offset));
            // A position shared by an empty paragraph and its neighbour may come back as either.
            expect(page.map.index.toUnits(back)).toBe(page.map.clamp(page.map.index.toUnits(point)));
          }
        }
      }
    }
  });

  it("a range over any stretch of one paragraph holds exactly its words", () => {
    for (let seed = 0; seed < 25; seed += 1) {
      const page = drawn(seed);
      const random = chance(seed);
      for (const block of page.map.blocks) {
        const start = block.start + Math.floor(random() * (block.end - block.start));
        const end = start + Math.floor(random() * (block.end - start + 1));
        const range = known(rangeOf(page, page.map, start, end) ?? undefined);
        expect(range.toString()).toBe(page.map.text.slice(start, end));
      }
    }
  });

  it("every place in the page, gutters and containers too, is a place in the words", () => {
    for (let seed = 0; seed < 10; seed += 1) {
      document.body.replaceChildren();
      const page = drawn(seed);
      let reached = page.map.firstUnit;
      const walker = document.createTreeWalker(document.body);
      for (let node: Node | null = walker.currentNode; node; node = walker.nextNode()) {
        const last = node instanceof Text ? node.data.length : node.childNodes.length;
        const unit = pointToUnit(page, page.map, node, 0);
        expect(unit).toBe(page.map.clamp(unit));
        expect(pointToUnit(page, page.map, node, last)).toBeGreaterThanOrEqual(unit);
        if (node instanceof Text) {
          expect(unit).toBeGreaterThanOrEqual(reached);
          reached = unit;
        }
      }
    }
  });

  it("before the transcript is its first word, after it its last", () => {
    const page = drawn(3);
    const [before, , after] = [...document.body.childNodes];
    expect(pointToUnit(page, page.map, known(before), 2)).toBe(page.map.firstUnit);
    expect(pointToUnit(page, page.map, known(after), 2)).toBe(page.map.lastUnit);
    expect(pointToUnit(page, page.map, document.body, 0)).toBe(page.map.firstUnit);
    expect(pointToUnit(page, page.map, document.body, 3)).toBe(page.map.lastUnit);
  });

  it("a triple click, which ends where the next turn begins, takes its own paragraph only", () => {
    for (let seed = 0; seed < 25; seed += 1) {
      const { map } = drawn(seed);
      for (const block of map.blocks) {
        const next = map.blocks[block.index + 1];
        if (!next || block.end === block.start) continue;
        expect(map.tighten(block.start, next.start)).toEqual({ start: block.start, end: block.end });
      }
    }
  });

  it("what is not built yet has no place", () => {
    const page = drawn(5, 2);
    expect(unitToPoint(page, page.map, page.map.lastUnit, "end")).toBeNull();
    expect(rangeOf(page, page.map, page.map.firstUnit, page.map.lastUnit)).toBeNull();
  });
});

describe("a turn on the page", () => {
  it("has exactly its part of the text as its text, label, gap and all", () => {
    for (let seed = 0; seed < 25; seed += 1) {
      const page = drawn(seed);
      page.map.turns.forEach((turn, at) => {
        expect(page.root.children[at]?.textContent).toBe(page.map.text.slice(turn.start, turn.gapEnd));
      });
    }
  });
});
