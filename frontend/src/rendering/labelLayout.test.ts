import { describe, expect, it } from "vitest";
import { chance } from "../anchoring/textsForTests";
import { layMargin, pool } from "./labelLayout";
import type { MarginShape, Stripe } from "./labelLayout";

const SHAPE: MarginShape = {
  lanes: 40,
  pitch: 10,
  leastPitch: 4,
  stripe: 4,
  step: 18,
  line: 28,
  deepest: 8,
};

function stripes(seed: number, n: number, height: number): Stripe[] {
  const random = chance(seed);
  return Array.from({ length: n }, (_, at) => {
    const top = Math.floor((random() * height) / 28) * 28 + 5;
    const code = `c${Math.floor(random() * 20)}`;
    const coder = Math.floor(random() * 2);
    return { id: `s${at}`, code, coder, top, bottom: top + 18 + 28 * Math.floor(random() * 8), block: Math.floor(top / 200) };
  });
}

describe("labels moved apart", () => {
  it("keep their order and their distance, and none stands above the text", () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const random = chance(seed);
      const anchors = Array.from({ length: 40 }, () => random() * 600).sort((a, b) => a - b);
      const tops = pool(anchors, 18);
      expect(tops[0]).toBeGreaterThanOrEqual(0);
      tops.slice(1).forEach((top, at) => expect(top - (tops[at] ?? 0)).toBeGreaterThanOrEqual(18 - 1e-9));
    }
  });

  it("stay where they want to be when there is room, and share the way when there is not", () => {
    expect(pool([100, 130, 160], 18)).toEqual([100, 130, 160]);
    expect(pool([100, 100], 18)).toEqual([91, 109]);
    expect(pool([100, 100, 100, 300], 18)).toEqual([82, 100, 118, 300]);
    expect(pool([], 18)).toEqual([]);
  });

  it("move less in all than labels that may only move down", () => {
    const anchors = [50, 55, 60, 65, 200];
    const squares = (tops: number[]): number => tops.reduce((sum, top, at) => sum + (top - (anchors[at] ?? 0)) ** 2, 0);
    const down: number[] = [];
    for (const anchor of anchors) down.push(Math.max(anchor, (down[down.length - 1] ?? -Infinity) + 18));
    expect(squares(pool(anchors, 18))).toBeLessThan(squares(down));
  });
});

describe("stripes in lanes", () => {
  it("never lie on one another while no more than eight stand side by side", () => {
    for (let seed = 0; seed < 100; seed += 1) {
      const { stripes: laid } = layMargin(stripes(seed, 14, 900), SHAPE);
      if (Math.max(...laid.map(({ lane }) => lane)) >= 8) continue;
      for (const a of laid) {
        for (const b of laid) {
          if (a === b || a.top >= b.bottom || b.top >= a.bottom) continue;
          expect(a.x + a.width <= b.x || b.x + b.width <= a.x).toBe(true);
        }
      }
    }
  });

  it("are four pixels and ten apart where four lanes do, and thinner only in the cluster that is deep", () => {
    const one = { id: "a", code: "x", coder: 0, top: 5, bottom: 40, block: 0 };
    const deep = Array.from({ length: 7 }, (_, n) => ({ ...one, id: `d${n}`, code: `y${n}`, top: 500, bottom: 600, block: 9 }));
    const { stripes: laid } = layMargin([one, { ...one, id: "b", coder: 1 }, ...deep], SHAPE);
    expect(laid.slice(0, 2).map(({ id, x, width }) => [id, x, width])).toEqual([
      ["a", 0, 4],
      ["b", 10, 4],
    ]);
    expect(laid.slice(2).every(({ width }) => width < 4)).toBe(true);
  });

  it("stay within the margin at any depth", () => {
    const { stripes: laid } = layMargin(stripes(3, 400, 600), SHAPE);
    for (const { x, width } of laid) expect(x + width).toBeLessThanOrEqual(SHAPE.lanes);
  });
});

describe("labels", () => {
  it("name every coding once, keep order, and never overlap, at any depth", () => {
    for (let seed = 0; seed < 60; seed += 1) {
      const all = stripes(seed, 10 + seed * 4, 1500);
      const { labels } = layMargin(all, SHAPE);
      const named = labels.flatMap((label) => label.stripes.map(({ id }) => id)).sort();
      expect(named).toEqual(all.map(({ id }) => id).sort());
      labels.slice(1).forEach((label, at) => {
        expect(label.anchor).toBeGreaterThanOrEqual(labels[at]?.anchor ?? 0);
        expect(label.top - (labels[at]?.top ?? 0)).toBeGreaterThanOrEqual(SHAPE.step - 1e-9);
      });
    }
  });

  it("two coders who gave one passage one code share a label", () => {
    const one = { id: "a", code: "x", coder: 0, top: 5, bottom: 40, block: 0 };
    const { labels } = layMargin([one, { ...one, id: "b", coder: 1, bottom: 70 }], SHAPE);
    expect(labels.map(({ stripes: of }) => of.map(({ id }) => id))).toEqual([["a", "b"]]);
  });

  it("of more codings than stand side by side become one a code, and the rarest a number", () => {
    const all = Array.from({ length: 30 }, (_, n) => ({
      id: `s${n}`,
      code: `c${n % 12}`,
      coder: 0,
      top: 5 + 28 * (n % 3),
      bottom: 400,
      block: 0,
    }));
    const { labels } = layMargin(all, SHAPE);
    expect(labels.length).toBe(8);
    expect(labels.filter(({ more }) => more).length).toBe(1);
    expect(labels.filter(({ more }) => !more).every(({ gathered }) => gathered)).toBe(true);
  });

  it("of one line have leaders that leave at different heights", () => {
    const all = Array.from({ length: 5 }, (_, n) => ({ id: `s${n}`, code: `c${n}`, coder: 0, top: 33, bottom: 90, block: 1 }));
    const heights = layMargin(all, SHAPE).labels.map(({ fromY }) => Math.floor(fromY));
    expect(new Set(heights).size).toBe(5);
  });
});
