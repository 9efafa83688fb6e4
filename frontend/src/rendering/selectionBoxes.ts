/** Where a stretch of text stands on the screen. */

import { rangeOf } from "../anchoring/domPoints";
import { known } from "../anchoring/textMap";
import type { Span } from "../model/text";
import type { Page } from "./page";

export interface Boxes {
  readonly rect: DOMRect;
  readonly firstLine: DOMRect;
  readonly lastLine: DOMRect;
}

/** Viewport coordinates; empty boxes while the words are not built. */
export function boxesOf(page: Page, span: Span): Boxes {
  const firstBlock = page.map.blockAt(span.start);
  const lastBlock = page.map.blockAt(span.end);
  const first = lines(page, span.start, Math.min(span.end, firstBlock.end));
  const last = firstBlock === lastBlock ? first : lines(page, lastBlock.start, span.end);
  const all = [...first, ...last];
  if (all.length === 0) return { rect: new DOMRect(), firstLine: new DOMRect(), lastLine: new DOMRect() };
  return { rect: union(all), firstLine: known(first[0] ?? all[0]), lastLine: known(last[last.length - 1] ?? all[0]) };
}

function lines(page: Page, start: number, end: number): DOMRect[] {
  const range = rangeOf(page, page.map, start, end);
  return range && typeof range.getClientRects === "function" ? [...range.getClientRects()] : [];
}

export function union(boxes: readonly DOMRect[]): DOMRect {
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const right = Math.max(...boxes.map((box) => box.right));
  const bottom = Math.max(...boxes.map((box) => box.bottom));
  return new DOMRect(left, top, right - left, bottom - top);
}
