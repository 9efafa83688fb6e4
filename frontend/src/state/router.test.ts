import { describe, expect, it } from "vitest";

import { matched, navigate, setQuery } from "./router";

describe("an address", () => {
  it("fits a pattern part by part", () => {
    expect(matched("/code/:sourceId?/:part?", "/code")).toEqual({});
    expect(matched("/code/:sourceId?/:part?", "/code/a1")).toEqual({ sourceId: "a1" });
    expect(matched("/code/:sourceId?/:part?", "/code/a1/book")).toEqual({ sourceId: "a1", part: "book" });
    expect(matched("/code/:sourceId?", "/code/a1/book")).toBeNull();
    expect(matched("/code/:sourceId", "/code")).toBeNull();
    expect(matched("/", "/")).toEqual({});
    expect(matched("/", "/code")).toBeNull();
  });

  it("gives its parts as they were meant, and does not break on a bad one", () => {
    expect(matched("/code/:id", "/code/a%20b")).toEqual({ id: "a b" });
    expect(matched("/code/:id", "/code/%E0%A4%A")).toEqual({ id: "%E0%A4%A" });
  });

  it("leaves a step back, except where a parameter changes", () => {
    const before = window.history.length;
    navigate("/code/one");
    expect(window.location.pathname).toBe("/code/one");
    expect(window.history.length).toBe(before + 1);
    setQuery({ find: "kitchen" });
    expect(window.location.search).toBe("?find=kitchen");
    expect(window.history.length).toBe(before + 1);
    setQuery({ find: null });
    expect(window.location.search).toBe("");
    navigate("/code/one");
    expect(window.history.length).toBe(before + 1);
  });
});
