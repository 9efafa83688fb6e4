/** Whether counts of codings are out of sight while one codes. Each person's own choice, kept in this browser. */

import { createStore, useStore, useViewer } from "../../state";

const known = new Map<string, ReturnType<typeof make>>();

function make(name: string) {
  const store = createStore(read(name));
  return {
    store,
    set(hidden: boolean): void {
      store.set(hidden);
      try {
        localStorage.setItem(name, hidden ? "yes" : "no");
      } catch {
        // A browser that keeps nothing still hides them until the tab is closed.
      }
    },
  };
}

function read(name: string): boolean {
  try {
    return localStorage.getItem(name) === "yes";
  } catch {
    return false;
  }
}

export interface HiddenCounts {
  /** Also in a reflexive study, which counts no codes. */
  readonly hidden: boolean;
  /** Null where there is nothing to choose. */
  readonly hide: ((hidden: boolean) => void) | null;
}

export function useHiddenCounts(): HiddenCounts {
  const { study_id, researcher_id, reflexive } = useViewer();
  const name = `anselm-counts-hidden ${study_id} ${researcher_id}`;
  const one = known.get(name) ?? make(name);
  known.set(name, one);
  return { hidden: useStore(one.store) || reflexive, hide: reflexive ? null : one.set };
}
