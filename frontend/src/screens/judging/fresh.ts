/** That somebody handed in is no news of the feed while a round is blind, so it is asked for on looking again. */

import { useEffect, useRef } from "react";

export function useFresh(read: { readonly data: unknown; readonly refetch: () => unknown }): void {
  const latest = useRef(read);
  latest.current = read;
  useEffect(() => {
    const ask = (): void => {
      if (latest.current.data !== undefined) latest.current.refetch();
    };
    ask();
    window.addEventListener("focus", ask);
    return () => window.removeEventListener("focus", ask);
  }, []);
}
