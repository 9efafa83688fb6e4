/** Keys of the page and of the screen one is on. `?` lists exactly what is bound here, so the list cannot be wrong. */

import { useLayoutEffect, useRef } from "react";

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
  /** A single letter that works while a list has the focus too, in place of finding by first letter. */
  readonly inLists?: boolean;
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
  // Before the screen is painted: a key pressed on what one can see is never lost.
  useLayoutEffect(() => {
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

const EDITABLE = "input:not([type=checkbox], [type=radio], [type=file], [type=button], [type=submit]), textarea, select, [contenteditable]:not([contenteditable=false])";
const OWN_KEYS = "[role=textbox], [role=listbox], [role=menu], [role=tree], [role=treegrid], [role=grid], [data-own-keys]";
const PRESSABLE = "a[href], button, summary, label, [role=button], [role=option], [role=radio], [role=checkbox], [role=tab], [role=menuitem], [role=row]";

/** Whether something is being written there. */
export function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(EDITABLE) !== null;
}

/** Whether letters typed there have a use already: writing, finding by the first letter, or codes of a text. */
export function takesLetters(target: EventTarget | null): boolean {
  return isField(target) || (target instanceof Element && target.closest(OWN_KEYS) !== null);
}

/** Whether a binding may have a key pressed there. */
function reaches(binding: KeyBinding, name: string, target: EventTarget | null): boolean {
  const element = target instanceof Element ? target : null;
  const panel = element?.closest("[role=dialog], [role=alertdialog]");
  // A panel that floats over the text is no other page: a step back is a step back from there too.
  if (panel && !(panel.matches("[data-own-keys]") && name.startsWith("Ctrl ") && !isField(target))) return false;
  const single = isSingle(name);
  if (single && !preferences.get().letters) return false;
  if (binding.inFields && !single) return true;
  if (isField(target)) return false;
  if (single && !binding.inLists && takesLetters(target)) return false;
  return !((name === "Enter" || name === "Space") && element?.closest(PRESSABLE));
}

function isSingle(name: string): boolean {
  return !/^(Ctrl|Alt) /.test(name) && [...name.replace("Shift ", "")].length === 1;
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
    const all = [...groups.get()].reverse().flatMap((group) => group.bindings).filter((one) => reaches(one, name, event.target));
    const wanted = before ? `${before} ${name}` : name;
    for (const binding of all) {
      if (binding.keys !== wanted || binding.run(event) === false) continue;
      event.preventDefault();
      return;
    }
    if (!before && all.some((binding) => binding.keys.startsWith(`${name} `))) {
      first = name;
      timer = window.setTimeout(() => (first = ""), SEQUENCE_WAIT);
      event.preventDefault();
    }
  };
  target.addEventListener("keydown", press);
  return () => target.removeEventListener("keydown", press);
}
