import { useState } from "react";

import { Button, EmptyState, Heading, Link, Notice, Reading, Screen } from "../../components";
import { announce, navigate, useKeys, useMay, useRead, useWrite } from "../../state";
import type { ReportView, StretchView, EarlierView } from "./types";

const WHEN = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });

/** Who wrote a report when, what changed since an earlier text, and a way to put that text back. */
export function History({ report }: { report: ReportView }) {
  const back = `/report/${report.id}`;
  const stretches = useRead("/report/history", { id: report.id }, { topics: ["report", "reports"] });
  const [number, setNumber] = useState<number | null>(null);
  useKeys("History", [{ keys: "Esc", label: "Back to the report", run: () => navigate(back) }]);
  return (
    <Screen title={`History of ${report.title}`} className="report-history">
      <Heading title="History" above={report.title} about="Every text this report had is kept. One stretch of writing is what one person wrote without a pause of ten minutes.">
        <Link to={back}>Back to the report</Link>
      </Heading>
      <Reading of={stretches}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState title="Nothing is written yet">What is written here from now on can be put back.</EmptyState>
          ) : (
            <ol className="stretches" aria-label="Stretches of writing, newest first">
              {all.map((one, at) => (
                <Stretch key={one.number} one={one} newest={at === 0} open={number === one.number} onOpen={() => setNumber(number === one.number ? null : one.number)}>
                  {number === one.number ? <Version report={report} number={one.number} /> : null}
                </Stretch>
              ))}
            </ol>
          )
        }
      </Reading>
    </Screen>
  );
}

function Stretch({ one, newest, open, onOpen, children }: { one: StretchView; newest: boolean; open: boolean; onOpen: () => void; children: React.ReactNode }) {
  const words = [one.n_added ? `${one.n_added} words added` : "", one.n_taken ? `${one.n_taken} taken out` : ""].filter(Boolean).join(", ") || "no words changed";
  return (
    <li className="stretch">
      <p className="t14">
        <span className="medium">{one.by || "Somebody"}</span> <time dateTime={one.ended_at}>{WHEN.format(new Date(one.ended_at))}</time>
        <span className="soft t13"> · {words} · {one.n_words.toLocaleString("en-GB")} words of its own in all</span>
      </p>
      {one.described.map((words) => <p key={words} className="t13">{words}</p>)}
      {newest ? <p className="t13 soft">As it is now.</p> : <Button kind="quiet" pressed={open} onPress={onOpen}>{open ? "Close" : "Look at this text"}</Button>}
      {children}
    </li>
  );
}

function Version({ report, number }: { report: ReportView; number: number }) {
  const version = useRead("/report/version", { id: report.id, number }, { topics: ["report", "reports"] });
  return <Reading of={version}>{(found) => <Compared report={report} found={found} />}</Reading>;
}

const SAID: Readonly<Record<string, string>> = { taken: "Stood here then", added: "Stands here now" };

function Compared({ report, found }: { report: ReportView; found: EarlierView }) {
  const may = useMay("write");
  const restore = useWrite("/reports/restore", {
    topics: ["report", "reports"],
    onDone: () => {
      announce("The earlier text is back. What stood there until now is in the history.");
      navigate(`/report/${report.id}`);
    },
  });
  const changed = found.parts.filter((one) => one.kind !== "same");
  return (
    <section aria-label="What changed since" className="compared">
      {changed.length === 0 ? <Notice kind="plain" fact="This text is the same as the one now." /> : null}
      {changed.map((one, at) => (
        <div key={at} className={`part part-${one.kind}`}>
          <p className="t12 medium">{SAID[one.kind]}</p>
          <p className="said part-text">{one.text}</p>
        </div>
      ))}
      {may && changed.length ? <Button onPress={() => restore.mutate({ id: report.id, number: found.number })}>Put this text back</Button> : null}
    </section>
  );
}
