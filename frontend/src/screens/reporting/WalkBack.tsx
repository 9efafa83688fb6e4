import { useEffect, type ReactNode } from "react";

import { Button, EmptyState, KeyCap, Link, Reading, Screen, SoundBar, SoundElement } from "../../components";
import { navigate, setQuery, useKeys, usePlace, usePlayer, useRead } from "../../state";
import { Worded } from "./ClaimDrawer";
import { ClaimTally } from "./Margin";
import { dayWords, deskAddress, STANCES, type ClaimWalk, type Walked } from "./types";

/** From a claim to the words it rests on and on to consent, on one page. */
export function WalkBack({ reportId, claimId }: { reportId: string; claimId: string }) {
  const walk = useRead("/claims/trace", { id: claimId }, { topics: ["reports"] });
  const steps = walk.data?.steps ?? [];
  const asked = Number.parseInt(usePlace().query.get("passage") ?? "1", 10) || 1;
  const at = Math.min(Math.max(asked, 1), Math.max(steps.length, 1)) - 1;
  const go = (to: number): void => {
    if (steps[to]) setQuery({ passage: String(to + 1) });
  };
  const back = (): void => navigate(`/report/${reportId}`);
  useKeys("Walk back", [
    { keys: "↓", label: "Next passage", run: () => go(at + 1) },
    { keys: "↑", label: "Passage before", run: () => go(at - 1) },
    { keys: "Esc", label: "Back to the report", run: back },
  ]);
  return (
    <Screen title="Walk back" className="walk">
      <Reading of={walk}>{(found) => <Walk walk={found} at={at} onGo={go} reportId={reportId} />}</Reading>
      <footer className="walk-foot">
        <Button kind="quiet" keys="Esc" onPress={back}>Back to the report</Button>
        {steps.length > 1 ? (
          <span className="walk-moves t13">
            <span role="status">Passage {at + 1} of {steps.length}</span>
            <Button kind="quiet" label="Passage before" disabled={at === 0} onPress={() => go(at - 1)}><KeyCap keys="↑" /></Button>
            <Button kind="quiet" label="Next passage" disabled={at === steps.length - 1} onPress={() => go(at + 1)}><KeyCap keys="↓" /></Button>
          </span>
        ) : null}
      </footer>
    </Screen>
  );
}

function Row({ n, name, aside, children, here }: { n: number; name: string; aside?: ReactNode; children: ReactNode; here?: boolean }) {
  return (
    <li className="walk-row">
      <span className={here ? "walk-number walk-here" : "walk-number"} aria-hidden="true">{n}</span>
      <h2 className="t14 strong walk-name">{name}</h2>
      <div className="walk-inside">{children}</div>
      <div className="walk-aside t12 soft">{aside}</div>
    </li>
  );
}

function Walk({ walk, at, onGo, reportId }: { walk: ClaimWalk; at: number; onGo: (to: number) => void; reportId: string }) {
  const { claim, steps } = walk;
  const step = steps[at];
  const otherwise = steps.filter((one) => one.stance === "contradicts").length;
  return (
    <ol className="walk-rows">
      <Row n={1} name="Claim" aside={<><ClaimTally claim={claim} /><p>{claim.note}</p><p>{walk.author ? `written by ${walk.author}${walk.written ? `, ${walk.written}` : ""}` : ""}</p></>}>
        <h1 className="serif t26 strong walk-claim"><Link plain to={`/report/${reportId}/claim/${claim.id}`}>{claim.said || claim.text}</Link></h1>
        <Worded claim={claim} reportId={reportId} />
      </Row>
      <Row n={2} name="Evidence" aside={<><p>{steps.length} {steps.length === 1 ? "piece" : "pieces"} of evidence</p><p>{otherwise ? `${otherwise} told otherwise, first` : "none told otherwise"}</p><p>{claim.searched}</p></>}>
        {steps.length ? <Cases steps={steps} at={at} onGo={onGo} /> : (
          <EmptyState title="Nothing is linked yet" action={<Link to={`/report/${reportId}/claim/${claim.id}`}>Link evidence</Link>}>{claim.practice ? `This claim counts the settled practice ${claim.practice.replace("=", ": ")}, and no passage.` : "Link the passages this sentence rests on."}</EmptyState>
        )}
      </Row>
      {step ? <Passage step={step} /> : null}
    </ol>
  );
}

function Cases({ steps, at, onGo }: { steps: readonly Walked[]; at: number; onGo: (to: number) => void }) {
  const cases = [...new Set(steps.map((one) => one.case))];
  const step = steps[at];
  return (
    <>
      <ul className="walk-cases">
        {cases.map((name) => (
          <li key={name}>
            <button type="button" aria-pressed={step?.case === name} onClick={() => onGo(steps.findIndex((one) => one.case === name))}>
              {name || "No case"} <span className="soft num">{steps.filter((one) => one.case === name).length}</span>
            </button>
          </li>
        ))}
      </ul>
      {step ? <p className={step.stance === "contradicts" ? "t13 care" : "t13 soft"}>{STANCES.find((one) => one.id === step.stance)?.label}{step.trace.speaker ? `, from ${step.trace.speaker.label}.` : "."}</p> : null}
    </>
  );
}

function Passage({ step }: { step: Walked }) {
  const { passage, codings, speaker, consents } = step.trace;
  const coding = codings[0];
  if (!passage) return <Row n={3} name="Settled"><p className="t14">{step.trace.summary}</p></Row>;
  return (
    <>
      <Row n={3} name="Coding" aside={coding ? <><p>{[coding.round_name, coding.codebook_version].filter(Boolean).join(", ")}</p>{coding.blind ? <p>without sight of each other</p> : null}</> : null}>
        {codings.length ? codings.map((one, n) => (
          <div key={n} className="walk-coding">
            <p className="t14">
              {one.key ? <span className="soft">{one.key} </span> : null}<strong>{one.code}</strong>
              {one.coders.map((by, i) => <span key={i} className="walk-coder">{by.name} {by.at}{by.remark ? `, ${by.remark}` : ""}</span>)}
              {one.settled ? <span className="walk-coder">settled: {one.settled}</span> : null}
              {n > 0 ? <span className="walk-coder soft">{one.round_name}</span> : null}
            </p>
            {one.reason ? <p className="t13 soft">{one.reason}</p> : null}
          </div>
        )) : <p className="t14 soft">Linked as a passage; no code stands on it.</p>}
      </Row>
      <Row n={4} name="Words" here aside={<><p>{[passage.source, passage.version].filter(Boolean).join(", ")}</p><p>{[passage.locator, passage.time].filter(Boolean).join(", ")}</p><p>characters {passage.start.toLocaleString("en-GB")}–{passage.end.toLocaleString("en-GB")}</p>{step.source_id ? <p><Link to={deskAddress(step.source_id, step.start, step.end)}>In its text</Link></p> : null}</>}>
        {passage.removed ? <p className="care">{passage.removed}</p> : (
          <>
            {passage.question ? <p className="said soft">{passage.question}</p> : null}
            <blockquote className="serif t30 walk-words"><span className="soft">{passage.before}</span>{passage.words}<span className="soft">{passage.after}</span></blockquote>
          </>
        )}
      </Row>
      <Row n={5} name="Speaker" aside={<p>Real name kept apart, not part of this study file</p>}>
        {speaker ? (
          <>
            <p className="t14"><strong>{speaker.label}</strong>, printed label{[speaker.kind === "interviewer" ? "interviewer" : speaker.role.length === 1 ? `role ${speaker.role}` : speaker.role, speaker.about].filter(Boolean).map((one) => ` · ${one}`).join("")}{speaker.case ? `, in ${speaker.case}` : ""}</p>
            <p className="t13 soft">{[speaker.encounter, speaker.encounter_at].filter(Boolean).join(", ")}</p>
          </>
        ) : <p className="t14 soft">Nobody who takes part said these words.</p>}
      </Row>
      <Row n={6} name="Consent" aside={<Forms step={step} />}>
        {consents.length ? (
          <ul className="walk-consents t14">
            {consents.map((one) => (
              <li key={one.scope} className={one.state === "given" ? "" : one.state === "withdrawn" || one.state === "refused" ? "care" : "soft"}>
                <span className={one.state === "given" ? "good-mark" : one.state === "withdrawn" || one.state === "refused" ? "cross-mark" : "dash-mark"} aria-hidden="true" /> {SCOPES[one.scope] ?? one.scope}{one.state === "given" ? "" : `, ${one.state}`}{one.state === "withdrawn" && one.at ? ` on ${one.at}` : ""}
                {one.state === "given" ? <span className="unseen">, given</span> : null}
              </li>
            ))}
          </ul>
        ) : <p className="t14 soft">No consent is needed for words of the study’s own.</p>}
        {step.trace.approval === "waiting" ? <p className="t13 care">Wishes to see each quotation first.</p> : null}
      </Row>
      {step.source_id && step.t0_ms !== null && !passage.removed ? <Sound key={step.id} sourceId={step.source_id} atMs={step.t0_ms} /> : null}
    </>
  );
}

/** The words as they were said, from the first second of their turn; nothing where there is no recording. */
function Sound({ sourceId, atMs }: { sourceId: string; atMs: number }) {
  const found = useRead("/recordings", { source_id: sourceId }).data ?? [];
  const one = found.find((recording) => recording.playable) ?? found[0];
  if (!one) return null;
  const kept = one.retain_until && one.playable ? <p>Kept until {dayWords(one.retain_until)}</p> : null;
  return (
    <Row n={7} name="Sound" aside={<>{kept}{one.warning ? <p>{one.warning}</p> : null}</>}>
      {one.playable ? <Line recordingId={one.id} lengthMs={one.duration_ms} code={one.encounter_code} atMs={atMs} /> : <p className="t14 soft">{one.why_not}</p>}
    </Row>
  );
}

function Line({ recordingId, lengthMs, code, atMs }: { recordingId: string; lengthMs: number | null; code: string; atMs: number }) {
  const player = usePlayer(recordingId);
  useEffect(() => player.seek(atMs), [player, atMs]);
  useKeys("Sound", [
    { keys: "Space", label: "Play or pause", run: () => player.toggle() },
    { keys: "J", label: "Back 3 seconds", run: () => player.by(-3000) },
    { keys: "H", label: "Hear it from the beginning of the turn", run: () => player.playFrom(atMs) },
  ]);
  return (
    <div className="walk-sound">
      <SoundElement player={player} />
      <SoundBar player={player} label={`the recording of ${code}`} lengthMs={lengthMs} />
    </div>
  );
}

const SCOPES: Readonly<Record<string, string>> = {
  "take-part": "take part",
  quote: "quote",
  "quote-approve-first": "see each quotation first",
  "audio-publish": "publish sound",
  archive: "archive",
};

function Forms({ step }: { step: Walked }) {
  const forms = [...new Set(step.trace.consents.filter((one) => one.form_version).map((one) => `Form ${one.form_version}${one.at ? `, ${one.at}` : ""}`))];
  return <>{forms.map((one) => <p key={one}>{one}</p>)}</>;
}
