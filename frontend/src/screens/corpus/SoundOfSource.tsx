import { useState } from "react";

import { Button, Dialog, DropZone, FileList, Link, sizeWords } from "../../components";
import { clock } from "../../model/text";
import { announce, navigate, useRead, useWrite } from "../../state";
import { SOUND_ENDINGS, useSounds } from "../study/withSound";
import { dayWords, type RecordingView, type SourceRow } from "./types";

const TOPICS = ["recordings", "sources", "encounters"] as const;

/** The recording of a source: brought in here, heard at the desk, destroyed for good here. */
export function SoundOfSource({ row, may }: { row: SourceRow; may: boolean }) {
  const found = useRead("/recordings", { source_id: row.id }).data ?? [];
  const living = found.find((one) => !one.destroyed_at);
  const gone = found.filter((one) => one.destroyed_at);
  return (
    <div className="source-form">
      {living ? <Kept recording={living} row={row} may={may} /> : null}
      {gone.map((one) => <p key={one.id} className="t13 soft">{one.why_not}</p>)}
      <Coded row={row} heard={living?.playable ?? false} />
      {living || !may ? (living || gone.length ? null : <p className="soft">No recording is kept.</p>) : <Bring row={row} />}
    </div>
  );
}

function Kept({ recording, row, may }: { recording: RecordingView; row: SourceRow; may: boolean }) {
  const [asking, setAsking] = useState(false);
  const facts = [
    recording.duration_ms === null ? "" : clock(recording.duration_ms),
    sizeWords(recording.n_bytes),
    recording.retain_until ? `kept until ${dayWords(recording.retain_until)}` : "",
  ].filter(Boolean);
  return (
    <>
      <p>A recording of {recording.encounter_code} is kept <span className="soft num">({facts.join(", ")})</span>.</p>
      {recording.why_not ? <p className="care">{recording.why_not}</p> : null}
      {recording.warning ? <p className="soft">{recording.warning} You may listen while you work; it is asked for before anything is published.</p> : null}
      <div className="source-keep">
        {recording.playable ? <Button onPress={() => navigate(`/code/${row.id}`)}>Hear it with the text</Button> : null}
        {may ? <Button kind="care" onPress={() => setAsking(true)}>Destroy the recording</Button> : null}
      </div>
      {asking ? <Destroy recording={recording} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

/** What is coded in it, each with the way to its first second at the desk. */
function Coded({ row, heard }: { row: SourceRow; heard: boolean }) {
  const marks = (useRead("/codings/media", { source_id: row.id }).data ?? []).filter((one) => one.stretch !== null);
  const codes = useRead("/codes", { round_id: "", with_retired: true }).data ?? [];
  if (marks.length === 0) return null;
  return (
    <section aria-label="Coded stretches">
      <h3 className="section-title">Coded stretches</h3>
      <ul className="sound-coded t13">
        {marks.map((one) => (
          <li key={one.id}>
            {heard ? <Link to={`/code/${row.id}?stretch=${one.id}`} className="num">{one.place}</Link> : <span className="num">{one.place}</span>} {codes.find((code) => code.id === one.code_id)?.name ?? "A code not shown"} <span className="soft">{one.mine ? "you" : one.coder}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Destroy({ recording, onClose }: { recording: RecordingView; onClose: () => void }) {
  const destroy = useWrite("/recordings/destroy", { topics: TOPICS, onDone: () => announce("The recording is destroyed.") });
  return (
    <Dialog
      title={`Destroy the recording of ${recording.encounter_code}`}
      open
      grave
      onClose={onClose}
      actions={
        <>
          <Button kind="care" onPress={() => { destroy.mutate({ recording_id: recording.id }); onClose(); }}>Destroy it for good</Button>
          <Button kind="quiet" onPress={onClose}>Leave it</Button>
        </>
      }
    >
      <p>Its bytes leave this computer’s disk and nothing brings them back. The transcript, its times and its codings stay; that there was a recording and the day it was destroyed stay known. Copies you made of the study’s folder are not reached from here.</p>
    </Dialog>
  );
}

function Bring({ row }: { row: SourceRow }) {
  const importing = useSounds(row.id);
  return (
    <>
      <DropZone one title="Drop the recording here" about="MP3, M4A, MP4, WAV, Ogg, FLAC or WebM, up to 512 MB. It stays on this computer." chooseLabel="Choose the recording" accept={SOUND_ENDINGS} onFiles={importing.add} />
      <FileList files={importing.files} onStop={importing.stop}>{null}</FileList>
    </>
  );
}
