/**
 * The words one reads stay where they are: while the window is made narrower or a tablet is turned, when the codes go and
 * come back, after printing. The browser holds the place by itself only while the same box scrolls and nothing above the
 * text has the focus.
 */

import { useEffect, useLayoutEffect, useRef } from "react";

import { scrollerOf } from "../../rendering/viewport";
import type { Desk } from "./useDesk";

/** A position of the text, and how far from the top of the window it is seen. */
interface Place {
  readonly offset: number;
  readonly top: number;
}

/** How far below the top of what is seen the words are taken that stay. */
const BELOW = 48;

export function usePlaceHeld({ view }: Desk, calm: boolean): void {
  const held = useRef<Place | null>(null);
  const frames = useRef({ note: 0, restore: 0 });
  const ways = useRef({
    note: (): void => {
      if (frames.current.note || frames.current.restore) return;
      frames.current.note = requestAnimationFrame(() => {
        frames.current.note = 0;
        if (!frames.current.restore) held.current = placeSeen(view);
      });
    },
    /** After the page has its new shape: what the panels beside the text do to it is done a frame later. */
    restore: (): void => {
      cancelAnimationFrame(frames.current.restore);
      const place = held.current;
      const steps = [() => undefined, () => place && bring(view, place), () => undefined, () => (frames.current.restore = 0)];
      // Its own scrolling is nobody's: turned to and fro, the words come back to where they were.
      const step = (): void => {
        const next = steps.shift();
        if (steps.length > 0) frames.current.restore = requestAnimationFrame(step);
        next?.();
      };
      frames.current.restore = requestAnimationFrame(step);
    },
  }).current;
  const first = useRef(true);
  useLayoutEffect(() => {
    if (!first.current) ways.restore();
    first.current = false;
  }, [calm, ways]);
  useEffect(() => {
    document.addEventListener("scroll", ways.note, { capture: true, passive: true });
    window.addEventListener("resize", ways.restore);
    window.addEventListener("afterprint", ways.restore);
    return () => {
      document.removeEventListener("scroll", ways.note, { capture: true });
      window.removeEventListener("resize", ways.restore);
      window.removeEventListener("afterprint", ways.restore);
      cancelAnimationFrame(frames.current.note);
      cancelAnimationFrame(frames.current.restore);
    };
  }, [ways]);
}

function topOf(scroller: HTMLElement): number {
  return scroller === document.scrollingElement ? 0 : scroller.getBoundingClientRect().top;
}

/** The first words seen; null at the head of the text, which is seen from its head again. */
function placeSeen(view: Desk["view"]): Place | null {
  const element = view.current?.element;
  if (!element) return null;
  const box = element.getBoundingClientRect();
  const top = topOf(scrollerOf(element)) + BELOW;
  if (box.top >= top) return null;
  const offset = view.current?.offsetAt(box.left + Math.min(box.width / 2, 240), top) ?? null;
  const seen = offset === null ? null : (view.current?.placeOf(offset, "start") ?? null);
  return offset === null || seen === null ? null : { offset, top: seen.top - top + BELOW };
}

function bring(view: Desk["view"], { offset, top }: Place): void {
  const element = view.current?.element;
  const seen = view.current?.placeOf(offset, "start");
  if (!element || !seen) return;
  const scroller = scrollerOf(element);
  scroller.scrollTop += seen.top - (topOf(scroller) + top);
}
