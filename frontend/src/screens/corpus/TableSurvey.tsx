import { useEffect, useRef, useState } from "react";

import { Button, Checkbox, Dialog, Link, Menu, OptionRow, RefusalNotice, Table } from "../../components";
import { useUpload } from "../../state";
import { brings, comingWords, fieldsOf, named, sheetWords, taking, USES, usesOf, type KnownBy, type Survey, type Use, type Uses } from "./surveyTable";
import { counted, dayWords } from "./types";

const TOPICS = ["sources", "home", "viewer", "participants", "attributes", "cases"] as const;
const MOST_LISTED = 100;
const NOT_SAID: KnownBy = { order: false, columns: [] };

/** A table dropped among the files: what each column is, what would come of it, and then what came. */
export function TableSurvey({ file, onClose }: { file: File; onClose: () => void }) {
  const { look, uses, wrong, busy, known, know, choose, read, follow, bring } = useSurvey(file);
  const kept = look?.kept === true;
  const answers = uses ? named(uses, "answer").length : 0;
  const ready = look !== null && !busy && answers > 0 && look.refused.length === 0 && brings(look);
  return (
    <Dialog
      title={kept ? "The survey is in the study" : "This is a table"}
      open
      wide
      onClose={onClose}
      actions={
        kept ? (
          <Button kind="primary" onPress={onClose}>Done</Button>
        ) : (
          <>
            <Button kind="primary" disabled={!ready} onPress={bring}>{busy === "bringing" ? "Coming in …" : "Bring it in as a survey"}</Button>
            <Button kind="quiet" onPress={onClose}>Leave it out</Button>
          </>
        )
      }
    >
      {wrong ? <RefusalNotice error={wrong} /> : null}
      <p className="soft" role="status">{said(look, busy, answers)}</p>
      {look && !kept && look.sheets.length > 1 ? <Sheets survey={look} onRead={read} /> : null}
      {look && !kept && look.befores.length > 0 ? <Before survey={look} onFollow={follow} /> : null}
      {look?.before && !kept && !look.before.respondent ? <Known survey={look} known={known} onKnow={know} /> : null}
      {look && !kept ? <Columns survey={look} uses={uses ?? {}} onChoose={choose} file={file.name} /> : null}
      {look && (kept || look.before) ? <Came survey={look} /> : null}
      {look ? <Told survey={look} /> : null}
    </Dialog>
  );
}

type Busy = "" | "reading" | "bringing";

function said(look: Survey | null, busy: Busy, answers: number): string {
  if (busy === "bringing") return "It is being brought in.";
  if (!look) return busy ? "It is being read." : "";
  if (look.kept) return `${comingWords(look, counted)} Control Z takes it all back.`;
  if (answers === 0) return "No column is taken for open answers, so there is nothing to read and code yet.";
  if (look.refused.length > 0) return "As it stands nothing comes in: what is in the way is listed below.";
  return comingWords(look, counted);
}

function useSurvey(file: File) {
  const [look, setLook] = useState<Survey | null>(null);
  const [uses, setUses] = useState<Uses | null>(null);
  const [wrong, setWrong] = useState<unknown>(null);
  const [busy, setBusy] = useState<Busy>("reading");
  const send = useRef(useUpload<Survey>("/sources/import_survey", { topics: TOPICS }));
  const asking = useRef(new AbortController());
  useEffect(() => () => asking.current.abort(), []);

  const sheet = useRef("");
  const again = useRef("");
  const [known, setKnown] = useState<KnownBy | null>(null);
  const knownNow = useRef(NOT_SAID);
  const readable = useRef("");
  const ask = useRef(async (chosen: Uses | null, keep: boolean): Promise<void> => {
    asking.current.abort();
    const mine = (asking.current = new AbortController());
    setBusy(keep ? "bringing" : "reading");
    try {
      const answer = await send.current({ file, fields: fieldsOf(chosen, keep, { sheet: sheet.current, again: again.current, known: knownNow.current }), signal: mine.signal });
      if (mine.signal.aborted) return;
      readable.current = sheet.current = answer.sheet;
      setLook(answer);
      setWrong(null);
      if (!chosen) setUses(usesOf(answer.columns));
    } catch (error) {
      if (mine.signal.aborted) return;
      setWrong(error);
      sheet.current = readable.current; // the one whose columns are shown
    }
    setBusy("");
  });
  useEffect(() => void ask.current(null, false), []);

  const choose = (name: string, use: Use): void => {
    const now = taking(uses ?? {}, name, use);
    setUses(now);
    // With nothing taken the server would propose anew.
    if (named(now, "answer").length + named(now, "fact").length > 0) void ask.current(now, false);
  };
  const read = (name: string): void => {
    sheet.current = name;
    void ask.current(null, false);
  };
  const follow = (id: string): void => {
    again.current = id;
    knownNow.current = NOT_SAID;
    setKnown(null);
    void ask.current(null, false);
  };
  const know = (by: KnownBy): void => {
    knownNow.current = by;
    setKnown(by);
    void ask.current(uses, false);
  };
  return { look, uses, wrong, busy, known, know, choose, read, follow, bring: () => void ask.current(uses, true) };
}

/** The sheets of a workbook, and which of them is read. */
function Sheets({ survey, onRead }: { survey: Survey; onRead: (name: string) => void }) {
  const actions = survey.sheets.map((one) => ({ id: one.name, label: one.name, about: sheetWords(one, counted), disabled: one.n_rows === 0 && !one.more, run: () => onRead(one.name) }));
  return (
    <p className="survey-sheet">
      <span className="soft">Sheet</span>{" "}
      <Menu label={`Sheet ${survey.sheet} is read; choose another of ${survey.sheets.length}`} className="survey-is" actions={actions}>
        <span className="strong">{survey.sheet}</span>
      </Menu>{" "}
      <span className="faint">is read, one of {survey.sheets.length} in the workbook</span>
    </p>
  );
}

/** Whether it is a later table of a survey that is here, and of which. */
function Before({ survey, onFollow }: { survey: Survey; onFollow: (id: string) => void }) {
  const of = (one: Survey["befores"][number]): string => `a later table of ${one.name}`;
  const now = survey.before ? of(survey.before) : "a survey of its own";
  const actions = [
    { id: "new", label: "a survey of its own", about: "Each respondent becomes a source", run: () => onFollow("new") },
    ...survey.befores.map((one) => ({ id: one.id, label: of(one), about: `Brought in ${[dayWords(one.at), one.by && `by ${one.by}`].filter(Boolean).join(" ")}. What changed becomes a new version`, run: () => onFollow(one.id) })),
  ];
  return (
    <p className="survey-sheet">
      <span className="soft">It is</span>{" "}
      <Menu label={`It is ${now}; say otherwise`} className="survey-is" actions={actions}>
        <span className="strong">{now}</span>
      </Menu>
    </p>
  );
}

/** How respondents are known again, where no column said who answered when the survey came in. */
function Known({ survey, known, onKnow }: { survey: Survey; known: KnownBy | null; onKnow: (by: KnownBy) => void }) {
  const columns = known?.columns ?? [];
  const takes = (name: string, taken: boolean) => onKnow({ order: false, columns: taken ? [...columns, name] : columns.filter((one) => one !== name) });
  return (
    <div className="survey-known">
      <OptionRow
        label="No column said who answered. Respondents are known again by"
        showLabel
        layout="list"
        value={known ? (known.order ? "order" : "columns") : null}
        onChange={(by) => onKnow(by === "order" ? { order: true, columns: [] } : { order: false, columns: survey.apart.filter((one) => one.alone).slice(0, 1).map((one) => one.name) })}
        options={[
          { id: "order", label: "the order of the rows", about: "Who stood in a row then stands in it now; rows below are new people. Not if rows were sorted, put in between or taken out." },
          { id: "columns", label: "what stands in columns", about: "Whoever has the same in all the columns ticked is the same person; whoever has something else is new.", disabled: survey.apart.length === 0 },
        ]}
      />
      {known && !known.order ? (
        <div role="group" aria-label="Columns that tell respondents apart" className="survey-apart">
          {survey.apart.map(({ name, alone }) => (
            <Checkbox key={name} checked={columns.includes(name)} onChange={(taken) => takes(name, taken)}>
              {name}{alone ? <span className="faint"> tells all of them apart</span> : null}
            </Checkbox>
          ))}
        </div>
      ) : null}
    </div>
  );
}

function Columns({ survey, uses, onChoose, file }: { survey: Survey; uses: Uses; onChoose: (name: string, use: Use) => void; file: string }) {
  return (
    <div className="survey-columns">
      <Table
        caption={`The columns of ${file}. The file is kept whole with the study, with what is left out.`}
        showCaption
        dense
        rows={survey.columns}
        rowId={(one) => one.letters}
        columns={[
          { id: "letters", head: <span className="unseen">Letter</span>, cell: (one) => <span className="faint">{one.letters}</span>, wideOnly: true },
          { id: "name", head: "Column", names: true, cell: (one) => <Named column={one} isNew={survey.before !== null && one.name !== "" && one.before === ""} /> },
          { id: "first", head: "Begins with", wideOnly: true, cell: (one) => <span className="survey-first serif">{one.first.join(" · ") || <span className="faint">nothing in it</span>}</span> },
          { id: "filled", head: "Filled in", number: true, cell: (one) => one.n_filled },
          { id: "use", head: "Is", cell: (one) => <Is name={one.name} use={uses[one.name] ?? "nothing"} onChoose={onChoose} /> },
        ]}
      />
    </div>
  );
}

function Named({ column, isNew }: { column: Survey["columns"][number]; isNew: boolean }) {
  return (
    <>
      {column.name || <span className="faint">without a name</span>}
      {isNew ? <span className="survey-new"> new</span> : null}
      <span className="survey-narrow serif">{column.first[0] ?? ""}</span>
    </>
  );
}

function Is({ name, use, onChoose }: { name: string; use: Use; onChoose: (name: string, use: Use) => void }) {
  const now = USES.find((one) => one.id === use)?.label ?? "";
  if (!name) return <span className="faint">left out</span>;
  return (
    <Menu label={`${name} is: ${now}`} className="survey-is" actions={USES.map((one) => ({ ...one, run: () => onChoose(name, one.id) }))}>
      <span className={use === "nothing" ? "faint" : "strong"}>{now}</span>
    </Menu>
  );
}

/** What is in the way, and what is good to know; each by its row and column. */
function Told({ survey }: { survey: Survey }) {
  const row = survey.in_lines ? "Line" : "Row";
  const columns = [
    { id: "row", head: row, number: true, cell: (one: Survey["refused"][number]) => one.row || "" },
    { id: "column", head: "Column", cell: (one: Survey["refused"][number]) => one.column },
    { id: "why", head: "What", names: true, cell: (one: Survey["refused"][number]) => one.reason },
  ];
  const list = (caption: string, all: Survey["refused"]) =>
    all.length === 0 ? null : (
      <div className="survey-told">
        <Table caption={caption} showCaption dense rows={all.slice(0, MOST_LISTED)} rowId={(one) => `${one.row} ${one.column} ${one.reason}`} columns={columns} />
        {all.length > MOST_LISTED ? <p className="soft">And {all.length - MOST_LISTED} more like these.</p> : null}
      </div>
    );
  return (
    <>
      {list("In the way: put it right in the table, or leave its column out", survey.refused)}
      {list("Good to know", survey.warnings)}
    </>
  );
}

const BECAME = { new: "new", changed: "changed", same: "as it was", gone: "in the table no more; it stays" } as const;
const BECAME_ORDER = ["changed", "gone", "new", "same"] as const;

/** What came of each respondent; of a later table what would, the changed ones first. */
function Came({ survey }: { survey: Survey }) {
  const later = survey.before !== null;
  const told = later ? BECAME_ORDER.flatMap((became) => survey.sources.filter((one) => one.became === became)) : survey.sources;
  return (
    <div className="survey-told">
      <Table
        caption={survey.kept ? "What came" : "Each respondent beside what is here"}
        showCaption={later}
        dense
        rows={told.slice(0, MOST_LISTED)}
        rowId={(one) => one.source_id}
        columns={[
          { id: "row", head: survey.in_lines ? "Line" : "Row", number: true, cell: (one) => one.row || "" },
          { id: "name", head: "Source", names: true, cell: (one) => (survey.kept || one.became !== "new" ? <Link to={`/code/${one.source_id}`} plain>{one.name}</Link> : one.name) },
          { id: "who", head: "Who answered", wideOnly: true, cell: (one) => one.respondent },
          ...(later
            ? [{ id: "became", head: "Is", cell: (one: Survey["sources"][number]) => <Became one={one} /> }]
            : [{ id: "answers", head: "Open answers", number: true, cell: (one: Survey["sources"][number]) => one.n_answers }]),
        ]}
      />
      {told.length > MOST_LISTED ? <p className="soft">And {told.length - MOST_LISTED} more{survey.kept ? ", in the list of sources" : ""}.</p> : null}
    </div>
  );
}

function Became({ one }: { one: Survey["sources"][number] }) {
  return (
    <>
      <span className={one.became === "same" ? "faint" : "strong"}>{BECAME[one.became]}</span>
      {one.changed.length > 0 ? <span className="soft">: {one.changed.join(", ")}</span> : null}
    </>
  );
}
