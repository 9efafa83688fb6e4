import { Link, Reading, Waiting } from "../../components";
import { useRead } from "../../state";
import { useMedia } from "../coding/useMedia";
import { StillDrawing } from "../interpretation/StillDrawing";
import type { Made } from "./made";
import { titled } from "./TablePiece";

const PRINTED = 800; // the width it has in the files
const ON_A_PHONE = 340; // reduced to a phone its words would be too small to read

const PLACES: Readonly<Record<string, string>> = {
  "/interpret/levels": "at the levels",
  "/interpret/relations": "among the relations",
  "/interpret/practices": "among the practices",
};

interface FigurePieceProps {
  readonly made: Made;
  readonly id: string;
  readonly caption: string;
  readonly number: number | undefined;
}

/** A figure as the report's files will have it, on a phone drawn anew for its width; the same in words, and where it is changed. */
export function FigurePiece({ made, id, caption, number }: FigurePieceProps) {
  const phone = useMedia("(max-width: 560px)");
  const figure = useRead("/report/figure", { key: id, width: phone ? ON_A_PHONE : PRINTED }, { keepPrevious: true });
  return (
    <Reading of={figure} waiting={<div className="piece-figure piece-figure-waiting"><Waiting /></div>}>
      {(shown) => {
        if (shown.shapes.length === 0) {
          return (
            <div className="piece-made" role="note">
              <p className="t13 strong">{titled("Figure", number, caption || made.about)}</p>
              <p className="t13 care">This figure cannot be drawn. {shown.missing || shown.text_alternative}</p>
              {shown.repair ? <p className="t13"><Link to={made.to}>{shown.repair}</Link></p> : null}
            </div>
          );
        }
        const title = titled("Figure", number, caption || shown.caption);
        return (
          <figure className="piece-figure">
            <StillDrawing figure={shown} title={caption || shown.caption} />
            <figcaption>
              <p className="t13 strong">{title}</p>
              <p className="t12 soft">
                {shown.note ? `${shown.note} ` : ""}Drawn from the study as it stands. <Link to={made.to}>Change it {PLACES[made.to] ?? "where its data stands"}</Link>
              </p>
              <details className="t12 soft">
                <summary>The figure in words</summary>
                <p>{shown.text_alternative}</p>
              </details>
            </figcaption>
          </figure>
        );
      }}
    </Reading>
  );
}
