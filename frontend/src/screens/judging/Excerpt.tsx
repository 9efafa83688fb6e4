import { Fragment } from "react";

import { classes, slotOf } from "../../components";
import { excerpt, type Span } from "./excerpt";
import type { ReadingView } from "./types";

export interface ExcerptProps {
  readonly reading: ReadingView;
  readonly place: Span;
  readonly marks: readonly Span[];
  /** 1 is solid with a tint, 2 dashed, 3 dotted, 4 double: the line of the reader. */
  readonly slot: number;
  readonly family: number;
}

/** One reading of a difference in its words, with the turn before and after. */
export function Excerpt({ reading, place, marks, slot, family }: ExcerptProps) {
  return (
    <div className="excerpt" data-family={slotOf(family)}>
      {excerpt(reading, place, marks).map((turn) => (
        <p key={turn.number} className={classes("said", turn.question && "excerpt-question")}>
          {turn.cutBefore ? "… " : null}
          {turn.pieces.map((piece, at) => (piece.marked ? <mark key={at} className={`read read-${Math.min(slot, 4)}`}>{piece.words}</mark> : <Fragment key={at}>{piece.words}</Fragment>))}
          {turn.cutAfter ? " …" : null}
        </p>
      ))}
    </div>
  );
}
