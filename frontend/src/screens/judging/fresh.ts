/** That somebody handed in is no news of the feed while a round is blind, so it is asked for on looking again, and from time to time. */

import { useEffect, useRef } from "react";

const EVERY_MS = 15_000;

export function useFresh(read: { readonly data: unknown; readonly refetch: () => unknown }): void {
  const latest = useRef(read);
  latest.current = read;
  useEffect(() => {
    const ask = (): void => {
      if (latest.current.data !== undefined) latest.current.refetch();
    };
    ask();
    const again = window.setInterval(() => { if (!document.hidden) ask(); }, EVERY_MS);
    window.addEventListener("focus", ask);
    return () => {
      window.clearInterval(again);
      window.removeEventListener("focus", ask);
    };
  }, []);
}
