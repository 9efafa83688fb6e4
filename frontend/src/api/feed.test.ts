import { expect, it } from "vitest";

import { changeOf } from "./feed";

it("reads what a frame says, and knows when it says too little", () => {
  expect(changeOf('{"topics":["codings"],"subjects":["a","b"]}')).toEqual({ topics: ["codings"], subjects: ["a", "b"] });
  expect(changeOf('{"topics":["codings"]}')).toEqual({ topics: ["codings"], subjects: [] });
  expect(changeOf("{}")).toBeNull();
  expect(changeOf("not json")).toBeNull();
  expect(changeOf("null")).toBeNull();
});
