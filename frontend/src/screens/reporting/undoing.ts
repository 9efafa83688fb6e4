import { useRef } from "react";

const TOGETHER_MS = 700;

export interface Undoing {
  /** Remember a text before it changes; letters typed without a pause are one step. */
  readonly before: (text: string, next: string, typed: boolean, now: number) => void;
  /** The text one step back or on from this one; null where there is none. */
  readonly back: (text: string) => string | null;
  readonly on: (text: string) => string | null;
}

/** The steps of one text while it is written. Changed by anything else meanwhile, they are forgotten. */
export function undoing(): Undoing {
  const past: string[] = [];
  const future: string[] = [];
  let last: string | null = null;
  let at = -Infinity;
  const mine = (text: string): void => {
    if (last !== null && last !== text) past.length = future.length = 0;
  };
  const step = (from: string[], to: string[], text: string): string | null => {
    mine(text);
    const found = from.pop();
    if (found === undefined) return null;
    to.push(text);
    last = found;
    at = -Infinity;
    return found;
  };
  return {
    before: (text, next, typed, now) => {
      mine(text);
      if (!typed || now - at > TOGETHER_MS) past.push(text);
      future.length = 0;
      last = next;
      at = typed ? now : -Infinity;
    },
    back: (text) => step(past, future, text),
    on: (text) => step(future, past, text),
  };
}

/** Where two texts differ: the stretch of the second that is not in the first. */
export function differing(before: string, after: string): { start: number; end: number } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < most - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { start, end: after.length - tail };
}

export function useUndoing(): Undoing {
  const held = useRef<Undoing | null>(null);
  held.current ??= undoing();
  return held.current;
}
