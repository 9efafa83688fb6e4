/** Addresses of the page over the browser's own history. */

import { createContext, useContext, useEffect } from "react";

import { createStore, useStore } from "./store";

export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly hash: string;
}

export type PathParams = Readonly<Record<string, string>>;

const here = createStore<Place>(placeNow());
const ParamsContext = createContext<PathParams>({});
const blockers = new Set<() => boolean>();

function placeNow(): Place {
  const { pathname, search, hash } = window.location;
  return { path: pathname.replace(/(.)\/+$/, "$1"), query: new URLSearchParams(search), hash: hash.slice(1) };
}

window.addEventListener("popstate", () => here.set(placeNow()));

/** Go to an address of the page; `replace` leaves no step back. */
export function navigate(to: string, how: { replace?: boolean } = {}): void {
  if ([...blockers].some((blocks) => blocks())) return;
  if (to === window.location.pathname + window.location.search + window.location.hash) return;
  window.history[how.replace ? "replaceState" : "pushState"](null, "", to);
  here.set(placeNow());
}

/** Change parameters of the address and leave the rest; null takes one away. */
export function setQuery(changes: Readonly<Record<string, string | null>>, how: { replace?: boolean } = { replace: true }): void {
  const query = new URLSearchParams(here.get().query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  navigate(here.get().path + (text ? `?${text}` : ""), how);
}

export function usePlace(): Place {
  return useStore(here);
}

/** The named parts of the address: `/code/:sourceId` gives `{sourceId}`. */
export function useParams(): PathParams {
  return useContext(ParamsContext);
}

export const ParamsProvider = ParamsContext.Provider;

/** While `holds()` is true nobody leaves this page; it must say so itself, and offer a way on. */
export function useStay(holds: () => boolean): void {
  useEffect(() => {
    blockers.add(holds);
    return () => void blockers.delete(holds);
  });
}

/** The parameters of a path that fits a pattern, else null. */
export function matched(pattern: string, path: string): PathParams | null {
  const wanted = pattern.split("/");
  const given = path.split("/");
  const found: Record<string, string> = {};
  for (let at = 0; at < Math.max(wanted.length, given.length); at++) {
    const part = wanted[at];
    const value = given[at];
    if (part === undefined || part === "") {
      if (value !== part) return null;
    } else if (part.startsWith(":")) {
      const optional = part.endsWith("?");
      if (!value && !optional) return null;
      if (value) found[part.slice(1, optional ? -1 : undefined)] = decoded(value);
    } else if (part !== value) {
      return null;
    }
  }
  return found;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
