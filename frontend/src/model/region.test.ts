import { describe, expect, test } from "vitest";

import { inTheMiddle, moved, placeWords, pulled, spanned, stretched } from "./region";

const SIZE = { width: 100, height: 60 };
const ONE = { left: 10, top: 10, right: 30, bottom: 20 };

describe("a region of a picture", () => {
  test("is spanned by two points in any order, in whole pixels inside the picture", () => {
    expect(spanned({ x: 30.2, y: 20.9 }, { x: 9.9, y: 5 }, SIZE)).toEqual({ left: 9, top: 5, right: 31, bottom: 21 });
    expect(spanned({ x: -5, y: -5 }, { x: 400, y: 400 }, SIZE)).toEqual({ left: 0, top: 0, right: 100, bottom: 60 });
    expect(spanned({ x: 100, y: 60 }, { x: 100, y: 60 }, SIZE)).toEqual({ left: 99, top: 59, right: 100, bottom: 60 });
  });

  test("keeps its size where it is moved, and stops at the edges", () => {
    expect(moved(ONE, 5, -3, SIZE)).toEqual({ left: 15, top: 7, right: 35, bottom: 17 });
    expect(moved(ONE, -50, 500, SIZE)).toEqual({ left: 0, top: 50, right: 20, bottom: 60 });
  });

  test("is never made empty nor larger than the picture", () => {
    expect(stretched(ONE, -100, -100, SIZE)).toEqual({ left: 10, top: 10, right: 11, bottom: 11 });
    expect(stretched(ONE, 900, 900, SIZE)).toEqual({ left: 10, top: 10, right: 100, bottom: 60 });
    expect(pulled(ONE, "nw", { x: 90, y: -4 }, SIZE)).toEqual({ left: 29, top: 0, right: 30, bottom: 20 });
    expect(pulled(ONE, "sw", { x: 4, y: 33 }, SIZE)).toEqual({ left: 4, top: 10, right: 30, bottom: 33 });
    expect(pulled(ONE, "ne", { x: 44, y: 2 }, SIZE)).toEqual({ left: 10, top: 2, right: 44, bottom: 20 });
  });

  test("begins in the middle of what is in sight", () => {
    const begun = inTheMiddle({ left: 0, top: 0, right: 100, bottom: 60 }, SIZE);
    expect(begun).toEqual({ left: 35, top: 21, right: 65, bottom: 39 });
  });

  test("is said in words as the server says it", () => {
    expect(placeWords({ left: 2, top: 1, right: 12, bottom: 7 }, { width: 16, height: 24 })).toBe("upper, 62% wide and 25% high");
    expect(placeWords({ left: 0, top: 0, right: 16, bottom: 24 }, { width: 16, height: 24 })).toBe("nearly the whole picture");
    expect(placeWords({ left: 45, top: 25, right: 55, bottom: 35 }, SIZE)).toBe("middle, 10% wide and 17% high");
    expect(placeWords({ left: 80, top: 50, right: 99, bottom: 59 }, SIZE)).toBe("lower right, 19% wide and 15% high");
  });
});
