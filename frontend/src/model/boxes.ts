/** The sound of an MP4 file, found by its tables wherever they stand, in slices a browser decodes as AAC. */

import { ADTS_HEAD, Gathering, STEP, type ReadBytes, type Slice } from "./slices";

const LARGEST_TABLES = 64 << 20;
const MOST_BOXES = 1000;
/** What lies between two pieces of sound is read along with them up to here, and jumped over beyond. */
const GAP = 64 << 10;
const MOST_JUMPS = 2000;
const MOST_WAITING = 20_000;
const LARGEST_PIECE = 8191 - ADTS_HEAD;

interface Tables {
  readonly scale: number;
  /** Ticks of the beginning that a player leaves out. */
  readonly skipped: number;
  /** Profile, rate and channels as ADTS writes them. */
  readonly form: { readonly profile: number; readonly rate: number; readonly channels: number };
  readonly sizes: DataView;
  readonly times: DataView;
  readonly runs: DataView;
  readonly chunks: DataView;
  readonly wide: boolean;
}

interface Piece {
  readonly at: number;
  readonly size: number;
  readonly ticks: number;
}

export async function* boxed(read: ReadBytes, nBytes: number): AsyncGenerator<Slice> {
  const tables = soundIn(await moov(read, nBytes));
  const gathering = new Gathering((-tables.skipped * 1000) / tables.scale);
  let [waiting, bytes, ticks, found] = [[] as Piece[], 0, 0, false];
  for (const piece of pieces(tables)) {
    if (piece.at + piece.size > nBytes) break;
    waiting.push(piece);
    bytes += piece.size;
    ticks += piece.ticks;
    // Read in bits of some seconds, gathered into slices.
    if (bytes < STEP / 8 && ticks < tables.scale * 120 && waiting.length < MOST_WAITING) continue;
    await gather(read, waiting, tables, gathering);
    found = true;
    [waiting, bytes, ticks] = [[], 0, 0];
    if (gathering.full) yield gathering.taken(piece.at / nBytes);
  }
  await gather(read, waiting, tables, gathering);
  if (!found && gathering.empty) throw new Error("no sound");
  if (!gathering.empty) yield gathering.taken(1);
}

/** The box of tables: before the sound or after it. */
async function moov(read: ReadBytes, nBytes: number): Promise<DataView> {
  let at = 0;
  for (let n = 0; n < MOST_BOXES && at + 8 <= nBytes; n += 1) {
    const head = viewOf(await read(at, Math.min(nBytes, at + 16)));
    const box = boxIn(head, 0, nBytes - at);
    if (!box) break;
    if (box.name !== "moov") at += box.end;
    else if (box.end > LARGEST_TABLES) break;
    else return viewOf((await read(at, at + box.end)).subarray(box.from));
  }
  throw new Error("no tables");
}

interface Box {
  readonly name: string;
  readonly from: number;
  readonly end: number;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The box that begins at `at`, up to `most` at the farthest; null where none does. */
function boxIn(view: DataView, at: number, most: number): Box | null {
  if (at + 8 > view.byteLength) return null;
  let [size, head] = [view.getUint32(at), 8];
  const name = String.fromCharCode(...[4, 5, 6, 7].map((by) => view.getUint8(at + by)));
  if (size === 1) {
    if (at + 16 > view.byteLength) return null;
    [size, head] = [view.getUint32(at + 8) * 2 ** 32 + view.getUint32(at + 12), 16];
  }
  const end = size === 0 ? most : Math.min(at + size, most);
  return end < at + head ? null : { name, from: at + head, end };
}

function inner(view: DataView, name: string): DataView[] {
  const found: DataView[] = [];
  for (let at = 0, n = 0; n < MOST_BOXES; n += 1) {
    const box = boxIn(view, at, view.byteLength);
    if (!box || box.end <= at) break;
    if (box.name === name) found.push(new DataView(view.buffer, view.byteOffset + box.from, box.end - box.from));
    at = box.end;
  }
  return found;
}

function within(view: DataView, ...names: readonly string[]): DataView {
  const found = names.reduce<DataView | undefined>((one, name) => one && inner(one, name)[0], view);
  if (!found) throw new Error(`no ${names.at(-1) ?? ""}`);
  return found;
}

/** The tables of the first track of sound. Throws where there is none a browser would decode from here. */
function soundIn(view: DataView): Tables {
  const track = inner(view, "trak").find((one) => within(one, "mdia", "hdlr").getUint32(8) === 0x736f756e);
  if (!track) throw new Error("no sound");
  const head = within(track, "mdia", "mdhd");
  const scale = head.getUint32(head.getUint8(0) === 1 ? 20 : 12);
  const stbl = within(track, "mdia", "minf", "stbl");
  if (scale < 1) throw new Error("no scale");
  const narrow = inner(stbl, "stco")[0];
  return {
    scale,
    skipped: skippedIn(track),
    form: formIn(within(stbl, "stsd")),
    sizes: within(stbl, "stsz"),
    times: within(stbl, "stts"),
    runs: within(stbl, "stsc"),
    chunks: narrow ?? within(stbl, "co64"),
    wide: !narrow,
  };
}

/** An edit that begins past the first tick: encoders put silence there. */
function skippedIn(track: DataView): number {
  const edts = inner(track, "edts")[0];
  const list = edts && inner(edts, "elst")[0];
  if (!list || list.byteLength < 20 || list.getUint32(4) !== 1 || list.getUint8(0) === 1) return 0;
  return Math.max(0, list.getInt32(12));
}

/** What a decoder is told about AAC, from the description every such track has. */
function formIn(stsd: DataView): Tables["form"] {
  const bytes = new Uint8Array(stsd.buffer, stsd.byteOffset, stsd.byteLength);
  const name = String.fromCharCode(...bytes.subarray(12, 16));
  const at = bytes.findIndex((_, n) => bytes[n] === 0x65 && bytes[n + 1] === 0x73 && bytes[n + 2] === 0x64 && bytes[n + 3] === 0x73);
  if (name !== "mp4a" || at < 0) throw new Error("no AAC");
  const config = configIn(bytes.subarray(at + 8));
  const [first = 0, second = 0] = config;
  const kind = first >> 3;
  const rate = ((first & 7) << 1) | (second >> 7);
  // Bands added on top (HE-AAC) are found by the decoder itself; what is under them is plain AAC.
  const form = { profile: (kind > 4 ? 2 : kind) - 1, rate, channels: (second >> 3) & 15 };
  if (![1, 2, 3, 4, 5, 29].includes(kind) || rate > 12 || form.channels < 1 || form.channels > 7) throw new Error("no AAC");
  return form;
}

/** The innermost of three descriptions, each with its length before it. */
function configIn(bytes: Uint8Array): Uint8Array {
  let at = 0;
  const enter = (tag: number): void => {
    if (bytes[at] !== tag) throw new Error("no AAC");
    at += 1;
    for (let n = 0; n < 4 && ((bytes[at] ?? 0) & 128) !== 0; n += 1) at += 1;
    at += 1;
  };
  enter(3);
  const flags = bytes[at + 2] ?? 0;
  at += 3 + (flags & 128 ? 2 : 0) + (flags & 64 ? 1 + (bytes[at + 3] ?? 0) : 0) + (flags & 32 ? 2 : 0);
  enter(4);
  if (![0x40, 0x66, 0x67, 0x68].includes(bytes[at] ?? 0)) throw new Error("no AAC");
  at += 13;
  enter(5);
  return bytes.subarray(at, at + 5);
}

/** Where each piece of sound lies and how long it lasts, in order. */
function* pieces({ sizes, times, runs, chunks, wide }: Tables): Generator<Piece> {
  const [same, n] = [sizes.getUint32(4), sizes.getUint32(8)];
  const chunkCount = Math.min(chunks.getUint32(4), Math.floor((chunks.byteLength - 8) / (wide ? 8 : 4)));
  const count = same > 0 ? n : Math.min(n, Math.floor((sizes.byteLength - 12) / 4));
  const lasting = repeated(times);
  const runCount = Math.min(runs.getUint32(4), Math.floor((runs.byteLength - 8) / 12));
  for (let chunk = 0, piece = 0, run = 0; chunk < chunkCount && piece < count; chunk += 1) {
    while (run + 1 < runCount && runs.getUint32(8 + (run + 1) * 12) <= chunk + 1) run += 1;
    const inChunk = runCount > 0 ? runs.getUint32(8 + run * 12 + 4) : 0;
    let at = wide ? chunks.getUint32(8 + chunk * 8) * 2 ** 32 + chunks.getUint32(12 + chunk * 8) : chunks.getUint32(8 + chunk * 4);
    for (let k = 0; k < inChunk && piece < count; k += 1, piece += 1) {
      const size = same > 0 ? same : sizes.getUint32(12 + piece * 4);
      if (size > LARGEST_PIECE) throw new Error("no AAC");
      yield { at, size, ticks: lasting() };
      at += size;
    }
  }
}

/** Each value as often as its table says; the last goes on. */
function repeated(times: DataView): () => number {
  const count = Math.min(times.getUint32(4), Math.floor((times.byteLength - 8) / 8));
  let [entry, used] = [0, 0];
  return () => {
    while (entry + 1 < count && used >= times.getUint32(8 + entry * 8)) [entry, used] = [entry + 1, 0];
    used += 1;
    return count > 0 ? times.getUint32(12 + entry * 8) : 0;
  };
}

/** Reads the pieces, each stretch of the file once, and gives each the head that lets it stand alone. */
async function gather(read: ReadBytes, wanted: readonly Piece[], { scale, form }: Tables, into: Gathering): Promise<void> {
  let jumps = 0;
  for (let from = 0; from < wanted.length; ) {
    const start = wanted[from]?.at ?? 0;
    let [to, end] = [from, start];
    for (let next = wanted[to]; next && next.at >= end && next.at <= end + GAP && next.at + next.size - start <= 2 * STEP; next = wanted[to]) {
      end = next.at + next.size;
      to += 1;
    }
    jumps += 1;
    if (jumps > MOST_JUMPS || to === from) throw new Error("scattered");
    const bytes = await read(start, end);
    for (const piece of wanted.slice(from, to)) {
      const one = bytes.subarray(piece.at - start, piece.at - start + piece.size);
      if (piece.size > 0) into.add(standing(one, form), (piece.ticks * 1000) / scale);
    }
    from = to;
  }
}

function standing(piece: Uint8Array, { profile, rate, channels }: Tables["form"]): Uint8Array {
  const size = piece.length + ADTS_HEAD;
  const whole = new Uint8Array(size);
  whole.set([0xff, 0xf1, (profile << 6) | (rate << 2) | (channels >> 2), ((channels & 3) << 6) | (size >> 11), (size >> 3) & 255, ((size & 7) << 5) | 31, 0xfc]);
  whole.set(piece, ADTS_HEAD);
  return whole;
}
