import { memo } from "react";

import { Link, Tally, type Mark } from "../../components";
import { livesOf, referenceOf, type Live } from "./markdown";
import { isSound } from "./PieceText";
import { madeOf } from "./made";
import { sentence, type ClaimView, type FaultView, type Known, type QuotationView } from "./types";

const MARKS: Readonly<Record<string, Mark>> = { for: "yes", qualifies: "partly", partly: "partly", otherwise: "no", "not asked": "not-asked", silent: "not-asked" };

export function ClaimTally({ claim }: { claim: ClaimView }) {
  return (
    <Tally
      marks={claim.kind === "interpretive" ? [] : claim.units.map((unit) => MARKS[unit.says] ?? "not-asked")}
      names={claim.units.map((unit) => `${unit.name}: ${unit.says}`)}
      words={claim.words}
      kind={isSound(claim) ? "plain" : "care"}
    />
  );
}

interface MarginProps {
  readonly text: string;
  readonly reportId: string;
  readonly known: Known;
  readonly faults: readonly FaultView[];
}

/** Beside a piece of the text: the state of each live block in it, in their order. */
export const Margin = memo(
  Beside,
  (before, now) =>
    before.text === now.text &&
    before.known === now.known &&
    before.reportId === now.reportId &&
    before.faults.length === now.faults.length &&
    before.faults.every((one, at) => one.reason === now.faults[at]?.reason),
);

function Beside({ text, reportId, known, faults }: MarginProps) {
  const lives = livesOf(text);
  const shown = lives.map((live) => ({ live, note: noteOf(live, known) }));
  const told = new Set(shown.map(({ note }) => note));
  const others = faults.filter((one) => one.refuses && !shown.some(({ live }) => live.kind === "claim") && !told.has(one.reason));
  if (!shown.length && !others.length) return null;
  return (
    <div className="piece-margin">
      {shown.map(({ live, note }) => {
        const claim = live.kind === "claim" ? known.claims.get(live.key) : undefined;
        if (claim) return <ClaimState key={live.start} at={live.start} claim={claim} reportId={reportId} note={reasonOf(claim, live, faults)} />;
        return note ? <p key={live.start} data-at={live.start} className="care t12"><span className="care-mark" aria-hidden="true" /> {note}</p> : null;
      })}
      {shown.every(({ note }) => !note) ? others.map((one, at) => <p key={at} className="care t12"><span className="care-mark" aria-hidden="true" /> {one.reason} {one.advice}</p>) : null}
    </div>
  );
}

/** What the check says of this very sentence says more than the claim's own note. */
function reasonOf(claim: ClaimView, live: Live, faults: readonly FaultView[]): string {
  const told = faults.find((one) => one.sentence === claim.text || one.sentence === live.words);
  return told && !isSound(claim) ? told.reason.replace(/^This (sentence|claim) /, (_, noun: string) => (noun === "claim" ? "It " : "The sentence ")) : claim.note;
}

function ClaimState({ claim, reportId, note, at }: { claim: ClaimView; reportId: string; note: string; at: number }) {
  return (
    <div className="claim-state" data-at={at}>
      <ClaimTally claim={claim} />
      <p className="t12 soft">
        {note ? `${note} ` : ""}
        {claim.searched ? `${sentence(claim.searched)} ` : ""}
        <Link to={`/report/${reportId}/back/${claim.id}`} label={`Walk back from ${claim.key} to the words`}>Walk back</Link>
      </p>
    </div>
  );
}

function noteOf(live: Live, known: Known): string {
  if (live.kind === "quote") {
    const quotation = known.quotations.get(live.key);
    return quotation ? troubleOf(quotation) : `No quotation is called ${live.key}.`;
  }
  if (live.kind === "table" || live.kind === "figure") return madeOf(known.made, live) ? "" : `No ${live.kind} is called ${live.key}.`;
  if (live.kind === "ref") {
    const [, kind = "table or figure", key = live.key] = /^(table|figure):(.+)$/.exec(live.key) ?? [];
    return referenceOf(live, known.named) ? "" : `No ${kind} “${key}” stands in this text to refer to. Put it in a paragraph of its own, or take the reference out.`;
  }
  return known.claims.has(live.key) ? "" : `No claim is called ${live.key}.`;
}

function troubleOf(quotation: QuotationView): string {
  if (quotation.blocked) return "Not printed without consent.";
  return quotation.differs ? `Not as it was said: ${quotation.differs}` : "";
}
