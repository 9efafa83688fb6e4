/** What the desk holds besides the marks: what is selected, what is open, and what keys and clicks do. */

import { useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";

import type { Span } from "../../model/text";
import type { Activated, TextSelection, TextView } from "../../rendering/textView";
import { createStore, useAsk, useMay, useRead, useStore, type Store } from "../../state";
import type { Around } from "./floating";
import type { DeskTextView, TextAsked } from "./deskText";
import { MarkKeeper } from "./marks";
import { beyondWords, type Arrival, type PartsHere } from "./parts";
import { Places } from "./places";
import { useRecent, type Recent } from "./recent";
import { Ends } from "./resizing";
import { withMade, type CodeView, type MarkView, type ReadingView, type RoundView } from "./types";
import { marksAsked, useCodings, type Codings } from "./useCodings";

/** The picker over some words: to code them, or to give a coding another code. */
export interface Picking {
  readonly span: Span;
  readonly about: string;
  readonly recoding: MarkView | null;
  readonly touch: boolean;
}

export interface Desk {
  readonly reading: ReadingView;
  /** Null where the text is short enough to be shown whole. */
  readonly parts: PartsHere | null;
  /** What the text was asked for by. */
  readonly asked: TextAsked;
  /** What is to be done once the part gone to is on the page. */
  readonly arriving: React.RefObject<Arrival | null>;
  /** Where words of this text stand next, in parts further on too. */
  readonly further: (words: Span, after: number) => Promise<Span | null>;
  readonly round: RoundView | null;
  readonly codes: readonly CodeView[];
  readonly codeById: ReadonlyMap<string, CodeView>;
  readonly keeper: MarkKeeper;
  readonly codings: Codings;
  readonly recent: Recent;
  readonly ends: Ends;
  readonly places: Places;
  /** Whether one goes turn by turn: a code given goes on to the next turn. */
  readonly stepping: Store<boolean>;
  readonly may: boolean;
  /** Why nothing can be coded here, in words; empty where it can. */
  readonly closed: string;
  readonly view: React.RefObject<TextView | null>;
  readonly caretAt: React.RefObject<number>;
  readonly lastId: React.RefObject<string | null>;
  readonly picking: Picking | null;
  readonly setPicking: (picking: Picking | null) => void;
  readonly opened: Activated | null;
  readonly setOpened: (opened: Activated | null) => void;
  /** Where the words are that the picker or the panel is about. */
  readonly around: () => Around | null;
  readonly currentId: string | null;
  readonly setCurrent: (id: string | null) => void;
  /** The code chosen by hand, whose meaning is shown. */
  readonly aboutId: string | null;
  readonly setAbout: (id: string | null) => void;
}

/** How the desk shows the text: with what is coded in it, as it was agreed in a closed round, or the words alone. */
export interface Showing {
  readonly calm: boolean;
  readonly agreed: boolean;
}

export function useDesk({ reading, part, parts: all, dense, n_characters: nCharacters }: DeskTextView, asked: TextAsked, book: readonly CodeView[], round: RoundView | null, { calm, agreed }: Showing): Desk {
  const roundId = round && !round.standing ? round.id : "";
  const parts = useMemo((): PartsHere | null => (all.length > 1 ? { all, here: all[part - 1] ?? null, dense, nCharacters } : null), [JSON.stringify(all), part, dense, nCharacters]);
  const stretch = parts?.here ?? null;
  const place = useMemo(() => ({ sourceId: reading.source_id, versionId: reading.version_id, roundId, stretch }), [reading.source_id, reading.version_id, roundId, stretch]);
  const read = useRead("/codings", { ...marksAsked(place), ...(agreed ? { agreed } : {}) }, { when: !calm });
  const keeper = useMemo(() => {
    const made = new MarkKeeper((span) => beyondWords(parts, span));
    return read.data && !calm ? made.begin(book, read.data) : made;
  }, [reading.version_id, roundId, agreed, parts]);
  const ask = useAsk("/desk/next");
  const made = useStore(keeper.made);
  const codes = useMemo(() => withMade(book, made), [book, made]);
  // Here too, as a coding that was refused or taken back may leave nothing new to list.
  useLayoutEffect(() => keeper.listed(book), [keeper, book, read.data]);
  // Before the paint, so that the first picture of the text has its marks.
  useLayoutEffect(() => keeper.setCodes(codes), [keeper, codes]);
  useLayoutEffect(() => {
    if (calm) keeper.setBase(NO_MARKS);
    else if (read.data) keeper.setBase(read.data);
  }, [keeper, read.data, calm]);
  const codings = useCodings(keeper, place);
  const [picking, setPicking] = useState<Picking | null>(null);
  const [opened, setOpened] = useState<Activated | null>(null);
  const [currentId, setCurrent] = useState<string | null>(null);
  const [aboutId, setAbout] = useState<string | null>(null);
  const view = useRef<TextView | null>(null);
  const caretAt = useRef(0);
  const lastId = useRef<string | null>(null);
  const arriving = useRef<Arrival | null>(null);
  const shownPart = useRef(reading.start);
  useLayoutEffect(() => {
    if (shownPart.current === reading.start) return;
    shownPart.current = reading.start;
    caretAt.current = reading.start;
    setPicking(null);
    setOpened(null);
  }, [reading.start]);
  const around = useCallback((): Around | null => {
    if (picking?.recoding || (opened && !picking)) return aroundMarks(view.current, picking?.recoding ? [picking.recoding.id] : (opened?.codingIds ?? []), opened);
    return aroundSelection(view.current?.selection() ?? null);
  }, [picking, opened]);
  const mayCode = useMay("code");
  const closed = agreed && round ? agreedWords(round) : closedWords(mayCode, reading, round);
  return {
    reading,
    parts,
    asked,
    arriving,
    further: async ({ start, end }, after) => {
      const [from, to] = await ask({ version_id: reading.version_id, start, end, after });
      return from === undefined || to === undefined ? null : { start: from, end: to };
    },
    round,
    codes,
    codeById: useMemo(() => new Map(codes.map((code) => [code.id, code])), [codes]),
    keeper,
    codings,
    recent: useRecent(),
    ends: useMemo(() => new Ends(reading.text, reading.start), [reading.text, reading.start]),
    places: useMemo(() => new Places(reading), [reading]),
    stepping: useMemo(() => createStore(false), []),
    may: closed === "" && !calm,
    closed: calm ? "" : closed,
    view,
    caretAt,
    lastId,
    picking,
    setPicking,
    opened,
    setOpened,
    around,
    currentId,
    setCurrent,
    aboutId,
    setAbout,
  };
}

const NO_MARKS: readonly MarkView[] = [];

function agreedWords(round: RoundView): string {
  return `This is what was agreed in ${round.name}: it is read here, and changed in Compare by settling.`;
}

function closedWords(mayCode: boolean, reading: ReadingView, round: RoundView | null): string {
  if (!mayCode) return "You read here; whoever codes gives the codes.";
  if (!reading.current) return "This is an older version of the text. Code in the newest.";
  if (!round || round.standing) return "";
  if (!round.my_source_ids.includes(reading.source_id)) return `You do not read this text in ${round.name}.`;
  if (round.state !== "judging") return `${round.name} is opened: what was coded in it stays as it is.`;
  return round.i_have_handed_in ? `Your reading of ${round.name} is handed in. Take it back to change it.` : "";
}

function aroundSelection(selection: TextSelection | null): Around | null {
  return selection && { rect: selection.rect, firstLine: selection.firstLine, lastLine: selection.lastLine };
}

/** The words of codings as they stand on screen now; where none is built, the place that was pressed. */
function aroundMarks(view: TextView | null, ids: readonly string[], opened: Activated | null): Around | null {
  const boxes = ids.flatMap((id) => [...(view?.element.querySelectorAll(".coded") ?? [])].filter((mark) => mark instanceof HTMLElement && (mark.dataset["coding"] ?? "").split(" ").includes(id)));
  const rects = boxes.map((box) => box.getBoundingClientRect());
  const first = rects[0];
  const last = rects[rects.length - 1];
  if (!first || !last) return opened && { rect: opened.rect, firstLine: opened.rect, lastLine: opened.rect };
  const left = Math.min(...rects.map((rect) => rect.left));
  const rect = new DOMRect(left, first.top, Math.max(...rects.map((one) => one.right)) - left, last.bottom - first.top);
  return { rect, firstLine: first, lastLine: last };
}

/** Words as the name of a code: as they were said, in one line and of a length one can read. */
export function inVivo(words: string): string {
  const line = words.replace(/\s+/gu, " ").trim().replace(/[.,;:!?…]+$/u, "");
  if ([...line].length <= 80) return line;
  return `${[...line].slice(0, 80).join("").replace(/\s\S*$/u, "")} …`;
}

/** "to 96 characters of 2B" */
export function amountWords(selection: TextSelection, { reading, places }: Pick<Desk, "reading" | "places">): string {
  const n = places.amount(selection.span);
  const labels = new Set(selection.turnIds.map((id) => reading.turns.find((turn) => `turn ${turn.number}` === id)?.label ?? ""));
  const who = labels.size === 1 ? [...labels][0] : "";
  const amount = `to ${n} ${n === 1 ? "character" : "characters"}`;
  if (who) return `${amount} of ${who}`;
  return selection.turnIds.length > 1 ? `${amount} in ${selection.turnIds.length} turns` : amount;
}
