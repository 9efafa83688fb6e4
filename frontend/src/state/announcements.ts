/** Short sentences about what just happened: shown for a while, and read out without taking the focus. */

import { newId } from "../api/ids";
import { told } from "../api/problem";
import { createStore, useStore } from "./store";

export interface Announcement {
  readonly id: string;
  readonly words: string;
  readonly kind: "done" | "refused";
  readonly advice?: string | undefined;
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
  /** It stays until it is put away: it has to be read. */
  readonly stays?: boolean | undefined;
}

const SHOWN_FOR = 8_000;
export const announcements = createStore<readonly Announcement[]>([]);

export function announce(words: string, more: Partial<Omit<Announcement, "id" | "words">> = {}): string {
  const one: Announcement = { id: newId(), words, kind: "done", ...more };
  announcements.set((before) => [...before.filter((other) => other.words !== words), one].slice(-3));
  // A refusal stays until it is put away: it has to be read.
  if (one.kind === "done" && !one.stays) window.setTimeout(() => dismiss(one.id), SHOWN_FOR);
  return one.id;
}

/** Say what a step back or forward did. What was said of done things before it holds no more. */
export function announceStep(words: string): void {
  announcements.set((before) => before.filter((one) => one.kind !== "done"));
  announce(words);
}

/** Say why something was not done. */
export function announceRefusal(error: unknown): void {
  const { fact, advice } = told(error);
  announce(fact, { kind: "refused", advice });
}

export function dismiss(id: string): void {
  announcements.set((before) => before.filter((one) => one.id !== id));
}

export function useAnnouncements(): readonly Announcement[] {
  return useStore(announcements);
}
