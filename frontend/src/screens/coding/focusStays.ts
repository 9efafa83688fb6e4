/** The focus is never left on nothing: where what had it is gone, the text has it, and the next key is meant for the words. */

import { useEffect, useRef } from "react";

import type { Desk } from "./useDesk";

/** Looked at whenever one of `open` changes: what is written in, chosen from or edited beside the text. */
export function useFocusStays({ view }: Desk, open: readonly unknown[]): void {
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    const look = (): void => {
      if (document.activeElement === document.body) view.current?.focus();
    };
    look();
    // A dialog lets go of the focus a frame after it went.
    let frame = requestAnimationFrame(() => (frame = requestAnimationFrame(look)));
    return () => cancelAnimationFrame(frame);
  }, open);
}
