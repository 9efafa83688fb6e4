import { useEffect, useMemo, useState } from "react";

import type { components } from "../../api/schema";
import { Button, Field, Heading, Link, OptionRow, Reading, Screen } from "../../components";
import { navigate, Refusal, setQuery, useKeys, useMay, usePlace, useRead } from "../../state";
import { FindCoding, keyOf, type Hit } from "./FindCoding";
import { KeptFinds, runFind, type Only } from "./KeptFinds";
import { counted } from "./types";
import "./Sources.css";

type Found = components["schemas"]["Found"];

const PAUSE = 250;

/** Words found in every source, each in its place, counted exactly. */
export function Find() {
  const { query } = usePlace();
  const [typed, setTyped] = useState(query.get("find") ?? "");
  const only = (query.get("only") ?? "all") as Only;
  const words = query.get("find")?.trim() ?? "";
  const source = query.get("source") ?? "";
  const [limit, setLimit] = useState(200);
  useEffect(() => {
    const timer = setTimeout(() => setQuery({ find: typed }), PAUSE);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => setLimit(200), [words, only, source]);
  const found = useRead("/find", { words, only, limit, ...(source ? { source_id: source } : {}) }, { when: words.length > 0, keepPrevious: true });
  // What is being typed is not wrong yet: a query that makes no sense so far is told in passing, not as a fault.
  const unfinished = found.error instanceof Refusal && found.error.status === 422 ? found.error.message : "";
  useKeys("Find", [{ keys: "Esc", label: "Back to the sources", run: () => navigate("/sources") }]);
  return (
    <Screen title="Find words">
      <Heading title="Find words" about={<>Words, "a phrase", a begin*; AND, OR, NOT and (brackets) within one turn; call NEAR/5 phone for words close together.</>} />
      <div className="find-form">
        <Field label="Words" type="search" value={typed} onChange={setTyped} autoFocus onEnter={() => setQuery({ find: typed })} />
        <OptionRow label="Said by" layout="segments" value={only} onChange={(chosen) => setQuery({ only: chosen === "all" ? null : chosen })} options={[{ id: "all", label: "Everyone" }, { id: "participants", label: "Participants" }, { id: "interviewers", label: "Interviewers" }]} />
      </div>
      {source ? <OneText id={source} /> : null}
      <KeptFinds words={unfinished || found.isError ? "" : words} only={only} onRun={(again, by) => { setTyped(again); runFind(again, by); }} />
      {unfinished ? <p className="soft" role="status">{unfinished}</p> : words ? <Reading of={found}>{(data) => <Hits found={data} words={words} onMore={() => setLimit((n) => Math.min(1000, n + 400))} />}</Reading> : <p className="soft">Type a word. Ctrl F looks in the text that is open.</p>}
    </Screen>
  );
}

/** That only one text is looked through, and the way to all of them. */
function OneText({ id }: { id: string }) {
  const one = useRead("/sources").data?.find((row) => row.id === id);
  return (
    <p className="t13 soft">
      Only in <Link to={`/code/${id}`}>{one?.title || one?.name || "one text"}</Link>. <Button kind="quiet" onPress={() => setQuery({ source: null })}>Find in all texts</Button>
    </p>
  );
}

function Hits({ found, words, onMore }: { found: Found; words: string; onMore: () => void }) {
  const groups = useMemo(() => grouped(found.hits), [found.hits]);
  const may = useMay("code");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(NONE);
  useEffect(() => setChosen(NONE), [words]);
  if (found.n_hits === 0) return <p role="status">“{words}” is in no source. Try the beginning of a word with a star: <code>learn*</code>.</p>;
  const turn = (hits: readonly Hit[], on: boolean): void => {
    const next = new Set(chosen);
    for (const hit of hits) if (on) next.add(keyOf(hit)); else next.delete(keyOf(hit));
    setChosen(next);
  };
  return (
    <>
      <p role="status" className="num">{counted(found.n_hits, "place")} in {counted(found.n_sources, "source")}.</p>
      {may ? <FindCoding hits={found.hits} nAll={found.n_hits} chosen={chosen} onChosen={setChosen} /> : null}
      {groups.map(([id, hits]) => (
        <section key={id} className="found-source" aria-label={hits[0]?.source_name ?? ""}>
          <h2 className="section-title">{hits[0]?.source_name} <span className="soft num">{hits.length}</span></h2>
          <ul>
            {hits.map((hit) => <One key={keyOf(hit)} hit={hit} chosen={may ? chosen.has(keyOf(hit)) : null} onChoose={(on) => turn([hit], on)} />)}
          </ul>
        </section>
      ))}
      {found.hits.length < found.n_hits ? <Button kind="quiet" onPress={onMore}>Show more of {found.n_hits}</Button> : null}
    </>
  );
}

const NONE: ReadonlySet<string> = new Set();

function One({ hit, chosen, onChoose }: { hit: Hit; chosen: boolean | null; onChoose: (on: boolean) => void }) {
  const place = [hit.label, hit.turn === null ? "" : `turn ${hit.turn}`].filter(Boolean).join(", ") || "in the text";
  return (
    <li className="found-hit">
      <span className="found-place">
        {chosen === null ? null : <input type="checkbox" className="found-box" checked={chosen} onChange={(event) => onChoose(event.target.checked)} aria-label={`${hit.source_name}, ${place}: ${hit.words}`} />}
        <Link to={`/code/${hit.source_id}?at=${hit.start}-${hit.end}`} className="num">{place}</Link>
      </span>
      <p className="found-words">{cutStart(hit.before)}<mark>{hit.words}</mark>{cutEnd(hit.after)}</p>
    </li>
  );
}

/** The server gives as many characters as this on each side; where there are that many, a word may be cut. */
const AROUND = 60;

function cutStart(words: string): string {
  return words.length < AROUND ? words : `… ${words.replace(/^\S*\s+/, "")}`;
}

function cutEnd(words: string): string {
  return words.length < AROUND ? words : `${words.replace(/\s+\S*$/, "")} …`;
}

function grouped(hits: readonly Hit[]): readonly (readonly [string, readonly Hit[]])[] {
  const groups = new Map<string, Hit[]>();
  for (const hit of hits) groups.set(hit.source_id, [...(groups.get(hit.source_id) ?? []), hit]);
  return [...groups];
}
