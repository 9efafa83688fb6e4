/** What splitting a code would do with the passages that were chosen, in words and numbers, before it is done. */

import type { components } from "../../api/schema";
import { counted, type CodeView, type PassageView } from "./types";

export type SplitGround = components["schemas"]["SplitGround"];
type Place = Pick<PassageView, "version_id" | "start" | "end">;

export interface Split {
  /** What happens, a sentence each. */
  readonly words: readonly string[];
  /** Why it cannot be done; empty when it can. */
  readonly refused: string;
}

/** Where nothing is counted, the same is said without numbers. */
export function splitOf(code: CodeView, under: string, ground: SplitGround, chosen: readonly Place[], counting: boolean): Split {
  if (ground.why_not) return { words: [], refused: ground.why_not };
  const held = new Map(ground.places.map((one) => [keyOf(one), one]));
  const going = chosen.flatMap((one) => held.get(keyOf(one)) ?? []).filter((one) => one.mine);
  const shared = going.filter((one) => one.others || one.in_round).length;
  const left = chosen.length - going.length;
  const kept = ground.places.length - going.length + shared;
  const { name } = code;
  if (going.length === 0) return { words: [], refused: `None of the chosen passages has an open coding of yours. What others coded, and what was given in a round, stays with ${name}.` };
  if (kept === 0 && !ground.unworded) return { words: [], refused: `Every passage of ${name} is chosen, so nothing would be split: that is another name. Edit the code to give it one, or leave some passages with it.` };
  const n = { going: going.length, shared, left, kept };
  const words = [...(counting ? inNumbers(name, n, ground.unworded) : inWords(name, n, ground.unworded)), ...ofThemes(name, ground.themes)];
  return { words: [...words, `It lies beside ${name}${under ? ` under ${under}` : ""}, and What changed says of both that they were split. Ctrl Z takes all of it back.`], refused: "" };
}

interface Numbers {
  readonly going: number;
  readonly shared: number;
  readonly left: number;
  readonly kept: number;
}

function inNumbers(name: string, { going, shared, left, kept }: Numbers, unworded: boolean): string[] {
  const words = [going === 1 ? "1 passage goes to the new code, with its coder and note." : `${going} passages go to the new code, with their coders and notes.`];
  if (shared > 0) words.push(`${going === 1 ? "It was" : `${shared} of them ${shared === 1 ? "was" : "were"}`} coded by others or in a round as well: that coding stays with ${name}.`);
  if (left > 0) words.push(`${left} of the chosen ${left === 1 ? "has" : "have"} no open coding of yours and ${left === 1 ? "stays" : "stay"} with ${name}.`);
  const keeps = [...(kept > 0 ? [counted(kept, "passage")] : []), ...(unworded ? ["its places in pictures and sound"] : [])].join(" and ");
  return [...words, `${name} keeps ${keeps}.`];
}

function inWords(name: string, { shared, left }: Numbers, unworded: boolean): string[] {
  const words = ["The chosen passages go to the new code, with their coders and notes."];
  if (shared > 0) words.push(`Where others coded one of them, or a round did, that coding stays with ${name}.`);
  if (left > 0) words.push(`Those that have no open coding of yours stay with ${name}.`);
  return unworded ? [...words, `${name} keeps its places in pictures and sound.`] : words;
}

function ofThemes(name: string, themes: readonly string[]): string[] {
  if (themes.length === 0) return [];
  const said = themes.map((one) => `“${one}”`);
  const all = said.length === 1 ? said[0] : `${said.slice(0, -1).join(", ")} and ${said.at(-1)}`;
  return [`${said.length === 1 ? "The theme" : "The themes"} ${all} ${said.length === 1 ? "rests" : "rest"} on ${name}. The new code is in no theme until you put it there.`];
}

function keyOf({ version_id, start, end }: Place): string {
  return `${version_id} ${start} ${end}`;
}

/** What is said when it is done. */
export function splitSaid(made: string, name: string, n_moved: number, n_left: number, counting: boolean): string {
  if (!counting) return `${made} is split off from ${name}.${n_left > 0 ? " What had no open coding of yours stays." : ""}`;
  return `${made} is split off from ${name}, with ${counted(n_moved, "passage")}.${n_left > 0 ? ` ${n_left} ${n_left === 1 ? "has" : "have"} no open coding of yours and ${n_left === 1 ? "stays" : "stay"}.` : ""}`;
}
