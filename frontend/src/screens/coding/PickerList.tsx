/** The codes found, of which those in sight are drawn: each letter typed makes a new list, and most of it is never seen. */

import { memo, useEffect, useLayoutEffect, useRef, useState } from "react";

import { classes, slotOf } from "../../components";
import type { FoundCode } from "./codeSearch";

/** A code that was found, or the name of one that would be made. */
export type Line = FoundCode | string;

export interface PickerListProps {
  readonly id: string;
  readonly lines: readonly Line[];
  /** What the lines were made of: where it is another, the one ready to be given is looked for anew. */
  readonly of: readonly FoundCode[];
  readonly current: number;
  /** With rows for fingers. */
  readonly tall: boolean;
  readonly counted: boolean;
  readonly onPoint: (row: number) => void;
  readonly onPick: (row: number, stay: boolean) => void;
}

/** Pixels of a row, of one for fingers, and of the list's own edges, as Picker.css has them. */
export const ROW = 28;
const TALL_ROW = 44;
const EDGE = 4;
/** Rows in sight at once at most, and drawn on either side of them. */
export const SEEN = 8;
const SPARE = 4;

export function PickerList({ id, lines, of, current, tall, counted, onPoint, onPick }: PickerListProps) {
  const height = tall ? TALL_ROW : ROW;
  const count = lines.length;
  const list = useRef<HTMLUListElement>(null);
  // Kept here, so that no key has to ask the browser where the list stands.
  const stands = useRef({ top: 0, room: SEEN * height + 2 * EDGE });
  const [first, setFirst] = useState(0);
  const [room, setRoom] = useState(stands.current.room);
  useEffect(() => {
    const box = list.current;
    if (!box || typeof ResizeObserver === "undefined") return;
    const watch = new ResizeObserver(() => setRoom((stands.current.room = box.clientHeight)));
    watch.observe(box);
    return () => watch.disconnect();
  }, []);
  useLayoutEffect(() => {
    const { top } = stands.current;
    const to = Math.max(Math.min(top, current * height), (current + 1) * height + 2 * EDGE - stands.current.room);
    if (!list.current || to === top) return;
    list.current.scrollTop = stands.current.top = Math.max(0, to);
    setFirst(Math.floor(stands.current.top / height));
  }, [current, of, height]);
  const onScroll = (): void => {
    stands.current.top = list.current?.scrollTop ?? 0;
    setFirst(Math.floor(stands.current.top / height));
  };
  // Of a list that was short as many at once as it may become long.
  const seen = Math.max(SEEN + 1, Math.ceil(room / height));
  const top = Math.max(0, Math.min(first, count - seen));
  const from = Math.max(0, top - SPARE);
  const to = Math.min(count, top + seen + SPARE);
  const drawn = Array.from({ length: Math.max(0, to - from) }, (_, n) => from + n);
  // The one ready to be given is there for who hears it, wherever one has scrolled.
  if (current < from && count > 0) drawn.unshift(current);
  else if (current >= to && current < count) drawn.push(current);
  return (
    <ul ref={list} id={id} onMouseDown={(event) => event.preventDefault()} onScroll={onScroll} role="listbox" aria-label="Codes" className="picker-list" style={{ "--rows": `${count * height}px` } as React.CSSProperties}>
      {drawn.map((row) => {
        const line = lines[row];
        if (line === undefined) return null;
        return <Row key={typeof line === "string" ? "new" : line.code.id} id={`${id}-${row}`} row={row} of={count} height={height} on={row === current} line={line} counted={counted} onPoint={onPoint} onPick={onPick} />;
      })}
    </ul>
  );
}

interface RowProps {
  readonly id: string;
  readonly row: number;
  readonly of: number;
  readonly height: number;
  readonly on: boolean;
  readonly line: Line;
  readonly counted: boolean;
  readonly onPoint: (row: number) => void;
  readonly onPick: (row: number, stay: boolean) => void;
}

/** Drawn again where something in it changed, not at every arrow. */
const Row = memo(function Row({ id, row, of, height, on, line, counted, onPoint, onPick }: RowProps) {
  return (
    <li id={id} role="option" aria-selected={on} aria-posinset={row + 1} aria-setsize={of} className={classes("picker-row", on && "picker-on")} style={{ top: EDGE + row * height }} onPointerMove={() => onPoint(row)} onClick={(event) => onPick(row, event.shiftKey)}>
      <RowWords line={line} counted={counted} />
    </li>
  );
});

function RowWords({ line, counted }: { line: Line; counted: boolean }) {
  if (typeof line === "string") {
    return (
      <>
        <span className="picker-key">+</span>
        <span className="picker-name">New code <b>{line}</b></span>
      </>
    );
  }
  const { code, bold } = line;
  return (
    <>
      <span className="picker-key num">{code.key}</span>
      <span className="swatch" data-family={slotOf(code.family)} aria-hidden="true" />
      <span className="picker-name">{boldened(code.name, bold)}</span>
      {code.n_codings === null || !counted ? null : <span className="t12 faint num">{code.n_codings}</span>}
    </>
  );
}

function boldened(name: string, bold: ReadonlySet<number>) {
  if (bold.size === 0) return name;
  const parts: { text: string; is: boolean }[] = [];
  [...name].forEach((letter, at) => {
    const last = parts[parts.length - 1];
    if (last && last.is === bold.has(at)) last.text += letter;
    else parts.push({ text: letter, is: bold.has(at) });
  });
  return parts.map((part, at) => (part.is ? <b key={at}>{part.text}</b> : part.text));
}
