import { useId } from "react";

import { Drawn } from "./Drawn";
import type { Shape } from "./types";

interface Still {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
  readonly text_alternative: string;
}

/** A drawing to be looked at, reduced to the room there is, with the same in words for those who do not see it. */
export function StillDrawing({ figure, title }: { figure: Still; title: string }) {
  const name = useId();
  return (
    <svg className="drawn-still" viewBox={`0 0 ${figure.width} ${figure.height}`} style={{ maxWidth: figure.width }} role="img" aria-labelledby={`${name}-t`} aria-describedby={`${name}-d`}>
      <title id={`${name}-t`}>{title}</title>
      <desc id={`${name}-d`}>{figure.text_alternative}</desc>
      {figure.shapes.map((shape, at) => <Drawn key={at} shape={shape} id={`${name}-${at}`} />)}
    </svg>
  );
}
