/** The codes one used last, kept in this browser: identifiers only. */

import { createStore, useStore, useViewer } from "../../state";

const MOST = 12;
const known = new Map<string, ReturnType<typeof make>>();

function make(name: string) {
  const store = createStore<readonly string[]>(read(name));
  return {
    store,
    used(id: string): void {
      store.set((before) => [id, ...before.filter((other) => other !== id)].slice(0, MOST));
      try {
        localStorage.setItem(name, JSON.stringify(store.get()));
      } catch {
        // A browser that keeps nothing still remembers until the tab is closed.
      }
    },
  };
}

function read(name: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(name) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

export interface Recent {
  readonly ids: readonly string[];
  readonly used: (id: string) => void;
}

export function useRecent(): Recent {
  const { study_id, researcher_id } = useViewer();
  const name = `anselm-recent-codes ${study_id} ${researcher_id}`;
  const one = known.get(name) ?? make(name);
  known.set(name, one);
  return { ids: useStore(one.store), used: one.used };
}
