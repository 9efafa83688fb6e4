import { describe, expect, it } from "vitest";

import { contrast, rgbOf } from "./colour";
import CSS from "./tokens.css?raw";

/** The declarations of the first block that begins so. */
function tokens(opening: string): Record<string, string> {
  const start = CSS.indexOf(opening);
  expect(start, opening).toBeGreaterThan(-1);
  const block = CSS.slice(CSS.indexOf("{", start + opening.length - 1) + 1);
  const body = block.slice(0, block.indexOf("}"));
  return Object.fromEntries([...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((found) => [found[1] as string, found[2] as string]));
}

const LIGHT = tokens(':root[data-theme="light"] {');
const DARK = tokens(':root[data-theme="dark"] {');
const FAMILIES = [1, 2, 3, 4, 5, 6, 7, 8];

function measured(theme: Record<string, string>, one: string, on: string): number {
  // The design gives its ratios to one place.
  return Math.round(contrast(rgbOf(theme[one] ?? ""), rgbOf(theme[on] ?? "")) * 10) / 10;
}

describe("the colours", () => {
  it("know the contrast of black on white", () => {
    expect(contrast(rgbOf("#000000"), rgbOf("#ffffff"))).toBeCloseTo(21, 5);
    expect(rgbOf("oklch(1 0 0)").every((part) => Math.abs(part - 1) < 1e-3)).toBe(true);
  });

  it.each([
    ["light", LIGHT, { ink: 16, soft: 6.8, faint: 5.3, accent: 7.4, care: 7.1, good: 7.2, edge: 3.4 }],
    ["dark", DARK, { ink: 14.5, soft: 7.9, faint: 5.5, accent: 9.8, care: 9.6, good: 9.8, edge: 4.0 }],
  ] as const)("keep their promise on paper, %s", (_, theme, least) => {
    for (const [name, ratio] of Object.entries(least)) expect(measured(theme, name, "paper"), name).toBeGreaterThanOrEqual(ratio);
  });

  it.each([
    ["light", LIGHT],
    ["dark", DARK],
  ] as const)("let text be read on every surface and tint, %s", (_, theme) => {
    for (const on of ["paper", "panel", "sunk", "accent-tint", "care-tint", "selection"]) expect(measured(theme, "ink", on), on).toBeGreaterThanOrEqual(7);
    for (const on of ["paper", "panel", "sunk", "accent-tint", "care-tint"]) expect(measured(theme, "soft", on), on).toBeGreaterThanOrEqual(5.3);
    for (const on of ["paper", "panel"]) expect(measured(theme, "faint", on), on).toBeGreaterThanOrEqual(4.5);
    expect(measured(theme, "paper", "accent")).toBeGreaterThanOrEqual(7);
  });

  it.each([
    ["light", LIGHT, 6.7, 4.0, 12.5],
    ["dark", DARK, 9.9, 6.4, 9.2],
  ] as const)("give every code family three strengths of one loudness, %s", (_, theme, name, stripe, tint) => {
    for (const family of FAMILIES) {
      expect(measured(theme, `family-${family}-name`, "paper"), `name ${family}`).toBeGreaterThanOrEqual(name);
      expect(measured(theme, `family-${family}-stripe`, "paper"), `stripe ${family}`).toBeGreaterThanOrEqual(stripe);
      expect(measured(theme, `family-${family}-stripe`, `family-${family}-tint`), `stripe on tint ${family}`).toBeGreaterThanOrEqual(3.2);
      expect(measured(theme, "ink", `family-${family}-tint`), `ink on tint ${family}`).toBeGreaterThanOrEqual(tint);
    }
  });

  it.each([
    ["light", LIGHT],
    ["dark", DARK],
  ] as const)("can all be shown as they are written, %s", (_, theme) => {
    for (const [name, value] of Object.entries(theme)) {
      if (!value.startsWith("oklch")) continue;
      for (const part of rgbOf(value)) {
        expect(part, `${name} ${value}`).toBeGreaterThanOrEqual(-0.002);
        expect(part, `${name} ${value}`).toBeLessThanOrEqual(1.002);
      }
    }
  });

  it("are the same whether dark is chosen or the computer's", () => {
    expect(tokens(':root:not([data-theme="light"]) {')).toEqual(DARK);
  });

  it("are pure where high contrast is asked for, line as strong as edge, no tints", () => {
    for (const [opening, paper, ink] of [
      [':root[data-contrast="more"] {', "#ffffff", "#000000"],
      [':root[data-contrast="more"][data-theme="dark"] {', "#000000", "#ffffff"],
    ] as const) {
      const pure = tokens(opening);
      expect([pure["paper"], pure["ink"], pure["soft"], pure["line"], pure["edge"]]).toEqual([paper, ink, ink, ink, ink]);
      for (const family of FAMILIES) expect(pure[`family-${family}-tint`]).toBe("transparent");
    }
  });
});
