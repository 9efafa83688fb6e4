/** What one does with words on a page: they are held by mouse or keys, and given a code as at the desk over the text. */

import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from "react";

import { around, linesOf, spanOf, stepped, wordNear, wordsIn, type PageWord, type Step } from "../../model/pageWords";
import type { Region } from "../../model/region";
import type { Span } from "../../model/text";
import { announce, usePlace, useKeys, useStore } from "../../state";
import type { Around } from "./floating";
import { counted, type CodeView, type MarkView } from "./types";
import { inVivo, type Desk } from "./useDesk";
import type { Zoom } from "./useZoom";

/** From one word to another, by their numbers on the page. */
export interface HeldWords {
  readonly from: number;
  readonly to: number;
  readonly byKeys: boolean;
}

interface Picking {
  readonly id: string;
  readonly about: string;
  readonly inVivo: string;
  readonly recoding: MarkView | null;
}

export interface WordHands {
  readonly words: readonly PageWord[];
  /** Codings of words of this page, in the order of the text. */
  readonly marks: readonly MarkView[];
  readonly held: HeldWords | null;
  /** The words in hand, as they are read out. */
  readonly quote: string;
  readonly may: boolean;
  readonly picking: Picking | null;
  readonly chosenId: string | null;
  /** The words one came for. */
  readonly came: Span | null;
  readonly focusRef: RefObject<HTMLDivElement | null>;
  readonly begin: () => void;
  readonly hold: (held: HeldWords | null) => void;
  readonly step: (step: Step, extend: boolean) => void;
  readonly enter: () => void;
  /** A hand has let go of words: codes are offered. */
  readonly take: (held: HeldWords) => void;
  readonly drop: () => void;
  readonly choose: (id: string | null) => void;
  readonly recode: (mark: MarkView) => void;
  readonly remove: (mark: MarkView) => void;
  readonly use: (code: CodeView) => boolean;
  readonly give: (code: CodeView, stay: boolean) => void;
  readonly make: (name: string, stay: boolean) => void;
  readonly closePicker: () => void;
  readonly around: () => Around | null;
  readonly wordsOf: (span: Span) => string;
}

const NO_WORDS: readonly PageWord[] = [];

export function useWordHands(desk: Desk, page: number, given: readonly PageWord[] | undefined, zoom: Zoom, onBegin: () => void): WordHands {
  const words = given ?? NO_WORDS;
  const [held, setHeld] = useState<HeldWords | null>(null);
  const [picking, setPicking] = useState<Picking | null>(null);
  const [chosenId, setChosen] = useState<string | null>(null);
  const focusRef = useRef<HTMLDivElement>(null);
  const all = useStore(desk.keeper.marks);
  const marks = useMemo(() => all.filter((mark) => wordsIn(words, mark).length > 0), [all, words]);
  const came = useCameFor(words, zoom);
  const span = held && spanOf(words, held.from, held.to);
  const wordsOf = useCallback((of: Span): string => oneLine(desk.places.words(of)), [desk.places]);
  useEffect(() => {
    setHeld(null);
    setPicking(null);
    setChosen(null);
  }, [page, words]);
  const focus = (): void => void requestAnimationFrame(() => focusRef.current?.focus({ preventScroll: true }));
  const drop = (): void => {
    setHeld(null);
    setPicking(null);
  };
  const may = desk.may && words.length > 0;
  const hold = (next: HeldWords | null): void => {
    setHeld(next);
    if (next) setChosen(null);
  };
  const begin = (): void => {
    if (words.length === 0) return;
    onBegin();
    const seen = zoom.seen();
    const first = wordNear(words, { x: seen.left, y: seen.top + 1 });
    const at = chosenId ? words.indexOf(wordsIn(words, marks.find(({ id }) => id === chosenId) ?? { start: 0, end: 0 })[0] as PageWord) : first;
    hold({ from: Math.max(at, 0), to: Math.max(at, 0), byKeys: true });
    focus();
  };
  const take = (taken: HeldWords): void => {
    const of = spanOf(words, taken.from, taken.to);
    hold(taken);
    if (of) setPicking({ id: `${of.start}-${of.end}`, about: `to ${counted(of.end - of.start, "character")}`, inVivo: inVivo(desk.places.words(of)), recoding: null });
  };
  const done = (code: CodeView, id: string, there: boolean, stay: boolean): void => {
    desk.recent.used(code.id);
    desk.setCurrent(code.id);
    setChosen(id);
    announce(there ? `These words have the code ${code.name} already.` : `Coded ${code.name}, ${counted(span ? span.end - span.start : 0, "character")}.`);
    if (!stay) readOn();
  };
  /** Keys read on from the next word; a hand that has a mouse takes the next words itself. */
  const readOn = (): void => {
    setPicking(null);
    if (!held?.byKeys) {
      setHeld(null);
      return zoom.box.current?.focus({ preventScroll: true });
    }
    const next = stepped(words, Math.max(held.from, held.to), "next");
    setHeld({ from: next, to: next, byKeys: true });
    focus();
  };
  const give = (code: CodeView, stay: boolean): void => {
    if (picking?.recoding) {
      desk.codings.recode(picking.recoding, code);
      announce(`Now ${code.name}.`);
      return setPicking(null);
    }
    if (!span) return;
    const before = desk.keeper.now().length;
    const id = desk.codings.apply(code, span);
    done(code, id, desk.keeper.now().length === before, stay);
  };
  useKeys("Page", may && !picking ? [{ keys: "W", label: "Mark words", run: begin }] : []);
  const aboutId = picking?.recoding?.id ?? null;
  const placed = useCallback((): Around | null => aroundOf(zoom.box.current, aboutId), [aboutId, zoom.box]);
  return {
    words,
    marks,
    held,
    quote: span ? wordsOf(span) : "",
    may,
    picking,
    chosenId,
    came,
    focusRef,
    begin,
    hold,
    step: (step, extend) => {
      if (!held) return;
      const to = stepped(words, held.to, step);
      hold({ from: extend ? held.from : to, to, byKeys: true });
      zoom.near(words[to] as Region);
    },
    enter: () => held && take(held),
    take,
    drop: () => {
      drop();
      zoom.box.current?.focus({ preventScroll: true });
    },
    choose: (id) => {
      drop();
      setChosen(id);
      const mark = marks.find((one) => one.id === id);
      const box = mark && around(linesOf(wordsIn(words, mark)));
      if (box) zoom.near(box);
    },
    recode: (mark) => setPicking({ id: mark.id, about: `in place of ${desk.codeById.get(mark.code_id)?.name ?? "this code"}`, inVivo: "", recoding: mark }),
    remove: (mark) => {
      desk.codings.remove(mark);
      setChosen(null);
      announce(`Took off ${desk.codeById.get(mark.code_id)?.name ?? "the code"}.`);
    },
    use: (code) => {
      if (!span || !desk.may || code.group || code.retired) return false;
      give(code, false);
      return true;
    },
    give,
    make: (name, stay) => {
      if (!span) return;
      setChosen(desk.codings.applyNew(name, span, null));
      announce(`Made the code ${name} and gave it to the words.`);
      if (!stay) readOn();
    },
    closePicker: () => {
      setPicking(null);
      if (held) focus();
    },
    around: placed,
    wordsOf,
  };
}

function oneLine(words: string): string {
  return words.replace(/\s+/gu, " ").trim();
}

function aroundOf(within: HTMLElement | null, markId: string | null): Around | null {
  const boxes = [...(within?.querySelectorAll(markId ? `[data-words-of="${markId}"]` : ".stage-held") ?? [])].map((one) => one.getBoundingClientRect());
  const [first, last] = [boxes[0], boxes[boxes.length - 1]];
  if (!first || !last) return null;
  const [left, top] = [Math.min(...boxes.map((one) => one.left)), Math.min(...boxes.map((one) => one.top))];
  const rect = new DOMRect(left, top, Math.max(...boxes.map((one) => one.right)) - left, Math.max(...boxes.map((one) => one.bottom)) - top);
  return { rect, firstLine: first, lastLine: last };
}

/** `?words=120-160`: the words one came for, brought into sight once. */
function useCameFor(words: readonly PageWord[], zoom: Zoom): Span | null {
  const { query } = usePlace();
  const wanted = query.get("words") ?? "";
  const [start, end] = wanted.split("-").map(Number);
  const span = useMemo(() => (start !== undefined && end !== undefined && end > start ? { start, end } : null), [start, end]);
  const seen = useRef("");
  useEffect(() => {
    const box = span && around(linesOf(wordsIn(words, span)));
    if (!box || seen.current === wanted) return;
    seen.current = wanted;
    zoom.near(box);
  }, [wanted, span, words, zoom]);
  return span;
}
