import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Table } from ".";
import { between, stretchesOf } from "./rowsInSight";

const HIGH = 50;
const BROAD = 100;
const COLUMNS = Array.from({ length: 40 }, (_, n) => n + 1);
const ROWS = Array.from({ length: 300 }, (_, n) => ({ id: `T${n + 1}` }));

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(500);
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(HIGH);
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(800);
  vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(BROAD);
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

  it("shows what is seen first, and draws what is beyond it once that is painted", async () => {
    shown();
    const first = names().length;
    expect(first).toBeGreaterThanOrEqual(500 / HIGH - 2);
    expect(first).toBeLessThanOrEqual(Math.ceil(innerHeight / 72));
    await waitFor(() => expect(names().length).toBeGreaterThanOrEqual(700 / HIGH - 1));
  });

  it("draws ahead the way one scrolls, a little behind, and nothing anew for each line that comes or goes", async () => {
    const { scroll } = shown();
    // Not by their roles, which is slow.
    const names = () => [...document.querySelectorAll("button")].map((one) => one.textContent);
    await waitFor(() => expect(names().length).toBeGreaterThanOrEqual(700 / HIGH - 1));
    const reach = () => [names()[0], names().at(-1)].map((one) => Number(one?.slice("open T".length)) + 1); // a group stands before
    scroll(80 * HIGH);
    expect(reach()).toEqual([80, 94]);
    const held = names();
    scroll(80 * HIGH + 30);
    expect(names()).toEqual(held);
    let changes = 0;
    for (let at = 80 * HIGH + 30, before = held.join(); at < 90 * HIGH; at += 10) {
      scroll(at);
      expect(reach()[0]).toBeLessThanOrEqual(Math.ceil(at / HIGH));
      expect(reach()[1]).toBeGreaterThanOrEqual((at + 500 + 150) / HIGH);
      if (names().join() !== before) changes += 1;
      before = names().join();
    }
    expect(changes).toBeLessThanOrEqual(10);
    scroll(85 * HIGH);
    expect(reach()).toEqual([82, 96]);
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

  it("is whole from when words are looked for in the page, and for no other key", () => {
    shown();
    for (const held of [{ key: "f" }, { key: "f", ctrlKey: true, altKey: true }, { key: "b", ctrlKey: true }]) act(() => void fireEvent.keyDown(document.body, held));
    expect(names().length).toBeLessThan(30);
    act(() => void fireEvent.keyDown(document.body, { key: "f", metaKey: true }));
    expect(names()).toHaveLength(300);
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

function wide(heights?: (row: HTMLElement) => number, rows = ROWS) {
  if (heights) vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockImplementation(function (this: HTMLElement) { return heights(this); });
  const columns = [
    { id: "team", head: "Team", names: true, cell: ({ id }: { id: string }) => id },
    ...COLUMNS.map((n) => ({ id: `C${n}`, head: `Column ${n}`, cell: ({ id }: { id: string }) => <button type="button">{`${id} by C${n}`}</button> })),
  ];
  const rowId = ({ id }: { id: string }) => id;
  const of = (rows: readonly { id: string }[]) => <Table tall wide caption="Teams" rows={rows} rowId={rowId} columns={columns} />;
  const { rerender } = render(of(rows));
  const table = screen.getByRole("table", { name: "Teams" });
  const box = table.parentElement as HTMLElement;
  const scroll = (top: number, left: number) => act(() => { box.scrollTop = top; box.scrollLeft = left; fireEvent.scroll(box); });
  return { table, scroll, again: () => rerender(of([...rows])) };
}

const inFirst = (table: HTMLElement) => within(table).getAllByRole("row")[1] as HTMLElement;
const columnsOf = (row: HTMLElement) => [...row.children].flatMap((one) => (one.getAttribute("aria-hidden") ? [] : [Number(one.getAttribute("aria-colindex"))]));
/** How many columns a row takes up, drawn or kept open. */
const spanOf = (row: HTMLElement) => [...row.children].reduce((sum, one) => sum + (one as HTMLTableCellElement).colSpan, 0);

describe("a wide table", () => {
  it("says of each part what it is, as its rows are laid out by themselves", () => {
    const { table } = wide();
    for (const [role, tags] of [["table", "table"], ["rowgroup", "thead, tbody"], ["row", "[data-line], thead tr"], ["columnheader", "thead th"], ["rowheader", "tbody th"], ["cell", "td[data-column]"]] as const) {
      const parts = role === "table" ? [table] : [...table.querySelectorAll(tags)];
      expect(new Set(parts.map((one) => one.getAttribute("role")))).toEqual(new Set([role]));
    }
  });

  it("draws the columns near what is seen, the name and both ends, and says which each is of how many", () => {
    const { table, scroll } = wide();
    expect(table.getAttribute("aria-colcount")).toBe("41");
    for (const left of [0, 1500, 2600, 4100]) {
      scroll(0, left);
      for (const row of [within(table).getAllByRole("row")[0] as HTMLElement, inFirst(table)]) {
        const drawn = columnsOf(row);
        expect(spanOf(row)).toBe(41);
        expect(drawn.length).toBeLessThan(20);
        expect([drawn[0], drawn[1], drawn.at(-1)]).toEqual([1, 2, 41]);
        for (let column = Math.floor(left / BROAD); column < Math.min(41, (left + 800) / BROAD); column++) expect(drawn).toContain(column + 1);
      }
    }
    expect(within(table).getByRole("button", { name: "T1 by C40" }).closest("td")?.getAttribute("aria-colindex")).toBe("41");
  });

  it("keeps the cell last stood on and those beside it, wherever one scrolls", () => {
    const { table, scroll } = wide();
    const button = screen.getByRole("button", { name: "T3 by C5" });
    act(() => button.focus());
    scroll(200 * HIGH, 3300);
    expect(document.activeElement).toBe(button);
    for (const name of ["T3 by C4", "T3 by C6", "T2 by C5", "T4 by C5"]) expect(within(table).getByRole("button", { name })).toBeTruthy();
  });

  it("is walked by arrows to cells that were not drawn, and to the ends of the row and the table", () => {
    const { table } = wide();
    act(() => screen.getByRole("button", { name: "T1 by C1" }).focus());
    const press = (key: string, held = {}) => { act(() => void fireEvent.keyDown(document.activeElement as Element, { key, ...held })); return document.activeElement?.textContent; };
    for (let n = 2; n <= 30; n++) expect(press("ArrowRight")).toBe(`T1 by C${n}`);
    expect(press("ArrowDown")).toBe("T2 by C30");
    expect(press("ArrowUp")).toBe("T1 by C30");
    expect(press("ArrowUp")).toBe("T1 by C30");
    expect(press("Home")).toBe("T1 by C1");
    expect(press("ArrowLeft")).toBe("T1 by C1");
    expect(press("End", { ctrlKey: true })).toBe("T300 by C40");
    expect(press("ArrowLeft")).toBe("T300 by C39");
    expect(press("Home", { ctrlKey: true })).toBe("T1 by C1");
    expect(press("ArrowRight", { altKey: true })).toBe("T1 by C1");
    expect(within(table).queryByRole("button", { name: "T150 by C20" })).toBeNull();
  });

  it("is whole on paper", () => {
    const { table } = wide(undefined, ROWS.slice(0, 50));
    act(() => void dispatchEvent(new Event("beforeprint")));
    expect(table.querySelectorAll("button")).toHaveLength(50 * 40);
    act(() => void dispatchEvent(new Event("afterprint")));
    expect(columnsOf(inFirst(table)).length).toBeLessThan(20);
  });

  it("holds a row as high as it stood when what made it so is out of sight, until its words change", () => {
    // A row is as high as what is drawn of it asks for, and as it is held.
    const { table, scroll, again } = wide((one) => (one.tagName === "TR" ? Math.max(one.textContent?.includes("T1 by C6") ? 90 : HIGH, parseInt(one.style.height || "0")) : HIGH));
    expect(inFirst(table).offsetHeight).toBe(90);
    scroll(0, 3000);
    expect(within(table).queryByRole("button", { name: "T1 by C6" })).toBeNull();
    expect(inFirst(table).offsetHeight).toBe(90);
    again();
    expect(inFirst(table).offsetHeight).toBe(HIGH);
  });
});
