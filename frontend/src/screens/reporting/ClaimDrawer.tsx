import { useState } from "react";

import { Button, Checkbox, Dialog, Drawer, Link, Menu, OptionRow, Reading, Select } from "../../components";
import { navigate, newId, useMay, useRead, useWrite } from "../../state";
import { UNITS } from "./ClaimDialog";
import { ClaimTally } from "./Margin";
import { inPlainWords, marksOf } from "./marks";
import { Over } from "./Over";
import { PassagePicker } from "./PassagePicker";
import { Searched } from "./Searched";
import type { Body } from "./useBody";
import { clock, deskAddress, QUANTIFIERS, STANCES, type ClaimPage, type ClaimView, type EvidenceView, type Stance } from "./types";

const CHANGED = { topics: ["claims", "evidence", "report"] };

/** A claim: its count, unit by unit, and the evidence, what tells it otherwise first. */
export function ClaimDrawer({ reportId, claimId, body }: { reportId: string; claimId: string; body: Body }) {
  const page = useRead("/claims/page", { id: claimId }, { topics: ["reports"] });
  const back = (): void => navigate(`/report/${reportId}`);
  return (
    <Drawer title={page.data ? `Claim ${page.data.claim.key}` : "Claim"} open onClose={back}>
      <Reading of={page}>{(found) => <Inside page={found} reportId={reportId} body={body} onGone={back} />}</Reading>
    </Drawer>
  );
}

function Inside({ page, reportId, body, onGone }: { page: ClaimPage; reportId: string; body: Body; onGone: () => void }) {
  const { claim, evidence } = page;
  const outside = new Set(page.outside);
  const may = useMay("write");
  const [linking, setLinking] = useState(false);
  const remove = useWrite("/claims/remove", { ...CHANGED, onDone: onGone });
  const link = useWrite("/evidence/link", CHANGED);
  return (
    <div className="stack claim-page">
      <p className="said">{claim.said || claim.text}</p>
      <Worded claim={claim} reportId={reportId} />
      <div className="claim-count">
        <ClaimTally claim={claim} />
        {claim.note ? <p className="t13 care">{claim.note}</p> : null}
      </div>
      {may ? <OwnReading claim={claim} /> : null}
      {claim.kind === "empirical" ? <Units claim={claim} /> : null}
      {may && claim.kind === "empirical" ? <Wording claim={claim} /> : null}
      {may && claim.kind === "empirical" ? <Unit claim={claim} /> : null}
      {claim.kind === "empirical" ? <OverWhom claim={claim} may={may} /> : null}
      <p className="claim-ways">
        {evidence.length ? <Link to={`/report/${reportId}/back/${claim.id}`}>Walk back to the words</Link> : null}
        {may ? <Button onPress={() => setLinking(!linking)} pressed={linking}>{linking ? "Done linking" : "Link evidence"}</Button> : null}
      </p>
      {linking ? (
        <PassagePicker
          taken={new Set(evidence.map((one) => `${one.version_id} ${one.start}-${one.end}`))}
          ways={[{ id: "supports", label: "Supports" }, { id: "qualifies", label: "On a condition" }, { id: "contradicts", label: "Otherwise" }]}
          onTake={(one, way) =>
            link.mutate({
              id: newId(),
              subject_kind: "claim",
              subject_id: claim.id,
              stance: way as Stance,
              version_id: one.version_id,
              start: one.start,
              end: one.end,
            })
          }
        />
      ) : null}
      <Searched page={page} may={may} />
      <section aria-label="Evidence">
        <h3 className="section-title">Evidence</h3>
        {evidence.length === 0 ? (
          <p className="t13 soft">{claim.practice ? `It counts the settled practice ${claim.practice.replace("=", ": ")}. No passage is linked to it.` : "Nothing is linked to this sentence yet. Link passages of a code, or passages while you read."}</p>
        ) : (
          <ul>{evidence.map((one) => <Piece key={one.id} one={one} may={may} outside={outside.has(one.id)} />)}</ul>
        )}
      </section>
      {may ? <Removing claim={claim} body={body} onRemove={() => remove.mutate({ id: claim.id })} /> : null}
    </div>
  );
}

/** Where a report words it otherwise than it was made: each is told, so that nobody counts behind another sentence. */
export function Worded({ claim, reportId }: { claim: ClaimView; reportId: string }) {
  const said = claim.said || claim.text;
  const elsewhere = (claim.wordings ?? []).filter((one) => one.text !== said);
  if (said === claim.text && elsewhere.length === 0) return null;
  return (
    <ul className="claim-worded t13 soft">
      {said === claim.text ? null : <li>Made as: <span className="serif">{claim.text}</span></li>}
      {elsewhere.map((one) => (
        <li key={`${one.report_id} ${one.text}`}>{one.report_id === reportId ? "Also in this report" : <>In <Link to={`/report/${one.report_id}`}>{one.report}</Link></>}: <span className="serif">{one.text}</span></li>
      ))}
    </ul>
  );
}

/** Where the text names the claim, its mark would stand there alone: say so, and offer to take it out. */
function Removing({ claim, body, onRemove }: { claim: ClaimView; body: Body; onRemove: () => void }) {
  const [asking, setAsking] = useState(false);
  const n = marksOf(body.text, claim.key);
  const ask = (): void => (n > 0 ? setAsking(true) : onRemove());
  const withMarks = (): void => {
    body.change(inPlainWords(body.text, claim.key, claim.text));
    body.keep();
    onRemove();
  };
  return (
    <>
      <Button kind="care" onPress={ask}>Remove the claim</Button>
      <Dialog
        grave
        open={asking}
        title={`Remove claim ${claim.key}?`}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button kind="care" onPress={withMarks}>{n === 1 ? "Remove it, keep the sentence" : `Remove it, keep the ${n} sentences`}</Button>
            <Button onPress={onRemove}>Remove it, leave its mark</Button>
            <Button kind="quiet" onPress={() => setAsking(false)}>Leave it</Button>
          </>
        }
      >
        {`The text names it ${n === 1 ? "once" : `${n} times`}, as {{claim:${claim.key}}}. Kept, the sentence stands there in plain words. With its mark left it counts nothing, and a release is refused until the mark is taken out.`}
      </Dialog>
    </>
  );
}

/** As many that say nothing are listed with the others. */
const FEW = 3;
const SAYS: Readonly<Record<string, string>> = { for: "says so", qualifies: "on a condition", partly: "partly", otherwise: "told otherwise", "not asked": "not asked", silent: "says nothing" };

/** Unit by unit. Those that say nothing are one line until one asks: what can be done comes before them. */
function Units({ claim }: { claim: ClaimView }) {
  const [all, setAll] = useState(false);
  const silent = claim.units.filter((unit) => unit.says === "silent");
  const folded = silent.length > FEW;
  const shown = folded && !all ? claim.units.filter((unit) => unit.says !== "silent") : claim.units;
  return (
    <div>
      {shown.length ? (
        <ul className="claim-units t13">
          {shown.map((unit) => (
            <li key={unit.id}>
              <span>{unit.name || unit.code}</span>
              <span className={unit.says === "otherwise" ? "care" : unit.says === "for" ? "" : "soft"}>{SAYS[unit.says] ?? unit.says}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {folded ? (
        <p className="t13 soft">
          {silent.length === claim.units.length ? `All ${silent.length} say nothing yet.` : `${silent.length} say nothing.`}{" "}
          <button type="button" className="link-like" aria-expanded={all} onClick={() => setAll(!all)}>{all ? "Hide them" : "Show them"}</button>
        </p>
      ) : null}
    </div>
  );
}

/** Whether it is counted or the author's own reading; what is linked to it stays either way. */
function OwnReading({ claim }: { claim: ClaimView }) {
  const change = useWrite("/claims/change", CHANGED);
  return (
    <Checkbox checked={claim.kind === "interpretive"} onChange={(own) => change.mutate({ id: claim.id, kind: own ? "interpretive" : "empirical" })} about="It interprets; nothing is counted behind it, and it is printed as yours.">
      My own reading
    </Checkbox>
  );
}

function Wording({ claim }: { claim: ClaimView }) {
  const change = useWrite("/claims/change", CHANGED);
  return (
    <Select
      label="How much it claims"
      value={claim.quantifier}
      onChange={(quantifier) => change.mutate({ id: claim.id, quantifier, ...(quantifier === "exactly n" ? { n: claim.n ?? claim.n_supports } : {}) })}
      options={QUANTIFIERS.map((one) => (one.id === "exactly n" && claim.quantifier === "exactly n" ? { ...one, label: `Exactly ${claim.n}` } : one))}
    />
  );
}

/** Of what it counts: changing it counts anew. */
function Unit({ claim }: { claim: ClaimView }) {
  const change = useWrite("/claims/change", CHANGED);
  return <OptionRow label="What is counted" showLabel layout="segments" value={claim.unit} onChange={(unit) => change.mutate({ id: claim.id, unit })} options={UNITS} />;
}

/** Over whom it counts, and a way to change that. */
function OverWhom({ claim, may }: { claim: ClaimView; may: boolean }) {
  const [open, setOpen] = useState(false);
  const change = useWrite("/claims/change", CHANGED);
  const { case_ids, roles, words } = claim.scope;
  const cases = words || (case_ids.length && claim.unit === "cases" ? claim.units.map((one) => one.name || one.code).join(", ") : case_ids.length ? `${case_ids.length} cases` : "");
  const said = [cases, roles.length ? `${roles.length === 1 ? "role" : "roles"} ${roles.join(", ")}` : ""].filter(Boolean).join("; ") || (claim.unit === "participants" ? "everybody" : claim.unit === "encounters" ? "every interview" : "every team");
  return (
    <section aria-label="Over whom it counts" className="stack">
      <p className="t13">
        Counted over {said}.{" "}
        {may ? <button type="button" className="link-like" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? "Done" : "Change"}</button> : null}
      </p>
      {open ? (
        <Over
          unit={claim.unit}
          value={{ caseIds: case_ids, roles, words }}
          onChange={(over) => change.mutate({ id: claim.id, scope: { case_ids: [...over.caseIds], roles: [...over.roles], words: over.words } })}
        />
      ) : null}
    </section>
  );
}

function Piece({ one, may, outside }: { one: EvidenceView; may: boolean; outside: boolean }) {
  const turn = useWrite("/evidence/stance", CHANGED);
  const unlink = useWrite("/evidence/unlink", CHANGED);
  const stance = STANCES.find((known) => known.id === one.stance)?.label ?? one.stance;
  const where = [one.label, one.turn !== null ? `turn ${one.turn}` : "", one.t0_ms !== null ? clock(one.t0_ms) : ""].filter(Boolean).join(" · ");
  return (
    <li className="evidence">
      <div className="evidence-head t12">
        <span className={one.stance === "contradicts" ? "care medium" : "medium"}>{stance}</span>
        {may ? (
          <Menu
            label={`Change evidence of ${one.label || one.target_kind}`}
            actions={[
              ...STANCES.filter((known) => known.id !== one.stance).map((known) => ({ id: known.id, label: known.label, run: () => turn.mutate({ id: one.id, stance: known.id }) })),
              { id: "unlink", label: "Unlink", run: () => unlink.mutate({ id: one.id }), care: true, apart: true },
            ]}
          >
            Change
          </Menu>
        ) : null}
      </div>
      {one.words ? <blockquote className="said">{one.words}</blockquote> : <p className="t13">{one.note || `A settled ${one.target_kind}`}{one.case_code ? ` of ${one.case_code}` : ""}</p>}
      {one.gone ? <p className="t12 care">What it rested on is there no more, so it counts for nothing. Unlink it, or undo what took it away.</p> : null}
      {outside ? <p className="t12 care">It lies outside what is counted, so it counts for nothing here and does not stand behind the sentence.</p> : null}
      <p className="t12 soft">
        {where} {one.source_id ? <Link to={deskAddress(one.source_id, one.start, one.end)}>In its text</Link> : null}
      </p>
    </li>
  );
}
