import { expect, it } from "vitest";

import { found, type Command } from "./commands";

const command = (label: string, also = ""): Command => ({ id: label, label, also, run: () => undefined });
const ALL = [command("Go to Compare"), command("Compare two codes"), command("Sources"), command("Récit"), command("How it looks", "dark theme")];
const labels = (typed: string): string[] => found(ALL, typed).map((one) => one.label);

it("finds a command by the beginnings of its words, the closest first", () => {
  expect(labels("comp")).toEqual(["Compare two codes", "Go to Compare"]);
  expect(labels("com co")[0]).toBe("Compare two codes");
  expect(labels("go com")).toEqual(["Go to Compare"]);
  expect(labels("")).toHaveLength(ALL.length);
});

it("finds it by other words for it, without accents, and not by chance", () => {
  expect(labels("dark")).toEqual(["How it looks"]);
  expect(labels("recit")).toEqual(["Récit"]);
  expect(labels("zebra")).toEqual([]);
});
