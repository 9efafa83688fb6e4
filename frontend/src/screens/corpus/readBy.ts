/** Who has read what, as lists and the desk say it, and one's own word on it. */

import { newId, useMay, useRead, useViewer, useWrite } from "../../state";
import type { SourceRow } from "./types";

export interface ReadState {
  readonly row: SourceRow | null;
  /** Whether the viewer has said that they read it. */
  readonly read: boolean;
  readonly may: boolean;
  readonly say: (read: boolean) => void;
  /** How many sources the viewer has read, of how many. */
  readonly n: number;
  readonly of: number;
  /** The next source, from this one on, that the viewer has not read. */
  readonly next: SourceRow | null;
}

export function isRead(row: SourceRow): boolean {
  return (row.read_by ?? []).some((one) => one.mine);
}

/** "you, KA"; empty where nobody said so. */
export function readByWords(row: SourceRow, names = false): string {
  return (row.read_by ?? []).map((one) => (one.mine ? "you" : names ? one.name : one.initials)).join(", ");
}

export function progressWords(n: number, of: number): string {
  return n === of && of > 0 ? `You have read all ${of}` : `You have read ${n} of ${of}`;
}

/** One's own word that a source is read, on screen at once. */
export function useSayRead(): (row: SourceRow, read: boolean) => void {
  const { researcher_id, name, initials } = useViewer();
  const shown = (id: string, read: boolean) => (before: readonly SourceRow[]): readonly SourceRow[] =>
    before.map((one) => {
      if (one.id !== id) return one;
      const others = (one.read_by ?? []).filter((each) => !each.mine);
      return { ...one, read_by: read ? [{ id: researcher_id, name, initials, mine: true, at: new Date().toISOString() }, ...others] : others };
    });
  const topics = ["sources", "stages"];
  const mark = useWrite("/sources/mark-read", { topics, optimistic: (body, change) => change("/sources", {}, shown(body.source_id, true)) });
  const unmark = useWrite("/sources/unmark-read", { topics, optimistic: (body, change) => change("/sources", {}, shown(body.source_id, false)) });
  return (row, read) => (read ? mark.mutate({ id: newId(), source_id: row.id }) : unmark.mutate({ source_id: row.id }));
}

export function useReadState(sourceId: string): ReadState {
  const all = useRead("/sources").data ?? [];
  const say = useSayRead();
  const may = useMay("write");
  const at = all.findIndex((one) => one.id === sourceId);
  const row = all[at] ?? null;
  const onwards = [...all.slice(at + 1), ...all.slice(0, Math.max(0, at))];
  return {
    row,
    read: row !== null && isRead(row),
    may,
    say: (read) => row && say(row, read),
    n: all.filter(isRead).length,
    of: all.length,
    next: onwards.find((one) => !isRead(one)) ?? null,
  };
}

/** Whether the viewer reads this source apart in a blind round: what others noted of it is out of the way meanwhile. */
export function useReadsApart(sourceId: string): boolean {
  const rounds = useRead("/rounds").data ?? [];
  return rounds.some((one) => one.blind && one.state === "judging" && one.my_source_ids.includes(sourceId));
}
