import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";

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
        const mark = marks.find((one) => one.ref === shape.ref);
        const drawn = <Drawn key={at} shape={shape} id={`${name}-${at}`} />;
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

const FAMILY: Readonly<Record<string, string>> = { "22": "1", "345": "2", "255": "3", "165": "4", "300": "5", "112": "6" };

function Drawn({ shape, id }: { shape: Shape; id: string }): ReactNode {
  const look = {
    className: `lv lv-${shape.style}`,
    ...(shape.stroke ? { strokeWidth: shape.stroke } : {}),
    ...(shape.hue ? { "data-family": FAMILY[shape.hue] } : {}),
  };
  switch (shape.kind) {
    case "path":
      return <path d={shape.path} {...look} />;
    case "rect":
      return <rect x={shape.x} y={shape.y} width={shape.width} height={shape.height} {...look} />;
    case "circle":
      return <circle cx={shape.x} cy={shape.y} r={shape.size} {...look} />;
    case "curve-text":
      return (
        <text fontSize={shape.size} textAnchor="middle" {...look}>
          <path id={id} d={shape.path} fill="none" stroke="none" />
          <textPath href={`#${id}`} startOffset="50%">{shape.text}</textPath>
        </text>
      );
    default:
      return (
        <text x={shape.x} y={shape.y} fontSize={shape.size} textAnchor={shape.anchor ?? "start"} {...look}>
          {shape.text}
        </text>
      );
  }
}
