/** Between places in the page and positions in the text. The only code that knows how a block holds its words. */

import type { TextMap } from "./textMap";
import { known } from "./textMap";

export interface DomPoint {
  readonly node: Node;
  readonly offset: number;
}

/** The page's elements as this module needs them. */
export interface Shown {
  readonly root: HTMLElement;
  /** The elements of the blocks built so far, in order. */
  readonly blocks: readonly HTMLElement[];
}

export const BLOCK = ".turn-speech";
export const TURN = ".turn";

/**
 * The position (UTF-16 units) of a place in the page. A place in a gutter is the start of its turn's words, one
 * between turns the nearest words, one before or after the transcript its first or last position.
 */
export function pointToUnit(shown: Shown, map: TextMap, node: Node, offset: number): number {
  const lastShown = known(map.blocks[Math.max(0, shown.blocks.length - 1)]);
  if (!shown.root.contains(node)) {
    return comesBefore(shown.root, node, offset) ? map.firstUnit : lastShown.end;
  }
  const element = elementOf(node);
  const block = element?.closest<HTMLElement>(BLOCK);
  if (block && shown.root.contains(block)) return map.clamp(unitInBlock(map, block, node, offset));
  const child = node.childNodes[offset];
  if (element === node && child === undefined) {
    const inside = element.querySelectorAll<HTMLElement>(BLOCK);
    const last = inside[inside.length - 1];
    if (last) return known(map.blocks[blockIndex(last)]).end;
  }
  if (child instanceof HTMLElement) {
    const first = child.matches(BLOCK) ? child : child.querySelector<HTMLElement>(BLOCK);
    if (first) return known(map.blocks[blockIndex(first)]).start;
  }
  return unitNearTurn(map, element, node) ?? lastShown.end;
}

/** Inside a turn but in none of its blocks: its gutter stands before its words, the gap after them. */
function unitNearTurn(map: TextMap, element: Element | null, node: Node): number | null {
  const turn = element?.closest<HTMLElement>(TURN);
  const blocks = turn?.querySelectorAll<HTMLElement>(BLOCK);
  const first = blocks?.[0];
  const last = blocks?.[blocks.length - 1];
  if (!first || !last) return null;
  const after = (last.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  return after ? known(map.blocks[blockIndex(last)]).end : known(map.blocks[blockIndex(first)]).start;
}

function unitInBlock(map: TextMap, element: HTMLElement, node: Node, offset: number): number {
  const block = known(map.blocks[blockIndex(element)]);
  let unit = block.start;
  if (node === element) {
    for (const child of [...element.childNodes].slice(0, offset)) unit += lengthOf(child);
    return unit;
  }
  for (const child of element.childNodes) {
    if (child === node || child.contains(node)) {
      if (node.nodeType === Node.TEXT_NODE) return unit + offset;
      for (const inner of [...node.childNodes].slice(0, offset)) unit += lengthOf(inner);
      return unit;
    }
    unit += lengthOf(child);
  }
  return unit;
}

/**
 * The place in the page of a position. Where two stretches meet, `"start"` chooses the beginning of the later
 * one and `"end"` the end of the earlier, so that a range hugs its words. `null` until that block is built.
 */
export function unitToPoint(shown: Shown, map: TextMap, unit: number, side: "start" | "end"): DomPoint | null {
  const block = map.blockAt(map.clamp(unit));
  const element = shown.blocks[block.index];
  if (!element) return null;
  let left = map.clamp(unit) - block.start;
  for (const child of element.childNodes) {
    const text = textOf(child);
    const length = text?.data.length ?? 0;
    if (text && (left < length || (left === length && (side === "end" || !child.nextSibling)))) {
      return { node: text, offset: left };
    }
    left -= length;
  }
  const last = element.lastChild ? textOf(element.lastChild) : null;
  return last ? { node: last, offset: last.data.length } : { node: element, offset: 0 };
}

/** A range over a stretch of text, or `null` where one of its ends is not built yet. */
export function rangeOf(shown: Shown, map: TextMap, start: number, end: number): Range | null {
  const from = unitToPoint(shown, map, start, start === end ? "end" : "start");
  const to = unitToPoint(shown, map, end, "end");
  if (!from || !to) return null;
  const range = shown.root.ownerDocument.createRange();
  range.setStart(from.node, from.offset);
  range.setEnd(to.node, to.offset);
  return range;
}

export function blockIndex(element: HTMLElement): number {
  return Number(element.dataset.block);
}

function textOf(node: Node): Text | null {
  if (node instanceof Text) return node;
  return node.firstChild instanceof Text ? node.firstChild : null;
}

function lengthOf(node: Node): number {
  return node instanceof Text ? node.data.length : (node.textContent?.length ?? 0);
}

function elementOf(node: Node): Element | null {
  return node instanceof Element ? node : node.parentElement;
}

function comesBefore(root: HTMLElement, node: Node, offset: number): boolean {
  const range = root.ownerDocument.createRange();
  range.selectNodeContents(root);
  return range.comparePoint(node, offset) < 0;
}
