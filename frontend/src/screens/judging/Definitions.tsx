import { CodeName } from "../../components";
import type { CodeView, DifferenceView, ReaderView } from "./types";
import { sidesOf } from "./words";

const PARTS = [
  ["definition", "Means"],
  ["include", "Include"],
  ["exclude", "Exclude"],
  ["near_miss", "Near miss"],
] as const;

/** The codes in question as they were frozen for the round, each under the reader who gave it, line by line. */
export function Definitions({ current, readers, codes }: { current: DifferenceView; readers: readonly ReaderView[]; codes: readonly CodeView[] }) {
  const byId = new Map(codes.map((one) => [one.id, one]));
  const ids = [...new Set(readers.flatMap((reader) => sidesOf(current, reader.id).map((side) => side.code_id)))];
  const shown = ids.map((id) => byId.get(id)).filter((one) => one !== undefined);
  const parts = PARTS.filter(([part]) => shown.some((one) => one[part]));
  if (shown.length === 0) return null;
  return (
    <section aria-label="What the codes mean" className="definitions">
      <div className="difference-columns">
        {shown.map((one) => (
          <div key={one.id} className="definition">
            <h2 className="t14"><CodeName id={one.key} name={one.name} family={one.family} /></h2>
            {parts.length === 0 ? <p className="t13 soft">It has no definition yet.</p> : null}
            <dl>
              {parts.map(([part, words]) => (
                <div key={part}>
                  <dt>{words}</dt>
                  <dd>{one[part] || <span className="faint">not said</span>}</dd>
                </div>
              ))}
            </dl>
          </div>
        ))}
      </div>
    </section>
  );
}
