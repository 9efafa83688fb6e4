import { HearIt, Link, SoundElement } from "../../components";
import { useHeard, useRead, type Hearing } from "../../state";
import { spokenClock } from "../../model/sound";
import { Crop } from "./Crop";
import type { MediaPassageView } from "./types";

/** What of a code stands on no words: regions of pictures, cut out, and stretches of sound, to be heard, with whose they are. */
export function MediaPassages({ codeId, set, team }: { codeId: string; set: string; team: string | null }) {
  const found = useRead("/passages/media", { code_id: codeId, set }, { keepPrevious: true }).data ?? [];
  const hearing = useHeard();
  const shown = found.filter((one) => team === null || teamOfMedia(one) === team);
  if (shown.length === 0) return null;
  return (
    <section className="passages-team" aria-label="In pictures and sound">
      <h2 className="section-title passages-team-name">In pictures and sound</h2>
      {shown.some((one) => one.stretch) && hearing.recordings.size > 0 ? <SoundElement player={hearing.player} /> : null}
      <ul>{shown.map((one) => (one.stretch ? <Heard key={one.id} one={one} hearing={hearing} /> : <One key={one.id} one={one} />))}</ul>
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

function onSheet({ region }: MediaPassageView): string {
  return region?.page ? "on the page" : "in the picture";
}

/** The region at the desk: of a page on the pages it was coded on, whatever file has followed since. */
function wayTo({ source_id, id, of_id, region }: MediaPassageView): string {
  return region?.page ? `/code/${source_id}?page=${region.page}&region=${id}&pages=${of_id}` : `/code/${source_id}?region=${id}`;
}

function One({ one }: { one: MediaPassageView }) {
  const { region, source, label, place, coders, note } = one;
  return (
    <li className="passage-one">
      <p className="passage-who">
        <b>{label || source}</b>
        {label ? <span className="soft">{one.case_name}</span> : null}
        <Link to={wayTo(one)} label={`Open ${onSheet(one)}: ${source}, ${place}`}>{onSheet(one)}</Link>
      </p>
      <div>
        {one.covered ? <p className="t13 soft">The page shows names that are replaced in its text, so it is not cut out here.</p> : null}
        {region && !one.covered ? <Crop versionId={one.of_id} region={region} width={one.width} alt={altOf(one)} /> : null}
        <p className="t13 soft">{source}: {place}</p>
        {note ? <p className="t13 passage-note">{note}</p> : null}
      </div>
      <p className="t12 soft passage-coders">{coders.join(", ")}</p>
    </li>
  );
}

/** A stretch of sound: from when to when, heard by itself, and the way to its first second at the desk. */
function Heard({ one, hearing }: { one: MediaPassageView; hearing: Hearing }) {
  const { stretch, source, label, source_id, place, coders, note, case_name } = one;
  const recordingId = hearing.recordings.get(source_id);
  return (
    <li className="passage-one">
      <p className="passage-who">
        <b>{label || source}</b>
        {label ? <span className="soft">{case_name}</span> : null}
        <Link to={`/code/${source_id}?stretch=${one.id}`} className="num" label={`${place}: open it in the sound of ${source}`}>{place}</Link>
      </p>
      <div>
        <p className="t13 soft">A stretch of the recording{source === label ? "" : ` of ${source}`}, {lasting(stretch)}.</p>
        {stretch && recordingId ? <HearIt player={hearing.player} recordingId={recordingId} atMs={stretch.start_ms} untilMs={stretch.end_ms} of={`${label || source}, stretch`} /> : null}
        {note ? <p className="t13 passage-note">{note}</p> : null}
      </div>
      <p className="t12 soft passage-coders">{coders.join(", ")}</p>
    </li>
  );
}

function lasting(stretch: MediaPassageView["stretch"]): string {
  const seconds = stretch ? (stretch.end_ms - stretch.start_ms) / 1000 : 0;
  return seconds < 60 ? `${seconds.toFixed(1)} seconds long` : `${spokenClock(seconds * 1000)} long`;
}
