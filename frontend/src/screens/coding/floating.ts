/** Where something opens beside words without lying on them: in the margin, above, or below. */

import { useLayoutEffect, useState, type RefObject } from "react";

export interface Around {
  /** All of the words, and their first and last line, in the window. */
  readonly rect: DOMRect;
  readonly firstLine: DOMRect;
  readonly lastLine: DOMRect;
}

export interface FloatPlace {
  readonly left: number;
  /** Hung from the top or from the bottom of the window, so that it does not jump while its list shrinks. */
  readonly top: number | null;
  readonly bottom: number | null;
  readonly width: number;
  readonly most: number;
}

const GAP = 8;
const EDGE = 12;
const LEAST = 190;
/** As narrow as it may be in the margin, where it hides no words. */
const LEAST_WIDE = 300;

export interface Room {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Where the words of the interview end on the right. */
  readonly words: number;
}

/** `wished` is as high as it would like to be. Lines above are read already, so above comes before below; in the margin nothing of the interview is hidden. */
export function placeBeside(around: Around, room: Room, wished: number, width: number): FloatPlace {
  const wide = Math.min(width, room.right - room.left - 2 * EDGE);
  const left = Math.min(Math.max(around.firstLine.left, room.left + EDGE), room.right - EDGE - wide);
  const above = around.rect.top - GAP - room.top - EDGE;
  const below = room.bottom - around.rect.bottom - GAP - EDGE;
  const height = window.innerHeight;
  const overWords = (most: number): FloatPlace => ({ left, width: wide, top: null, bottom: height - around.rect.top + GAP, most });
  const underWords = (most: number): FloatPlace => ({ left, width: wide, top: around.rect.bottom + GAP, bottom: null, most });
  const margin = window.innerWidth - room.words - 2 * EDGE;
  if (margin >= Math.min(wide, LEAST_WIDE)) {
    const top = Math.min(Math.max(around.rect.top, room.top + EDGE), Math.max(room.top + EDGE, room.bottom - EDGE - wished));
    return { left: room.words + EDGE, width: Math.min(wide, margin), top, bottom: null, most: room.bottom - EDGE - top };
  }
  if (above >= wished) return overWords(above);
  if (below >= wished) return underWords(below);
  if (Math.max(above, below) >= LEAST) return above >= below ? overWords(above) : underWords(below);
  // So many lines are selected that something must lie on them: at the end of the window, the last lines stay in sight.
  return { left: room.right - EDGE - wide, width: wide, top: room.top + EDGE, bottom: null, most: Math.min(wished, room.bottom - room.top - 2 * EDGE) };
}

/** The place of a float over the reading column, kept while the text scrolls, and taken anew where the words meant are others (`where`). */
export function usePlaceBeside(around: () => Around | null, within: RefObject<HTMLElement | null>, wished: number, width: number, where = ""): FloatPlace | null {
  const [place, setPlace] = useState<FloatPlace | null>(null);
  useLayoutEffect(() => {
    let frame = 0;
    const put = (): void => {
      const words = around();
      if (!words) return;
      const next = placeBeside(words, roomOf(within.current), wished, width);
      // What stays where it is is not drawn again.
      setPlace((before) => (before && samePlace(before, next) ? before : next));
    };
    const later = ({ target }: Event): void => {
      // A list that scrolls elsewhere, as its own at every arrow, moves no words.
      if (target instanceof Element && within.current && !target.contains(within.current) && !within.current.contains(target)) return;
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(put);
    };
    put();
    window.addEventListener("scroll", later, { capture: true, passive: true });
    window.addEventListener("resize", later);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener("scroll", later, { capture: true });
      window.removeEventListener("resize", later);
    };
  }, [around, within, wished, width, where]);
  return place;
}

function samePlace(one: FloatPlace, other: FloatPlace): boolean {
  return one.left === other.left && one.top === other.top && one.bottom === other.bottom && one.width === other.width && one.most === other.most;
}

function roomOf(element: HTMLElement | null): Room {
  const box = element?.getBoundingClientRect();
  const whole = { left: 0, right: window.innerWidth, top: 0, bottom: window.innerHeight, words: window.innerWidth };
  if (!box) return whole;
  return { left: Math.max(0, box.left), right: Math.min(whole.right, box.right), top: Math.max(0, box.top), bottom: Math.min(whole.bottom, box.bottom), words: element?.querySelector(".text-turns")?.getBoundingClientRect().right ?? whole.words };
}
