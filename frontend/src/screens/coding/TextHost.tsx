import { memo, useEffect, useRef } from "react";

import type { CoderLook, Span, TurnModel } from "../../model/text";
import type { PageStart } from "../../rendering/pageMarks";
import { createTextView, type TextView } from "../../rendering/textView";
import { codersOf, type MarkKeeper } from "./marks";
import { besideOf, readTo, type PartsHere } from "./parts";
import type { ReadingView, TurnView } from "./types";
import { useStore } from "../../state";

export interface TextHostProps {
  readonly reading: ReadingView;
  readonly keeper: MarkKeeper;
  /** Called once for each view made; gives what to do when it goes. */
  readonly onView: (view: TextView) => () => void;
  readonly at: Span | null;
  /** Where in its parts this is, for a text that has them. */
  readonly parts: PartsHere | null;
  /** The text, or another part of it, is on the page. */
  readonly onThere: (view: TextView) => void;
  /** Where the pages of its file begin; none where it comes from no file with pages. */
  readonly pages: readonly PageStart[];
  readonly onPage: (number: number) => void;
}

/** The place of the text. React makes it once and never draws inside. */
export const TextHost = memo(function TextHost({ reading, keeper, onView, at, parts, onThere, pages, onPage }: TextHostProps) {
  const host = useRef<HTMLDivElement>(null);
  const shown = useRef<TextView | null>(null);
  const words = useWords(reading);
  const coders = codersOf(useStore(keeper.marks));
  useEffect(() => {
    if (!host.current) return;
    const view = createTextView(host.current, { label: reading.title });
    shown.current = view;
    keeper.attach(view);
    const away = onView(view);
    return () => {
      away();
      keeper.attach(null);
      shown.current = null;
      view.destroy();
    };
  }, [keeper, onView, reading.title]);
  useEffect(() => {
    const view = shown.current;
    if (!view) return;
    const turns = turnsOf(words.turns);
    const beside = besideOf(parts);
    const part = beside ? { from: words.start, beside } : {};
    view.setCoders(named(keeper));
    view.setText({ versionId: words.version_id, text: words.text, turns, ...part }, keeper.codes(), keeper.drawnMarks());
    void view.ready.then(() => shown.current === view && onThere(view));
    return remember(view, readTo(words.version_id, parts?.here ?? null), at === null, beside !== undefined);
  }, [keeper, onView, words, at === null]);
  useEffect(() => shown.current?.setPages(pages), [keeper, onView, words, pages, at === null]);
  useEffect(() => shown.current?.onPage(onPage), [keeper, onView, onPage]);
  useEffect(() => shown.current?.setTimes(new Map(reading.turns.map((turn) => [`turn ${turn.number}`, turn.t0_ms]))), [reading]);
  useEffect(() => {
    const view = shown.current;
    const elsewhere = at && parts?.here && (at.start < parts.here.start || at.start >= parts.here.end);
    if (!view || !at || elsewhere) return;
    void view.ready.then(() => {
      if (shown.current !== view) return;
      view.scrollTo(at);
      view.setHits([at], 0);
    });
  }, [at?.start, at?.end, words]);
  const names = coders.map((one) => `${one.id} ${one.name}`).join();
  useEffect(() => shown.current?.setCoders(named(keeper)), [keeper, names, words]);
  return <div ref={host} className="desk-text" />;
});

/** Who marked, as it is known now: what is told of the marks comes a frame later. */
function named(keeper: MarkKeeper): ReadonlyMap<string, CoderLook> {
  return new Map(codersOf(keeper.now()).map((one) => [one.id, one]));
}

/** The text as it was first given: a turn that is tied to the sound changes no word, and redraws none. */
function useWords(reading: ReadingView): ReadingView {
  const kept = useRef(reading);
  if (kept.current !== reading && !sameButTimes(kept.current, reading)) kept.current = reading;
  return kept.current;
}

function sameButTimes(one: ReadingView, other: ReadingView): boolean {
  const apart = ({ turns }: ReadingView): string => JSON.stringify(turns.map((turn) => ({ ...turn, t0_ms: null })));
  return one.start === other.start && one.text === other.text && one.version_id === other.version_id && one.title === other.title && apart(one) === apart(other);
}

function turnsOf(turns: readonly TurnView[]): readonly TurnModel[] {
  return turns.map((turn) => ({
    id: `turn ${turn.number}`,
    start: turn.start,
    speechStart: turn.speech_start,
    end: turn.end,
    speaker: turn.raw || turn.label,
    label: turn.label,
    isInterviewer: turn.is_interviewer,
    t0Ms: turn.t0_ms,
    number: turn.number,
  }));
}

/** One goes on reading where one stopped: the height is kept in this browser, for this text. */
function remember(view: TextView, name: string, restore: boolean, isPart: boolean): () => void {
  const scroller = scrollerOf(view.element);
  let timer = 0;
  let gone = false;
  const kept = Number(localStorage.getItem(name) ?? 0);
  // The part before was read to its end, this one is begun at its head.
  if (restore && isPart) scroller.scrollTo({ top: 0 });
  if (restore && kept > 0) void view.ready.then(() => !gone && scroller.scrollTo({ top: kept }));
  const keep = (): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => localStorage.setItem(name, String(Math.round(scroller.scrollTop))), 400);
  };
  const target: EventTarget = scroller === document.scrollingElement ? window : scroller;
  target.addEventListener("scroll", keep, { passive: true });
  return () => {
    gone = true;
    window.clearTimeout(timer);
    target.removeEventListener("scroll", keep);
  };
}

function scrollerOf(element: HTMLElement): Element {
  for (let at = element.parentElement; at; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return document.scrollingElement ?? document.documentElement;
}
