/** What can be found or done from the palette. A screen adds its own for as long as it is open. */

import { useEffect, useRef } from "react";

import { createStore, useStore } from "./store";

export interface Command {
  readonly id: string;
  readonly label: string;
  readonly run: () => void;
  /** What it belongs to: "Go to", "This interview". */
  readonly group?: string;
  readonly keys?: string;
  /** Other words people may type for it. */
  readonly also?: string;
}

const sets = createStore<readonly (readonly Command[])[]>([]);

export function useCommands(commands: readonly Command[]): void {
  const now = useRef(commands);
  now.current = commands;
  const signature = commands.map((one) => `${one.id} ${one.label} ${one.group ?? ""} ${one.keys ?? ""}`).join("\n");
  useEffect(() => {
    const set = now.current.map((one, at) => ({ ...one, run: () => now.current[at]?.run() }));
    sets.set((before) => [...before, set]);
    return () => sets.set((before) => before.filter((other) => other !== set));
  }, [signature]);
}

export function useAllCommands(): readonly Command[] {
  return [...useStore(sets)].reverse().flat();
}

/** Those in which every word typed begins a word of the label, best first. */
export function found(commands: readonly Command[], typed: string): readonly Command[] {
  const words = folded(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return commands;
  return commands
    .map((command) => ({ command, rank: rankOf(command, words) }))
    .filter(({ rank }) => rank < Infinity)
    .sort((one, other) => one.rank - other.rank)
    .map(({ command }) => command);
}

function rankOf(command: Command, typed: readonly string[]): number {
  const label = folded(command.label);
  const more = `${folded(command.also ?? "")} ${folded(command.group ?? "")}`;
  if (label.startsWith(typed.join(" "))) return 0;
  if (begin(typed, label)) return 1;
  if (begin(typed, `${label} ${more}`)) return 2;
  return typed.every((word) => label.includes(word)) ? 3 : Infinity;
}

/** Whether every word typed begins a word of its own. */
function begin(typed: readonly string[], text: string): boolean {
  const words = text.split(/[^\p{L}\p{N}]+/u);
  return typed.every((start) => {
    const at = words.findIndex((word) => word.startsWith(start));
    if (at >= 0) words.splice(at, 1);
    return at >= 0;
  });
}

function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
