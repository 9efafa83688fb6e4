/** Overlapping codings as flat stretches of text, and how each stretch looks and is described. */

import { lineStyle } from "./text";
import type { CodeLook, CoderLook, CodingMark, LineStyle, Span } from "./text";

export interface Flat<T> extends Span {
  /** What covers the whole stretch, in the order given; empty where nothing does. */
  readonly over: readonly T[];
}

/** Cuts `span` wherever one of `items` starts or ends; the stretches are in order, touch, and cover `span` exactly. */
export function flatten<T extends Span>(span: Span, items: readonly T[]): Flat<T>[] {
  const inside = items.filter((item) => item.start < span.end && item.end > span.start && item.start < item.end);
  const cuts = new Set<number>([span.start, span.end]);
  for (const item of inside) {
    cuts.add(Math.max(item.start, span.start));
    cuts.add(Math.min(item.end, span.end));
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  const flat: Flat<T>[] = [];
  for (let at = 0; at + 1 < sorted.length; at += 1) {
    const start = sorted[at] ?? 0;
    const end = sorted[at + 1] ?? 0;
    flat.push({ start, end, over: inside.filter((item) => item.start <= start && item.end >= end) });
  }
  return flat;
}

export interface Underline {
  readonly family: number;
  readonly style: LineStyle;
}

export interface MarkLook {
  /** The family whose tint lies on top, or `null` where none of the codings is the reader's own. */
  readonly tint: number | null;
  readonly underlines: readonly Underline[];
}

const MOST_UNDERLINES = 3;

/** The last, and so the smallest, of one's own codings gives the tint; each other coder's code gives one underline, up to three. */
export function lookOf(codings: readonly CodingMark[], codes: ReadonlyMap<string, CodeLook>): MarkLook {
  let tint: number | null = null;
  const underlines = new Map<string, Underline>();
  for (const coding of codings) {
    const family = codes.get(coding.codeId)?.family ?? 1;
    if (coding.mine) tint = family;
    else underlines.set(`${coding.codeId} ${coding.coderId}`, { family, style: lineStyle(coding.coderIndex) });
  }
  return { tint, underlines: [...underlines.values()].slice(0, MOST_UNDERLINES) };
}

/** Says which codes lie on a stretch and whose they are: `Overhearing by Kwame Adjei and Lowri Pask; Shield by …`. */
export function describe(
  codings: readonly CodingMark[],
  codes: ReadonlyMap<string, CodeLook>,
  coders: ReadonlyMap<string, CoderLook>,
): string {
  const byCode = new Map<string, { name: string; beyond: string; who: Set<string> }>();
  for (const coding of codings) {
    const name = codes.get(coding.codeId)?.name ?? "a code not shown";
    const beyond = coding.beyond ?? "";
    const key = `${name} ${beyond}`;
    const { who } = byCode.get(key) ?? { who: new Set<string>() };
    const coder = coders.get(coding.coderId)?.name;
    if (coder) who.add(coder);
    byCode.set(key, { name, beyond, who });
  }
  return [...byCode.values()].map(({ name, beyond, who }) => `${name}${who.size ? ` by ${listed([...who])}` : ""}${beyond && `, ${beyond}`}`).join("; ");
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  const last = words[words.length - 1] ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}
