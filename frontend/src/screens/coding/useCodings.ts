/** Everything one does with codings: on screen in the same moment, taken back in plain words where it is refused. */

import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";

import type { Span } from "../../model/text";
import { announceRefusal, newId, readKey, useViewer, useWrite, type Viewer } from "../../state";
import type { Refusal } from "../../api/problem";
import type { MarkKeeper } from "./marks";
import { useResting } from "./resting";
import { madeHere, sameSpan, type CodeView, type MarkView } from "./types";

export interface DeskPlace {
  readonly sourceId: string;
  readonly versionId: string;
  /** Empty in open coding. */
  readonly roundId: string;
  /** The part of the text that is shown; null where the whole is. */
  readonly stretch: Span | null;
}

/** How the marks of what is shown are asked for. */
export function marksAsked({ versionId, roundId, stretch }: DeskPlace) {
  return { version_id: versionId, round_id: roundId, ...(stretch ? { start: stretch.start, end: stretch.end } : {}) };
}

export interface Codings {
  /** The identifier of the coding; the one that is there already where the same words have the code. */
  readonly apply: (code: CodeView, span: Span) => string;
  readonly applyNew: (name: string, span: Span, parentId: string | null) => string;
  readonly remove: (mark: MarkView) => void;
  readonly recode: (mark: MarkView, code: CodeView) => void;
  /** Gives a new code instead, made in the same step; its identifier. */
  readonly recodeNew: (mark: MarkView, name: string) => string;
  readonly resize: (mark: MarkView, span: Span) => void;
  readonly split: (mark: MarkView, at: number) => void;
  readonly join: (mark: MarkView, other: MarkView) => void;
  readonly note: (mark: MarkView, note: string, certainty: string) => void;
}

const TOPICS = ["codings", "codes", "sources", "passages"] as const;

/** What a write does to marks: by identifier the mark as it will be, null for one that goes. */
type Changes = ReadonlyMap<string, MarkView | null>;
type Sent = { readonly changes: Changes };

export function useCodings(keeper: MarkKeeper, place: DeskPlace): Codings {
  const viewer = useViewer();
  const send = useSending(keeper, place);
  return useMemo(() => codingsOf(keeper, place, viewer, send), [keeper, place, viewer, send]);
}

type Send = (path: string, body: object, changes: Changes) => void;

/** Paints a change, sends it, and lets the answer stand or takes the change back. */
function useSending(keeper: MarkKeeper, place: DeskPlace): Send {
  const client = useQueryClient();
  const pending = useMemo(() => new WeakMap<object, Sent>(), []);
  const key = readKey("/codings", marksAsked(place));
  const resting = useResting();
  const options = {
    topics: TOPICS,
    onDone: (_: unknown, body: object) => {
      const sent = pending.get(body);
      if (!sent) return;
      void client.cancelQueries({ queryKey: key });
      const after = client.setQueryData<readonly MarkView[]>(key, (before) => before && changed(before, sent.changes));
      keeper.arrived([...sent.changes.keys()], after);
      const gone = [...sent.changes].filter(([, mark]) => mark === null).map(([id]) => id);
      if (gone.length > 0) resting.gone(gone);
      else resting.past();
    },
    onRefused: (refusal: Refusal, body: object) => {
      for (const id of pending.get(body)?.changes.keys() ?? []) keeper.settle(id);
      announceRefusal(refusal);
      return true;
    },
  };
  const writes: Readonly<Record<string, { mutate: (body: object) => void }>> = {
    "/codings/apply": useWrite<unknown, object>("/codings/apply", options),
    "/codings/apply-new": useWrite<unknown, object>("/codings/apply-new", options),
    "/codings/remove": useWrite<unknown, object>("/codings/remove", options),
    "/codings/recode": useWrite<unknown, object>("/codings/recode", options),
    "/codings/resize": useWrite<unknown, object>("/codings/resize", options),
    "/codings/split": useWrite<unknown, object>("/codings/split", options),
    "/codings/merge": useWrite<unknown, object>("/codings/merge", options),
    "/codings/note": useWrite<unknown, object>("/codings/note", options),
  };
  const latest = useMemo(() => ({ writes }), []);
  latest.writes = writes;
  return useMemo<Send>(
    () => (path, body, changes) => {
      pending.set(body, { changes });
      for (const [id, mark] of changes) keeper.put(id, mark);
      latest.writes[path]?.mutate(body);
    },
    [keeper, pending, latest],
  );
}

function changed(before: readonly MarkView[], changes: Changes): readonly MarkView[] {
  const kept = before.filter((mark) => !changes.has(mark.id));
  return [...kept, ...[...changes.values()].filter((mark) => mark !== null)];
}

function codingsOf(keeper: MarkKeeper, place: DeskPlace, viewer: Viewer, send: Send): Codings {
  const where = { version_id: place.versionId, round_id: place.roundId };
  const mine = (id: string, codeId: string, span: Span): MarkView => ({
    id,
    start: span.start,
    end: span.end,
    code_id: codeId,
    coder_id: viewer.researcher_id,
    coder: viewer.name,
    initials: viewer.initials,
    coder_index: 0,
    round_id: place.roundId,
    mine: true,
    certainty: "",
    note: "",
    under: "",
  });
  const one = (mark: MarkView): Changes => new Map([[mark.id, mark]]);
  return {
    apply: (code, span) => {
      const there = keeper.now().find((mark) => mark.mine && mark.code_id === code.id && sameSpan(mark, span));
      if (there) return there.id;
      const id = newId();
      send("/codings/apply", { id, ...where, start: span.start, end: span.end, code_id: code.id }, one(mine(id, code.id, span)));
      return id;
    },
    applyNew: (name, span, parentId) => {
      const [id, codeId] = [newId(), newId()];
      keeper.addCode(madeHere(codeId, name, parentId), id);
      const body = { id, code_id: codeId, name, ...where, start: span.start, end: span.end, parent_id: parentId };
      send("/codings/apply-new", body, one(mine(id, codeId, span)));
      return id;
    },
    remove: (mark) => send("/codings/remove", { id: mark.id }, new Map([[mark.id, null]])),
    recode: (mark, code) => send("/codings/recode", { id: mark.id, code_id: code.id }, one(code.id === mark.code_id ? mark : { ...mark, code_id: code.id, under: "" })),
    recodeNew: (mark, name) => {
      const codeId = newId();
      keeper.addCode(madeHere(codeId, name, null), mark.id);
      send("/codings/recode", { id: mark.id, code_id: codeId, new_name: name }, one({ ...mark, code_id: codeId, under: "" }));
      return codeId;
    },
    resize: (mark, span) => send("/codings/resize", { id: mark.id, ...span }, one({ ...mark, ...span })),
    split: (mark, at) => {
      const after = newId();
      const parts = new Map([[mark.id, { ...mark, end: at }], [after, { ...mark, id: after, start: at }]]);
      send("/codings/split", { id: mark.id, at, id_after: after }, parts);
    },
    join: (mark, other) => {
      const whole = { ...mark, start: Math.min(mark.start, other.start), end: Math.max(mark.end, other.end) };
      const changes = new Map<string, MarkView | null>([[mark.id, whole], [other.id, null]]);
      send("/codings/merge", { id: mark.id, other_id: other.id }, changes);
    },
    note: (mark, note, certainty) => send("/codings/note", { id: mark.id, note, certainty }, one({ ...mark, note, certainty })),
  };
}
