/** Which key does what while the text has the focus. Data, so that a screen can change it or turn it off. */

import type { Stride } from "../anchoring/caretWalk";

export type CaretCommand =
  | { readonly do: "move" | "extend"; readonly by: Stride | "line" | "lineEnd"; readonly forward: boolean }
  /** Left and right as the eye sees them; the paragraph's direction says which is forward. */
  | { readonly do: "move" | "extend"; readonly by: "grapheme" | "word"; readonly side: "left" | "right" }
  | { readonly do: "sentence"; readonly forward: boolean }
  | { readonly do: "coding"; readonly forward: boolean }
  | { readonly do: "everything" | "settle" | "leave" };

export interface KeyBinding {
  /** `KeyboardEvent.key`; a letter in lower case. */
  readonly key: string;
  readonly ctrl?: boolean;
  readonly alt?: boolean;
  readonly shift?: boolean;
  readonly command: CaretCommand;
  /** What the list of keys says. */
  readonly says: string;
}

type Bare = Omit<KeyBinding, "command" | "says">;

function arrows(on: Bare, by: "grapheme" | "word", does: "move" | "extend", says: string): KeyBinding[] {
  return (["left", "right"] as const).map((side) => ({
    ...on,
    key: side === "left" ? "ArrowLeft" : "ArrowRight",
    command: { do: does, by, side },
    says,
  }));
}

function pair(
  on: Omit<Bare, "key">,
  keys: readonly [string, string],
  by: Stride | "line" | "lineEnd",
  says: readonly [string, string],
): KeyBinding[] {
  return keys.flatMap((key, at) => {
    const forward = at === 1;
    const move: KeyBinding = { ...on, key, command: { do: "move", by, forward }, says: `${says[0]}` };
    return [move, { ...move, shift: true, command: { do: "extend", by, forward }, says: `${says[1]}` }];
  });
}

/** The keys as they come. On a Mac, Alt goes by word, because Control and an arrow belong to the system. */
export function defaultKeys(mac: boolean): KeyBinding[] {
  const word: Omit<Bare, "key"> = mac ? { alt: true } : { ctrl: true };
  const fine: Omit<Bare, "key"> = mac ? { ctrl: true, shift: true } : { alt: true, shift: true };
  const all: KeyBinding[] = [
    ...arrows({ key: "" }, "grapheme", "move", "one character"),
    ...arrows({ key: "", ...word }, "word", "move", "one word"),
    ...arrows({ key: "", shift: true }, "word", "extend", "select by word"),
    ...arrows({ key: "", ...word, shift: true }, "word", "extend", "select by word"),
    ...arrows({ key: "", ...fine }, "grapheme", "extend", "select by character"),
    ...pair({}, ["ArrowUp", "ArrowDown"], "line", ["one line", "select by line"]),
    ...pair({ ctrl: true }, ["ArrowUp", "ArrowDown"], "sentence", ["one sentence", "select by sentence"]),
    ...pair({ alt: true }, ["ArrowUp", "ArrowDown"], "turn", ["one turn", "select by turn"]),
    ...pair({}, ["Home", "End"], "lineEnd", ["end of the line", "select to the end of the line"]),
    ...pair({ ctrl: true }, ["Home", "End"], "text", ["end of the text", "select to the end of the text"]),
    { key: "s", command: { do: "sentence", forward: true }, says: "select this sentence, then the next" },
    { key: "s", shift: true, command: { do: "sentence", forward: false }, says: "give the last sentence back; else select back by sentence" },
    { key: "n", command: { do: "coding", forward: true }, says: "next coding" },
    { key: "p", command: { do: "coding", forward: false }, says: "previous coding" },
    { key: "a", ctrl: true, command: { do: "everything" }, says: "select all" },
    { key: "Enter", command: { do: "settle" }, says: "code the selection, open the coding" },
    { key: "Escape", command: { do: "leave" }, says: "let go of the selection" },
  ];
  return all;
}

/** The command a key press means, if any. */
export function commandFor(keys: readonly KeyBinding[], event: KeyboardEvent, mac: boolean): CaretCommand | null {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const meta = mac && event.metaKey && key === "a";
  if (event.metaKey && !meta) return null;
  const found = keys.find(
    (binding) =>
      binding.key === key &&
      Boolean(binding.ctrl) === (event.ctrlKey || meta) &&
      Boolean(binding.alt) === event.altKey &&
      Boolean(binding.shift) === event.shiftKey,
  );
  return found?.command ?? null;
}
