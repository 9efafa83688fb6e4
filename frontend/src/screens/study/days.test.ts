import { expect, it } from "vitest";

import { hasEnded } from "./days";

it("says that something has ended the day after its last day, never on it", () => {
  const now = new Date(2026, 2, 15);
  expect(["2026-03-14", "2026-03-15", "2026-03", "2026-02", "2025", "2026"].map((one) => hasEnded(one, now))).toEqual([true, false, false, true, true, false]);
});
