import { expect, test } from "vitest";

import { differing, undoing } from "./undoing";

test("letters typed without a pause are taken back together, what was put in by itself", () => {
  const steps = undoing();
  steps.before("", "a", true, 0);
  steps.before("a", "ab", true, 100);
  steps.before("ab", "ab{{quote:1A-1}}", false, 150);
  steps.before("ab{{quote:1A-1}}", "ab{{quote:1A-1}}c", true, 200);
  expect(steps.back("ab{{quote:1A-1}}c")).toBe("ab{{quote:1A-1}}");
  expect(steps.back("ab{{quote:1A-1}}")).toBe("ab");
  expect(steps.back("ab")).toBe("");
  expect(steps.back("")).toBeNull();
  expect(steps.on("")).toBe("ab");
});

test("a pause ends a step, and a text that somebody else changed has no steps", () => {
  const steps = undoing();
  steps.before("", "a", true, 0);
  steps.before("a", "ab", true, 5_000);
  expect(steps.back("ab")).toBe("a");
  expect(steps.back("a, and theirs")).toBeNull();
});

test("what differs is found between what is the same", () => {
  expect(differing("one two", "one and two")).toEqual({ start: 4, end: 8 });
  expect(differing("aa", "aaa")).toEqual({ start: 2, end: 3 });
});
