import { useState } from "react";

import { Button, Checkbox, EmptyState, Field, Heading, Link, Reading, Screen, Section, TextArea } from "../../components";
import { newId, useMay, useRead, useViewer, useWrite } from "../../state";
import { Closing } from "./Closing";
import { MyPart } from "./MyPart";
import { factsOf } from "./Rounds";
import type { CandidateView, RoundView, ThemeRoundView } from "./types";
import "./themes.css";

/** A round of themes: one's own while it is written; opened, all side by side, to be merged and agreed. */
export function ThemeRound({ round }: { round: RoundView }) {
  const { reflexive } = useViewer();
  const themes = useRead("/rounds/themes", { id: round.id }, { topics: ["rounds", "round"] });
  return (
    <Screen title={round.name} className="round-page theme-round">
      <Heading serif title={round.name} above={<Link to="/compare">{reflexive ? "Dialogue" : "Compare"}</Link>} about={factsOf(round, reflexive)} />
      <Reading of={themes}>{(all) => (round.state === "judging" ? <Writing round={round} all={all} /> : <Agreeing round={round} all={all} />)}</Reading>
    </Screen>
  );
}

function Writing({ round, all }: { round: RoundView; all: ThemeRoundView }) {
  const mine = all.candidates.filter((one) => one.mine);
  const open = round.i_read && !round.i_have_handed_in;
  const drop = useWrite("/rounds/themes/drop", { topics: ["rounds"] });
  return (
    <div className="round-columns">
      <div>
        <Section title="Your themes">
          {mine.length === 0 ? <p className="soft">{open ? "None yet. Nobody sees them until all have handed in and the round is opened." : "You wrote none in this round."}</p> : null}
          <ul className="candidates">
            {mine.map((one) => (
              <li key={one.id} className="candidate">
                <Words of={one} />
                {open ? <Button kind="quiet" label={`Drop ${one.name}`} onPress={() => drop.mutate({ id: one.id })}>Drop</Button> : null}
              </li>
            ))}
          </ul>
        </Section>
        {open ? <NewCandidate round={round} /> : null}
      </div>
      <div><MyPart round={round} primary={mine.length > 0} here /></div>
    </div>
  );
}

function NewCandidate({ round }: { round: RoundView }) {
  const codes = useRead("/codes");
  const [name, setName] = useState("");
  const [idea, setIdea] = useState("");
  const [from, setFrom] = useState<readonly string[]>([]);
  const propose = useWrite("/rounds/themes/propose", { topics: ["rounds"], onDone: () => { setName(""); setIdea(""); setFrom([]); } });
  const living = (codes.data ?? []).filter((one) => !one.group && !one.retired);
  const keep = (): void => propose.mutate({ id: newId(), round_id: round.id, name: name.trim(), central_idea: idea.trim(), code_ids: [...from] });
  return (
    <form className="candidate-new" onSubmit={(event) => { event.preventDefault(); if (name.trim()) keep(); }}>
      <Section title="Another theme">
        <Field label="Its name" value={name} onChange={setName} maxLength={300} />
        <TextArea label="What holds it together" value={idea} onChange={setIdea} rows={2} maxLength={5000} />
        {living.length > 0 ? (
          <details>
            <summary>{from.length === 0 ? "The codes it is made from, if there are any" : `Made from ${living.filter((one) => from.includes(one.id)).map((one) => one.name).join(", ")}`}</summary>
            <div className="candidate-codes">
              {living.map((one) => (
                <Checkbox key={one.id} checked={from.includes(one.id)} onChange={(on) => setFrom((before) => (on ? [...before, one.id] : before.filter((id) => id !== one.id)))}>{`${one.key} ${one.name}`.trim()}</Checkbox>
              ))}
            </div>
          </details>
        ) : null}
        <Button type="submit" disabled={!name.trim() || propose.isPending}>Keep this theme</Button>
      </Section>
    </form>
  );
}

function Agreeing({ round, all }: { round: RoundView; all: ThemeRoundView }) {
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [closing, setClosing] = useState(false);
  const may = useMaySettle(round);
  const settling = may && round.state !== "closed";
  const toggle = (id: string, on: boolean): void => setPicked((before) => (on ? [...before, id] : before.filter((one) => one !== id)));
  const byId = new Map(all.candidates.map((one) => [one.id, one]));
  return (
    <>
      {all.candidates.length === 0 ? <EmptyState title="Nobody wrote a theme">There is nothing to agree on in this round.</EmptyState> : null}
      <div className="candidate-columns">
        {round.readers.map((reader) => (
          <Section key={reader.id} title={reader.name}>
            <ul className="candidates">
              {all.candidates.filter((one) => one.reader_id === reader.id).map((one) => (
                <li key={one.id} className="candidate">
                  {settling && !one.settled ? <Checkbox checked={picked.includes(one.id)} onChange={(on) => toggle(one.id, on)}><b className="serif">{one.name}</b></Checkbox> : <b className="serif">{one.name}</b>}
                  <Words of={one} unnamed />
                  <p className="t12 soft">{fate(one, all, byId)}</p>
                </li>
              ))}
            </ul>
          </Section>
        ))}
      </div>
      {settling && picked.length > 0 ? <Deciding key={picked.join(" ")} round={round} chosen={picked.flatMap((id) => byId.get(id) ?? [])} onDone={() => setPicked([])} /> : null}
      <Agreed all={all} byId={byId} />
      {settling ? <p className="candidate-close"><Button kind={all.n_open === 0 ? "primary" : "quiet"} onPress={() => setClosing(true)}>Close the round</Button></p> : null}
      <Closing round={round} nOpen={all.n_open} open={closing} onClose={() => setClosing(false)} />
    </>
  );
}

/** What became of a candidate, or which of the others are near it. */
function fate(one: CandidateView, all: ThemeRoundView, byId: ReadonlyMap<string, CandidateView>): string {
  if (one.theme_id) return `Now part of ${all.agreed.find((theme) => theme.id === one.theme_id)?.name ?? "an agreed theme"}.`;
  if (one.settled) return `Set aside: ${one.reason}`;
  const near = one.near_ids.map((id) => byId.get(id)?.name ?? "");
  return near.length > 0 ? `Near ${near.join(", ")}.` : "";
}

function Deciding({ round, chosen, onDone }: { round: RoundView; chosen: readonly CandidateView[]; onDone: () => void }) {
  const [name, setName] = useState(chosen[0]?.name ?? "");
  const [idea, setIdea] = useState(chosen.map((one) => one.central_idea).filter(Boolean).join(" "));
  const [reason, setReason] = useState("");
  const agree = useWrite("/rounds/themes/agree", { topics: ["rounds", "round", "themes"], onDone });
  const aside = useWrite("/rounds/themes/set-aside", { topics: ["rounds", "round"], onDone });
  const ids = chosen.map((one) => one.id);
  return (
    <form className="candidate-deciding" onSubmit={(event) => event.preventDefault()}>
      <Section title={chosen.length > 1 ? `${chosen.length} themes as one` : "One theme"}>
        <Field label="The agreed name" value={name} onChange={setName} maxLength={300} />
        <TextArea label="What holds it together" value={idea} onChange={setIdea} rows={2} maxLength={5000} />
        <Field label="Why, in a sentence" value={reason} onChange={setReason} maxLength={5000} />
        <div className="round-ways">
          <Button kind="primary" disabled={!name.trim() || agree.isPending} onPress={() => agree.mutate({ id: newId(), round_id: round.id, candidate_ids: ids, name: name.trim(), central_idea: idea.trim(), reason: reason.trim() })}>Agree on it</Button>
          <Button reason={reason.trim() ? null : "Say why first."} disabled={aside.isPending} onPress={() => aside.mutate({ id: newId(), round_id: round.id, candidate_ids: ids, reason: reason.trim() })}>Set aside</Button>
        </div>
      </Section>
    </form>
  );
}

function Agreed({ all, byId }: { all: ThemeRoundView; byId: ReadonlyMap<string, CandidateView> }) {
  if (all.agreed.length === 0) return null;
  return (
    <Section title="Agreed">
      <ul className="candidates">
        {all.agreed.map((theme) => (
          <li key={theme.id} className="candidate">
            <Link to="/interpret" plain><b className="serif">{theme.name}</b></Link>
            <p>{theme.central_idea}</p>
            <p className="t12 soft">From {theme.ancestor_ids.map((id) => `${byId.get(id)?.name ?? ""} (${byId.get(id)?.reader ?? ""})`).join(" and ")}. {theme.reason}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Words({ of: one, unnamed = false }: { of: CandidateView; unnamed?: boolean }) {
  return (
    <div className="candidate-words">
      {unnamed ? null : <b className="serif">{one.name}</b>}
      {one.central_idea ? <p>{one.central_idea}</p> : null}
      {one.codes.length > 0 ? <p className="t12 soft">{one.codes.join(" · ")}</p> : null}
    </div>
  );
}

function useMaySettle(round: RoundView): boolean {
  const me = useViewer();
  const write = useMay("write");
  const chief = useMay("settle");
  return write && (chief || round.settler_id === me.researcher_id || round.i_read);
}
