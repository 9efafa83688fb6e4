import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";

import { PickerList } from "./PickerList";
import type { CodeView } from "./types";

const LINES = Array.from({ length: 300 }, (_, n) => ({
  code: { id: `code-${n}`, name: `Code ${n}`, key: `K${n}`, family: 1, n_codings: null } as unknown as CodeView,
  bold: new Set<number>(),
  loose: false,
}));

function shown(current: number, lines = LINES) {
  return <PickerList id="list" lines={lines} of={lines} current={current} tall={false} counted onPoint={() => undefined} onPick={() => undefined} />;
}

const rows = (): string[] => screen.getAllByRole("option").map((row) => row.textContent ?? "");

afterEach(cleanup);

describe("the codes found", () => {
  it("draws those near what is seen, each told as which of how many it is", () => {
    render(shown(0));
    expect(rows().length).toBeLessThan(20);
    const [first] = screen.getAllByRole("option");
    expect([first?.getAttribute("aria-posinset"), first?.getAttribute("aria-setsize"), first?.id]).toEqual(["1", "300", "list-0"]);
  });

  it("has the one ready to be given, wherever the arrows went and wherever one scrolled", () => {
    const { rerender } = render(shown(0));
    for (const current of [1, 12, 150, 299, 0, 140]) {
      rerender(shown(current));
      const ready = screen.getByRole("option", { selected: true });
      expect([ready.id, ready.getAttribute("aria-posinset"), ready.textContent]).toEqual([`list-${current}`, String(current + 1), `K${current}Code ${current}`]);
    }
    const list = screen.getByRole("listbox");
    list.scrollTop = 28 * 20;
    fireEvent.scroll(list);
    expect(rows()).toContain("K20Code 20");
    expect(screen.getByRole("option", { selected: true }).id).toBe("list-140");
  });

  it("shows a list that became short from its start", () => {
    const { rerender } = render(shown(299));
    rerender(shown(0, LINES.slice(0, 3)));
    expect(rows()).toEqual(["K0Code 0", "K1Code 1", "K2Code 2"]);
  });
});
