import { memo, type ReactNode } from "react";

import { classes, Link } from "../../components";
import { FigurePiece } from "./FigurePiece";
import { TablePiece } from "./TablePiece";
import { entriesOf, inlinesOf, livesOf, plainOf, referenceOf, type Inline, type Live, type Piece } from "./markdown";
import { madeOf } from "./made";
import { clock, deskAddress, type ClaimView, type Known, type QuotationView } from "./types";

interface Shown {
  readonly reportId: string;
  readonly known: Known;
  /** Of a table or figure, which of its kind it is in the text. */
  readonly number?: number | undefined;
}

/** A piece of the text as it is read. A letter written elsewhere moves it and leaves it as it is. */
export const PieceText = memo(
  Shape,
  (before, now) => before.piece.text === now.piece.text && before.piece.kind === now.piece.kind && before.known === now.known && before.number === now.number && before.reportId === now.reportId,
);

function Shape({ piece, ...shown }: Shown & { piece: Piece }) {
  switch (piece.kind) {
    case "heading":
      return piece.level <= 2 ? <h2 className={classes("serif strong", piece.level === 1 ? "t26" : "t22")}>{plainOf(piece.text)}</h2> : <h3 className="serif t18 strong">{plainOf(piece.text)}</h3>;
    case "rule":
      return <hr className="piece-line" />;
    case "live": {
      const live = livesOf(piece.text)[0];
      return live ? <Alone live={live} {...shown} /> : null;
    }
    case "list":
      return <ul className="piece-entries said">{entriesOf(piece).map((entry, at) => <li key={at}><Words of={inlinesOf(entry)} {...shown} /></li>)}</ul>;
    case "quote":
      return <blockquote className="said soft"><Words of={inlinesOf(entriesOf(piece)[0] ?? "")} {...shown} /></blockquote>;
    default:
      return <p className="said"><Words of={inlinesOf(piece.text)} {...shown} /></p>;
  }
}

function Words({ of, ...shown }: Shown & { of: readonly Inline[] }): ReactNode {
  return of.map((one, at) => {
    if (one.kind === "text") return <span key={at}>{one.text}</span>;
    if (one.kind === "strong") return <strong key={at}><Words of={one.children} {...shown} /></strong>;
    if (one.kind === "emphasis") return <em key={at}><Words of={one.children} {...shown} /></em>;
    if (one.kind === "live") return <InWords key={at} live={one.live} inner={one.children} {...shown} />;
    return null;
  });
}

/** Whether a claim's sentence says what its count says. */
export function isSound(claim: ClaimView): boolean {
  return claim.support === "supported" || claim.support === "interpretive";
}

function InWords({ live, inner, reportId, known }: Shown & { live: Live; inner: readonly Inline[] }) {
  const claim = known.claims.get(live.key);
  if (live.kind === "claim" && claim) {
    return (
      <Link to={`/report/${reportId}/claim/${claim.id}`} plain className={classes("claim-words", !isSound(claim) && "claim-care")}>
        {inner.length ? <Words of={inner} reportId={reportId} known={known} /> : claim.text}
      </Link>
    );
  }
  const quotation = known.quotations.get(live.key);
  if (live.kind === "quote" && quotation) return <q className="quote-inline">{quotation.blocked ? `words of ${quotation.label}, not printed` : live.words || quotation.printed}</q>;
  const reference = live.kind === "ref" ? referenceOf(live, known.named) : "";
  // Followed in TextColumn, which knows where it stands.
  if (reference) return <a href={`#${live.key}`} data-refers={live.key} className="piece-refers">{reference}</a>;
  return <code className="piece-code">{`{{${live.kind}:${live.key}}}`}</code>;
}

function Alone({ live, known, reportId, number }: Shown & { live: Live }) {
  const quotation = known.quotations.get(live.key);
  if (live.kind === "quote" && quotation) return quotation.blocked ? <Blocked quotation={quotation} /> : <Quoted quotation={quotation} words={live.words} />;
  const made = madeOf(known.made, live);
  if (made?.kind === "figure") return <FigurePiece made={made} id={live.key} caption={live.words} number={number} />;
  if (made) return <TablePiece made={made} id={live.key} caption={live.words} number={number} reportId={reportId} />;
  return <p className="said"><InWords live={live} inner={[]} known={known} reportId={reportId} /></p>;
}

function Quoted({ quotation, words }: { quotation: QuotationView; words: string }) {
  return (
    <figure className="quoted">
      <figcaption className="quoted-who">
        <span className="t13 strong">{quotation.label}</span>
        <Link to={deskAddress(quotation.source_id, quotation.start, quotation.end)} className="t13 num">
          {quotation.t0_ms !== null ? clock(quotation.t0_ms) : quotation.turn !== null ? `turn ${quotation.turn}` : "in its text"}
        </Link>
      </figcaption>
      <blockquote className="said">{words || quotation.printed}</blockquote>
    </figure>
  );
}

function Blocked({ quotation }: { quotation: QuotationView }) {
  return (
    <div className="quoted-blocked" role="note">
      <s className="t13 strong care">{quotation.label}</s>
      <p className="t13">
        This quotation cannot be printed. {quotation.blocked} The passage still counts as evidence; the words do not appear.
      </p>
    </div>
  );
}
