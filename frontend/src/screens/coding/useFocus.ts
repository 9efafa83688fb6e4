/** The whole screen for the text, and how large it is, by a key and from the palette. */

import { announce, READING_SIZES, useCommands, useKeys, usePreferences } from "../../state";

const HERE = "This interview";

export function useFocus(): void {
  const [{ reading }, change] = usePreferences();
  const step = (by: number): void => {
    const at = READING_SIZES.findIndex((one) => one >= reading) + by;
    const size = READING_SIZES[at];
    if (size === undefined) return void announce(by > 0 ? "The words are as large as they get." : "The words are as small as they get.");
    change({ reading: size });
    announce(`Words of ${size} pixels.`);
  };
  useKeys(HERE, [{ keys: "Shift F", label: "The whole screen, and back", run: wholeScreen }]);
  useCommands([
    { id: "whole screen", label: "Take the whole screen, or give it back", group: HERE, keys: "Shift F", also: "full screen focus distraction", run: wholeScreen },
    { id: "larger words", label: "Larger words", group: HERE, also: "size of text zoom type font", run: () => step(1) },
    { id: "smaller words", label: "Smaller words", group: HERE, also: "size of text zoom type font", run: () => step(-1) },
  ]);
}

function wholeScreen(): void {
  const done = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.();
  if (!done) return void announce("This browser gives no page the whole screen.", { kind: "refused" });
  done.catch(() => announce("The browser did not give the whole screen.", { kind: "refused" }));
}
