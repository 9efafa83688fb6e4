import { piecesOf } from "./markdown";
import type { Stretch } from "./types";

export interface Moved {
  readonly text: string;
  /** Where the caret is then, and where the piece that moved. */
  readonly caret: number;
  readonly piece: Stretch;
}

/** The piece at a place, changed with the one above or below; null where there is none. What stands between stays between. */
export function moved(text: string, at: number, by: 1 | -1): Moved | null {
  const pieces = piecesOf(text);
  const here = pieces.findIndex((one) => one.start <= at && at <= one.end);
  const one = pieces[here];
  const other = here < 0 ? undefined : pieces[here + by];
  if (!one || !other) return null;
  const [first, second] = by < 0 ? [other, one] : [one, other];
  const between = text.slice(first.end, second.start);
  const start = by < 0 ? first.start : first.start + second.text.length + between.length;
  return {
    text: `${text.slice(0, first.start)}${second.text}${between}${first.text}${text.slice(second.end)}`,
    caret: start + at - one.start,
    piece: { start, end: start + one.text.length },
  };
}
