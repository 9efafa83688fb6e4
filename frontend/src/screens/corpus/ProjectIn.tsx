import { useEffect, useRef, useState } from "react";

import { Button, Dialog, Link, Menu, OptionRow, RefusalNotice, Table } from "../../components";
import { useUpload } from "../../state";
import { BECAME, CASE_KINDS, keptAs, projectWords, type CaseKind, type Project } from "./projectFile";

const TOPICS = ["sources", "home", "viewer", "codes", "codings", "memos", "cases", "attributes", "researchers", "encounters", "recordings"] as const;
const MOST_LISTED = 100;

/** A project of another program dropped among the files: what is in it and what will not come, and then what came. */
export function ProjectIn({ file, onClose }: { file: File; onClose: () => void }) {
  const { seen, wrong, busy, kind, say, sayKind, bring } = useProject(file);
  const kept = seen?.kept === true;
  return (
    <Dialog
      title={kept ? "The project is in the study" : "This is a project of another program"}
      open
      wide
      onClose={onClose}
      actions={
        kept ? (
          <Button kind="primary" onPress={onClose}>Done</Button>
        ) : (
          <>
            <Button kind="primary" disabled={!seen?.anything || busy !== ""} onPress={bring}>{busy === "bringing" ? "Coming in …" : "Bring in the project"}</Button>
            <Button kind="quiet" onPress={onClose}>Leave it out</Button>
          </>
        )
      }
    >
      {wrong ? <RefusalNotice error={wrong} /> : null}
      <p className="soft" role="status">{busy === "bringing" ? "It is being brought in, all in one step." : seen ? projectWords(seen) : busy ? "It is being read." : ""}</p>
      {seen ? (
        <div className="project-told">
          <Coders project={seen} onSay={say} />
          <Cases project={seen} kind={kind} onSay={sayKind} />
          <Sources project={seen} />
          <Recordings project={seen} />
          <Left project={seen} />
          {seen.positions ? <p className="t13 soft survey-told">{seen.positions}</p> : null}
        </div>
      ) : null}
    </Dialog>
  );
}

function useProject(file: File) {
  const [seen, setSeen] = useState<Project | null>(null);
  const [wrong, setWrong] = useState<unknown>(null);
  const [busy, setBusy] = useState<"" | "reading" | "bringing">("reading");
  /** Which coders of the file are the viewer; before anything is said of it, those who were so before. */
  const [said, setSaid] = useState<readonly string[] | null>(null);
  const [kind, setKind] = useState<CaseKind>("person");
  const look = useRef(useUpload<Project>("/projects/look"));
  const send = useRef(useUpload<Project>("/projects/bring", { topics: TOPICS }));
  const asking = useRef(new AbortController());
  const ask = useRef(async (names: readonly string[] | null, cases: CaseKind, keep: boolean): Promise<void> => {
    asking.current.abort();
    const own = (asking.current = new AbortController());
    setBusy(keep ? "bringing" : "reading");
    setWrong(null);
    try {
      const answer = await (keep ? send : look).current({ file, fields: { mine: (names ?? []).join("\n"), as_before: names === null, case_kind: cases }, signal: own.signal });
      if (!own.signal.aborted) setSeen(answer);
    } catch (error) {
      if (!own.signal.aborted) setWrong(error);
    }
    if (!own.signal.aborted) setBusy("");
  });
  useEffect(() => {
    const at = asking;
    void ask.current(null, "person", false);
    return () => at.current.abort();
  }, []);
  const mine = (seen?.coders ?? []).filter((one) => one.mine && one.name).map((one) => one.name);
  const say = (name: string, isMine: boolean): void => {
    const others = mine.filter((one) => one !== name);
    const now = isMine ? [...others, name] : others;
    setSaid(now);
    void ask.current(now, kind, false);
  };
  return { seen, wrong, busy, kind, say, sayKind: setKind, bring: () => void ask.current(said, kind, true) };
}

/** Who coded and wrote in the file, and whose their work is kept as. */
function Coders({ project, onSay }: { project: Project; onSay: (name: string, isMine: boolean) => void }) {
  if (project.coders.length === 0) return null;
  const codings = { id: "codings", head: "Codings", number: true, cell: (one: Project["coders"][number]) => one.n_codings || "" };
  return (
    <div className="survey-told">
      <Table
        caption="By whom"
        showCaption
        dense
        rows={project.coders}
        rowId={(one) => one.name}
        columns={[
          { id: "name", head: "In the file", names: true, cell: (one) => one.name || <span className="faint">nobody named</span> },
          ...(project.counted ? [codings] : []),
          { id: "memos", head: "Memos", number: true, cell: (one) => one.n_memos || "" },
          {
            id: "kept",
            head: "Kept as",
            cell: (one) =>
              project.kept || !one.name ? (
                keptAs(one)
              ) : (
                <Menu
                  label={`${one.name}, kept as: ${keptAs(one)}`}
                  className="survey-is"
                  actions={[
                    { id: "colleague", label: "a colleague without an account", about: "Their codings stay theirs", run: () => onSay(one.name, false) },
                    { id: "mine", label: "mine", about: "This name in the file is you", run: () => onSay(one.name, true) },
                  ]}
                >
                  <span className={one.mine ? "strong" : ""}>{keptAs(one)}</span>
                </Menu>
              ),
          },
        ]}
      />
    </div>
  );
}

function Cases({ project, kind, onSay }: { project: Project; kind: CaseKind; onSay: (kind: CaseKind) => void }) {
  if (project.cases.length === 0) return null;
  return (
    <div className="survey-told">
      {project.kept ? null : <OptionRow label="What the cases of the file are" showLabel layout="segments" value={kind} onChange={onSay} options={CASE_KINDS} />}
      <p className="t13 soft">
        Cases: {project.cases.slice(0, MOST_LISTED).join(", ")}
        {project.cases.length > MOST_LISTED ? ` and ${project.cases.length - MOST_LISTED} more` : ""}. If these are names of people, write codes in their place before you share anything.
      </p>
    </div>
  );
}

function Sources({ project }: { project: Project }) {
  if (project.sources.length === 0) return null;
  type Row = Project["sources"][number];
  const codings = { id: "codings", head: "Codings", number: true, cell: (one: Row) => one.n_codings || "" };
  return (
    <div className="survey-told">
      <Table
        caption="Sources"
        showCaption
        dense
        rows={project.sources.slice(0, MOST_LISTED)}
        rowId={(one) => one.source_id}
        columns={[
          { id: "name", head: "Source", names: true, cell: (one) => (project.kept ? <Link to={`/code/${one.source_id}`} plain>{one.name}</Link> : one.name) },
          { id: "size", head: "Characters", number: true, wideOnly: true, cell: (one) => (one.kind === "picture" || one.kind === "recording" ? one.kind : one.n_characters.toLocaleString("en")) },
          ...(project.counted ? [codings] : []),
          { id: "became", head: "Is", cell: (one) => <span className={one.became === "new" ? "" : "soft"}>{BECAME[one.became]}</span> },
        ]}
      />
      {project.sources.length > MOST_LISTED ? <p className="soft">And {project.sources.length - MOST_LISTED} more.</p> : null}
    </div>
  );
}

/** The recordings, each with the text it is the sound of. */
function Recordings({ project }: { project: Project }) {
  if (project.recordings.length === 0) return null;
  return (
    <div className="survey-told">
      <Table
        caption="Recordings"
        showCaption
        dense
        rows={project.recordings.slice(0, MOST_LISTED)}
        rowId={(one) => `${one.source_id} ${one.name}`}
        columns={[
          { id: "name", head: "Recording", names: true, cell: (one) => one.name },
          { id: "of", head: "The sound of", cell: (one) => one.source },
          { id: "size", head: "Megabytes", number: true, wideOnly: true, cell: (one) => (one.n_bytes / 1_000_000).toFixed(1) },
          { id: "is", head: "Is", cell: (one) => <span className={one.here ? "soft" : ""}>{one.here ? BECAME.here : BECAME.new}</span> },
        ]}
      />
      {project.recordings.length > MOST_LISTED ? <p className="soft">And {project.recordings.length - MOST_LISTED} more.</p> : null}
      {project.n_recordings > 0 ? <p className="t13 soft">The file does not say who agreed to be recorded. Record it under Cases and consents.</p> : null}
    </div>
  );
}

/** What does not come in, by number and name, and why. */
function Left({ project }: { project: Project }) {
  if (project.left.length === 0) return null;
  return (
    <div className="survey-told">
      <Table
        caption={project.kept ? "What did not come in" : "What will not come in"}
        showCaption
        dense
        rows={project.left}
        rowId={(one) => `${one.what} ${one.why}`}
        columns={[
          { id: "what", head: "What", names: true, cell: (one) => one.what },
          { id: "names", head: "Which", cell: (one) => <span className="survey-first">{one.names.join(", ")}</span> },
          { id: "why", head: "Why", cell: (one) => one.why },
        ]}
      />
    </div>
  );
}
