/** The pages of the PDF a text was read from, as the desk over the text knows them. */

import { useCallback, useMemo } from "react";

import type { PageStart } from "../../rendering/pageMarks";
import { navigate, useKeys, useRead } from "../../state";
import type { PagesView, ReadingView } from "./types";

export interface DeskPages {
  readonly starts: readonly PageStart[];
  /** There are pages, or there is something to say of why there are none. */
  readonly there: boolean;
  readonly why: string;
  readonly open: (number: number) => void;
  /** The page one reads on. */
  readonly openHere: () => void;
}

const NONE: readonly PageStart[] = [];

/** `here` is the position one reads at. */
export function usePages(reading: ReadingView, here: () => number): DeskPages {
  const { data } = useRead("/pages", { version_id: reading.version_id });
  const starts = useMemo(() => startsOf(data), [data]);
  const open = useCallback((number: number): void => {
    const version = reading.current ? "" : `version=${reading.version_id}&`;
    navigate(`/code/${reading.source_id}?${version}page=${number}`);
  }, [reading.source_id, reading.version_id, reading.current]);
  const openHere = (): void => open(starts.findLast(({ start }) => start <= here())?.number ?? data?.pages[0]?.number ?? 1);
  const there = Boolean(data && data.pages.length > 0);
  useKeys("This interview", there ? [{ keys: "Shift P", label: "See the page these words are on", run: openHere }] : []);
  return { starts, there, why: data?.why ?? "", open, openHere };
}

function startsOf(data: PagesView | undefined): readonly PageStart[] {
  if (!data) return NONE;
  return data.pages.flatMap(({ number, start }) => (typeof start === "number" ? [{ number, start }] : []));
}
