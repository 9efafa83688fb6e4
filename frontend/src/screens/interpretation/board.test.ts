import { expect, test } from "vitest";

import { fits, material } from "./board";
import type { CodeView, ThemeView } from "./types";

const theme = (id: string, code_ids: readonly string[], state = "candidate") =>
  ({ id, state, code_ids, members: code_ids.map((code) => ({ id: `${id} ${code}`, target_kind: "code", target_id: code, version_id: null, start: null, end: null })) }) as unknown as ThemeView;
const code = (id: string, more: object = {}) => ({ id, group: false, retired: false, ...more }) as unknown as CodeView;

test("codes in no theme stand first, and alone unless all are asked for", () => {
  const codes = [code("a"), code("b"), code("c", { retired: true }), code("d", { group: true })];
  const themes = [theme("t", ["a"]), theme("gone", ["b"], "retired")];
  expect(material(codes, themes, false).map((one) => one.id)).toEqual(["b"]);
  expect(material(codes, themes, true).map((one) => one.id)).toEqual(["b", "a"]);
});

test("nothing is put where it is already, and no theme into a theme", () => {
  const one = theme("t", ["a"]);
  expect(fits({ kind: "code", id: "b" }, one)).toBe(true);
  expect(fits({ kind: "code", id: "a" }, one)).toBe(false);
  expect(fits({ kind: "member", id: "x", themeId: "t" }, one)).toBe(false);
  expect(fits({ kind: "theme", id: "u" }, one)).toBe(false);
  expect(fits(null, one)).toBe(false);
});
