/** Texts made by chance from a seed, for tests only: every script and sign that has broken an offset somewhere. */

import type { SourceText, TurnModel } from "../model/text";

export type Chance = () => number;

/** The same numbers for the same seed, from 0 up to 1 (a linear congruential generator). */
export function chance(seed: number): Chance {
  let state = (seed * 2654435761 + 1) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

export function pick<T>(random: Chance, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T;
}

const PIECES = [
  "the plan", "i said no. then she left", "Dr. Smith", "24/7", "co-worker", "don’t", "[laughs]", "(.)", "Um...", "?", ".", ",",
  "אני חושבת", "NHS 2024 לא", "مرحبا", "我们学习", "。", "สวัสดี", "नमस्ते",
  "👩‍👩‍👧‍👦", "👍🏽", "🇬🇧", "𝓧", "𠮷野", "e\u0301te\u0301", "n\u0303", "\u200b", "x\ud83d\udc4d",
];

export function randomSpeech(random: Chance, pieces: number): string {
  const parts: string[] = [];
  for (let n = 0; n < pieces; n += 1) parts.push(pick(random, PIECES), pick(random, [" ", " ", " ", "  ", "\n", ""]));
  return parts.join("").trim();
}

/** A transcript with labels, turns of several paragraphs, gaps between turns and matter. */
export function randomText(seed: number, turns = 8): SourceText {
  const random = chance(seed);
  let text = random() < 0.3 ? "Recorded at the home 𠮷\n\n" : "";
  const models: TurnModel[] = [];
  for (let n = 0; n < turns; n += 1) {
    const speaker = pick(random, ["I1", "2B", "👤"]);
    const start = text.length;
    text += random() < 0.8 ? `${speaker}: ` : "";
    const speechStart = text.length;
    text += randomSpeech(random, 1 + Math.floor(random() * 12)) || "Mm.";
    models.push(turn(text, `t${n}`, start, speechStart, text.length, speaker, n + 1));
    text += pick(random, ["\n", "\n", "\n\n", "\n[pause]\n"]);
  }
  return { versionId: `v${seed}`, text, turns: models };
}

/** A turn from UTF-16 positions, counted by the slow and plain way. */
function turn(
  text: string,
  id: string,
  start: number,
  speechStart: number,
  end: number,
  speaker: string,
  number: number,
): TurnModel {
  const points = (unit: number): number => [...text.slice(0, unit)].length;
  return {
    id,
    start: points(start),
    speechStart: points(speechStart),
    end: points(end),
    speaker,
    label: speaker,
    isInterviewer: speaker === "I1",
    t0Ms: null,
    number,
  };
}
