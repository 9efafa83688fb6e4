import { describe, expect, it } from "vitest";

import { boxed } from "./boxes";
import { framed, frameAt, STEP, type Slice } from "./slices";

/** A frame of layer III, 16 kHz, one channel: 36 ms, larger where the rate is. */
function frame(index: number, mark: number): number[] {
  return [0xff, 0xf3, (index << 4) | 8, 0xc4, ...Array<number>(index * 36 - 5).fill(0), mark];
}
function many(n: number, of: (at: number) => number[]): Uint8Array {
  const whole = new Uint8Array(n * 144);
  let place = 0;
  for (let at = 0; at < n; at += 1) {
    const one = of(at);
    whole.set(one, place);
    place += one.length;
  }
  return whole.slice(0, place);
}
const plain = (n: number): Uint8Array => many(n, (at) => frame(1, at & 0x7f));

async function all(slices: (read: (from: number, to: number) => Promise<Uint8Array>, n: number) => AsyncGenerator<Slice>, file: Uint8Array): Promise<{ found: Slice[]; most: number }> {
  let most = 0;
  const read = async (from: number, to: number): Promise<Uint8Array> => {
    most = Math.max(most, to - from);
    return file.slice(from, to);
  };
  const found: Slice[] = [];
  for await (const slice of slices(read, file.length)) found.push(slice);
  return { found, most };
}

const length = (found: readonly Slice[]): number => found.reduce((sum, one) => sum + one.lengthMs, 0);
const follow = (found: readonly Slice[]): boolean => found.every((one, at) => at === 0 || Math.abs(one.fromMs - ((found[at - 1]?.fromMs ?? 0) + (found[at - 1]?.lengthMs ?? 0))) < 1e-3);

describe("the head of a frame", () => {
  it("tells its size, its samples and its rate", () => {
    expect(frameAt(new Uint8Array([0xff, 0xfb, 0x90, 0x64, 0, 0]), 0)).toMatchObject({ size: 417, samples: 1152, rate: 44_100 });
    expect(frameAt(new Uint8Array([0xff, 0xfb, 0x92, 0x64, 0, 0]), 0)?.size).toBe(418);
    expect(frameAt(new Uint8Array(frame(1, 0)), 0)).toMatchObject({ size: 36, samples: 576, rate: 16_000 });
    expect(frameAt(new Uint8Array([0xff, 0xe3, 0x18, 0xc4, 0, 0]), 0)).toMatchObject({ size: 72, samples: 576, rate: 8_000 });
    expect(frameAt(new Uint8Array([0xff, 0xf1, 0x60, 0x40, 0x04, 0x1f]), 0)).toMatchObject({ size: 32, samples: 1024, rate: 16_000 });
    for (const none of [[0xff, 0xfb, 0xf0, 0x64], [0xff, 0xfb, 0x9c, 0x64], [0xff, 0xfd, 0x90, 0x64], [0xff, 0xeb, 0x90, 0x64], [0, 0, 0, 0], []]) expect(frameAt(new Uint8Array(none), 0)).toBeNull();
  });
});

describe("a long MP3", () => {
  it("comes in slices that follow each other, each led in by the frames before it", async () => {
    const { found, most } = await all(framed, plain(20_000));
    expect(found.length).toBe(6);
    expect(length(found)).toBeCloseTo(720_000, 3);
    expect(follow(found)).toBe(true);
    expect(most).toBeLessThanOrEqual(STEP);
    const [first, second] = found.map((one) => [...new Uint8Array(one.data)]);
    // What leads in is what the slice before ended with.
    expect(second?.slice(0, 16 * 36)).toEqual(first?.slice(-16 * 36));
    expect(Math.round((found[1]?.lengthMs ?? 0) / 36)).toBe((second?.length ?? 0) / 36 - 16);
    expect(found.at(-1)?.share).toBe(1);
  });
  it("of frames of many sizes keeps the time of each", async () => {
    const { found } = await all(framed, many(10_000, (at) => frame(1 + (at % 4), 0)));
    expect(length(found)).toBeCloseTo(10_000 * 36, 3);
    expect(follow(found)).toBe(true);
  });
  it("begins after its tags, and leaves out the frame that tells about the others", async () => {
    const tag = [0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 1, 2, ...Array<number>(130).fill(0xff)];
    const tells = frame(8, 0);
    [0x58, 0x69, 0x6e, 0x67].forEach((letter, n) => (tells[13 + n] = letter));
    const { found } = await all(framed, new Uint8Array([...tag, ...tells, ...plain(500)]));
    expect(found[0]?.fromMs).toBeCloseTo(0);
    expect(length(found)).toBeCloseTo(500 * 36, 3);
    const encoder = [...tells];
    [0x4c, 0x41, 0x4d, 0x45].forEach((letter, n) => (encoder[13 + 120 + n] = letter));
    [0x24, 0x00].forEach((value, n) => (encoder[13 + 141 + n] = value));
    expect((await all(framed, new Uint8Array([...encoder, ...plain(500)]))).found[0]?.fromMs).toBeCloseTo(-(0x240 + 529) / 16);
  });
  it("with a hole in it goes on behind the hole, and torn it ends where it is torn", async () => {
    const [one, hole] = [plain(1000), new Uint8Array(9000)];
    expect(length((await all(framed, new Uint8Array([...one, ...hole, ...one]))).found)).toBeCloseTo(2000 * 36, 3);
    expect(length((await all(framed, one.slice(0, -20))).found)).toBeCloseTo(999 * 36, 3);
  });
  it("that is none is not searched for ever", async () => {
    let read = 0;
    const zeros = async (from: number, to: number): Promise<Uint8Array> => ((read += to - from), new Uint8Array(to - from));
    await expect(framed(zeros, 2 ** 40).next()).rejects.toThrow("no frames");
    expect(read).toBeLessThan(8 * STEP);
  });
});

const word = (value: number): number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const box = (name: string, ...parts: readonly (readonly number[])[]): number[] => {
  const body = parts.flat();
  return [...word(8 + body.length), ...[...name].map((letter) => letter.charCodeAt(0)), ...body];
};
const ZEROS = (n: number): number[] => Array<number>(n).fill(0);

interface Shape {
  readonly sizes: readonly number[];
  readonly offsets: readonly number[];
  readonly perChunk?: number;
  readonly ticks?: number;
  readonly kind?: string;
  readonly edit?: number;
}

function moov({ sizes, offsets, perChunk = 1, ticks = 1024, kind = "mp4a", edit = 0 }: Shape): number[] {
  const config = [3, 25, 0, 1, 0, 4, 17, 0x40, 21, ...ZEROS(11), 5, 2, 0x14, 0x08];
  const entry = box(kind, ZEROS(28), box("esds", ZEROS(4), config));
  const stbl = box("stbl", box("stsd", ZEROS(4), word(1), entry), box("stts", ZEROS(4), word(1), word(sizes.length), word(ticks)), box("stsc", ZEROS(4), word(1), word(1), word(perChunk), word(1)), box("stsz", ZEROS(4), word(0), word(sizes.length), sizes.flatMap(word)), box("stco", ZEROS(4), word(offsets.length), offsets.flatMap(word)));
  const mdia = box("mdia", box("mdhd", ZEROS(12), word(16_000), ZEROS(8)), box("hdlr", ZEROS(8), word(0x736f756e)), box("minf", stbl));
  const edts = edit ? [box("edts", box("elst", ZEROS(4), word(1), word(1), word(edit), ZEROS(4)))] : [];
  return box("moov", box("mvhd", ZEROS(100)), box("trak", ...edts, mdia));
}

/** So many pieces of 40 bytes, each its own number, the tables behind them. */
function m4a(n: number, more: Partial<Shape> = {}): Uint8Array {
  const sound = Array.from({ length: n }, (_, at) => Array<number>(40).fill(at & 0x7f));
  const shape = { sizes: sound.map(() => 40), offsets: Array.from({ length: n / 20 }, (_, at) => 16 + at * 800), perChunk: 20, ...more };
  return new Uint8Array([...box("ftyp"), ...box("mdat", sound.flat()), ...moov(shape)]);
}

describe("a long M4A", () => {
  it("comes in slices by its tables, wherever they stand, each piece with its own head", async () => {
    const { found, most } = await all(boxed, m4a(6_000));
    expect(length(found)).toBeCloseTo(6_000 * 64, 3);
    expect(follow(found)).toBe(true);
    expect(most).toBeLessThanOrEqual(STEP);
    const bytes = new Uint8Array(found[1]?.data ?? new ArrayBuffer(0));
    expect(frameAt(bytes, 0)).toMatchObject({ size: 47, samples: 1024, rate: 16_000 });
    // The first piece after what leads in is the one at that second.
    const at = Math.round((found[1]?.fromMs ?? 0) / 64);
    expect(bytes[16 * 47 + 7]).toBe(at & 0x7f);
  });
  it("begins earlier by what its encoder put before it", async () => {
    expect((await all(boxed, m4a(200, { edit: 1600 }))).found[0]?.fromMs).toBe(-100);
  });
  it("between the pictures of a film is read in jumps", async () => {
    const offsets = Array.from({ length: 10 }, (_, at) => 100 + at * 150_000);
    const tables = moov({ sizes: Array<number>(200).fill(40), offsets, perChunk: 20 });
    const file = new Uint8Array(2_000_000 + tables.length);
    file.set([...word(2_000_000), 0x6d, 0x64, 0x61, 0x74]);
    file.set(tables, 2_000_000);
    offsets.forEach((at, n) => file.fill(n + 1, at, at + 800));
    const { found, most } = await all(boxed, file);
    expect(length(found)).toBeCloseTo(200 * 64, 3);
    expect(most).toBeLessThan(3000);
    const bytes = new Uint8Array(found[0]?.data ?? new ArrayBuffer(0));
    expect(Array.from({ length: 10 }, (_, n) => bytes[n * 20 * 47 + 7])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
  it("torn ends where it is torn", async () => {
    const front = [...box("ftyp"), ...moov({ sizes: Array<number>(200).fill(40), offsets: [1600], perChunk: 200 })];
    const file = new Uint8Array(1600 + 4000);
    file.set(front);
    file.set(word(1600 + 8000 - front.length), front.length);
    file.set([0x6d, 0x64, 0x61, 0x74], front.length + 4);
    expect(length((await all(boxed, file)).found)).toBeCloseTo(100 * 64, 3);
  });
  it("that lies about itself is refused and never followed without end", async () => {
    const refused: readonly (readonly [string, Uint8Array])[] = [
      ["no tables", new Uint8Array([...box("ftyp"), ...ZEROS(64)])],
      ["another codec", m4a(200, { kind: "alac" })],
      ["longer than any recording", m4a(200, { ticks: 0x7fffffff })],
      ["a piece as large as the file", m4a(200, { sizes: Array<number>(200).fill(9000) })],
      ["no piece at all", m4a(200, { sizes: [] })],
      ["a box that holds itself", new Uint8Array([...word(0x7fffffff), 0x6d, 0x6f, 0x6f, 0x76, ...ZEROS(40)])],
    ];
    for (const [why, file] of refused) await expect(all(boxed, file), why).rejects.toThrow();
  });
});
