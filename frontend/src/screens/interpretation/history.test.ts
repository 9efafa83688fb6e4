import { expect, test } from "vitest";

import { historyText } from "./history";

test("a history as lines holds the day, who, what, why and what was taken in and let go", () => {
  const held = (name: string, n: number | null, words = "", label = "") => ({ id: name, kind: "code", name, words, label, n_passages: n, source_id: "", start: 0, end: 0 });
  const text = historyText({
    name: "By ear",
    central_idea: "They hear it.",
    steps: [
      { at: "2026-01-02T08:00:00.000Z", by: "Ada", theme_id: "h", theme: "Hearing", said: ["Renamed from “Ear”."], reason: "Clearer.", gained: [held("D1 Overhearing", 1)], lost: [held("a passage", null, "In the car", "2B")] },
    ],
  });
  expect(text).toBe(
    "How “By ear” came about\n\nThey hear it.\n\n2026-01-02, Ada: Hearing\nRenamed from “Ear”.\nWhy: Clearer.\nTaken in: D1 Overhearing, 1 passage\nLet go: a passage: In the car (2B)",
  );
});
