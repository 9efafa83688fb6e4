import { Reading } from "../../components";
import { useRead } from "../../state";
import { Definitions } from "./Definitions";
import { Discussion } from "./Discussion";
import { Precedents } from "./Precedents";
import type { SettleProps } from "./Settle";
import { Sides } from "./Sides";
import type { DifferenceView, ReaderView } from "./types";
import { clock, heading, outcomeWords, pairOf } from "./words";

export interface OneDifferenceProps extends SettleProps {
  readonly current: DifferenceView;
}

/** One place: both readings in context at the same height, the definitions aligned, discussion and earlier decisions. */
export function OneDifference({ round, current, differences, rulings, codes }: OneDifferenceProps) {
  const reading = useRead("/sources/reading", { source_id: current.source_id, version_id: current.version_id });
  const readers = readersOf(current, round.readers);
  return (
    <article className="difference" aria-label="One difference">
      <p className="label num">{[current.label, current.source, current.t0_ms === null ? "" : `from ${clock(current.t0_ms)}`, current.turn === null ? "" : `turn ${current.turn}`].filter(Boolean).join(" · ")}</p>
      <h1 className="title">{heading(current)}</h1>
      {current.settled ? (
        <p className="difference-settled">
          <b>Settled: {outcomeWords(current.settled, current, round.readers)}.</b> {current.reason}
        </p>
      ) : null}
      <Reading of={reading}>{(text) => <Sides reading={text} current={current} readers={readers} />}</Reading>
      <Definitions current={current} readers={readers} codes={codes} />
      <div className="difference-columns difference-rest">
        <Discussion round={round} current={current} />
        <Precedents round={round} current={current} differences={differences} rulings={rulings} />
      </div>
    </article>
  );
}

/** Everyone who read the place, in the order of the round. */
export function readersOf(current: DifferenceView, readers: readonly ReaderView[]): readonly ReaderView[] {
  const there = pairOf(current, readers);
  if (there.length > 0) return there;
  // Open coding has no readers of its own: whoever marked is a reader.
  const found = new Map(current.sides.map((side) => [side.reader_id, side]));
  return [...found.values()].map((side) => ({ id: side.reader_id, name: side.reader, initials: side.initials, key: "", n_sources: 0, handed_in: null, n_taken_back: null, mine: false, away: false }));
}
