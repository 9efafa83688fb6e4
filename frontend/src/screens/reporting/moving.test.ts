import { expect, test } from "vitest";

import { moved } from "./moving";

const TEXT = "One.\n\nTwo two.\n\n\nThree.\n";

test("a paragraph changes places with its neighbour, and the caret goes along", () => {
  const down = moved(TEXT, 1, 1);
  expect(down?.text).toBe("Two two.\n\nOne.\n\n\nThree.\n");
  expect(down?.text.slice(down.piece.start, down.piece.end)).toBe("One.");
  expect(down?.caret).toBe(11);
  expect(moved(down?.text ?? "", down?.caret ?? 0, -1)).toEqual({ text: TEXT, caret: 1, piece: { start: 0, end: 4 } });
});

test("the first goes no higher, the last no lower, and between two there is nothing to move", () => {
  expect(moved(TEXT, 0, -1)).toBeNull();
  expect(moved(TEXT, TEXT.length - 2, 1)).toBeNull();
  expect(moved(TEXT, 16, 1)).toBeNull();
  expect(moved("", 0, 1)).toBeNull();
});
