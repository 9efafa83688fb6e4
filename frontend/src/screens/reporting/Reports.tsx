import { useState } from "react";

import { Button, Dialog, EmptyState, Field, Heading, Link, Reading, Screen } from "../../components";
import { navigate, newId, useCommands, useKeys, useMay, useRead, useWrite } from "../../state";
import { About } from "./About";
import { Capsules } from "./Capsules";
import { CheckWord } from "./CheckWord";
import { Elsewhere } from "./Elsewhere";
import { wordsIn } from "./markdown";
import type { ReportView } from "./types";

const WHEN = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });

/** The reports of the study, one an audience. */
export function Reports() {
  const reports = useRead("/reports");
  const [beginning, setBeginning] = useState(false);
  const may = useMay("write");
  const begin = (): void => setBeginning(true);
  useKeys("Reports", may ? [{ keys: "N", label: "Begin a report", run: begin }] : []);
  useCommands(may ? [{ id: "report-begin", label: "Begin a report", run: begin }] : []);
  const button = may ? <Button kind="primary" keys="N" onPress={begin}>Begin a report</Button> : null;
  return (
    <Screen title="Report" className="reports">
      <Heading title="Report" about="A report for each audience. Its sentences stay tied to the words they rest on.">
        <Link to="/report/checklists">Checklists and methods</Link>
        {reports.data?.length ? button : null}
      </Heading>
      <Reading of={reports}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState title="No report yet" action={button}>Begin with a title. Write in plain words, select a sentence and make it a claim: its count then stands beside it.</EmptyState>
          ) : (
            <>
              <ul className="reports-list">{all.map((one) => <OneOfList key={one.id} report={one} />)}</ul>
              <CheckWord />
            </>
          )
        }
      </Reading>
      <Capsules />
      <Elsewhere />
      {beginning ? <Begin onClose={() => setBeginning(false)} /> : null}
    </Screen>
  );
}

function OneOfList({ report }: { report: ReportView }) {
  const may = useMay("write");
  const [about, setAbout] = useState(false);
  return (
    <li className="reports-one">
      <Link to={`/report/${report.id}`} plain className="serif t22 strong">{report.title}</Link>
      <p className="t13 soft">
        {report.audience ? `For ${report.audience} · ` : ""}
        {wordsIn(report.body).toLocaleString("en-GB")} words of its own · last change <time dateTime={report.edited_at}>{WHEN.format(new Date(report.edited_at))}</time>
        {" · "}
        <Link to={`/report/${report.id}/releases`}>Releases</Link>
        {may ? <>{" · "}<button type="button" className="link-like" aria-label={`Change title and audience: ${report.title}`} onClick={() => setAbout(true)}>Change title</button></> : null}
      </p>
      {about ? <About report={report} onClose={() => setAbout(false)} /> : null}
    </li>
  );
}

function Begin({ onClose }: { onClose: () => void }) {
  const [title, setTitle] = useState("");
  const [audience, setAudience] = useState("");
  const add = useWrite("/reports/add", { onDone: (made) => navigate(`/report/${made.id}`) });
  const begin = (): void => {
    if (title.trim() && !add.isPending) add.mutate({ id: newId(), title: title.trim(), audience: audience.trim(), body: "" });
  };
  return (
    <Dialog
      title="Begin a report"
      open
      onClose={onClose}
      actions={
        <>
          <Button kind="primary" onPress={begin} disabled={!title.trim()}>Begin</Button>
          <Button kind="quiet" onPress={onClose}>Cancel</Button>
        </>
      }
    >
      <div className="stack">
        <Field label="Title" value={title} onChange={setTitle} autoFocus maxLength={300} onEnter={begin} />
        <Field label="Who it is for" value={audience} onChange={setAudience} maxLength={300} onEnter={begin} about="For example the board, the teams themselves, a journal." />
      </div>
    </Dialog>
  );
}
