import { useSyncExternalStore } from "react";

/** Whether the window fits a media query. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (hear) => {
      const media = window.matchMedia(query);
      media.addEventListener("change", hear);
      return () => media.removeEventListener("change", hear);
    },
    () => window.matchMedia(query).matches,
  );
}

/** Panels beside the text, or behind buttons. */
export const NARROW = "(max-width: 900px)";
/** Below this the memos would take the margin's room. */
export const ROOM_FOR_MEMOS = "(min-width: 1340px)";
/** A laptop of 1,366 or a tablet on its side: the panels give way, so that a line of the text keeps its 60 characters. */
export const TIGHT = "(max-width: 1439px)";
export const TOUCH = "(pointer: coarse)";
