import type { ReactNode } from "react";

import type { Shape } from "./types";
import "./Drawn.css";

const FAMILY: Readonly<Record<string, string>> = { "22": "1", "345": "2", "255": "3", "165": "4", "300": "5", "112": "6" };

/** One shape of a drawing in the page's own colours. */
export function Drawn({ shape, id }: { shape: Shape; id: string }): ReactNode {
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
