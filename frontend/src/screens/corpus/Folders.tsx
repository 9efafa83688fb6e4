import { useState } from "react";

import { Button, Link, Notice, ProgressLine, sizeWords } from "../../components";
import { handing, useRead, useStore, useWrite } from "../../state";
import { counted, type FolderView } from "./types";
import "./Folders.css";

const TOPICS = ["folders", "sources", "home"] as const;

/** The folders that are read in the background: how far, what was not taken and why, and ways to stop and go on. */
export function Folders() {
  const folders = useRead("/folders");
  if (!folders.data?.length) return null;
  return <>{folders.data.map((one) => <One key={one.id} folder={one} />)}</>;
}

function One({ folder }: { folder: FolderView }) {
  const { id, state, n_files, n_arrived, n_waiting, n_taken, n_there, n_refused, n_left_out, handed_over, message, by, mine } = folder;
  const here = useStore(handing).find((one) => one.id === id);
  const [asked, setAsked] = useState<boolean | null>(null);
  const listed = asked ?? (state === "done" && n_refused > 0);
  const stop = useWrite("/folders/stop", { topics: TOPICS });
  const resume = useWrite("/folders/resume", { topics: TOPICS });
  const away = useWrite("/folders/put-away", { topics: TOPICS });
  const finish = useWrite("/folders/handed-over", { topics: TOPICS });
  const settled = n_arrived - n_waiting;
  const broken = !handed_over && (!here || here.stopped !== "");
  const told = [`${n_taken} in the study`, n_there ? `${n_there} here already` : "", n_refused ? `${n_refused} not taken` : "", n_waiting ? `${n_waiting} waiting` : "", n_left_out ? `${counted(n_left_out, "file")} left out: no transcripts or recordings` : ""].filter(Boolean).join(" · ");
  return (
    <section className="folder" aria-label={`A folder of ${counted(n_files, "file")}`}>
      {state === "running" && !(broken && n_waiting === 0) ? (
        <ProgressLine label={`Reading a folder of ${counted(n_files, "file")}${mine ? "" : ` for ${by}`}`} done={settled / n_files} words={`${settled} of ${n_files}`} onCancel={() => stop.mutate({ id })} />
      ) : (
        <p className="strong" role="status">{state === "done" ? `A folder of ${counted(n_files, "file")} is read.` : state === "stopped" ? `Stopped at ${settled} of ${n_files}.` : `${n_arrived} of ${n_files} arrived.`}</p>
      )}
      <p className="t13 soft">{told}</p>
      {here && !here.stopped ? <p className="t13">{`${here.sent} of ${here.total} handed over. Keep this page open until all are; then you can leave, and they are read on.`}</p> : null}
      {message ? <Notice fact={message} meaning="What is in the study stays. Nothing was lost." /> : null}
      {broken ? <Notice fact={here?.stopped || `${n_arrived} of ${n_files} files were handed over before the page was left.`} meaning="Drop the folder again for the rest: what is here is not taken twice." /> : null}
      <div className="folder-do">
        {state === "stopped" ? <Button kind="primary" onPress={() => resume.mutate({ id })}>Go on</Button> : null}
        {broken && state !== "stopped" ? <Button onPress={() => finish.mutate({ id })}>That is all</Button> : null}
        {n_refused > 0 ? <Button kind="quiet" onPress={() => setAsked(!listed)}>{listed ? "Hide what was not taken" : "Show what was not taken"}</Button> : null}
        {state === "running" && n_waiting > 0 ? null : state === "running" && !broken ? null : <Button kind="quiet" onPress={() => away.mutate({ id })}>Put this list away</Button>}
      </div>
      {listed && n_refused > 0 ? <NotTaken id={id} /> : null}
    </section>
  );
}

const PAGE = 200;

/** What was not taken, by reason first: two thousand files are often refused for three reasons. */
function NotTaken({ id }: { id: string }) {
  const [start, setStart] = useState(0);
  const files = useRead("/folders/files", { id, state: "not taken", start }, { keepPrevious: true });
  if (!files.data) return null;
  const { n, reasons, found } = files.data;
  return (
    <>
      {reasons.length < n ? (
        <ul className="folder-reasons" aria-label="Why files were not taken">
          {reasons.map((one) => <li key={one.words}><span className="medium num">{counted(one.n, "file")}</span> {one.words}</li>)}
        </ul>
      ) : null}
      <ul className="files-list" aria-label="Files that were not taken" tabIndex={0}>
        {found.map((one) => (
          <li key={one.id} className="file file-refused">
            <span className="file-name">{one.path}</span>
            <span className="faint num">{sizeWords(one.n_bytes)}</span>
            <span className="file-state">{one.state}</span>
            <p className="file-words">{one.words}{one.source_id ? <> <Link to={`/sources/${one.source_id}`}>Open it</Link></> : null}</p>
          </li>
        ))}
      </ul>
      {n > PAGE ? (
        <p className="folder-do t13">
          <span className="soft num">{start + 1} to {Math.min(n, start + PAGE)} of {n}</span>
          {start > 0 ? <Button kind="quiet" onPress={() => setStart(start - PAGE)}>The 200 before</Button> : null}
          {start + PAGE < n ? <Button kind="quiet" onPress={() => setStart(start + PAGE)}>The next 200</Button> : null}
        </p>
      ) : null}
    </>
  );
}
