import { expect, it } from "vitest";

import { readKey } from "./queries";
import { concerns } from "./topics";

const read = (path: string, topics: readonly string[] = []) => ({ queryKey: readKey(path, {}), meta: { topics } });
const kinds = (...names: string[]) => new Set(["*", ...names]);

it("asks again for what a change concerns", () => {
  expect(concerns(kinds("codings"), read("/codings"))).toBe(true);
  expect(concerns(kinds("memos"), read("/memos"))).toBe(true);
  // A comparison, a claim, a case's page: what they rest on is not told by their name.
  expect(concerns(kinds("codings"), read("/rounds/comparison"))).toBe(true);
  expect(concerns(kinds("evidence"), read("/claims/page"))).toBe(true);
});

it("leaves the text of an interview alone while others code", () => {
  expect(concerns(kinds("codings", "submissions"), read("/sources/reading"))).toBe(false);
  expect(concerns(kinds("turn_corrections"), read("/sources/reading"))).toBe(true);
  expect(concerns(kinds("codings"), read("/viewer"))).toBe(false);
});

it("asks again for what a screen names, by the first word of its path or by a topic of its own", () => {
  expect(concerns(new Set(["sources"]), read("/sources/reading"))).toBe(true);
  expect(concerns(new Set(["sources"]), read("/cases", ["sources"]))).toBe(true);
  expect(concerns(new Set(["sources"]), read("/cases"))).toBe(false);
});
