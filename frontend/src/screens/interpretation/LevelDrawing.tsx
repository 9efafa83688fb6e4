import { useId, type ReactNode } from "react";

import { EmptyState, Reading, Table } from "../../components";
import { useRead } from "../../state";
import type { FigureView, Shape } from "./types";

/** The nested figure as the study's data draw it, the same in words, and the same as a table. */
export function LevelDrawing() {
  const figure = useRead("/figures/levels", { width: 900 }, { topics: ["relations", "evidence", "placements", "themes", "lenses"], keepPrevious: true });
  return (
    <Reading of={figure}>
      {(shown) =>
        shown.shapes.length === 0 ? (
          <EmptyState title="Nothing stands at a level yet">Place a theme below and it appears here.</EmptyState>
        ) : (
          <figure className="level-figure">
            <Picture figure={shown} />
            {shown.note ? <figcaption className="t13">{shown.note}</figcaption> : null}
            <Table
              caption="The figure as a table"
              dense
              rows={shown.rows}
              rowId={(row) => row.join(" ")}
              columns={shown.columns.map((head, at) => ({ id: String(at), head, names: at === 0, cell: (row: readonly string[]) => row[at] ?? "" }))}
            />
          </figure>
        )
      }
    </Reading>
  );
}

function Picture({ figure }: { figure: FigureView }) {
  const name = useId();
  return (
    <svg viewBox={`0 0 ${figure.width} ${figure.height}`} role="img" aria-labelledby={`${name}-t`} aria-describedby={`${name}-d`}>
      <title id={`${name}-t`}>{`Themes and relations at the levels of ${figure.lens}`}</title>
      <desc id={`${name}-d`}>{figure.text_alternative}</desc>
      {figure.shapes.map((shape, at) => (
        <Mark key={at} shape={shape} id={`${name}-${at}`} />
      ))}
    </svg>
  );
}

const FAMILY: Readonly<Record<string, string>> = { "22": "1", "345": "2", "255": "3", "165": "4", "300": "5", "112": "6" };

function Mark({ shape, id }: { shape: Shape; id: string }): ReactNode {
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
