/** The waveform of a recording, worked out in this browser from the sound it gets anyway; nothing of it is kept. */

import { useEffect, useState } from "react";

import { bytes } from "../api/client";
import { Peaks, WavReader, type Wave } from "../model/wave";

export interface WaveRead {
  readonly wave: Wave | null;
  /** It is being read. */
  readonly reading: boolean;
  /** Why there is none, in words; empty where there is one or it is being read. */
  readonly why: string;
}

export interface WaveOf {
  readonly id: string;
  readonly media_type: string;
  readonly n_bytes: number;
  readonly duration_ms: number | null;
}

const NOTHING: WaveRead = { wave: null, reading: false, why: "" };
const READING: WaveRead = { wave: null, reading: true, why: "" };
const BY_TIME = "Stretches can be marked by time all the same.";
const CANNOT = `The waveform of this recording cannot be drawn in this browser. ${BY_TIME}`;
const TOO_LONG = `The waveform is drawn for recordings of up to 75 minutes, and for WAV of any length. ${BY_TIME}`;
/** A browser takes such a file apart in one go, in its memory. */
const LONGEST_MS = 75 * 60_000;
const LARGEST = 200_000_000;
/** As low as every browser can: a picture needs no more. */
const RATE = 8_000;

/** The waveform of a recording while `when`; worked out anew for each recording. */
export function useWave(recording: WaveOf | null, lengthMs: number | null, when: boolean): WaveRead {
  const [read, setRead] = useState<WaveRead>(NOTHING);
  const id = recording?.id ?? null;
  const known = recording?.duration_ms ?? lengthMs;
  const ready = when && recording !== null && (recording.media_type === "audio/wav" || known !== null);
  useEffect(() => {
    if (!ready || !recording) return setRead(when && recording ? READING : NOTHING);
    const stop = new AbortController();
    setRead(READING);
    waveOf(recording, known ?? 0, stop.signal).then(
      (wave) => !stop.signal.aborted && setRead(typeof wave === "string" ? { ...NOTHING, why: wave } : { ...NOTHING, wave }),
      () => !stop.signal.aborted && setRead({ ...NOTHING, why: CANNOT }),
    );
    return () => stop.abort();
  }, [id, ready]);
  return read;
}

/** The waveform, or why there is none. */
async function waveOf(recording: WaveOf, lengthMs: number, signal: AbortSignal): Promise<Wave | string> {
  if (recording.media_type === "audio/wav") return ofWav(await sound(recording, signal));
  if (lengthMs > LONGEST_MS || recording.n_bytes > LARGEST) return TOO_LONG;
  const whole = await (await sound(recording, signal)).arrayBuffer();
  const heard = await new OfflineAudioContext(1, 1, RATE).decodeAudioData(whole);
  const channels = Array.from({ length: heard.numberOfChannels }, (_, n) => heard.getChannelData(n));
  const peaks = new Peaks(heard.sampleRate);
  for (let at = 0; at < heard.length; at += 1) peaks.add(Math.max(...channels.map((channel) => Math.abs(channel[at] ?? 0))));
  return peaks.wave();
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
