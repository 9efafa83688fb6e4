/** What of the text is seen, and scrolling to the rest. */

import type { Seen } from "./margin";

/** Kept free above and below what is scrolled to, so that its context is seen too. */
const ROOM = 72;

export class Viewport {
  private frame = 0;

  constructor(
    private readonly root: HTMLElement,
    private readonly given: HTMLElement,
    private readonly moved: () => void,
  ) {
    this.root.ownerDocument.addEventListener("scroll", this.onScroll, { passive: true, capture: true });
  }

  /** The part of the text that is seen, counted from the top of the text. */
  seen(): Seen {
    const top = this.root.getBoundingClientRect().top;
    const frame = this.box();
    return { top: frame.top - top, bottom: frame.bottom - top };
  }

  /** Scrolls as little as brings a box (in viewport coordinates) into view with room around it. */
  reveal(box: { readonly top: number; readonly bottom: number }): void {
    const frame = this.box();
    const room = Math.min(ROOM, (frame.bottom - frame.top) / 4);
    const above = box.top - room - frame.top;
    const below = box.bottom + room - frame.bottom;
    if (above < 0) this.scrollBy(above);
    else if (below > 0) this.scrollBy(Math.min(below, above));
  }

  /** Scrolls so that a box stands a third down, unless it is well in view already. */
  bring(box: { readonly top: number; readonly bottom: number }): void {
    const frame = this.box();
    const inView = box.top >= frame.top + ROOM / 2 && Math.min(box.bottom, box.top + 200) <= frame.bottom - ROOM / 2;
    if (!inView) this.scrollBy(box.top - frame.top - (frame.bottom - frame.top) / 3);
  }

  destroy(): void {
    cancelAnimationFrame(this.frame);
    this.root.ownerDocument.removeEventListener("scroll", this.onScroll, { capture: true });
  }

  private get isPage(): boolean {
    const { scrollingElement, documentElement, body } = this.root.ownerDocument;
    return [scrollingElement, documentElement, body].includes(this.scroller);
  }

  /** What scrolls now: in a window made narrow the column no longer does, and the page does. */
  private get scroller(): HTMLElement {
    return scrolls(this.given) ? this.given : pageOf(this.given);
  }

  private box(): { top: number; bottom: number } {
    if (this.isPage) return { top: 0, bottom: window.innerHeight };
    const box = this.scroller.getBoundingClientRect();
    return { top: Math.max(0, box.top), bottom: Math.min(window.innerHeight, box.bottom) };
  }

  private scrollBy(y: number): void {
    this.scroller.scrollTop += y;
  }

  private readonly onScroll = (): void => {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.moved();
    });
  };
}

/** The nearest ancestor that scrolls, or the page. */
export function scrollerOf(element: HTMLElement): HTMLElement {
  for (let at: HTMLElement | null = element; at; at = at.parentElement) {
    if (scrolls(at)) return at;
  }
  return pageOf(element);
}

function scrolls(element: HTMLElement): boolean {
  return /auto|scroll/.test(getComputedStyle(element).overflowY);
}

function pageOf(element: HTMLElement): HTMLElement {
  const root = element.ownerDocument;
  return (root.scrollingElement as HTMLElement | null) ?? root.documentElement;
}
