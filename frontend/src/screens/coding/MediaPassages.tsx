import { Link } from "../../components";
import { useRead } from "../../state";
import { Crop } from "./Crop";
import type { MediaPassageView } from "./types";

/** What of a code stands on no words: regions of pictures, cut out, with whose they are. */
export function MediaPassages({ codeId, set, team }: { codeId: string; set: string; team: string | null }) {
  const found = useRead("/passages/media", { code_id: codeId, set }, { keepPrevious: true }).data ?? [];
  const shown = found.filter((one) => team === null || teamOfMedia(one) === team);
  if (shown.length === 0) return null;
  return (
    <section className="passages-team" aria-label="In pictures and sound">
      <h2 className="section-title passages-team-name">In pictures and sound</h2>
      <ul>{shown.map((one) => <One key={one.id} one={one} />)}</ul>
    </section>
  );
}

export function teamOfMedia(one: MediaPassageView): string {
  return [one.case_code, one.case_name].filter(Boolean).join(" ") || "No team named";
}

/** "Region of the photograph of the board: upper left, 20% wide and 10% high." */
function altOf({ source, place, description }: MediaPassageView): string {
  return `Region of ${source}: ${place}.${description ? ` The whole picture: ${description}` : ""}`;
}

function One({ one }: { one: MediaPassageView }) {
  const { region, source, label, source_id, place, coders, note } = one;
  return (
    <li className="passage-one">
      <p className="passage-who">
        <b>{label || source}</b>
        {label ? <span className="soft">{one.case_name}</span> : null}
        <Link to={`/code/${source_id}?region=${one.id}`} label={`Open in the picture: ${source}, ${place}`}>in the picture</Link>
      </p>
      <div>
        {region ? <Crop versionId={one.of_id} region={region} width={one.width} alt={altOf(one)} /> : null}
        <p className="t13 soft">{source}: {place}</p>
        {note ? <p className="t13 passage-note">{note}</p> : null}
      </div>
      <p className="t12 soft passage-coders">{coders.join(", ")}</p>
    </li>
  );
}
