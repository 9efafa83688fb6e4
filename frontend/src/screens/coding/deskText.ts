/** The text one came for: a short one whole, of a very long one the part with the place that is asked for. */

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

import type { components } from "../../api/schema";
import { readKey, usePlace, usePreferences, useRead } from "../../state";
import { partWith } from "./parts";

export type DeskTextView = components["schemas"]["DeskTextView"];

const PATH = "/desk/text";

/** What was asked: its answer is kept under it, and changed there. */
export interface TextAsked {
  readonly source_id: string;
  readonly version_id: string;
  readonly part: number;
  readonly at: number;
  readonly sooner: boolean;
  readonly whole: boolean;
}

export interface DeskText {
  readonly data: DeskTextView | undefined;
  readonly asked: TextAsked;
  readonly error: unknown;
}

export function useDeskText(sourceId: string, versionId: string): DeskText {
  const client = useQueryClient();
  const { query } = usePlace();
  const [{ sooner }] = usePreferences();
  const whole = query.has("whole");
  const plain: TextAsked = { source_id: sourceId, version_id: versionId, part: 0, at: 0, sooner, whole };
  const last = useRef<{ readonly of: string; readonly text: DeskTextView } | null>(null);
  const scope = JSON.stringify(plain);
  const known = (last.current?.of === scope ? last.current.text : undefined) ?? client.getQueryData<DeskTextView>(readKey(PATH, { ...plain }));
  const place = { part: Math.max(0, Math.floor(Number(query.get("part") ?? 0)) || 0), at: atOf(query.get("at")) };
  const asked = { ...plain, ...(whole ? {} : wanted(known, place, keptStart(sourceId))) };
  const read = useRead(PATH, asked, { keepPrevious: true });
  const data = read.isPlaceholderData && (read.data?.reading.source_id !== sourceId || read.isError) ? undefined : read.data;
  const fresh = read.isPlaceholderData ? undefined : read.data;
  useEffect(() => {
    if (!fresh) return;
    last.current = { of: scope, text: fresh };
    if (whole) return;
    // The same answer under the name it goes by from now on, whatever place it was asked for by.
    const name = readKey(PATH, { ...plain, part: fresh.part });
    if (asked.part !== fresh.part || asked.at !== 0) client.setQueryData(name, fresh);
    keepStart(sourceId, fresh);
  }, [fresh, scope, asked.part, asked.at]);
  return { data, asked, error: read.error };
}

/** Which part is asked for; of what turned out to be short there is one answer, whatever the place. */
function wanted(known: DeskTextView | undefined, { part, at }: { part: number; at: number | null }, kept: number): { part: number; at: number } {
  if (!known) return part > 0 ? { part, at: 0 } : { part: 0, at: at ?? kept };
  if (known.parts.length < 2) return { part: 0, at: 0 };
  const there = part > 0 ? Math.min(part, known.parts.length) : at === null ? known.part : (partWith(known.parts, at)?.number ?? 1);
  return { part: there, at: 0 };
}

function atOf(asked: string | null): number | null {
  const start = Number((asked ?? "").split("-")[0] || NaN);
  return Number.isInteger(start) && start >= 0 ? start : null;
}

/** One goes on in the part where one stopped: kept in this browser, for texts in parts alone. */
function keptStart(sourceId: string): number {
  const kept = Number(localStorage.getItem(`anselm-part ${sourceId}`) ?? 0);
  return Number.isInteger(kept) && kept > 0 ? kept : 0;
}

function keepStart(sourceId: string, { part, reading }: DeskTextView): void {
  const name = `anselm-part ${sourceId}`;
  if (part > 0) localStorage.setItem(name, String(reading.start));
  else if (localStorage.getItem(name) !== null) localStorage.removeItem(name);
}
