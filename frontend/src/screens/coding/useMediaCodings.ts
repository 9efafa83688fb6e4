/** What one does with codings of regions and stretches: on screen in the same moment, taken back where refused. */

import { useMemo } from "react";

import type { Region } from "../../model/region";
import { newId, useRead, useViewer, useWrite, type Viewer } from "../../state";
import type { CodeView, MediaMarkView } from "./types";

/** Where a coding stands: one of both. */
export interface MediaPlace {
  readonly region: Region | null;
  readonly stretch: { readonly start_ms: number; readonly end_ms: number } | null;
  /** As it is read out, until the server has said it. */
  readonly words: string;
}

export interface MediaCodings {
  readonly marks: readonly MediaMarkView[];
  readonly apply: (code: CodeView, place: MediaPlace) => string;
  readonly applyNew: (name: string, place: MediaPlace, parentId: string | null) => string;
  readonly recode: (mark: MediaMarkView, code: CodeView) => void;
  readonly resize: (mark: MediaMarkView, place: MediaPlace) => void;
  readonly note: (mark: MediaMarkView, note: string) => void;
  readonly remove: (mark: MediaMarkView) => void;
}

const TOPICS = ["codings", "codes", "sources", "passages"] as const;
const PATH = "/codings/media";
const NONE: readonly MediaMarkView[] = [];
type Marks = readonly MediaMarkView[];

/** The codings of one picture or recording of a source; none are asked for unless `when`. */
export function useMediaCodings(sourceId: string, ofId: string, when = true): MediaCodings {
  const viewer = useViewer();
  const read = useRead(PATH, { source_id: sourceId }, { when }).data ?? NONE;
  const marks = useMemo(() => read.filter((one) => one.of_id === ofId), [read, ofId]);
  const acts = useActs(sourceId, ofId, viewer);
  return { marks, ...acts, apply: (code, place) => there(marks, code, place) ?? acts.apply(code, place) };
}

/** One's own coding of the same place with the same code. */
function there(marks: Marks, code: CodeView, place: MediaPlace): string | undefined {
  const where = ({ region, stretch }: Pick<MediaPlace, "region" | "stretch">): string => JSON.stringify([region?.page ?? 0, region?.left, region?.top, region?.right, region?.bottom, stretch?.start_ms, stretch?.end_ms]);
  return marks.find((mark) => mark.mine && mark.code_id === code.id && where(mark) === where(place))?.id;
}

function useActs(sourceId: string, ofId: string, viewer: Viewer): Omit<MediaCodings, "marks"> {
  const params = { source_id: sourceId };
  const one = <B extends { id: string }>(change: (mark: MediaMarkView, body: B) => MediaMarkView) => ({
    topics: TOPICS,
    optimistic: (body: B, put: <T>(path: string, query: typeof params, after: (before: T) => T) => void) => put<Marks>(PATH, params, (before) => before.map((mark) => (mark.id === body.id ? change(mark, body) : mark))),
  });
  const made = <B extends { id: string; code_id: string }>() => ({
    topics: TOPICS,
    optimistic: (body: B & Partial<MediaPlace>, put: <T>(path: string, query: typeof params, after: (before: T) => T) => void) => put<Marks>(PATH, params, (before) => [...before, mine(body.id, ofId, body.code_id, { region: body.region ?? null, stretch: body.stretch ?? null, words: "" }, viewer)]),
  });
  const apply = useWrite("/codings/media/apply", made());
  const applyNew = useWrite("/codings/media/apply-new", made());
  const recode = useWrite("/codings/media/recode", one((mark, body) => ({ ...mark, code_id: body.code_id })));
  const resize = useWrite("/codings/media/resize", one((mark, body) => ({ ...mark, region: seen(body.region), stretch: body.stretch ?? null })));
  const note = useWrite("/codings/media/note", one((mark, body) => ({ ...mark, note: body.note ?? "" })));
  const remove = useWrite("/codings/media/remove", {
    topics: TOPICS,
    optimistic: (body, put) => put<Marks>(PATH, params, (before) => before.filter((mark) => mark.id !== body.id)),
  });
  return {
    apply: (code, { region, stretch }) => {
      const id = newId();
      apply.mutate({ id, source_id: sourceId, of_id: ofId, code_id: code.id, region, stretch });
      return id;
    },
    applyNew: (name, { region, stretch }, parent_id) => {
      const [id, code_id] = [newId(), newId()];
      applyNew.mutate({ id, code_id, name, source_id: sourceId, of_id: ofId, region, stretch, parent_id });
      return id;
    },
    recode: (mark, code) => recode.mutate({ id: mark.id, code_id: code.id }),
    resize: (mark, { region, stretch }) => resize.mutate({ id: mark.id, region, stretch }),
    note: (mark, words) => note.mutate({ id: mark.id, note: words, certainty: mark.certainty }),
    remove: (mark) => remove.mutate({ id: mark.id }),
  };
}

/** A region as it is answered: of a page with its number, of a picture with none. */
function seen(region: Region | null | undefined): MediaMarkView["region"] {
  return region ? { ...region, page: region.page ?? 0 } : null;
}

function mine(id: string, of_id: string, code_id: string, place: MediaPlace, viewer: Viewer): MediaMarkView {
  return {
    id,
    of_id,
    code_id,
    region: seen(place.region),
    stretch: place.stretch,
    place: place.words,
    coder_id: viewer.researcher_id,
    coder: viewer.name,
    initials: viewer.initials,
    coder_index: 0,
    mine: true,
    certainty: "",
    note: "",
    created_at: "",
  };
}
