import { useState } from "react";

import { Button, CodeFinder, Field, Link, Notice, OptionRow, Reading } from "../../components";
import { announce, newId, useMay, usePlace, useRead, useWrite } from "../../state";
import { colourWords, groupWords, markWords, answerWords, type Group } from "./fileMarks";
import { counted, type FileMarkView, type FileMarksView } from "./types";
import "./FileMarks.css";

type Shown = "all" | "waiting";
type Where = "here" | "everywhere";

const TOPICS = ["file-marks", "codings", "codes", "memos"] as const;

/** The round asked for, else the one in which the viewer reads this text apart from the others; none is open coding. */
export function useApart(sourceId: string): { readonly id: string; readonly name: string; readonly blind: boolean } | null {
  const asked = usePlace().query.get("round");
  const mine = useRead("/rounds").data?.filter((one) => one.state === "judging" && one.kind === "code" && !one.standing && one.my_source_ids.includes(sourceId));
  return mine?.find((one) => (asked ? one.id === asked : one.blind)) ?? null;
}

/** What was left on the file before it came in, and what becomes of it: a person decides. */
export function FileMarks({ sourceId }: { sourceId: string }) {
  const apart = useApart(sourceId);
  const [shown, setShown] = useState<Shown>("all");
  const [where, setWhere] = useState<Where>("here");
  const everywhere = where === "everywhere" && !apart;
  const asked = { source_id: everywhere ? "" : sourceId, round_id: apart?.id ?? "", waiting_only: shown === "waiting" };
  const marks = useRead("/file-marks", asked, { keepPrevious: true });
  return (
    <section className="file-marks" aria-label="Proposed from the file">
      <p className="measure soft">Somebody marked these passages before the file came in. None of them is a coding until you decide: make a coding of it, keep it as a memo, or set it aside.</p>
      {apart ? <Notice fact={`You read this text in ${apart.name}.`} meaning={`What you decide here is part of your own reading${apart.blind ? ", and nobody else sees it until the readings are opened" : ""}.`} /> : null}
      <div className="file-marks-ways">
        <OptionRow<Shown> label="Shown" showLabel layout="segments" value={shown} onChange={setShown} options={[{ id: "all", label: "All" }, { id: "waiting", label: "Not decided" }]} />
        {apart ? null : <OptionRow<Where> label="Of" showLabel layout="segments" value={where} onChange={setWhere} options={[{ id: "here", label: "This source" }, { id: "everywhere", label: "All sources" }]} />}
      </div>
      <Reading of={marks}>{() => (marks.data ? <Listed marks={marks.data} roundId={apart?.id ?? ""} everywhere={everywhere} /> : null)}</Reading>
    </section>
  );
}

function Listed({ marks, roundId, everywhere }: { marks: FileMarksView; roundId: string; everywhere: boolean }) {
  const may = useMay("code");
  const more = marks.found.length < marks.n && marks.found.length >= 500;
  return (
    <>
      <p className="strong" role="status">{marks.n_waiting === 0 ? `All ${marks.n} are decided.` : `${marks.n_waiting} of ${marks.n} are not decided.`}</p>
      {may && marks.groups.length > 0 ? <Groups groups={marks.groups} roundId={roundId} /> : null}
      <ul>
        {marks.found.map((one) => <One key={one.id} mark={one} roundId={roundId} may={may} named={everywhere} />)}
      </ul>
      {more ? <p className="soft">The first 500 are listed. Decide some, or many at once above, and the next come up.</p> : null}
    </>
  );
}

function Groups({ groups, roundId }: { groups: readonly Group[]; roundId: string }) {
  const [open, setOpen] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  const aside = useAside(roundId);
  const shown = all ? groups : groups.slice(0, 8);
  return (
    <section className="file-marks-groups" aria-label="Many at once">
      <h2 className="section-title">Many at once</h2>
      <ul>
        {shown.map((group) => {
          const key = `${group.kind} ${group.words} ${group.colour}`;
          const words = groupWords(group);
          return (
            <li key={key} className="file-marks-group">
              <span>{group.colour ? <Swatch colour={group.colour} /> : null}{words}</span>
              <span className="file-marks-do">
                {group.ids.length > 0 ? <Button label={`Make codings of: ${words}`} onPress={() => setOpen(open === key ? null : key)}>Make codings</Button> : null}
                {group.ids.length > 0 ? <Button kind="quiet" label={`Set aside: ${words}`} onPress={() => aside.mutate({ ids: group.ids, round_id: roundId })}>Set aside</Button> : null}
              </span>
              {open === key ? <Giving ids={group.ids} words={group.words} roundId={roundId} onDone={() => setOpen(null)} /> : null}
            </li>
          );
        })}
      </ul>
      {groups.length > shown.length ? <Button kind="quiet" onPress={() => setAll(true)}>{`Show all ${groups.length}`}</Button> : null}
    </section>
  );
}

function useAside(roundId: string) {
  return useWrite("/file-marks/aside", { topics: TOPICS, onDone: ({ n }) => announce(`${counted(n, "passage")} set aside${roundId ? " in your reading" : ""}.`) });
}

/** Which code they get: one that is there, or a new one whose name is proposed from the comment. */
function Giving({ ids, words, roundId, onDone }: { ids: string[]; words: string; roundId: string; onDone: () => void }) {
  const codes = useRead("/codes", { round_id: roundId });
  const options = (codes.data ?? []).filter((one) => !one.retired && !one.group).map((one) => ({ id: one.id, name: one.name, label: `${one.key ? `${one.key} ` : ""}${one.name}` }));
  const said = words.replace(/\s+/g, " ").trim().slice(0, 200);
  const same = options.find((one) => one.name.toLocaleLowerCase("en-GB") === said.toLocaleLowerCase("en-GB"));
  const [picked, setPicked] = useState<string | null | undefined>(undefined);
  const codeId = picked === undefined ? (same?.id ?? null) : picked;
  const [name, setName] = useState(said);
  const done = ({ n }: { n: number }): void => {
    announce(`${counted(n, "passage")} coded.`);
    onDone();
  };
  const give = useWrite("/file-marks/code", { topics: TOPICS, onDone: done });
  const make = useWrite("/file-marks/code-new", { topics: TOPICS, onDone: done });
  const busy = give.isPending || make.isPending ? "Coding" : false;
  const many = counted(ids.length, "passage");
  return (
    <div className="file-marks-giving">
      <div>
        <CodeFinder label="A code that is there" chosen="Code" codes={options} value={codeId} onChange={setPicked} autoFocus />
        {codeId ? <Button kind="primary" busy={busy} onPress={() => give.mutate({ ids, code_id: codeId, round_id: roundId })}>{`Code ${many}`}</Button> : null}
      </div>
      {codeId ? null : (
        <div>
          <Field label="Or a new code called" value={name} onChange={setName} maxLength={200} />
          <Button busy={busy} reason={name.trim() ? null : "Name the code."} onPress={() => make.mutate({ ids, code_id: newId(), name: name.trim(), round_id: roundId })}>{`Make it and code ${many}`}</Button>
        </div>
      )}
    </div>
  );
}

function One({ mark, roundId, may, named }: { mark: FileMarkView; roundId: string; may: boolean; named: boolean }) {
  const [giving, setGiving] = useState(false);
  const keep = useWrite("/file-marks/keep", { topics: TOPICS, onDone: () => announce("Kept as a memo of yours.") });
  const aside = useAside(roundId);
  const again = useWrite("/file-marks/again", { topics: TOPICS, onDone: () => announce("It is not decided any more.") });
  const one = { ids: [mark.id], round_id: roundId };
  const round = roundId ? `&round=${roundId}` : "";
  return (
    <li className="file-mark">
      <p className="label">
        {mark.colour ? <Swatch colour={mark.colour} /> : null}
        {[named ? mark.source : "", ...markWords(mark)].filter(Boolean).join(" · ")}
      </p>
      {mark.passage ? <p className="said">{mark.passage}{mark.n_characters > mark.passage.length ? " …" : ""}</p> : null}
      {mark.place === "paragraph" ? <p className="t13 soft">The comment stands on no words of its own, so its paragraph is taken.</p> : null}
      {mark.place === "nowhere" ? <p className="t13 soft">What it stands on is not in the text: a note, a page header, or words that were deleted.</p> : null}
      {mark.place !== "nowhere" && !mark.current ? <p className="t13 care">These words were corrected since. Say first where it belongs, under Text and versions.</p> : null}
      {mark.kind === "comment" ? <p className="file-mark-words">{mark.words || "A comment without words."}</p> : null}
      {mark.elsewhere.map((said) => <p key={`${said.round} ${said.by} ${said.at}`} className="t13 soft">{answerWords(said)}</p>)}
      {mark.answer ? (
        <p className="file-marks-do">
          <span className="medium">{answerWords(mark.answer)}</span>
          {may && mark.answer.mine ? <Button kind="quiet" onPress={() => again.mutate(one)}>Decide anew</Button> : null}
          <SeeIt mark={mark} round={round} />
        </p>
      ) : (
        <p className="file-marks-do">
          {may && mark.current ? <Button onPress={() => setGiving(!giving)}>Make a coding</Button> : null}
          {may ? <Button kind="quiet" onPress={() => keep.mutate(one)}>Keep as a memo</Button> : null}
          {may ? <Button kind="quiet" onPress={() => aside.mutate(one)}>Set aside</Button> : null}
          <SeeIt mark={mark} round={round} />
        </p>
      )}
      {giving && !mark.answer ? <Giving ids={one.ids} words={mark.words} roundId={roundId} onDone={() => setGiving(false)} /> : null}
    </li>
  );
}

function SeeIt({ mark, round }: { mark: FileMarkView; round: string }) {
  if (mark.start === null || mark.end === null) return null;
  const version = mark.current ? "" : `&version=${mark.version_id}`;
  return <Link to={`/code/${mark.source_id}?at=${mark.start}-${mark.end}${version}${round}`}>See it in the text</Link>;
}

/** The colour as the file had it; its name stands beside it. */
function Swatch({ colour }: { colour: string }) {
  return <span className="file-mark-colour" aria-hidden="true" style={{ background: colour }} title={colourWords(colour)} />;
}
