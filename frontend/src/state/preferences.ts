/** How this browser shows things. It concerns nobody else, so it stays here. */

import { createStore, useStore } from "./store";

export interface Preferences {
  readonly theme: "system" | "light" | "dark";
  readonly contrast: "system" | "usual" | "more";
  /** Single letters as keys; they can be turned off (WCAG 2.1.4). */
  readonly letters: boolean;
  /** Size of transcripts and reports, in pixels. */
  readonly reading: number;
  /** How long a line of a transcript is, in times the size of its letters. */
  readonly measure: number;
  /** Long texts are shown in parts from about half a megabyte on, not only from a whole one: lighter for a screen reader. */
  readonly sooner: boolean;
}

const NAME = "anselm-preferences";
const USUAL: Preferences = { theme: "system", contrast: "system", letters: true, reading: 17, measure: 32.25, sooner: false };
export const READING_SIZES = [15, 17, 19, 22, 26] as const;

export const MEASURES = [
  { measure: 25, label: "Short" },
  { measure: 32.25, label: "Usual" },
  { measure: 42, label: "Long" },
] as const;

export const preferences = createStore<Preferences>(read());

function read(): Preferences {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(NAME) ?? "{}");
    return { ...USUAL, ...(typeof kept === "object" ? kept : {}) };
  } catch {
    return USUAL;
  }
}

function show(wanted: Preferences): void {
  const root = document.documentElement;
  setOrDrop(root, "data-theme", wanted.theme === "system" ? null : wanted.theme);
  setOrDrop(root, "data-contrast", wanted.contrast === "system" ? null : wanted.contrast);
  root.style.setProperty("--text-reading-size", `${wanted.reading}px`);
  root.style.setProperty("--text-measure", String(wanted.measure));
}

function setOrDrop(element: Element, name: string, value: string | null): void {
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/** Show what was chosen, now and whenever it changes. */
export function startPreferences(): void {
  show(preferences.get());
  preferences.listen(() => {
    show(preferences.get());
    try {
      localStorage.setItem(NAME, JSON.stringify(preferences.get()));
    } catch {
      // A browser that keeps nothing still shows it until the tab is closed.
    }
  });
}

export function usePreferences(): [Preferences, (changes: Partial<Preferences>) => void] {
  const now = useStore(preferences);
  return [now, (changes) => preferences.set((before) => ({ ...before, ...changes }))];
}
