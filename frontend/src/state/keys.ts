/** Keys of the page and of the screen one is on. `?` lists exactly what is bound here, so the list cannot be wrong. */

import { useEffect, useRef } from "react";

import { preferences } from "./preferences";
import { createStore, useStore } from "./store";

export interface KeyBinding {
  /** As people read it: "Ctrl K", "G P", "F8", "Shift Enter", "?". Ctrl is ⌘ on a Mac. */
  readonly keys: string;
  readonly label: string;
  /** Return false where the key was not used; the next that wants it gets it. */
  readonly run: (event: KeyboardEvent) => boolean | void;
  /** Works while a field has the focus too (never for single letters). */
  readonly inFields?: boolean;
  /** Bound, and not in the list (a second way to do the same). */
  readonly unlisted?: boolean;
}

export interface KeyGroup {
  readonly title: string;
  readonly bindings: readonly KeyBinding[];
}

const groups = createStore<readonly KeyGroup[]>([]);
const SEQUENCE_WAIT = 1_500;

/** Bind keys for as long as the component is there. Later ones come first. */
export function useKeys(title: string, bindings: readonly KeyBinding[]): void {
  const now = useRef(bindings);
  now.current = bindings;
  const signature = bindings.map((one) => `${one.keys} ${one.label}`).join("\n");
  useEffect(() => {
    const group: KeyGroup = {
      title,
      bindings: now.current.map((one, at) => ({ ...one, run: (event) => now.current[at]?.run(event) })),
    };
    groups.set((before) => [...before, group]);
    return () => groups.set((before) => before.filter((other) => other !== group));
  }, [title, signature]);
}

export function useKeyGroups(): readonly KeyGroup[] {
  return useStore(groups);
}

/** The name of what was pressed, as bindings write it: "Ctrl Shift Z", "F8", "?", "A". */
export function nameOf(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">): string {
  const long = NAMES[event.key] ?? event.key;
  const key = long.length === 1 ? long.toUpperCase() : long;
  const letter = /^[\p{L}\p{N}]$/u.test(key) || key.length > 1;
  return [
    event.ctrlKey || event.metaKey ? "Ctrl" : "",
    event.altKey ? "Alt" : "",
    event.shiftKey && letter ? "Shift" : "",
    key,
  ]
    .filter(Boolean)
    .join(" ");
}

const NAMES: Readonly<Record<string, string>> = {
  " ": "Space",
  Escape: "Esc",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
};

/** Whether keys typed there are writing, or belong to a text that has code keys of its own. */
export function takesLetters(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest("input:not([type=checkbox],[type=radio],[type=file]), textarea, select, [contenteditable], [role=textbox], [role=listbox], [role=menu], [data-own-keys]") !== null;
}

/** Answer keys for the whole page until the returned function is called. */
export function startKeys(target: Document = document): () => void {
  let first = "";
  let timer = 0;
  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || ["Control", "Shift", "Alt", "Meta"].includes(event.key)) return;
    const name = nameOf(event);
    const before = first;
    first = "";
    window.clearTimeout(timer);
    const plain = !/^(Ctrl|Alt) /.test(name);
    const field = takesLetters(event.target);
    const single = plain && [...name.replace("Shift ", "")].length === 1;
    if (single && (field || !preferences.get().letters)) return;
    const all = [...groups.get()].reverse().flatMap((group) => group.bindings);
    const wanted = before ? `${before} ${name}` : name;
    for (const binding of all) {
      if (binding.keys !== wanted || (field && plain && !binding.inFields)) continue;
      if (binding.run(event) === false) continue;
      event.preventDefault();
      return;
    }
    if (!before && single && all.some((binding) => binding.keys.startsWith(`${name} `))) {
      first = name;
      timer = window.setTimeout(() => (first = ""), SEQUENCE_WAIT);
      event.preventDefault();
    }
  };
  target.addEventListener("keydown", press);
  return () => target.removeEventListener("keydown", press);
}
