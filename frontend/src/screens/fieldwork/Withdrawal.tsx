import { useState } from "react";

import { Button, EmptyState, Field, Heading, Link, Notice, Reading, Screen, Section, Table, TextArea } from "../../components";
import { announce, navigate, newId, useMay, useRead, useWrite } from "../../state";
import type { ParticipantView, WithdrawalPreview } from "./types";

const TOPICS = ["participants", "cases", "sources", "codings", "claims", "evidence", "report", "consents", "home", "quotations", "passages", "withdrawals"] as const;

/** A person's material held back, what a withdrawal would take, and the withdrawal itself. */
export function Withdrawal({ participantId }: { participantId: string }) {
  const people = useRead("/participants");
  return (
    <Screen title="Hold back or withdraw" className="cases">
      <Reading of={people}>
        {(all) => {
          const person = all.find((one) => one.id === participantId);
          if (person) return <Inside person={person} />;
          return (
            <EmptyState title="There is no such person" action={<Button onPress={() => navigate("/cases/people")}>Go to People</Button>}>
              They may have withdrawn, or belong to another study.
            </EmptyState>
          );
        }}
      </Reading>
    </Screen>
  );
}

function Inside({ person }: { person: ParticipantView }) {
  const name = person.label || person.code;
  const may = useMay("field");
  const lead = useMay("lead");
  const hold = useWrite("/participants/hold", { topics: TOPICS, onDone: () => announce(`What ${name} said is held back: it is in no list, search or count.`) });
  const release = useWrite("/participants/release", { topics: TOPICS, onDone: () => announce(`What ${name} said is back in every list.`) });
  const carry = useWrite("/withdrawals/carry-out", {
    topics: TOPICS,
    onDone: () => {
      announce(`${person.code} has withdrawn. Nothing they said is in the study or its copies.`);
      navigate("/cases/people");
    },
  });
  // What it would take is not asked for again while it goes.
  const erasing = carry.isPending || carry.isSuccess;
  return (
    <>
      <Heading title={`${name}, ${person.held ? "held back" : "in the study"}`} about={[person.code, person.profession, person.case_name].filter(Boolean).join(", ")}>
        <Link to="/cases/people">People</Link>
      </Heading>
      {person.held ? (
        <div className="cases-bar">
          <Button onPress={() => release.mutate({ id: person.id })} reason={may ? null : "Your role reads only."}>Give it back</Button>
          <p className="t13 soft measure">Nothing of theirs is in any list, search, count or file now, and nobody’s work is lost. Giving it back puts everything where it was.</p>
        </div>
      ) : (
        <div className="cases-bar">
          <Button kind="primary" onPress={() => hold.mutate({ id: person.id })} reason={may ? null : "Your role reads only."}>Hold it back</Button>
          <p className="t13 soft measure">
            Hold back what they said as soon as they ask: it leaves every list, search, count and file at once. Then look at what a withdrawal would take, and decide. To withdraw one use only, such as being quoted, change their answer under <Link to="/cases/consent">Consent</Link>.
          </p>
        </div>
      )}
      {person.held && lead && !erasing ? <Preview person={person} onErase={(said) => carry.mutate({ id: newId(), participant_id: person.id, ...said })} /> : null}
      {erasing ? <p role="status">Erasing, and searching every file for their words …</p> : null}
      {person.held && !lead ? <p className="t13 soft">Whoever leads the study looks at what a withdrawal takes, and decides.</p> : null}
    </>
  );
}

function TouchedTable({ one }: { one: WithdrawalPreview["tables"][number] }) {
  const others = one.n_others === 1 ? "one other person" : `${one.n_others} others`;
  const whole = one.n_others === 0 ? "" : `nobody can say which row is theirs, so rows of ${others} go with the file; their texts and attributes stay`;
  return (
    <span className="withdrawal-line">
      {one.name}, {one.whole ? "whole" : "their row"}
      {one.whole ? whole ? <span className="care"> · {whole}</span> : null : <span className="soft"> · rows of {others} stay; what is left is kept as a table in text</span>}
    </span>
  );
}

interface Said {
  readonly code: string;
  readonly reason: string;
  readonly asked_on: string;
}

function Preview({ person, onErase }: { person: ParticipantView; onErase: (said: Said) => void }) {
  const preview = useRead("/withdrawals/preview", { id: person.id });
  return (
    <Reading of={preview}>
      {(seen) => (
        <>
          <Claims seen={seen} />
          <Goes seen={seen} />
          <Issued seen={seen} />
          <Decide seen={seen} onErase={onErase} />
        </>
      )}
    </Reading>
  );
}

/** What is claimed now and what is left of it: before anything else, because it is what the report says. */
function Claims({ seen }: { seen: WithdrawalPreview }) {
  return (
    <Section title="Claims that change">
      <Table
        caption="Claims before and after"
        rows={seen.claims}
        rowId={(one) => one.id}
        empty={<p className="soft">No claim counts differently without them.</p>}
        columns={[
          { id: "claim", head: "Claim", names: true, cell: (one) => <><span className="num soft">{one.key}</span> <span className="serif">{one.text}</span></> },
          { id: "before", head: "Before", cell: (one) => one.before },
          { id: "after", head: "After", cell: (one) => one.after },
          { id: "effect", head: "So it is", cell: (one) => <span className={one.effect === "fewer voices" ? "" : "care"}>{one.effect === "fewer voices" ? `told by fewer: ${one.note}` : one.effect}</span> },
        ]}
      />
    </Section>
  );
}

function Goes({ seen }: { seen: WithdrawalPreview }) {
  const rests = [...seen.themes, ...seen.relations];
  return (
    <Section title="What goes">
      <dl className="case-facts withdrawal-facts">
        <dt>Texts</dt>
        <dd>{seen.sources.map((one) => <span key={one.id} className="withdrawal-line">{one.title}, {count(one.n_turns, "turn")}{one.minutes === null ? "" : `, ${one.minutes} minutes`}{one.others.length > 0 ? <span className="care"> · {one.others.join(" and ")} can be heard too</span> : null}</span>)}{seen.sources.length === 0 ? "none" : null}</dd>
        {seen.tables.length > 0 ? (
          <>
            <dt>Survey tables</dt>
            <dd>{seen.tables.map((one) => <TouchedTable key={one.id} one={one} />)}</dd>
          </>
        ) : null}
        <dt>Codings</dt>
        <dd>{seen.coders.length === 0 ? "none that you may see" : seen.coders.map((one) => `${one.name} ${one.n_before}`).join(", ")}</dd>
        <dt>Evidence</dt>
        <dd>{rests.length === 0 ? "no theme or relation rests on it" : rests.map((one) => `${one.name}: ${one.n_before}, then ${one.n_after}`).join("; ")}</dd>
        <dt>Told of practices</dt>
        <dd>{seen.accounts.length === 0 ? "nothing" : seen.accounts.map((one) => `${one.practice.replaceAll("_", " ")}, ${one.case_name}: ${one.value}`).join("; ")}</dd>
        <dt>Quotations</dt>
        <dd>{seen.quotations.length === 0 ? "none" : seen.quotations.map((one) => `${one.key}${one.places.length > 0 ? `, in ${one.places.join(" and ")}` : ""}`).join("; ")}</dd>
        <dt>Passages at levels</dt>
        <dd>{seen.n_placed === 0 ? "none" : seen.n_placed}</dd>
        <dt>Memos on it</dt>
        <dd>{seen.n_memos === 0 ? "none" : seen.n_memos}</dd>
      </dl>
      <p className="t13 soft measure">Readings in a round that is not opened yet go too and are not counted here. Memos, reports and codes stay; where twelve words in a row of theirs were copied into them, [withdrawn] stands instead. Files that were exported before are not reached from here.</p>
    </Section>
  );
}

function Issued({ seen }: { seen: WithdrawalPreview }) {
  if (seen.releases.length + seen.capsules.length === 0) return null;
  return (
    <Section title="Already issued">
      <ul>
        {seen.releases.map((one) => <li key={one.id}>{one.report}, release {one.number} ({one.format}), {one.created_at.slice(0, 10)}: {one.recipients.length > 0 ? one.recipients.join(", ") : "nobody named as having received it"}</li>)}
        {seen.capsules.map((one) => <li key={one.id}>Capsule {one.number} for {one.audience === "supervisor" ? "a" : "an"} {one.audience}, {one.created_at.slice(0, 10)}: {one.recipients.join(", ")}</li>)}
      </ul>
      <p className="t13 soft measure">What was issued cannot be called back. Its record and checksum stay; made again it holds none of their words.</p>
    </Section>
  );
}

const WAY_OUT = "To erase it: give them back for now, bring in a copy of the text without their turns as a source of its own, and under Who speaks of the first text say of each other voice that it is theirs. Then hold them back again: the first text can be erased whole, with its file and its sound, and what was coded in it goes with it.";

function Decide({ seen, onErase }: { seen: WithdrawalPreview; onErase: (said: Said) => void }) {
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState("");
  const [code, setCode] = useState("");
  const missing = !reason.trim() ? "Say why, in a sentence that holds none of their words." : code.trim().toLowerCase() !== seen.code.toLowerCase() ? `Type ${seen.code} to say that you mean them.` : null;
  return (
    <Section title="Decide">
      {seen.terms ? <p className="measure withdrawal-terms">The form they signed says of withdrawing: “{seen.terms}”.</p> : null}
      {seen.stands_against.length > 0 ? (
        <Notice fact="Everything cannot be erased now." meaning={`${seen.stands_against.join(" ")} Until it can be, keep it held back: then nothing of it is seen, counted or given out. ${WAY_OUT}`} />
      ) : (
        <div className="cases-form measure">
          <TextArea label="Why" value={reason} onChange={setReason} rows={2} about="Kept for ever with the date and your name. Write none of their words here." />
          <div className="cases-pair">
            <Field label="Asked on" type="date" value={asked} onChange={setAsked} />
            <Field label={`Their code, ${seen.code}, typed once more`} value={code} onChange={setCode} />
          </div>
          <p className="t13 soft">This cannot be undone. The texts, what hangs on them and every earlier state of it are erased, here and in the copies beside the study; the files are then searched for their words.</p>
          <div className="cases-bar">
            <Button kind="care" onPress={() => onErase({ code, reason, asked_on: asked })} reason={missing}>Erase everything</Button>
          </div>
        </div>
      )}
    </Section>
  );
}

/** Who withdrew: code, date and counts are all that is left of them. */
export function Withdrawn() {
  const all = useRead("/withdrawals").data ?? [];
  if (all.length === 0) return null;
  return (
    <Section title="Withdrawn">
      <ul className="t13">
        {all.map((one) => <li key={one.id}>{one.code}, {one.at.slice(0, 10)}: {count(one.source_ids.length, "text")}, {count(one.n_codings, "coding")}, {count(one.n_quotations, "quotation")}. {one.reason}</li>)}
      </ul>
    </Section>
  );
}

function count(n: number, one: string): string {
  return `${n} ${one}${n === 1 ? "" : "s"}`;
}
