/** The elements of turns and of their words. What is no letter of the text is drawn as generated content, so that
 * the text content of a turn is exactly its part of the canonical text, and the browser's find sees nothing twice. */

import { describe, flatten, lookOf } from "../model/marks";
import type { Underline } from "../model/marks";
import { clock } from "../model/text";
import type { CodeLook, CoderLook, CodingMark, Span } from "../model/text";
import { known } from "../anchoring/textMap";
import type { Block, TextMap, Turn } from "../anchoring/textMap";

export interface Names {
  readonly codes: ReadonlyMap<string, CodeLook>;
  readonly coders: ReadonlyMap<string, CoderLook>;
}

/** A coding with its place in UTF-16 units, cut to the words it covers. */
export interface PlacedCoding extends Span {
  readonly mark: CodingMark;
}

/** One `<mark>` of a block and the codings that lie on it. */
export interface DrawnMark<T extends PlacedCoding = PlacedCoding> {
  readonly element: HTMLElement;
  readonly over: readonly T[];
}

const CLOCK = /\d:\d\d/;
const WORD = /[\p{L}\p{N}]/u;
/** Words set with spaces or tabs, which must not be run together. */
const LAID_OUT = /^ |[ \t]{2}|\t/;

/** A turn with its gutter and the empty elements of its blocks. */
export function turnElement(map: TextMap, turn: Turn): { turn: HTMLElement; blocks: HTMLElement[] } {
  const element = made("div", "turn");
  element.dataset.turn = turn.model.id;
  if (turn.model.isInterviewer) element.classList.add("is-interviewer");
  if (!turn.model.speaker && turn.model.number === null) element.classList.add("is-matter");
  element.append(gutter(map, turn));
  const body = made("div", "turn-body");
  const blocks: HTMLElement[] = [];
  for (let at = turn.firstBlock; at <= turn.lastBlock; at += 1) {
    const block = made("p", "turn-speech");
    block.dataset.block = String(at);
    block.dir = "auto";
    const { start, end } = known(map.blocks[at]);
    if (LAID_OUT.test(map.text.slice(start, end))) block.classList.add("keeps-space");
    blocks.push(block);
  }
  body.append(...blocks);
  element.append(body);
  // White space straight in a grid is never drawn, so the gap costs nothing and the text content stays whole.
  if (turn.gapEnd > turn.end) element.append(map.text.slice(turn.end, turn.gapEnd));
  return { turn: element, blocks };
}

function gutter(map: TextMap, turn: Turn): HTMLElement {
  const element = made("div", "turn-gutter");
  const written = map.text.slice(turn.start, turn.speechStart);
  const name = turn.model.label || turn.model.speaker;
  if (written) {
    const label = made("span", "turn-label");
    label.textContent = written;
    element.append(label);
  }
  if (name) {
    const shown = made("b", "turn-name");
    shown.dataset.shown = name;
    // The label in the text is what is read out; printing it again is for the eye.
    if (WORD.test(written)) shown.ariaHidden = "true";
    element.append(shown);
  }
  drawTime(element, turn.model.t0Ms);
  if (turn.model.number !== null) {
    // A long name leaves no room beside it.
    const number = made("span", name.length > 8 ? "turn-number is-below" : "turn-number");
    number.dataset.shown = String(turn.model.number);
    number.ariaHidden = "true";
    element.append(number);
  }
  return element;
}

/** The moment a turn begins, written in its gutter; null takes it away. */
export function drawTime(gutter: HTMLElement, t0Ms: number | null): void {
  const there = gutter.querySelector<HTMLElement>(".turn-time");
  if (t0Ms === null) {
    there?.remove();
    return;
  }
  const time = there ?? made("time", "turn-time");
  time.dataset.shown = clock(t0Ms);
  time.setAttribute("datetime", `PT${Math.max(0, t0Ms) / 1000}S`);
  if (CLOCK.test(gutter.querySelector(".turn-label")?.textContent ?? "")) time.ariaHidden = "true";
  if (!there) gutter.insertBefore(time, gutter.querySelector(".turn-number"));
}

/** Draws the words of a block anew with flat marks, and returns the marks in order. */
export function drawBlock<T extends PlacedCoding>(
  element: HTMLElement,
  map: TextMap,
  block: Block,
  codings: readonly T[],
  names: Names,
): DrawnMark<T>[] {
  const drawn: DrawnMark<T>[] = [];
  const children: (Node | string)[] = [];
  for (const flat of flatten(block, codings)) {
    const words = map.text.slice(flat.start, flat.end);
    if (flat.over.length === 0) {
      children.push(words);
      continue;
    }
    const mark = markElement(flat.over, names);
    mark.textContent = words;
    drawn.push({ element: mark, over: flat.over });
    children.push(mark);
  }
  if (block.tail > block.end) children.push(map.text.slice(block.end, block.tail));
  element.replaceChildren(...children);
  return drawn;
}

function markElement(over: readonly PlacedCoding[], names: Names): HTMLElement {
  const element = made("mark", "coded");
  const marks = over.map(({ mark }) => mark);
  const look = lookOf(marks, names.codes);
  element.dataset.coding = marks.map(({ id }) => id).join(" ");
  if (look.tint !== null) element.classList.add("is-mine");
  element.dataset.family = String(look.tint ?? look.underlines[0]?.family ?? 1);
  underline(element, look.underlines);
  element.setAttribute("aria-description", describe(marks, names.codes, names.coders));
  return element;
}

/** One line is a text decoration; two or three are painted as backgrounds, because a text has only one decoration. */
function underline(element: HTMLElement, lines: readonly Underline[]): void {
  const only = lines[0];
  if (!only) return;
  element.dataset.lines = String(lines.length);
  lines.forEach((line, at) => {
    element.style.setProperty(`--line-${at + 1}`, lines.length === 1 ? colour(line) : dashes(line));
  });
  if (lines.length === 1) element.dataset.line = only.style;
}

function colour(line: Underline): string {
  return `var(--family-${line.family}-stripe)`;
}

function dashes(line: Underline): string {
  const on = { solid: 8, dashed: 5, dotted: 2, double: 7 }[line.style];
  const off = { solid: 0, dashed: 3, dotted: 2, double: 1 }[line.style];
  return `repeating-linear-gradient(90deg, ${colour(line)} 0 ${on}px, transparent ${on}px ${on + off}px)`;
}

export function made<K extends keyof HTMLElementTagNameMap>(tag: K, className: string): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = className;
  return element;
}

/** The direction a block is read in, as the browser resolved it. */
export function isRightToLeft(element: HTMLElement): boolean {
  return known(element.ownerDocument.defaultView ?? undefined).getComputedStyle(element).direction === "rtl";
}
