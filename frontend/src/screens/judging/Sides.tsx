import { CodeName, CoderInitial } from "../../components";
import { Excerpt } from "./Excerpt";
import type { DifferenceView, ReaderView, ReadingView } from "./types";
import { sidesOf } from "./words";

/** Both readings side by side: same words, same height. */
export function Sides({ reading, current, readers }: { reading: ReadingView; current: DifferenceView; readers: readonly ReaderView[] }) {
  return (
    <div className="difference-columns sides">
      {readers.map((reader, at) => {
        const sides = sidesOf(current, reader.id);
        const notes = [...new Set(sides.map((side) => side.note).filter(Boolean))];
        return (
          <section key={reader.id} className="side" aria-label={`The reading of ${reader.name}`}>
            <h2 className="side-head">
              <CoderInitial initials={reader.initials} place={at + 1} name={reader.name} />
              <span className="soft">{sides.length > 0 ? "reads" : "marked nothing here"}</span>
              {[...new Map(sides.map((side) => [side.code_id, side])).values()].map((side) => (
                <CodeName key={side.code_id} id={side.code_key} name={side.code} family={side.family} />
              ))}
            </h2>
            <Excerpt reading={reading} place={current} marks={sides} slot={at + 1} family={sides[0]?.family ?? current.sides[0]?.family ?? 1} />
            <p className="side-why">{notes.length > 0 ? <><span className="label">Why</span> {notes.join(" · ")}</> : null}</p>
          </section>
        );
      })}
    </div>
  );
}
