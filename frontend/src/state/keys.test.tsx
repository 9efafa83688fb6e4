import { cleanup, fireEvent, render } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { nameOf, startKeys, useKeys, type KeyBinding } from "./keys";
import { preferences } from "./preferences";

function Bound({ bindings, children }: { bindings: readonly KeyBinding[]; children?: React.ReactNode }) {
  useKeys("Here", bindings);
  return <div data-testid="page">{children}</div>;
}

describe("a key", () => {
  let stop: () => void;
  beforeEach(() => {
    stop = startKeys();
  });
  afterEach(() => {
    stop();
    cleanup();
    preferences.set((before) => ({ ...before, letters: true }));
  });

  it("is named the way people read it", () => {
    const event = (key: string, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });
    expect(nameOf(event("k", { ctrlKey: true }))).toBe("Ctrl K");
    expect(nameOf(event("k", { metaKey: true }))).toBe("Ctrl K");
    expect(nameOf(event("Z", { ctrlKey: true, shiftKey: true }))).toBe("Ctrl Shift Z");
    expect(nameOf(event("?", { shiftKey: true }))).toBe("?");
    expect(nameOf(event("ArrowUp"))).toBe("↑");
    expect(nameOf(event(" "))).toBe("Space");
  });

  it("acts on the page, and never while something is being written", () => {
    const run = vi.fn();
    const { getByTestId, getByRole } = render(<Bound bindings={[{ keys: "M", label: "Memo", run }]}><input aria-label="words" /></Bound>);
    fireEvent.keyDown(getByRole("textbox"), { key: "m" });
    expect(run).not.toHaveBeenCalled();
    fireEvent.keyDown(getByTestId("page"), { key: "m" });
    expect(run).toHaveBeenCalledTimes(1);
  });

  it("of a single letter can be turned off, and only those are", () => {
    const letter = vi.fn();
    const other = vi.fn();
    const { getByTestId } = render(<Bound bindings={[{ keys: "M", label: "Memo", run: letter }, { keys: "F8", label: "Next", run: other }, { keys: "G P", label: "Plan", run: letter }]} />);
    preferences.set((before) => ({ ...before, letters: false }));
    fireEvent.keyDown(getByTestId("page"), { key: "m" });
    fireEvent.keyDown(getByTestId("page"), { key: "g" });
    fireEvent.keyDown(getByTestId("page"), { key: "p" });
    fireEvent.keyDown(getByTestId("page"), { key: "F8" });
    expect(letter).not.toHaveBeenCalled();
    expect(other).toHaveBeenCalledTimes(1);
  });

  it("can be two letters after each other, and the second alone is not meant then", () => {
    const plan = vi.fn();
    const play = vi.fn();
    const { getByTestId } = render(<Bound bindings={[{ keys: "G P", label: "Plan", run: plan }, { keys: "P", label: "Play", run: play }]} />);
    fireEvent.keyDown(getByTestId("page"), { key: "g" });
    fireEvent.keyDown(getByTestId("page"), { key: "p" });
    fireEvent.keyDown(getByTestId("page"), { key: "p" });
    expect(plan).toHaveBeenCalledTimes(1);
    expect(play).toHaveBeenCalledTimes(1);
  });

  it("leaves undo in a field to the field, and Enter on a button to the button", () => {
    const undo = vi.fn();
    const enter = vi.fn();
    const { getByRole, getByTestId } = render(
      <Bound bindings={[{ keys: "Ctrl Z", label: "Undo", run: undo }, { keys: "Enter", label: "Next", run: enter }]}>
        <textarea aria-label="words" />
        <button type="button">Other</button>
      </Bound>,
    );
    fireEvent.keyDown(getByRole("textbox"), { key: "z", ctrlKey: true });
    fireEvent.keyDown(getByRole("button"), { key: "Enter" });
    expect(undo).not.toHaveBeenCalled();
    expect(enter).not.toHaveBeenCalled();
    fireEvent.keyDown(getByTestId("page"), { key: "z", ctrlKey: true });
    fireEvent.keyDown(getByTestId("page"), { key: "Enter" });
    expect(undo).toHaveBeenCalledTimes(1);
    expect(enter).toHaveBeenCalledTimes(1);
  });

  it("is left to a text that has keys of its own, and to whoever answered it first", () => {
    const run = vi.fn();
    const { getByTestId } = render(<Bound bindings={[{ keys: "A", label: "A", run }]}><p data-own-keys data-testid="text" onKeyDown={(event) => event.key === "b" && event.preventDefault()} /></Bound>);
    fireEvent.keyDown(getByTestId("text"), { key: "a" });
    expect(run).not.toHaveBeenCalled();
  });

  it("of a screen goes before the same key of the page, unless the screen has no use for it", () => {
    const said: string[] = [];
    const Both = () => (
      <Bound bindings={[{ keys: "F8", label: "page", run: () => void said.push("page") }]}>
        <Bound bindings={[{ keys: "F9", label: "own", run: () => void said.push("screen") }]} />
      </Bound>
    );
    const { container } = render(<Both />);
    render(<Bound bindings={[{ keys: "F8", label: "later", run: () => { said.push("later"); return said.length > 1; } }]} />);
    fireEvent.keyDown(container, { key: "F8" });
    fireEvent.keyDown(container, { key: "F8" });
    expect(said).toEqual(["later", "page", "later"]);
  });
});
