/** The pages of the PDF a text was read from, as the desk over the text knows them. */

import { useCallback, useMemo } from "react";

import type { Span } from "../../model/text";
import type { PageStart } from "../../rendering/pageMarks";
import { navigate, useKeys, usePlace, useRead } from "../../state";
import type { PagesView, ReadingView } from "./types";

export interface DeskPages {
  readonly starts: readonly PageStart[];
  /** There are pages, or there is something to say of why there are none. */
  readonly there: boolean;
  readonly why: string;
  readonly open: (number: number) => void;
  /** The page one reads on, with the words one has in hand. */
  readonly openHere: () => void;
  /** Where words are seen on their page; empty where there are no pages. */
  readonly wayTo: (words: Span) => string;
}

const NONE: readonly PageStart[] = [];

/** `here` is the position one reads at, and the words one has in hand there. */
export function usePages(reading: ReadingView, here: () => { readonly at: number; readonly words: Span | null }): DeskPages {
  const { query } = usePlace();
  const asRead = query.get("round");
  const { data } = useRead("/pages", { version_id: reading.version_id });
  const starts = useMemo(() => startsOf(data), [data]);
  const way = useCallback((number: number, words: Span | null): string => {
    const parts = [reading.current ? "" : `version=${reading.version_id}`, asRead ? `round=${asRead}` : "", `page=${number}`, words ? `words=${words.start}-${words.end}` : ""];
    return `/code/${reading.source_id}?${parts.filter(Boolean).join("&")}`;
  }, [reading.source_id, reading.version_id, reading.current, asRead]);
  const open = useCallback((number: number): void => navigate(way(number, null)), [way]);
  const pageOf = useCallback((at: number): number => starts.findLast(({ start }) => start <= at)?.number ?? data?.pages[0]?.number ?? 1, [starts, data]);
  const openHere = (): void => {
    const { at, words } = here();
    navigate(way(pageOf(at), words));
  };
  const there = Boolean(data && data.pages.length > 0);
  const wayTo = useCallback((words: Span): string => (there ? way(pageOf(words.start), words) : ""), [there, way, pageOf]);
  useKeys("This interview", there ? [{ keys: "Shift P", label: "See the page these words are on", run: openHere }] : []);
  return { starts, there, why: data?.why ?? "", open, openHere, wayTo };
}

function startsOf(data: PagesView | undefined): readonly PageStart[] {
  if (!data) return NONE;
  return data.pages.flatMap(({ number, start }) => (typeof start === "number" ? [{ number, start }] : []));
}
