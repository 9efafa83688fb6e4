import { useState } from "react";

import { Button, Link, Section, TextArea } from "../../components";
import { announce, newId, useMay, useRead, useSteps, useWrite } from "../../state";
import type { AnswerView, NotedView, ProposedCodeView, RoundView } from "./types";
import { day, listed, many } from "./words";

/** What a round proposes to change in the codebook, to be answered before the next one is read with it. */
export function Proposals({ round }: { round: RoundView }) {
  const found = useRead("/rounds/proposals", { id: round.id }, { keepPrevious: true, topics: ["codes"] });
  const codes = useRead("/codes", { round_id: "", with_retired: true });
  const all = found.data;
  if (!all || all.changes.length + all.codes.length === 0) return null;
  const names = new Map((codes.data ?? []).map((one) => [one.id, one.name]));
  return (
    <Section title="Proposed for the codebook" aside={all.n_open > 0 ? `${all.n_open} to answer` : "all answered"} className="proposals">
      <ul>
        {all.codes.map((one) => <ProposedCode key={one.about_id} round={round} one={one} names={names} />)}
        {all.changes.map((one) => <Change key={one.about_id} round={round} one={one} names={names} />)}
      </ul>
    </Section>
  );
}

function Change({ round, one, names }: { round: RoundView; one: NotedView; names: ReadonlyMap<string, string> }) {
  const where = [one.between.slice(0, 3).join("; "), one.n === null ? "" : many(one.n, "place"), listed(one.by)].filter(Boolean).join(" · ");
  return (
    <li>
      <p><b>{one.words}</b></p>
      <p className="t12 soft">{where}</p>
      {one.code_ids.length > 0 ? (
        <p className="t12 proposals-codes">{one.code_ids.map((id) => <Link key={id} to={`/code/passages/${id}`}>{names.get(id) ?? "a code"}</Link>)}</p>
      ) : null}
      <Answering round={round} aboutId={one.about_id} about={one.words} answer={one.answer} taken="The words are changed" />
    </li>
  );
}

function ProposedCode({ round, one, names }: { round: RoundView; one: ProposedCodeView; names: ReadonlyMap<string, string> }) {
  const beside = one.beside.slice(0, 3).map((each) => `${each.reader} gave ${names.get(each.code_id) ?? "another code"}${each.n === null ? "" : ` in ${each.n}`}`);
  return (
    <li>
      <p><b><Link to={`/code/passages/${one.about_id}`}>{one.name}</Link></b>{one.definition ? `. ${one.definition}` : ""}</p>
      <p className="t12 soft">A new code of {one.by}{one.n === null ? "" : `, ${many(one.n, "place")}`}. {beside.length > 0 ? `There ${listed(beside)}.` : one.n === 1 ? "Nobody else marked it." : "Nobody else marked these places."}</p>
      {one.in_use ? <Answering round={round} aboutId={one.about_id} about={one.name} answer={one.answer} taken="It stays in the codebook" /> : <p className="t12 soft">Merged into another code, or out of use.</p>}
      {one.in_use && one.answer && !one.answer.taken ? <TakenOut one={one} /> : null}
    </li>
  );
}

/** A code not taken up leaves the codebook in place; what was marked with it stays, and so does the way back. */
function TakenOut({ one }: { one: ProposedCodeView }) {
  const may = useMay("code");
  const steps = useSteps();
  const retire = useWrite("/codes/retire", {
    topics: ["codes"],
    onDone: () => { announce(`${one.name} is out of the codebook. What was marked with it stays.`, { action: { label: "Take it back", run: () => void steps.undo() } }); },
  });
  return (
    <p className="t12 soft">
      It is in the codebook still, and in the next round as it stands.{" "}
      {may ? <Button kind="quiet" label={`Take it out of the codebook: ${one.name}`} disabled={retire.isPending} onPress={() => retire.mutate({ id: one.about_id })}>Take it out of the codebook</Button> : null}{" "}
      <Link to={`/code/passages/${one.about_id}`}>Merge it into another</Link>
    </p>
  );
}

interface AnsweringProps {
  readonly round: RoundView;
  readonly aboutId: string;
  readonly about: string;
  readonly answer: AnswerView | null;
  readonly taken: string;
}

function Answering({ round, aboutId, about, answer, taken }: AnsweringProps) {
  const may = useMay("code");
  const [asked, setAsked] = useState<"" | "again" | "why">("");
  const [reason, setReason] = useState("");
  const send = useWrite("/rounds/answer-proposal", { onDone: () => { setAsked(""); setReason(""); } });
  const say = (yes: boolean): void => send.mutate({ id: newId(), round_id: round.id, about_id: aboutId, taken: yes, reason: yes ? "" : reason.trim() });
  if (answer && !asked) {
    return (
      <p className="t13">
        <b>{answer.taken ? taken : "Not taken up"}.</b> {answer.reason} <span className="t12 soft">{answer.by}, {day(answer.at)}</span>{" "}
        {may ? <Button kind="quiet" label={`Answer again: ${about}`} onPress={() => setAsked("again")}>Answer again</Button> : null}
      </p>
    );
  }
  if (!may) return <p className="t12 soft">Not answered yet.</p>;
  if (asked !== "why") {
    return (
      <div className="proposals-do">
        <Button label={`${taken}: ${about}`} disabled={send.isPending} onPress={() => say(true)}>{taken}</Button>
        <Button kind="quiet" label={`Not taken up: ${about}`} onPress={() => setAsked("why")}>Not taken up …</Button>
      </div>
    );
  }
  return (
    <form className="proposals-why" onSubmit={(event) => { event.preventDefault(); if (reason.trim()) say(false); }}>
      <TextArea label="Why not" value={reason} onChange={setReason} rows={2} autoFocus />
      <div className="proposals-do">
        <Button type="submit" disabled={send.isPending} reason={reason.trim() ? null : "Say why, so that nobody proposes it again."}>Keep the answer</Button>
        <Button kind="quiet" onPress={() => setAsked("")}>Back</Button>
      </div>
    </form>
  );
}
