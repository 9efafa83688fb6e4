/** Of very many lines in a box that scrolls, those near what is seen; where the others stand is kept open. */

import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";
import { flushSync } from "react-dom";

const GUESS = 72; // pixels of a line that was never drawn, until some were
const BEYOND = 0.6; // of the box's height, drawn above and below what is seen

/** A stretch of lines that is drawn, or one that is not and how high it stands. */
export type Stretch = { readonly from: number; readonly to: number; readonly gap: number };

/** Lines from one number to before another, of which something stands between two heights. */
export function between(heights: readonly number[], top: number, bottom: number): readonly [number, number] {
  let from = 0;
  let at = 0;
  while (from < heights.length - 1 && at + (heights[from] ?? 0) <= top) at += heights[from++] ?? 0;
  let to = from;
  while (to < heights.length && at < bottom) at += heights[to++] ?? 0;
  return [from, Math.max(to, Math.min(from + 1, heights.length))];
}

/** All lines in stretches: those of `seen`, and the line that was last stood on with its neighbours, are drawn. */
export function stretchesOf(heights: readonly number[], seen: readonly [number, number], stood: number | null): readonly Stretch[] {
  const drawn = (n: number) => (n >= seen[0] && n < seen[1]) || (stood !== null && Math.abs(n - stood) <= 1);
  const found: Stretch[] = [];
  for (let from = 0, to = 0; from < heights.length; from = to) {
    const is = drawn(from);
    let gap = 0;
    while (to < heights.length && drawn(to) === is) gap += heights[to++] ?? 0;
    found.push({ from, to, gap: is ? 0 : gap });
  }
  return found;
}

export interface InSight {
  readonly stretches: readonly Stretch[];
  readonly box: RefObject<HTMLDivElement | null>;
  readonly onScroll: () => void;
  readonly onStood: (line: number) => void;
}

/** Of so many lines those in sight. Drawn lines are told by their `data-line`; on paper all are drawn. */
export function useRowsInSight(n: number): InSight {
  const box = useRef<HTMLDivElement>(null);
  const known = useRef<(number | undefined)[]>([]);
  const [seen, setSeen] = useState<readonly [number, number]>(() => [0, Math.min(n, Math.ceil(innerHeight / GUESS))]);
  const [stood, setStood] = useState<number | null>(null);
  const [whole, setWhole] = useState(false);
  const heights = () => {
    const drawn = known.current.filter((one) => one !== undefined);
    const guess = drawn.length ? drawn.reduce((one, other) => one + other, 0) / drawn.length : GUESS;
    return Array.from({ length: n }, (_, at) => known.current[at] ?? guess);
  };
  const look = useCallback(() => {
    const now = box.current;
    if (!now?.clientHeight) return;
    const spare = now.clientHeight * BEYOND;
    const next = between(heights(), now.scrollTop - spare, now.scrollTop + now.clientHeight + spare);
    setSeen((before) => (before[0] === next[0] && before[1] === next[1] ? before : next));
  }, [n]);
  useLayoutEffect(() => {
    for (const line of box.current?.querySelectorAll<HTMLElement>("[data-line]") ?? []) known.current[Number(line.dataset["line"])] = line.offsetHeight || undefined;
    look();
  });
  useEffect(() => {
    const all = () => flushSync(() => setWhole(true));
    const again = () => setWhole(false);
    let width = box.current?.clientWidth;
    const wider = typeof ResizeObserver === "undefined" ? null : new ResizeObserver(() => {
      if (width !== box.current?.clientWidth) known.current = [];
      width = box.current?.clientWidth;
      look();
    });
    if (box.current) wider?.observe(box.current);
    addEventListener("beforeprint", all);
    addEventListener("afterprint", again);
    return () => { wider?.disconnect(); removeEventListener("beforeprint", all); removeEventListener("afterprint", again); };
  }, [look]);
  const held = stood !== null && stood < n ? stood : null;
  return { stretches: whole ? [{ from: 0, to: n, gap: 0 }] : stretchesOf(heights(), seen, held), box, onScroll: look, onStood: setStood };
}
