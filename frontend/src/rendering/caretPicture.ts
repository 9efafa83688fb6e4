/** The caret as it is seen: a bar where the caret is, and a thinner one at the other end of a selection. */

import { unitToPoint } from "../anchoring/domPoints";
import type { Page } from "./page";
import { made } from "./turnElements";

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
}

export class CaretPicture {
  private readonly caret = made("div", "text-caret");
  private readonly other = made("div", "text-caret is-other");

  constructor(private readonly layer: HTMLElement) {
    for (const element of [this.caret, this.other]) {
      element.ariaHidden = "true";
      element.hidden = true;
    }
    layer.append(this.caret, this.other);
  }

  /** Shows both ends, one where they are the same, none for `null`. */
  show(page: Page, ends: { readonly anchor: number; readonly focus: number } | null): void {
    this.place(this.caret, ends && caretBox(page, ends.focus));
    this.place(this.other, ends && ends.anchor !== ends.focus ? caretBox(page, ends.anchor) : null);
  }

  destroy(): void {
    this.caret.remove();
    this.other.remove();
  }

  private place(element: HTMLElement, box: Box | null): void {
    element.hidden = box === null;
    if (!box) return;
    const layer = this.layer.getBoundingClientRect();
    element.style.transform = `translate(${box.left - layer.left}px, ${box.top - layer.top}px)`;
    element.style.height = `${box.bottom - box.top}px`;
  }
}

/**
 * Where the caret at a position is seen, in viewport coordinates; `null` until it is built. Where one stretch of
 * words meets the next it stands before the next: at a line's end that is the line one reads on in.
 */
export function caretBox(page: Page, unit: number, side: "start" | "end" = "start"): Box | null {
  const place = unitToPoint(page, page.map, unit, side);
  if (!place) return null;
  const range = page.root.ownerDocument.createRange();
  range.setStart(place.node, place.offset);
  range.collapse(true);
  // A test's page has no layout and no rectangles.
  const rects = typeof range.getClientRects === "function" ? range.getClientRects() : [];
  const rect = rects[rects.length - 1];
  if (rect && rect.height > 0) return rect;
  const block = page.blocks[page.map.blockAt(unit).index]?.getBoundingClientRect();
  return block ? { left: block.left, top: block.top, bottom: block.top + page.lineHeight } : null;
}
