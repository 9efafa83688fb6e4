import { useState } from "react";

import { Button, Dialog, EmptyState, Field, Link, OptionRow, Reading, RefusalNotice, Select, TextArea } from "../../components";
import { addressOf, newId, Refusal, useMay, useRead, useViewer, useWrite } from "../../state";
import { newRow, placeOf, writtenOf, type Row } from "./asking";
import { CodesTogether, CountBy } from "./Counting";
import { copyPassages, countWords, FoundList, type Asked } from "./Found";
import { QueryRows } from "./QueryRows";
import type { AskableView, QueryView } from "./types";

type Way = "find" | "count" | "together";
const FORMATS = [["docx", "Word"], ["xlsx", "Excel"], ["csv", "CSV"], ["md", "Markdown"]] as const;

/** Passages by what they carry, what stands near them and what is known of them; and tables of how many. */
export function Queries() {
  const { reflexive } = useViewer();
  const [way, setWay] = useState<Way>("find");
  const words = useRead("/query/words");
  const here = reflexive ? "find" : way;
  return (
    <Reading of={words}>
      {(known) => (
        <>
          {reflexive ? null : (
            <div className="interpret-bar">
              <OptionRow<Way>
                label="What to ask"
                layout="segments"
                value={way}
                onChange={setWay}
                options={[{ id: "find", label: "Find passages" }, { id: "count", label: "Count by" }, { id: "together", label: "Codes together" }]}
              />
            </div>
          )}
          {here === "find" ? <Find words={known} /> : null}
          {here === "count" ? <CountBy words={known} /> : null}
          {here === "together" ? <CodesTogether /> : null}
        </>
      )}
    </Reading>
  );
}

function Find({ words }: { words: AskableView }) {
  const [rows, setRows] = useState<readonly Row[]>([newRow(1)]);
  const [text, setText] = useState("");
  const [set, setSet] = useState("consensus");
  const [readers, setReaders] = useState<Asked["readers"]>("apart");
  const [asked, setAsked] = useState<Asked | null>(null);
  const byHand = text !== writtenOf(rows);
  const find = (said = text) => { if (said.trim()) setAsked({ text: said, where: "", set, readers }); };
  const changeRows = (now: readonly Row[]) => { setRows(now); setText(writtenOf(now)); };
  const take = (one: Asked) => { setText(one.text); setSet(one.set); setReaders(one.readers); setAsked(one); };
  return (
    <>
      <div className="asking">
        {byHand ? (
          <div className="asking-rows">
            <p className="t13 soft">The query was written by hand. The rows stand as they were.</p>
            <Button kind="quiet" onPress={() => setText(writtenOf(rows))}>Back to the rows</Button>
          </div>
        ) : (
          <QueryRows rows={rows} words={words} onChange={changeRows} />
        )}
        <div className="asking-side">
          <TextArea label="As it is written" value={text} onChange={setText} rows={3} maxLength={2000} about="Change it as you like; it is what anselm query takes." />
          <div className="asking-ways">
            <SetChoice value={set} onChange={setSet} />
            <Select<Asked["readers"]> label="Readings" inline value={readers} onChange={setReaders} options={[{ id: "apart", label: "each by itself" }, { id: "together", label: "together" }]} />
          </div>
          <div className="asking-ways">
            <Button kind="primary" onPress={() => find()} reason={text.trim() ? null : "Choose a code or a fact, or write a query."}>Find passages</Button>
            <Kept text={text} set={set} readers={readers} onTake={take} />
          </div>
        </div>
      </div>
      {asked ? <Answer asked={asked} onNarrow={(said) => { setText(said); find(said); }} /> : <EmptyState title="Nothing asked yet">Choose a code to begin with: every passage that carries it will stand here, with whose words they are.</EmptyState>}
    </>
  );
}

/** Which codings are read. */
export function SetChoice({ value, onChange }: { value: string; onChange: (set: string) => void }) {
  const rounds = useRead("/rounds").data ?? [];
  const opened = rounds.filter((one) => !one.standing && one.kind === "code" && one.state !== "judging");
  return (
    <Select
      label="Read from"
      inline
      value={value}
      onChange={onChange}
      options={[{ id: "consensus", label: "agreed readings, else open coding" }, { id: "working", label: "open coding" }, ...opened.map((one) => ({ id: one.id, label: one.name }))]}
    />
  );
}

function Answer({ asked, onNarrow }: { asked: Asked; onNarrow: (text: string) => void }) {
  const found = useRead("/query", { ...asked, limit: 500 }, { keepPrevious: true });
  if (found.error) return <RefusalNotice error={found.error}><WrongAt text={asked.text} error={found.error} /></RefusalNotice>;
  return <Reading of={found}>{(answer) => <Shown answer={answer} asked={asked} onNarrow={onNarrow} />}</Reading>;
}

/** The query as written, with the place at which it stops making sense. */
function WrongAt({ text, error }: { text: string; error: unknown }) {
  const at = placeOf(error instanceof Refusal ? error.problem.place : undefined, text);
  if (!at) return null;
  return (
    <p className="t13 asking-written asking-wrong">
      {text.slice(0, at.start)}
      <mark>{text.slice(at.start, at.end) || " "}</mark>
      {text.slice(at.end)}
    </p>
  );
}

function Shown({ answer, asked, onNarrow }: { answer: QueryView; asked: Asked; onNarrow: (text: string) => void }) {
  if (answer.passages.length === 0) return <EmptyState title="No passage is found">{answer.note || "Nothing that is coded is so. Take a row away, or ask for what is near."}</EmptyState>;
  return (
    <section aria-label="What was found" className="form-stack">
      <div>
        <p aria-live="polite"><b>{countWords(answer)}</b>{answer.n_passages === null ? "" : "; "}<span className="soft">{answer.set}.</span></p>
        <p className="t12 asking-written">{answer.written}</p>
      </div>
      <ul className="asking-cases" aria-label="By team">
        {answer.by_case.map((one) => (
          <li key={one.case_id ?? ""}>
            {one.term ? <Button kind="quiet" onPress={() => onNarrow(one.term)} label={`Only ${one.code} ${one.name}`}>{one.code || one.name}</Button> : one.name}
            {one.n_passages === null ? null : <span className="num"> {one.n_passages}</span>}
          </li>
        ))}
      </ul>
      <p className="asking-ways t13">
        <Button kind="quiet" onPress={() => copyPassages(answer.passages)}>Copy</Button>
        {FORMATS.map(([format, words]) => <Link key={format} download to={addressOf("/query/export", { ...asked, format })}>{words}</Link>)}
      </p>
      <FoundList passages={answer.passages} />
      {answer.n_left > 0 ? <p className="soft">{answer.n_left} more are in the files above.</p> : null}
    </section>
  );
}

function Kept({ text, set, readers, onTake }: { text: string; set: string; readers: Asked["readers"]; onTake: (one: Asked) => void }) {
  const kept = useRead("/queries").data ?? [];
  const may = useMay("write");
  const [naming, setNaming] = useState<string | null>(null);
  const save = useWrite("/queries/save", { topics: ["queries"], onDone: () => setNaming(null) });
  return (
    <>
      {may ? <Button kind="quiet" onPress={() => setNaming("")} disabled={!text.trim()}>Keep this query</Button> : null}
      {kept.length > 0 ? (
        <Select
          label="Kept queries"
          inline
          value={null}
          placeholder={`${kept.length} kept`}
          options={kept.map((one) => ({ id: one.id, label: one.name, about: one.text }))}
          onChange={(id) => {
            const one = kept.find((each) => each.id === id);
            if (one) onTake({ text: one.text, where: one.where, set: one.set, readers: one.readers === "together" ? "together" : "apart" });
          }}
        />
      ) : null}
      {naming === null ? null : (
        <Dialog
          title="Keep this query"
          open
          onClose={() => setNaming(null)}
          actions={
            <>
              <Button onPress={() => setNaming(null)}>Leave it</Button>
              <Button kind="primary" reason={naming.trim() ? null : "Give it a name."} onPress={() => save.mutate({ id: newId(), name: naming, text, set, readers })}>Keep it</Button>
            </>
          }
        >
          <Field label="Name" value={naming} onChange={setNaming} autoFocus maxLength={200} />
          <p className="t12 asking-written">{text}</p>
        </Dialog>
      )}
    </>
  );
}
