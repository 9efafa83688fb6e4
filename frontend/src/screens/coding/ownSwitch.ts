/** A choice of how one works, yes or no: each person's own in each study, kept in this browser. */

import { createStore, useStore, useViewer, type Store } from "../../state";

interface Switch {
  readonly store: Store<boolean>;
  readonly set: (on: boolean) => void;
}

const known = new Map<string, Switch>();

function make(name: string): Switch {
  const store = createStore(read(name));
  return {
    store,
    set(on: boolean): void {
      store.set(on);
      try {
        localStorage.setItem(name, on ? "yes" : "no");
      } catch {
        // A browser that keeps nothing still does it until the tab is closed.
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

export function useOwnSwitch(what: string): readonly [boolean, (on: boolean) => void] {
  const { study_id, researcher_id } = useViewer();
  const name = `anselm-${what} ${study_id} ${researcher_id}`;
  const one = known.get(name) ?? make(name);
  known.set(name, one);
  return [useStore(one.store), one.set];
}
