import { useState } from "react";

import { addressOf } from "../../state";
import { Button, Checkbox, Link, Section } from "../../components";
import { InWalk } from "./ReleaseDialog";
import { FORMATS, type ReportView } from "./types";

/** The draft as a file, with its walk back or without; what that would tell of somebody is read when asked for. */
export function Drafts({ report }: { report: ReportView }) {
  const [trace, setTrace] = useState(true);
  const [told, setTold] = useState(false);
  const file = (format: string) => addressOf("/report/draft", { id: report.id, format, trace });
  const noted = (format: "docx" | "html") => addressOf("/report/draft-with-comments", { id: report.id, format, trace });
  return (
    <Section title="Draft as a file">
      <p className="t12 soft">Always possible; what is missing is marked in it.</p>
      <ul className="draft-files">
        {FORMATS.map((one) => (
          <li key={one.id}><Link download to={file(one.id)}>{one.label}</Link></li>
        ))}
      </ul>
      <p className="t12 soft">With the open comments: <Link download to={noted("docx")}>Word, in its margin</Link> or <Link download to={noted("html")}>web page, at its end</Link>. No release holds them.</p>
      <div className="draft-ways">
        <Checkbox checked={trace} onChange={setTrace} about={trace ? "At the end of the file, in Word as comments: evidence, coding, words and consent, as far as consent and labels allow." : "The text alone. Counts beside sentences stay; Markdown never has more."}>With the walk back</Checkbox>
        {trace ? <Button kind="quiet" pressed={told} onPress={() => setTold(!told)}>{told ? "Close what it tells of somebody" : "What it tells of somebody"}</Button> : null}
        {trace && told ? <InWalk report={report} format="html" /> : null}
      </div>
    </Section>
  );
}
