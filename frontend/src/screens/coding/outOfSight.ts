/** A code given while its marks are filtered out is said on screen, with the way to see it: it must not look as if nothing was done. */

import { useRef } from "react";

import { announce } from "../../state";

interface Shown {
  /** The codes in sight; null where every one is. */
  readonly codes: ReadonlySet<string> | null;
  /** Whether one's own marks are in sight. */
  readonly mine: boolean;
  readonly onShowAll: () => void;
}

/** Called with every code that is given. */
export type Given = (code: { readonly id: string; readonly name: string }) => void;

export function useOutOfSight(shown: Shown): Given {
  const now = useRef(shown);
  now.current = shown;
  const given = useRef<Given>(({ id, name }) => {
    const { codes, mine, onShowAll } = now.current;
    if (mine && (!codes || codes.has(id))) return;
    announce(`${name} was given, and is out of sight here.`, { action: { label: "Show every mark", run: onShowAll } });
  });
  return given.current;
}
