import { useState, type KeyboardEvent, type ReactNode, type RefObject, type SyntheticEvent } from "react";

import { clock } from "../model/text";
import { spokenClock } from "../model/sound";
import { SPEEDS, type Player } from "../state/sound";
import { useStore } from "../state/store";
import { Select } from "./Choice";
import { classes } from "./classes";
import { KeyCap, keyShortcuts } from "./KeyCap";
import "./SoundBar.css";

export interface SoundBarProps {
  readonly player: Player;
  /** What is heard, for whoever does not see the page around it. */
  readonly label: string;
  /** How long it is, where that is known before the file is there. */
  readonly lengthMs: number | null;
  /** Choices at the end of the line. */
  readonly children?: ReactNode;
  /** A line above: what is not known of consent, or what is being done. */
  readonly above?: ReactNode;
  readonly className?: string;
  /** The button that plays. */
  readonly playRef?: RefObject<HTMLButtonElement | null>;
}

/** A recording as one quiet line: play, where it is, how long, how fast. */
export function SoundBar({ player, label, lengthMs, children, above, className, playRef }: SoundBarProps) {
  const { atMs, lengthMs: told, speed, trouble } = useStore(player.now);
  const length = told ?? lengthMs;
  return (
    <section className={classes("sound", className)} aria-label={label}>
      {above}
      {trouble ? <p className="sound-above care" role="status">{trouble}</p> : null}
      <div className="sound-line">
        <PlayButton player={player} button={playRef} />
        <time className="sound-time num" dateTime={`PT${Math.floor(atMs / 1000)}S`}>{clock(atMs)}</time>
        <Position player={player} length={length} label={`Position in ${label}`} />
        <span className="sound-time soft num">{length === null ? "" : clock(length)}</span>
        <Select label="Speed" inline value={String(speed)} onChange={(id) => player.setSpeed(Number(id))} options={SPEEDS.map((one) => ({ id: String(one), label: `${one}×` }))} />
        {children}
        <span className="sound-keys by-pointer" aria-hidden="true"><KeyCap keys="Space" /> play <KeyCap keys="J" /> back 3 s</span>
      </div>
    </section>
  );
}

function PlayButton({ player, button }: { player: Player; button: SoundBarProps["playRef"] }) {
  const { playing } = useStore(player.now);
  return (
    <button ref={button} type="button" className="sound-play" aria-label={playing ? "Pause" : "Play"} aria-keyshortcuts={keyShortcuts("Space")} onClick={() => player.toggle()}>
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">{playing ? <path d="M2 1h3.5v12H2zM8.5 1H12v12H8.5z" /> : <path d="M3 1l10 6-10 6z" />}</svg>
    </button>
  );
}

/** The keys of the page act here too: one has just moved the sound and wants to hear it. */
function pressed(event: KeyboardEvent, player: Player): void {
  if (event.key === " ") player.toggle();
  else if (event.key.toLowerCase() === "j" && !event.ctrlKey && !event.metaKey && !event.altKey) player.by(-3000);
  else return;
  event.preventDefault();
}

function Position({ player, length, label }: { player: Player; length: number | null; label: string }) {
  const { atMs } = useStore(player.now);
  const most = Math.max(1, Math.ceil((length ?? 0) / 1000));
  const at = Math.min(most, atMs / 1000);
  return (
    <input
      type="range"
      className="sound-position"
      min={0}
      max={most}
      step={1}
      value={Math.floor(at)}
      disabled={length === null}
      aria-label={label}
      aria-valuetext={`${spokenClock(atMs)}${length === null ? "" : ` of ${spokenClock(length)}`}`}
      style={{ "--at": `${(at / most) * 100}%` } as React.CSSProperties}
      onChange={(event) => player.seek(Number(event.target.value) * 1000)}
      onKeyDown={(event) => pressed(event, player)}
    />
  );
}

export interface SoundElementProps {
  readonly player: Player;
  /** MP4 and WebM may hold a picture: then it is shown. */
  readonly mediaType?: string;
  readonly label?: string;
}

/** The element that plays. Sound shows nothing: the line above it does. A film shows its picture. */
export function SoundElement({ player, mediaType = "", label = "" }: SoundElementProps) {
  const [seen, setSeen] = useState(false);
  if (!/mp4|webm/.test(mediaType)) return <audio ref={player.attach} className="unseen" aria-hidden="true" />;
  const look = (event: SyntheticEvent<HTMLVideoElement>): void => setSeen(event.currentTarget.videoWidth > 0);
  return <video ref={player.attach} className={seen ? "sound-picture" : "unseen"} playsInline onLoadedMetadata={look} onResize={look} {...(seen ? { "aria-label": `The picture of ${label}` } : { "aria-hidden": true })} />;
}

export interface HearItProps {
  readonly player: Player;
  readonly recordingId: string;
  readonly atMs: number;
  /** Where it ends by itself; the sound goes on where none is given. */
  readonly untilMs?: number;
  /** What is heard: "2B, turn 4". */
  readonly of: string;
  readonly keys?: string;
}

/** Hear a passage from its first second. */
export function HearIt({ player, recordingId, atMs, untilMs, of, keys }: HearItProps) {
  const now = useStore(player.now);
  // Of several stretches of one recording only the one that is heard says so.
  const inside = untilMs === undefined || (now.atMs >= atMs - 100 && now.atMs < untilMs);
  const here = now.recordingId === recordingId && now.playing && inside;
  const hear = (): void => (untilMs === undefined ? player.playFrom(atMs, recordingId) : player.playStretch(atMs, untilMs, recordingId));
  const words = here ? "Pause" : "Hear it";
  return (
    <button
      type="button"
      className={classes("hear", here && "hear-now")}
      aria-label={`${words}: ${of}, from ${spokenClock(atMs)}`}
      {...(keys ? { "aria-keyshortcuts": keyShortcuts(keys) } : {})}
      onClick={() => (here ? player.pause() : hear())}
    >
      <svg width="10" height="10" viewBox="0 0 14 14" aria-hidden="true">{here ? <path d="M2 1h3.5v12H2zM8.5 1H12v12H8.5z" /> : <path d="M3 1l10 6-10 6z" />}</svg>
      {words}
      {keys ? <KeyCap keys={keys} /> : null}
    </button>
  );
}
