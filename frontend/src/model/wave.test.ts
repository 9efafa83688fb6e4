import { describe, expect, it } from "vitest";

import { BIN_MS, bringing, columns, moment, momentTyped, rows, stretchOf, WavReader, zoomed } from "./wave";

/** Samples of 16 bits in one channel, in a file as recorders write it. */
function wav(samples: readonly number[], rate: number, { channels = 1, size = samples.length * 2 } = {}): Uint8Array {
  const bytes = new Uint8Array(44 + samples.length * 2);
  const view = new DataView(bytes.buffer);
  const words = (at: number, text: string): void => [...text].forEach((letter, n) => view.setUint8(at + n, letter.charCodeAt(0)));
  words(0, "RIFF");
  words(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2 * channels, true);
  view.setUint16(32, 2 * channels, true);
  view.setUint16(34, 16, true);
  words(36, "data");
  view.setUint32(40, size, true);
  samples.forEach((one, n) => view.setInt16(44 + n * 2, Math.round(one * 32_767), true));
  return bytes;
}

/** A second of silence and one of a loud tone. */
const HALF = [...Array<number>(1000).fill(0), ...Array.from({ length: 1000 }, (_, n) => (n % 2 ? 0.5 : -0.5))];

describe("how loud a recording is", () => {
  it("is read from a WAV file as it arrives, wherever its parts are cut", () => {
    for (const step of [1, 7, 44, 45, 999, 10_000]) {
      const file = wav(HALF, 1000);
      const reader = new WavReader();
      for (let at = 0; at < file.length; at += step) reader.push(file.slice(at, at + step));
      const { peaks, lengthMs } = reader.wave();
      expect(lengthMs).toBe(2000);
      expect([peaks[0], peaks[1000 / BIN_MS - 1], peaks[1000 / BIN_MS], peaks[2000 / BIN_MS - 1]]).toEqual([0, 0, 128, 128]);
    }
  });
  it("takes two channels as one, and a length a recorder left empty as all there is", () => {
    const both = new WavReader();
    both.push(wav([0, 0, 0.1, -1, 0, 0, 0, 0], 100, { channels: 2 }));
    expect(both.wave().lengthMs).toBe(40);
    expect([...both.wave().peaks]).toEqual([255, 0]);
    const open = new WavReader();
    open.push(wav(HALF, 1000, { size: 0 }));
    expect(open.wave().lengthMs).toBe(2000);
  });
  it("refuses what it does not know", () => {
    const odd = wav(HALF, 1000);
    odd[20] = 85;
    expect(() => new WavReader().push(odd)).toThrow();
    expect(() => new WavReader().wave()).toThrow();
  });
  it("fills the drawing with the loudest, for the part in sight", () => {
    const reader = new WavReader();
    reader.push(wav(HALF, 1000));
    expect([...columns(reader.wave(), { from: 0, span: 2000 }, 4)]).toEqual([0, 0, 1, 1]);
    expect([...columns(reader.wave(), { from: 800, span: 400 }, 4)]).toEqual([0, 0, 1, 1]);
  });
});

describe("what is in sight", () => {
  it("comes nearer around a moment and never leaves the recording", () => {
    const near = zoomed({ from: 0, span: 100_000 }, 0.5, 50_000, 100_000);
    expect(near).toEqual({ from: 25_000, span: 50_000 });
    expect(zoomed(near, 100, 0, 100_000)).toEqual({ from: 0, span: 100_000 });
    expect(zoomed(near, 0.0001, 25_000, 100_000).span).toBe(5000);
  });
  it("moves only for what is not in sight", () => {
    const seen = { from: 10_000, span: 10_000 };
    expect(bringing(seen, 12_000, 13_000, 100_000)).toBe(seen);
    expect(bringing(seen, 50_000, 51_000, 100_000)).toEqual({ from: 49_000, span: 10_000 });
    expect(bringing(seen, 40_000, 80_000, 100_000).span).toBe(60_000);
  });
});

describe("stretches", () => {
  it("lie in the recording and are never empty, whichever end comes first", () => {
    expect(stretchOf(5000.4, 2000.2, 10_000.9)).toEqual({ start_ms: 2000, end_ms: 5000 });
    expect(stretchOf(-5, 99_999, 10_000.9)).toEqual({ start_ms: 0, end_ms: 10_000 });
    expect(stretchOf(10_000, 10_000, 10_000)).toEqual({ start_ms: 9999, end_ms: 10_000 });
  });
  it("stand in rows in which nothing lies over another", () => {
    const of = (start_ms: number, end_ms: number) => ({ start_ms, end_ms });
    expect(rows([of(0, 10), of(5, 8), of(8, 20), of(12, 13)], 1)).toEqual([0, 1, 1, 0]);
    expect(rows([of(0, 1), of(2, 3)], 5)).toEqual([0, 1]);
  });
  it("are written and typed to the tenth of a second", () => {
    expect([0, 74_300, 59_960, 3_734_300].map(moment)).toEqual(["0:00.0", "1:14.3", "1:00.0", "1:02:14.3"]);
    expect(["75", "1:15", "1:02:14.3", "0,5"].map(momentTyped)).toEqual([75_000, 75_000, 3_734_300, 500]);
    expect(["", "a", "1:2:3:4", "-5", "1.5:20"].map(momentTyped)).toEqual([null, null, null, null, null]);
  });
});
