/** A recording as one sees it: how loud it is moment by moment, which part is in sight, and moments as they are written. */

/** One number stands for so long. */
export const BIN_MS = 20;

export interface Wave {
  /** The loudest sample of each bin, 0 to 255. */
  readonly peaks: Uint8Array;
  readonly lengthMs: number;
}

/** Samples of any rate, one after the other, become bins. */
export class Peaks {
  private found = new Uint8Array(1024);
  private n = 0;

  constructor(private readonly rate: number) {}

  /** The next sample is heard at this moment; what comes before the first is left out. */
  moveTo(ms: number): void {
    this.n = Math.round((ms * this.rate) / 1000);
  }

  add(sample: number): void {
    if (this.n < 0) {
      this.n += 1;
      return;
    }
    const bin = Math.floor((this.n * 1000) / this.rate / BIN_MS);
    this.n += 1;
    if (bin >= this.found.length) {
      const wider = new Uint8Array(this.found.length * 2);
      wider.set(this.found);
      this.found = wider;
    }
    const loud = Math.min(255, Math.round(Math.abs(sample) * 255));
    if (loud > (this.found[bin] ?? 0)) this.found[bin] = loud;
  }

  wave(): Wave {
    const lengthMs = Math.max(0, (this.n * 1000) / this.rate);
    return { peaks: this.found.subarray(0, Math.ceil(lengthMs / BIN_MS)), lengthMs };
  }
}

interface Form {
  readonly peaks: Peaks;
  readonly bytes: number;
  readonly block: number;
  readonly sample: (view: DataView, at: number) => number;
}

const SAMPLES: Readonly<Record<string, (view: DataView, at: number) => number>> = {
  "1 8": (view, at) => (view.getUint8(at) - 128) / 128,
  "1 16": (view, at) => view.getInt16(at, true) / 32_768,
  "1 24": (view, at) => view.getInt16(at + 1, true) / 32_768,
  "1 32": (view, at) => view.getInt32(at, true) / 2_147_483_648,
  "3 32": (view, at) => view.getFloat32(at, true),
};
const EXTENSIBLE = 0xfffe;
const LARGEST_HEAD = 1 << 20;

/** A WAV file as it arrives: nothing of it is kept but its bins, so that two hours take no more room than two minutes. */
export class WavReader {
  private rest: Uint8Array = new Uint8Array(0);
  private form: Form | null = null;
  private left = Infinity;

  /** Takes the next bytes. Throws where they are no samples it knows. */
  push(chunk: Uint8Array): void {
    const bytes = joined(this.rest, chunk);
    const from = this.form ? 0 : this.head(bytes);
    if (!this.form) {
      if (bytes.length > LARGEST_HEAD) throw new Error("no samples");
      this.rest = bytes;
      return;
    }
    const { peaks, block, sample, bytes: wide } = this.form;
    const most = Math.min(bytes.length, from + this.left);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = from;
    for (; at + block <= most; at += block) {
      let loudest = 0;
      for (let channel = at; channel + wide <= at + block; channel += wide) {
        const heard = sample(view, channel);
        if (Math.abs(heard) > Math.abs(loudest)) loudest = heard;
      }
      peaks.add(loudest);
    }
    this.left -= at - from;
    this.rest = bytes.slice(at, Math.max(at, most));
  }

  wave(): Wave {
    if (!this.form) throw new Error("no samples");
    return this.form.peaks.wave();
  }

  /** Finds where the samples begin; 0 and no form while that has not come yet. */
  private head(bytes: Uint8Array): number {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let told: { kind: number; channels: number; rate: number; bits: number } | null = null;
    for (let at = 12; at + 8 <= bytes.length; ) {
      const name = String.fromCharCode(...bytes.subarray(at, at + 4));
      const size = view.getUint32(at + 4, true);
      if (name === "fmt " && at + 8 + Math.min(size, 26) <= bytes.length) {
        const kind = view.getUint16(at + 8, true);
        told = { kind: kind === EXTENSIBLE && size >= 26 ? view.getUint16(at + 32, true) : kind, channels: view.getUint16(at + 10, true), rate: view.getUint32(at + 12, true), bits: view.getUint16(at + 22, true) };
      }
      if (name === "data") {
        const sample = told && SAMPLES[`${told.kind} ${told.bits}`];
        if (!told || !sample || told.rate < 1 || told.channels < 1) throw new Error("no samples");
        // A recorder that was switched off leaves a length of 0 or of all ones.
        this.left = size === 0 || size === 0xffffffff ? Infinity : size;
        this.form = { peaks: new Peaks(told.rate), bytes: told.bits / 8, block: (told.channels * told.bits) / 8, sample };
        return at + 8;
      }
      at += 8 + size + (size % 2);
    }
    return 0;
  }
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  if (one.length === 0) return other;
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

/** As high as each column of a drawing is, 0 to 1, for the part in sight; the loudest of the whole fills it. */
export function columns(wave: Wave, seen: Seen, n: number): Float32Array {
  let loudest = 1;
  for (const peak of wave.peaks) if (peak > loudest) loudest = peak;
  const found = new Float32Array(n);
  for (let column = 0; column < n; column += 1) {
    const from = Math.floor((seen.from + (seen.span * column) / n) / BIN_MS);
    const to = Math.max(from + 1, Math.floor((seen.from + (seen.span * (column + 1)) / n) / BIN_MS));
    let high = 0;
    for (let bin = from; bin < to && bin < wave.peaks.length; bin += 1) high = Math.max(high, wave.peaks[bin] ?? 0);
    found[column] = high / loudest;
  }
  return found;
}

export interface Stretch {
  readonly start_ms: number;
  readonly end_ms: number;
}

/** The part of a recording that is in sight. */
export interface Seen {
  readonly from: number;
  readonly span: number;
}

const NEAREST = 5_000;
const between = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** Nearer or farther, with a moment staying where it is. */
export function zoomed(seen: Seen, factor: number, around: number, lengthMs: number): Seen {
  const span = between(seen.span * factor, Math.min(NEAREST, lengthMs), lengthMs);
  const kept = between((around - seen.from) / seen.span, 0, 1);
  return { from: between(around - kept * span, 0, Math.max(0, lengthMs - span)), span };
}

/** The same width, where a moment or a stretch is in sight; unchanged where it is already. */
export function bringing(seen: Seen, start: number, end: number, lengthMs: number): Seen {
  const to = seen.from + seen.span;
  if (start >= seen.from && end <= to) return seen;
  const span = Math.max(seen.span, Math.min(lengthMs, (end - start) * 1.5));
  return { from: between(start - span * 0.1, 0, Math.max(0, lengthMs - span)), span };
}

/** A stretch two moments span, inside the recording and never empty. */
export function stretchOf(one: number, other: number, lengthMs: number): Stretch {
  const most = Math.floor(lengthMs);
  const start_ms = between(Math.round(Math.min(one, other)), 0, Math.max(0, most - 1));
  return { start_ms, end_ms: between(Math.round(Math.max(one, other)), start_ms + 1, Math.max(1, most)) };
}

/** Rows in which nothing lies over another: the row of each, in the order given. */
export function rows(stretches: readonly Stretch[], apartMs: number): readonly number[] {
  const ends: number[] = [];
  return stretches.map(({ start_ms, end_ms }) => {
    const free = ends.findIndex((end) => end <= start_ms);
    const row = free < 0 ? ends.length : free;
    ends[row] = Math.max(end_ms, start_ms + apartMs);
    return row;
  });
}

/** "12:14.3", "1:02:14.3": a moment to the tenth of a second, as lists write it. */
export function moment(ms: number): string {
  const tenths = Math.round(Math.max(0, ms) / 100);
  const [hours, minutes, rest] = [Math.floor(tenths / 36_000), Math.floor(tenths / 600) % 60, tenths % 600];
  const seconds = `${String(Math.floor(rest / 10)).padStart(2, "0")}.${rest % 10}`;
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${seconds}` : `${minutes}:${seconds}`;
}

/** What was typed as a moment, "75", "1:15", "1:02:14.3"; null where it is none. */
export function momentTyped(typed: string): number | null {
  const parts = typed.trim().replace(",", ".").split(":");
  if (parts.length > 3 || !parts.every((part, at) => (at === parts.length - 1 ? /^\d+(\.\d+)?$/ : /^\d+$/).test(part))) return null;
  return Math.round(parts.reduce((sum, part) => sum * 60 + Number(part), 0) * 1000);
}

export function stretchWords({ start_ms, end_ms }: Stretch): string {
  return `${moment(start_ms)} to ${moment(end_ms)}`;
}
