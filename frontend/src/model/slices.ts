/** A long recording taken apart piece by piece, each small enough to be decoded by itself and forgotten. */

/** Reads bytes of a file, fewer where it ends. */
export type ReadBytes = (from: number, to: number) => Promise<Uint8Array>;

export interface Slice {
  /** A file of its own, as far as a browser is concerned. */
  readonly data: ArrayBuffer;
  /** The moment at which its last `lengthMs` begin; what comes before only leads in. */
  readonly fromMs: number;
  readonly lengthMs: number;
  /** How much of the file is behind, 0 to 1. */
  readonly share: number;
}

/** So much is read at once. */
export const STEP = 2 << 20;
const MOST_MS = 120_000;
/** Longer than any recording: what says so is not believed. */
export const LONGEST_MS = 100 * 3_600_000;
/** So many frames before a slice are decoded with it: a frame may lean on what some before it carried. */
const LEAD = 16;
const JUNK = 4 << 20;

/** Pieces of sound that follow each other, gathered into slices. */
export class Gathering {
  private lead: Uint8Array[] = [];
  private frames: Uint8Array[] = [];
  private bytes = 0;
  private lengthMs = 0;

  constructor(private atMs: number) {}

  get full(): boolean {
    return this.bytes >= STEP || this.lengthMs >= MOST_MS;
  }

  get empty(): boolean {
    return this.frames.length === 0;
  }

  add(frame: Uint8Array, lasting: number): void {
    this.frames.push(frame);
    this.bytes += frame.length;
    this.lengthMs += lasting;
    if (this.atMs + this.lengthMs > LONGEST_MS) throw new Error("longer than any recording");
  }

  /** What was gathered; the next begins where it ends. */
  taken(share: number): Slice {
    const slice = { data: joined([...this.lead, ...this.frames]), fromMs: this.atMs, lengthMs: this.lengthMs, share: Math.min(1, share) };
    // Copies, so that what was read can be forgotten.
    this.lead = [...this.lead, ...this.frames].slice(-LEAD).map((frame) => frame.slice());
    this.frames = [];
    this.atMs += this.lengthMs;
    this.bytes = this.lengthMs = 0;
    return slice;
  }
}

function joined(parts: readonly Uint8Array[]): ArrayBuffer {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole.buffer;
}

interface Frame {
  readonly size: number;
  readonly samples: number;
  readonly rate: number;
  /** Frames of one recording share it. */
  readonly kind: number;
  /** Where what tells about the whole file would stand in an MP3; 0 elsewhere. */
  readonly tells: number;
}

const RATES = [44_100, 48_000, 32_000];
const FAST = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const SLOW = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
export const ADTS_RATES = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];
export const ADTS_HEAD = 7;
const HEAD = 6;

/** The frame whose head stands here, of layer III or of AAC; null where none does. */
export function frameAt(bytes: Uint8Array, at: number): Frame | null {
  const second = bytes[at + 1] ?? 0;
  if (bytes[at] !== 0xff || (second & 0xe0) !== 0xe0) return null;
  const [third = 0, fourth = 0, fifth = 0, sixth = 0] = bytes.subarray(at + 2, at + HEAD);
  if ((second & 0xf6) === 0xf0) {
    const [rate, size] = [ADTS_RATES[(third >> 2) & 15], ((fourth & 3) << 11) | (fifth << 3) | (sixth >> 5)];
    return rate && size > ADTS_HEAD ? { size, samples: 1024, rate, kind: 256 + ((third >> 2) & 15), tells: 0 } : null;
  }
  const version = (second >> 3) & 3;
  const [rate, bits] = [RATES[(third >> 2) & 3], (version === 3 ? FAST : SLOW)[third >> 4]];
  if (version === 1 || ((second >> 1) & 3) !== 1 || !rate || !bits) return null;
  const slower = version === 3 ? 1 : version === 2 ? 2 : 4;
  const samples = version === 3 ? 1152 : 576;
  const alone = fourth >> 6 === 3;
  const size = Math.floor(((samples / 8) * bits * 1000 * slower) / rate) + ((third >> 1) & 1);
  const tells = 4 + (version === 3 ? (alone ? 17 : 32) : alone ? 9 : 17);
  return { size, samples, rate: rate / slower, kind: version * 4 + ((third >> 2) & 3), tells };
}

/** The slices of a file that is one frame after the other: MP3, and AAC as it is streamed. */
export async function* framed(read: ReadBytes, nBytes: number): AsyncGenerator<Slice> {
  let at = await afterTags(read);
  let rest: Uint8Array = new Uint8Array(0);
  let gathering: Gathering | null = null;
  let [kind, junk] = [-1, 0];
  while (at < nBytes) {
    const next = await read(at, Math.min(nBytes, at + STEP));
    if (next.length === 0) break;
    at += next.length;
    const bytes = new Uint8Array(joined([rest, next]));
    const last = at >= nBytes;
    let place = 0;
    for (;;) {
      const frame = frameAt(bytes, place);
      const end = place + (frame?.size ?? 1);
      if (end + HEAD > bytes.length && !(last && end <= bytes.length)) break;
      if (!frame || (frame.kind !== kind && !follows(bytes, end, frame))) {
        place += 1;
        junk += 1;
        kind = -1;
        if (!gathering && junk > JUNK) throw new Error("no frames");
        continue;
      }
      const whole = bytes.subarray(place, end);
      const delay: number | null = gathering ? null : told(whole, frame);
      gathering ??= new Gathering(-(delay ?? 0));
      if (delay === null) gathering.add(whole, (frame.samples * 1000) / frame.rate);
      kind = frame.kind;
      place = end;
      if (gathering.full) yield gathering.taken((at - bytes.length + place) / nBytes);
    }
    rest = bytes.slice(place);
  }
  if (!gathering) throw new Error("no frames");
  if (!gathering.empty) yield gathering.taken(1);
}

function follows(bytes: Uint8Array, at: number, frame: Frame): boolean {
  return at === bytes.length || frameAt(bytes, at)?.kind === frame.kind;
}

/** Where the sound begins: past one tag or several. */
async function afterTags(read: ReadBytes): Promise<number> {
  let at = 0;
  for (let n = 0; n < 20; n += 1) {
    const [i = 0, d = 0, three = 0, , , flags = 0, a = 0, b = 0, c = 0, e = 0] = await read(at, at + 10);
    if (i !== 0x49 || d !== 0x44 || three !== 0x33) break;
    at += 10 + ((a & 127) << 21) + ((b & 127) << 14) + ((c & 127) << 7) + (e & 127) + (flags & 16 ? 10 : 0);
  }
  return at;
}

/** The first frame of an MP3 may hold no sound but tell of the rest: how many ms a player leaves out; null where it is sound. */
function told(bytes: Uint8Array, { tells, rate }: Frame): number | null {
  if (tells === 0) return null;
  const name = (from: number): string => String.fromCharCode(...bytes.subarray(from, from + 4));
  if (name(36) === "VBRI") return 0;
  if (name(tells) !== "Xing" && name(tells) !== "Info") return null;
  const [high = 0, low = 0] = bytes.subarray(tells + 141, tells + 143);
  const delay = /^(LAME|Lavc|Lavf)$/.test(name(tells + 120)) ? (high << 4) + (low >> 4) + 529 : 0;
  return (delay * 1000) / rate;
}
