/** One recording that is heard: where it is, whether it plays, how fast. The element on the page does the playing. */

import { useEffect, useMemo } from "react";

import { addressOf } from "../api/client";
import { useRead } from "./queries";
import { createStore, type Store } from "./store";

export interface Heard {
  readonly recordingId: string | null;
  readonly playing: boolean;
  readonly atMs: number;
  /** As the file tells it; null until it does. */
  readonly lengthMs: number | null;
  readonly speed: number;
  /** It cannot be played, in words; empty where it can. */
  readonly trouble: string;
}

export const SPEEDS = [0.75, 1, 1.25, 1.5, 2] as const;
const KEPT = "anselm-speed";
const STILL: Heard = { recordingId: null, playing: false, atMs: 0, lengthMs: null, speed: 1, trouble: "" };
const TROUBLE = "The sound cannot be played: it is not on this computer any more, or of a kind this browser does not know.";

/** Nothing plays by itself: every sound follows a press. */
export class Player {
  readonly now: Store<Heard> = createStore<Heard>({ ...STILL, speed: keptSpeed() });
  private audio: HTMLMediaElement | null = null;
  /** Where a stretch ends that is heard by itself. */
  private until: number | null = null;
  /** Where to begin once the file has told how long it is. */
  private waiting: number | null = null;

  /** The element that plays; null when it goes. */
  readonly attach = (audio: HTMLMediaElement | null): void => {
    if (this.audio) for (const [name, hear] of Object.entries(this.hearing)) this.audio.removeEventListener(name, hear);
    this.audio?.pause();
    this.audio = audio;
    if (!audio) return;
    for (const [name, hear] of Object.entries(this.hearing)) audio.addEventListener(name, hear);
    audio.preload = "metadata";
    this.load();
  };

  open(recordingId: string | null): void {
    if (recordingId === this.now.get().recordingId) return;
    this.now.set((before) => ({ ...STILL, recordingId, speed: before.speed }));
    this.waiting = null;
    this.until = null;
    this.load();
  }

  toggle(): void {
    this.until = null;
    if (!this.audio || this.now.get().recordingId === null) return;
    if (this.audio.paused) this.play();
    else this.audio.pause();
  }

  pause(): void {
    this.audio?.pause();
  }

  /** Hear a recording from a moment. */
  playFrom(atMs: number, recordingId: string | null = this.now.get().recordingId): void {
    this.open(recordingId);
    this.seek(atMs);
    this.play();
  }

  /** Hear a stretch and no more; it ends within a frame of its end. */
  playStretch(startMs: number, endMs: number, recordingId: string | null = this.now.get().recordingId): void {
    this.playFrom(startMs, recordingId);
    this.until = endMs;
    this.watch();
  }

  private watch(): void {
    requestAnimationFrame(() => {
      const { audio, until } = this;
      if (!audio || until === null) return;
      if (!audio.seeking && this.waiting === null && audio.currentTime * 1000 >= until) {
        this.until = null;
        audio.pause();
      } else this.watch();
    });
  }

  seek(atMs: number): void {
    this.until = null;
    const { audio } = this;
    if (!audio) return;
    const most = this.now.get().lengthMs ?? Infinity;
    const to = Math.max(0, Math.min(atMs, most));
    if (audio.readyState === 0) this.waiting = to;
    else audio.currentTime = to / 1000;
    this.now.set((before) => ({ ...before, atMs: to }));
  }

  /** The moment that is heard now: `now` follows only some four times a second. */
  atMs(): number {
    return this.waiting ?? (this.audio ? this.audio.currentTime * 1000 : this.now.get().atMs);
  }

  /** Some milliseconds on, or back. */
  by(ms: number): void {
    this.seek(this.atMs() + ms);
  }

  setSpeed(speed: number): void {
    if (this.audio) this.audio.playbackRate = speed;
    this.now.set((before) => ({ ...before, speed }));
    try {
      localStorage.setItem(KEPT, String(speed));
    } catch {
      // A browser that keeps nothing plays at this speed until the tab is closed.
    }
  }

  private play(): void {
    // A press of pause, or another file, may come before it has begun: that is no trouble.
    this.audio?.play().catch(() => undefined);
  }

  private load(): void {
    const { audio } = this;
    const { recordingId } = this.now.get();
    if (!audio) return;
    if (recordingId === null) {
      audio.removeAttribute("src");
      return;
    }
    audio.src = addressOf("/recordings/sound", { recording_id: recordingId });
  }

  private readonly hearing: Readonly<Record<string, () => void>> = {
    loadedmetadata: () => {
      const { audio, waiting } = this;
      if (!audio) return;
      audio.playbackRate = this.now.get().speed;
      if (waiting !== null) audio.currentTime = waiting / 1000;
      this.waiting = null;
      this.tell();
    },
    durationchange: () => this.tell(),
    timeupdate: () => this.tell(),
    seeked: () => this.tell(),
    play: () => this.tell(),
    pause: () => this.tell(),
    ended: () => this.tell(),
    error: () => this.now.set((before) => ({ ...before, playing: false, trouble: before.recordingId === null ? "" : TROUBLE })),
  };

  private tell(): void {
    const { audio } = this;
    if (!audio) return;
    const lengthMs = Number.isFinite(audio.duration) ? audio.duration * 1000 : null;
    const atMs = this.waiting ?? audio.currentTime * 1000;
    this.now.set((before) => ({ ...before, playing: !audio.paused && !audio.ended, atMs, lengthMs, trouble: "" }));
  }
}

function keptSpeed(): number {
  try {
    const kept = Number(localStorage.getItem(KEPT));
    return SPEEDS.some((one) => one === kept) ? kept : 1;
  } catch {
    return 1;
  }
}

/** A player for as long as the component is there. */
export function usePlayer(recordingId: string | null = null): Player {
  const player = useMemo(() => new Player(), []);
  useEffect(() => {
    if (recordingId !== null) player.open(recordingId);
  }, [player, recordingId]);
  return player;
}

export interface Hearing {
  readonly player: Player;
  /** The recording that may be heard, by source. */
  readonly recordings: ReadonlyMap<string, string>;
}

/** One player for many passages, and which of them can be heard. */
export function useHeard(): Hearing {
  const player = usePlayer();
  const found = useRead("/recordings", {}).data;
  const recordings = useMemo(() => new Map((found ?? []).filter((one) => one.playable).flatMap((one) => one.source_ids.map((id) => [id, one.id] as const))), [found]);
  return { player, recordings };
}
