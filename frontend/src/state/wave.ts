/** The waveform of a recording, worked out in this browser from the sound it gets anyway; nothing of it is kept. */

import { useEffect, useState } from "react";

import { bytes } from "../api/client";
import { boxed } from "../model/boxes";
import { framed, type ReadBytes, type Slice } from "../model/slices";
import { moment, Peaks, WavReader, type Wave } from "../model/wave";

export interface WaveRead {
  /** As much of it as has been read. */
  readonly wave: Wave | null;
  /** It is being read. */
  readonly reading: boolean;
  /** How much of the file has been read, 0 to 1; null where that is not counted. */
  readonly share: number | null;
  /** Why there is none or not all, in words; empty where there is one or it is being read. */
  readonly why: string;
}

export interface WaveOf {
  readonly id: string;
  readonly media_type: string;
  readonly n_bytes: number;
  readonly duration_ms: number | null;
}

const NOTHING: WaveRead = { wave: null, reading: false, share: null, why: "" };
const READING: WaveRead = { ...NOTHING, reading: true };
const BY_TIME = "Stretches can be marked by time all the same.";
const CANNOT = `The waveform of this recording cannot be drawn in this browser. ${BY_TIME}`;
const TOO_LONG = `The waveform of this recording cannot be drawn: it is long, and only WAV, MP3 and M4A or MP4 with AAC are read piece by piece. ${BY_TIME}`;
const BROKEN = `The waveform of this recording cannot be drawn: its file may be damaged or hold sound of a kind that cannot be read piece by piece. ${BY_TIME}`;
/** What is longer or larger is read in slices where its kind can be; a browser takes anything else apart in one go, in its memory. */
const SHORT_MS = 10 * 60_000;
const SMALL = 10_000_000;
const LONGEST_MS = 75 * 60_000;
const LARGEST = 200_000_000;
/** As low as every browser can: a picture needs no more. */
const RATE = 8_000;
/** A file whose end is missing says it is longer than it is; players guess to within this. */
const SHORT_OF_MS = 10_000;
const IN_SLICES: Readonly<Record<string, (read: ReadBytes, nBytes: number) => AsyncGenerator<Slice>>> = {
  "audio/mpeg": framed,
  "audio/aac": framed,
  "audio/mp4": boxed,
};

/** The waveform of a recording while `when`; worked out anew for each recording. */
export function useWave(recording: WaveOf | null, lengthMs: number | null, when: boolean): WaveRead {
  const [read, setRead] = useState<WaveRead>(NOTHING);
  const id = recording?.id ?? null;
  const known = recording?.duration_ms ?? lengthMs;
  const ready = when && recording !== null && (recording.media_type === "audio/wav" || known !== null);
  useEffect(() => {
    if (!ready || !recording) return setRead(when && recording ? READING : NOTHING);
    const stop = new AbortController();
    const told = (now: WaveRead): void => void (!stop.signal.aborted && setRead(now));
    setRead(READING);
    waveOf(recording, known ?? 0, stop.signal, told).then(told, () => told({ ...NOTHING, why: CANNOT }));
    return () => stop.abort();
  }, [id, ready]);
  return read;
}

/** The waveform, or why there is none; on the way, what has been read of a long one. */
async function waveOf(recording: WaveOf, lengthMs: number, signal: AbortSignal, sofar: (now: WaveRead) => void): Promise<WaveRead> {
  if (recording.media_type === "audio/wav") return { ...NOTHING, wave: await ofWav(await sound(recording, signal)) };
  const whole = lengthMs <= LONGEST_MS && recording.n_bytes <= LARGEST;
  const slices = IN_SLICES[recording.media_type];
  if (slices && (lengthMs > SHORT_MS || recording.n_bytes > SMALL)) {
    const read = await inSlices(slices(reader(recording, signal), recording.n_bytes), lengthMs, signal, sofar);
    if (read) return read;
    if (!whole) return { ...NOTHING, why: BROKEN };
  }
  return whole ? { ...NOTHING, wave: await inOne(recording, signal) } : { ...NOTHING, why: TOO_LONG };
}

/** Slice after slice is decoded, drawn and forgotten; null where none could be. */
async function inSlices(slices: AsyncGenerator<Slice>, lengthMs: number, signal: AbortSignal, sofar: (now: WaveRead) => void): Promise<WaveRead | null> {
  const [peaks, decoder] = [new Peaks(RATE), new OfflineAudioContext(1, 1, RATE)];
  let [heardMs, lostMs] = [0, 0];
  try {
    for await (const slice of slices) {
      const heard = await decoder.decodeAudioData(slice.data).catch(() => null);
      signal.throwIfAborted();
      if (heard) heardMs += drawn(peaks, heard, slice);
      else lostMs += slice.lengthMs;
      peaks.moveTo(slice.fromMs + slice.lengthMs);
      sofar({ ...READING, wave: peaks.wave(), share: slice.share });
    }
  } catch {
    signal.throwIfAborted();
    if (heardMs === 0) return null;
    lostMs = Math.max(lostMs, 1);
  }
  return heardMs === 0 ? null : { ...NOTHING, wave: peaks.wave(), why: missing(peaks.wave().lengthMs, lengthMs, lostMs) };
}

/** The end of what was decoded is the slice; what comes before it led in. */
function drawn(peaks: Peaks, heard: AudioBuffer, { fromMs, lengthMs }: Slice): number {
  const n = Math.min(heard.length, Math.round((lengthMs * RATE) / 1000));
  peaks.moveTo(fromMs + lengthMs - (n * 1000) / RATE);
  added(peaks, heard, heard.length - n);
  return n;
}

function added(peaks: Peaks, heard: AudioBuffer, from: number): void {
  const channels = Array.from({ length: heard.numberOfChannels }, (_, n) => heard.getChannelData(n));
  for (let at = from; at < heard.length; at += 1) {
    let loudest = 0;
    for (const channel of channels) loudest = Math.max(loudest, Math.abs(channel[at] ?? 0));
    peaks.add(loudest);
  }
}

function missing(readMs: number, lengthMs: number, lostMs: number): string {
  if (readMs < lengthMs - SHORT_OF_MS) return `The waveform ends at ${moment(readMs)}: the file holds no more sound that can be read, though it says it is ${moment(lengthMs)} long. ${BY_TIME}`;
  return lostMs > 0 ? `Parts of the sound cannot be read; the waveform is empty there. ${BY_TIME}` : "";
}

async function inOne(recording: WaveOf, signal: AbortSignal): Promise<Wave> {
  const heard = await new OfflineAudioContext(1, 1, RATE).decodeAudioData(await (await sound(recording, signal)).arrayBuffer());
  const peaks = new Peaks(heard.sampleRate);
  added(peaks, heard, 0);
  return peaks.wave();
}

function reader(recording: WaveOf, signal: AbortSignal): ReadBytes {
  return async (from, to) => {
    const end = Math.min(to, recording.n_bytes);
    if (from >= end) return new Uint8Array(0);
    return new Uint8Array(await (await bytes("/recordings/sound", { recording_id: recording.id }, signal, [from, end])).arrayBuffer());
  };
}

function sound(recording: WaveOf, signal: AbortSignal): Promise<Response> {
  return bytes("/recordings/sound", { recording_id: recording.id }, signal);
}

async function ofWav(response: Response): Promise<Wave> {
  const reader = new WavReader();
  const parts = response.body?.getReader();
  for (let part = await parts?.read(); parts && part && !part.done; part = await parts.read()) reader.push(part.value);
  return reader.wave();
}
