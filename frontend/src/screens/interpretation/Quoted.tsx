import { Link } from "../../components";
import type { EvidenceView } from "./types";

/** Words said for something or otherwise, with whose they are and the way to them. */
export function Quoted({ of }: { of: readonly EvidenceView[] }) {
  return (
    <ul className="theme-held">
      {of.map((one) => (
        <li key={one.id} className={one.stance === "contradicts" ? "evidence-against" : ""}>
          <p className="t12 soft">
            <b>{one.label || one.case_code}</b>
            {one.stance === "contradicts" ? " tells it otherwise" : one.stance === "qualifies" ? " qualifies it" : ""}
            {one.source_id ? <> · <Link to={`/code/${one.source_id}?at=${one.start}-${one.end}`}>{one.turn === null ? "in the text" : `turn ${one.turn}`}</Link></> : null}
          </p>
          <blockquote className="said">{one.words || one.note || <span className="soft">These words cannot be shown.</span>}</blockquote>
        </li>
      ))}
    </ul>
  );
}
