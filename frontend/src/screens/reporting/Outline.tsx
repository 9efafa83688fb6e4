import { Link } from "../../components";
import { piecesOf, plainOf, wordsIn } from "./markdown";
import type { ReportView } from "./types";

const WHEN = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

/** The headings of the text, how long it is, and that it is kept. */
export function Outline({ report, text, kept, here, onGo }: { report: ReportView; text: string; kept: boolean; here: number; onGo: (line: number) => void }) {
  const headings = piecesOf(text).filter((one) => one.kind === "heading");
  const current = headings.filter((one) => one.line <= here).at(-1);
  return (
    <div className="outline">
      <p className="t12"><Link to="/report">All reports</Link></p>
      {headings.length ? (
        <nav aria-label="Parts of the report">
          <ul>
            {headings.map((one) => (
              <li key={one.start}>
                <button type="button" className={`outline-part outline-${Math.min(one.level, 3)}`} aria-current={one === current ? "location" : undefined} onClick={() => onGo(one.line)}>
                  {plainOf(one.text)}
                </button>
              </li>
            ))}
          </ul>
        </nav>
      ) : (
        <p className="t13 soft">A line that begins with ## is a heading; it will stand here.</p>
      )}
      <div className="outline-foot t12 soft">
        <p title="Without quotations, tables and figures">{wordsIn(text).toLocaleString("en-GB")} words of its own</p>
        <p role="status">{kept ? "Kept as you type" : "Not kept yet …"}</p>
        <p>Last change <time dateTime={report.edited_at}>{WHEN.format(new Date(report.edited_at))}</time></p>
        <p><Link to={`/report/${report.id}/history`}>History</Link> · <Link to={`/report/${report.id}/releases`}>Releases</Link></p>
      </div>
    </div>
  );
}
