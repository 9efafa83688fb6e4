/** Of very many lines in a box that scrolls, those near what is seen; where the others stand is kept open. */

import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from "react";
import { flushSync } from "react-dom";

/** One way a box scrolls: how its lines are told (`data-…`), and how large they and the box are that way. */
interface Way {
  readonly told: string;
  readonly number: (line: HTMLElement) => number;
  readonly size: (line: HTMLElement) => number;
  readonly room: (box: HTMLElement) => number;
  readonly at: (box: HTMLElement) => number;
  /** Pixels of a line that was never drawn, until some were. */
  readonly guess: number;
  /** Of the box's size, drawn ahead of what is seen, the way it was last scrolled. */
  readonly ahead: number;
}
const DOWN: Way = { told: "[data-line]", number: (one) => Number(one.dataset["line"]), size: (one) => one.offsetHeight, room: (box) => box.clientHeight, at: (box) => box.scrollTop, guess: 72, ahead: 0.4 };
const ACROSS: Way = { told: "thead [data-column]", number: (one) => Number(one.dataset["column"]), size: (one) => one.offsetWidth, room: (box) => box.clientWidth, at: (box) => box.scrollLeft, guess: 112, ahead: 0.2 };

// Of what is drawn ahead: so much stays drawn behind, and more is drawn as soon as less than so much is left. A line that
// comes and one that goes are then one change and not two, of which a frame has no time for both.
const BEHIND = 0.2;
const SOON = 0.8;

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

/** All lines in stretches: those of `seen`, the line last stood on with its neighbours, and `always` are drawn. */
export function stretchesOf(heights: readonly number[], seen: readonly [number, number], stood: number | null, always: readonly number[] = []): readonly Stretch[] {
  const drawn = (n: number) => (n >= seen[0] && n < seen[1]) || (stood !== null && Math.abs(n - stood) <= 1) || always.includes(n);
  const found: Stretch[] = [];
  for (let from = 0, to = 0; from < heights.length; from = to) {
    const is = drawn(from);
    let gap = 0;
    while (to < heights.length && drawn(to) === is) gap += heights[to++] ?? 0;
    found.push({ from, to, gap: is ? 0 : gap });
  }
  return found;
}

interface Sight {
  readonly seen: readonly [number, number];
  readonly look: () => void;
  readonly sizes: () => readonly number[];
  readonly stood: number | null;
  readonly setStood: (line: number) => void;
  readonly forget: () => void;
}

/** Which of so many lines are near what is seen, and how large each is as far as known. Where `off`, nothing is measured. */
function useSight(n: number, box: RefObject<HTMLDivElement | null>, way: Way, off = false): Sight {
  const known = useRef<(number | undefined)[]>([]);
  const [seen, setSeen] = useState<readonly [number, number]>(() => [0, Math.min(n, Math.ceil((way === DOWN ? innerHeight : innerWidth) / way.guess))]);
  const [stood, setStood] = useState<number | null>(null);
  const painted = useRef(false);
  const going = useRef({ at: 0, on: true });
  const sizes = () => {
    const drawn = known.current.filter((one) => one !== undefined);
    const guess = drawn.length ? drawn.reduce((one, other) => one + other, 0) / drawn.length : way.guess;
    return Array.from({ length: n }, (_, at) => known.current[at] ?? guess);
  };
  const look = useCallback(() => {
    const now = box.current;
    if (off || !now || !way.room(now)) return;
    const [at, room] = [way.at(now), way.room(now)];
    if (at !== going.current.at) going.current = { at, on: at > going.current.at };
    const { on } = going.current;
    // What is seen is shown before anything ahead of it is drawn.
    const spare = painted.current ? room * way.ahead : 0;
    const all = sizes();
    const reach = (ahead: number, behind: number) => between(all, at - spare * (on ? behind : ahead), at + room + spare * (on ? ahead : behind));
    const [next, least] = [reach(1, BEHIND), reach(SOON, BEHIND / 2)];
    setSeen((before) => (before[0] <= least[0] && before[1] >= least[1] ? before : next));
  }, [n, off]);
  useEffect(() => {
    if (off) return;
    let later: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => { later = setTimeout(() => { painted.current = true; look(); }); });
    return () => { cancelAnimationFrame(frame); clearTimeout(later); };
  }, [look]);
  useLayoutEffect(() => {
    if (off) return;
    for (const line of box.current?.querySelectorAll<HTMLElement>(way.told) ?? []) known.current[way.number(line)] = way.size(line) || undefined;
    look();
  });
  const forget = useCallback(() => { known.current = []; }, []);
  return { seen, look, sizes, stood: stood !== null && stood < n ? stood : null, setStood, forget };
}

/** Whether a key asks the browser to look for words in the page. */
const seeks = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean => !altKey && (key === "F3" || ((ctrlKey || metaKey) && ["f", "g"].includes(key.toLowerCase())));

export interface InSight {
  readonly stretches: readonly Stretch[];
  /** Of the columns; a gap is how many it stands for. The same as long as nothing of it is other than it was. */
  readonly across: readonly Stretch[];
  readonly box: RefObject<HTMLDivElement | null>;
  readonly onScroll: () => void;
  readonly onStood: (line: number, column: number) => void;
  /** How high a row stood at least, so that it does not shrink while columns go out of sight. */
  readonly heightOf: (line: number) => number | undefined;
}

/**
 * Of so many lines, and of so many columns of one width where `wide`, those in sight. Drawn lines are told by their
 * `data-line`, the heads of columns by `data-column`; on paper, and from when words are looked for, all are drawn. The first column names the row and is
 * always there, as are the next and the last, so that Tab goes from the end of a row to the beginning of the next.
 */
export function useRowsInSight(n: number, nColumns = 0, wide = false, held: unknown = null): InSight {
  const box = useRef<HTMLDivElement>(null);
  const [printed, setWhole] = useState(false);
  const [sought, setSought] = useState(false);
  const whole = printed || sought;
  const [era, setEra] = useState(0);
  const down = useSight(n, box, DOWN);
  const over = useSight(nColumns, box, ACROSS, !wide);
  const highest = useMemo(() => new Map<number, number>(), [held, era, whole]);
  const look = useCallback(() => { down.look(); over.look(); }, [down.look, over.look]);
  useLayoutEffect(() => {
    if (wide) for (const line of box.current?.querySelectorAll<HTMLElement>(DOWN.told) ?? []) highest.set(DOWN.number(line), Math.max(highest.get(DOWN.number(line)) ?? 0, line.offsetHeight));
  });
  useEffect(() => {
    const all = () => flushSync(() => setWhole(true));
    const again = () => setWhole(false);
    let width = box.current?.clientWidth;
    const wider = typeof ResizeObserver === "undefined" ? null : new ResizeObserver(() => {
      if (width !== box.current?.clientWidth) {
        down.forget();
        over.forget();
        setEra((before) => before + 1);
      }
      width = box.current?.clientWidth;
      look();
    });
    if (box.current) wider?.observe(box.current);
    // The browser finds only what is drawn, and tells nobody when it has done looking.
    const sought = (event: KeyboardEvent) => { if (seeks(event)) flushSync(() => setSought(true)); };
    addEventListener("beforeprint", all);
    addEventListener("afterprint", again);
    addEventListener("keydown", sought);
    return () => { wider?.disconnect(); removeEventListener("beforeprint", all); removeEventListener("afterprint", again); removeEventListener("keydown", sought); };
  }, [look]);
  const [from, to] = over.seen;
  const across = useMemo(
    () => (wide && !whole ? stretchesOf(Array<number>(nColumns).fill(1), [from, to], over.stood, [0, 1, nColumns - 1]) : [{ from: 0, to: nColumns, gap: 0 }]),
    [wide && !whole, nColumns, from, to, over.stood, era],
  );
  const onStood = (line: number, column: number) => {
    down.setStood(line);
    over.setStood(column);
  };
  const heightOf = (line: number) => (wide && !whole ? highest.get(line) : undefined);
  return { stretches: whole ? [{ from: 0, to: n, gap: 0 }] : stretchesOf(down.sizes(), down.seen, down.stood), across, box, onScroll: look, onStood, heightOf };
}
