import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { CodeKeys } from "./codeKeys";
import type { CodeView } from "./types";

const code = (key: string): CodeView => ({ id: key, key, name: `Code ${key}`, group: false, retired: false }) as CodeView;

function keysOf(...all: string[]): { keys: CodeKeys; chosen: string[]; alone: string[] } {
  const chosen: string[] = [];
  const alone: string[] = [];
  const keys = new CodeKeys({ chosen: (one) => chosen.push(one.key), begun: () => undefined, meansAlone: (letter) => letter === "X", alone: (letter) => alone.push(letter) });
  keys.setCodes(all.map(code));
  return { keys, chosen, alone };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("codes by their keys", () => {
  it("leaves time to read what may follow a letter", () => {
    const { keys, chosen } = keysOf("D1", "D2");
    expect(keys.press("d")).toBe(true);
    vi.advanceTimersByTime(5_000);
    keys.press("2");
    expect(chosen).toEqual(["D2"]);
  });
  it("forgets a letter in the end, and never gives another code for it", () => {
    const { keys, chosen } = keysOf("D1", "D2");
    keys.press("d");
    vi.advanceTimersByTime(7_000);
    expect(keys.press("2")).toBe(false);
    expect(chosen).toEqual([]);
  });
  it("takes a letter that means something alone soon", () => {
    const { keys, alone } = keysOf("X1");
    keys.press("x");
    vi.advanceTimersByTime(1_700);
    expect(alone).toEqual(["X"]);
  });
});
