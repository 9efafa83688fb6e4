import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Table } from ".";
import { between, stretchesOf } from "./rowsInSight";

const HIGH = 50;
const ROWS = Array.from({ length: 300 }, (_, n) => ({ id: `T${n + 1}` }));

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(500);
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(HIGH);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

function shown() {
  render(
    <Table
      tall
      caption="Teams"
      rows={ROWS}
      rowId={({ id }) => id}
      groupOf={({ id }) => (Number(id.slice(1)) <= 150 ? "young" : "old")}
      columns={[{ id: "team", head: "Team", names: true, cell: ({ id }) => id }, { id: "said", head: "Said", cell: ({ id }) => <button type="button">{`open ${id}`}</button> }]}
    />,
  );
  const table = screen.getByRole("table", { name: "Teams" });
  const box = table.parentElement as HTMLElement;
  const scroll = (to: number) => act(() => { box.scrollTop = to; fireEvent.scroll(box); });
  return { table, scroll };
}

const names = () => screen.getAllByRole("button").map((one) => one.textContent);

describe("a tall table", () => {
  it("draws the rows near what is seen, and says how many there are and which each is", () => {
    const { table, scroll } = shown();
    expect(table.getAttribute("aria-rowcount")).toBe("303"); // heads, two groups and 300 rows
    expect(names().length).toBeLessThan(30);
    scroll(100 * HIGH);
    expect(names()).toContain("open T100");
    expect(names()).not.toContain("open T1");
    const row = within(table).getByRole("rowheader", { name: "T100" }).parentElement;
    expect(row?.getAttribute("aria-rowindex")).toBe("102");
    scroll(300 * HIGH);
    expect(names().at(-1)).toBe("open T300");
  });

  it("keeps the row last stood on and its neighbours, wherever one scrolls", () => {
    const { scroll } = shown();
    const button = screen.getByRole("button", { name: "open T3" });
    act(() => button.focus());
    scroll(200 * HIGH);
    expect(document.activeElement).toBe(button);
    expect(names().slice(0, 3)).toEqual(["open T2", "open T3", "open T4"]);
  });

  it("is whole on paper", () => {
    shown();
    act(() => void dispatchEvent(new Event("beforeprint")));
    expect(names()).toHaveLength(300);
    act(() => void dispatchEvent(new Event("afterprint")));
    expect(names().length).toBeLessThan(30);
  });

  it("leaves out no line, and what is not drawn stands as high as it would", () => {
    const heights = Array.from({ length: 40 }, (_, n) => 10 + (n % 7));
    const whole = heights.reduce((one, other) => one + other, 0);
    for (let top = -50; top < whole + 50; top += 13) {
      const seen = between(heights, top, top + 60);
      for (const stood of [null, 0, 17, 39]) {
        const found = stretchesOf(heights, seen, stood);
        expect([found[0]?.from, found.at(-1)?.to]).toEqual([0, 40]);
        for (const [n, one] of found.entries()) {
          if (n) expect(one.from).toBe(found[n - 1]?.to);
          if (one.gap) expect(one.gap).toBe(heights.slice(one.from, one.to).reduce((a, b) => a + b, 0));
        }
        const drawn = found.filter((one) => !one.gap).flatMap((one) => Array.from({ length: one.to - one.from }, (_, n) => one.from + n));
        for (let n = 0, at = 0; n < heights.length; at += heights[n++] ?? 0) {
          if (at < top + 60 && at + (heights[n] ?? 0) > top) expect(drawn).toContain(n);
        }
      }
    }
  });
});
