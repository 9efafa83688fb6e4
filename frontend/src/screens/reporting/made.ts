import { useMemo } from "react";

import { useRead } from "../../state";
import type { Live } from "./markdown";

/** A table or figure a text can point to: what it is, the words one looks for it by, and where its data stands. */
export interface Made {
  readonly kind: "table" | "figure";
  readonly key: string;
  readonly about: string;
  readonly find: string;
  readonly to: string;
}

const COUNT = "count crosstab numbers";

const FIXED: readonly Made[] = [
  { kind: "table", key: "teams", about: "The cases and who was met in each", find: "teams", to: "/cases" },
  { kind: "table", key: "participants", about: "The people who took part", find: "participants sample", to: "/cases" },
  { kind: "table", key: "heard", about: "Who is heard in this report, by team and role", find: "people voices balance quotations count", to: "" },
  { kind: "table", key: "practices", about: "What is arranged, case by case", find: "practices accounts", to: "/interpret/practices" },
  { kind: "table", key: "codebook", about: "The codebook", find: "codes definitions", to: "/code" },
  { kind: "table", key: "themes", about: "The themes and what they rest on", find: "ideas", to: "/interpret/themes" },
  { kind: "table", key: "agreement", about: "Agreement before it was settled", find: "readings coders alpha reliability", to: "/compare" },
  { kind: "table", key: "count:theme:case", about: "Passages of each theme, by case", find: COUNT, to: "/interpret/queries" },
  { kind: "table", key: "count:theme:role", about: "Passages of each theme, by role", find: COUNT, to: "/interpret/queries" },
  { kind: "table", key: "count:theme:case:participants", about: "People who tell of each theme, by case", find: COUNT, to: "/interpret/queries" },
  { kind: "table", key: "count:code:case", about: "Passages of each code, by case", find: COUNT, to: "/interpret/queries" },
  { kind: "table", key: "count:code:role", about: "Passages of each code, by role", find: COUNT, to: "/interpret/queries" },
  { kind: "figure", key: "levels", about: "The themes on their levels, with their relations", find: "lens map drawing picture", to: "/interpret/levels" },
  { kind: "figure", key: "level-case", about: "Which themes of each level are told of in which case", find: "lens levels teams cases drawing picture", to: "/interpret/levels" },
  { kind: "figure", key: "chains", about: "Chains of relations across the levels", find: "what acts on drawing picture", to: "/interpret/relations" },
  { kind: "figure", key: "carried", about: "Who carries it: practices by level, case by case", find: "practices levels teams drawing picture", to: "/interpret/practices" },
  { kind: "figure", key: "paid", about: "Who pays for it: practices by level, case by case", find: "practices levels money teams drawing picture", to: "/interpret/practices" },
];

/** Every table and figure of the study, its matrices and kept queries among them. */
export function useMade(): readonly Made[] {
  const matrices = useRead("/matrices").data;
  const queries = useRead("/queries").data;
  return useMemo(
    () => [
      ...FIXED,
      ...(matrices?.length ? matrices.map((one) => ofMatrix(one.id, one.name)) : [ofMatrix("", "cases by themes")]),
      ...(queries ?? []).map((one): Made => ({ kind: "table", key: `query:${one.id}`, about: `Kept query: ${one.name}`, find: `${COUNT} saved passages`, to: "/interpret/queries" })),
    ],
    [matrices, queries],
  );
}

function ofMatrix(id: string, name: string): Made {
  return { kind: "table", key: id ? `matrix:${id}` : "matrix", about: `The matrix: ${name}`, find: "framework cells summaries", to: "/interpret/matrix" };
}

/** What a live block points to; counts that are on no list are found by how they are written. */
export function madeOf(all: readonly Made[], live: Live): Made | undefined {
  const known = all.find((one) => one.kind === live.kind && one.key === live.key);
  if (known || live.kind !== "table" && live.kind !== "figure") return known;
  if (live.kind === "figure") return live.key === "lens" ? all.find((one) => one.key === "levels") : undefined;
  if (live.key === "matrix") return ofMatrix("", "the first");
  const count = /^count:(theme|code):(case|role|wave)(?::(codings|passages|participants|cases))?$/.exec(live.key);
  return count ? { kind: "table", key: live.key, about: `${WHAT[count[3] ?? "passages"] ?? ""} each ${count[1]}, by ${count[2]}`, find: COUNT, to: "/interpret/queries" } : undefined;
}

const WHAT: Readonly<Record<string, string>> = { passages: "Passages of", codings: "Codings of", participants: "People who tell of", cases: "Cases that tell of" };

/** Those that every word typed begins a word of; nothing for fewer than three letters. */
export function madeFor(all: readonly Made[], typed: string): readonly Made[] {
  const words = typed.toLocaleLowerCase("en-GB").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  if (words.join("").length < 3) return [];
  return all.filter((one) => {
    const known = `${one.kind} ${one.about} ${one.find}`.toLocaleLowerCase("en-GB").split(/[^\p{L}\p{N}]+/u);
    return words.every((word) => known.some((other) => other.startsWith(word)));
  });
}

/** Those that stand in the text and can be referred to, when one types that one wants to refer: "ref", "refer to table". */
export function referredFor(all: readonly Made[], named: ReadonlyMap<string, number>, typed: string): readonly Made[] {
  const [first = "", ...more] = typed.toLocaleLowerCase("en-GB").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  if (first.length < 3 || !["refer", "refers", "reference"].some((one) => one.startsWith(first))) return [];
  const rest = more.filter((one) => !["to", "a", "the"].includes(one)).join(" ");
  const standing = all.filter((one) => named.has(`${one.kind}:${one.key}`));
  return rest.length < 3 ? standing : madeFor(standing, rest);
}
