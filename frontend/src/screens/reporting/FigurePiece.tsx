import { Link, Reading, Waiting } from "../../components";
import { useRead } from "../../state";
import { useMedia } from "../coding/useMedia";
import { StillDrawing } from "../interpretation/StillDrawing";

const PRINTED = 800; // the width it has in the files
const ON_A_PHONE = 340; // reduced to a phone its words would be too small to read

/** A figure as the report's files will have it, on a phone drawn anew for its width; the same in words, and where it is changed. */
export function FigurePiece({ caption }: { caption: string }) {
  const phone = useMedia("(max-width: 560px)");
  const figure = useRead("/figures/levels", { width: phone ? ON_A_PHONE : PRINTED }, { topics: ["relations", "evidence", "placements", "themes", "lenses"], keepPrevious: true });
  return (
    <Reading of={figure} waiting={<div className="piece-figure piece-figure-waiting"><Waiting /></div>}>
      {(shown) => {
        if (shown.shapes.length === 0) {
          return (
            <div className="piece-made" role="note">
              <p className="t13 strong">Figure: {caption || "themes and what acts on what"}</p>
              <p className="t13 care">This figure cannot be drawn. {shown.text_alternative}</p>
              <p className="t13"><Link to="/interpret/levels">Choose a lens</Link></p>
            </div>
          );
        }
        const title = caption || `Themes and what acts on what, through the lens “${shown.lens}”`;
        return (
          <figure className="piece-figure">
            <StillDrawing figure={shown} title={title} />
            <figcaption>
              <p className="t13 strong">{title}</p>
              <p className="t12 soft">
                {shown.note ? `${shown.note} ` : ""}Drawn from the study as it stands. <Link to="/interpret/levels">Change it at the levels</Link>
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
