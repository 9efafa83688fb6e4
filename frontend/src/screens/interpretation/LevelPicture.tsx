import { Fragment, useId, useRef, useState, type KeyboardEvent } from "react";

import { Drawn } from "./Drawn";
import type { FigureMark, FigureView, Shape } from "./types";

interface PictureProps {
  readonly figure: FigureView;
  readonly onOpen: (mark: FigureMark) => void;
}

// The shape of each thing that takes the focus and is clicked first: a theme's name, a relation's number, a mark, a passage.
const HEADS: ReadonlySet<string> = new Set(["theme", "pill", "code", "factor", "passage"]);

/** The drawing. One stop for the tab key; arrow keys go from mark to mark, Enter opens what it rests on. */
export function LevelPicture({ figure, onOpen }: PictureProps) {
  const name = useId();
  const root = useRef<SVGSVGElement>(null);
  const marks = figure.marks ?? [];
  const [current, setCurrent] = useState("");
  const stop = marks.some((one) => one.ref === current) ? current : marks[0]?.ref;

  const go = (event: KeyboardEvent): void => {
    const at = marks.findIndex((one) => one.ref === stop);
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: marks.length - 1 }[event.key];
    const mark = marks[to ?? -1];
    if (!mark) return;
    event.preventDefault();
    setCurrent(mark.ref);
    root.current?.querySelector<SVGGElement>(`[data-mark="${CSS.escape(mark.ref)}"]`)?.focus();
  };

  return (
    <svg
      ref={root}
      viewBox={`0 0 ${figure.width} ${figure.height}`}
      style={{ width: figure.width }}
      role="group"
      aria-labelledby={`${name}-t`}
      aria-describedby={`${name}-d`}
      onKeyDown={go}
    >
      <title id={`${name}-t`}>{`Themes and relations at the levels of ${figure.lens}`}</title>
      <desc id={`${name}-d`}>{figure.text_alternative}</desc>
      {figure.shapes.map((shape, at) => {
        if (isMore(shape, figure.shapes[at - 1])) return null;
        const mark = marks.find((one) => one.ref === shape.ref);
        // Between two lines stands a space: read one after the other they are the name of the mark.
        const drawn = linesFrom(figure.shapes, at).map((line, further) => (
          <Fragment key={at + further}>{further ? " " : null}<Drawn shape={line} id={`${name}-${at + further}`} /></Fragment>
        ));
        if (!mark || shape.style.startsWith("halo")) return drawn;
        const open = (): void => onOpen(mark);
        if (!HEADS.has(shape.style)) return <g key={at} className="lv-part" onClick={open} aria-hidden="true">{drawn}</g>;
        return (
          <g
            key={at}
            className="lv-open"
            role="button"
            tabIndex={mark.ref === stop ? 0 : -1}
            aria-label={mark.name}
            data-mark={mark.ref}
            onClick={open}
            onFocus={() => setCurrent(mark.ref)}
            onKeyDown={(event) => {
              if (event.key !== "Enter" && event.key !== " ") return;
              event.preventDefault();
              open();
            }}
          >
            {drawn}
          </g>
        );
      })}
    </svg>
  );
}

/** A further line of a theme's name: one thing to open with the line above it. */
function isMore(shape: Shape, before: Shape | undefined): boolean {
  return shape.style === "theme" && shape.kind === "text" && Boolean(shape.ref) && before?.ref === shape.ref && before?.style === "theme";
}

function linesFrom(shapes: readonly Shape[], at: number): Shape[] {
  let end = at + 1;
  for (let next = shapes[end]; next && isMore(next, shapes[end - 1]); next = shapes[end]) end += 1;
  return shapes.slice(at, end);
}
