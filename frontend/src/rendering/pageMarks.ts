/** Where each page of the file begins, as a line across the words with its number: drawn over the text and no part of
 * it, so that what is read, found and copied is the text alone. The keyboard reaches a page by the desk's own button. */

import type { TextMap } from "../anchoring/textMap";
import type { Page } from "./page";
import { made } from "./turnElements";

/** A page of the file, and the position in the text where its words begin. */
export interface PageStart {
  readonly number: number;
  readonly start: number;
}

export class PageMarks {
  private starts: readonly PageStart[] = [];
  private drawn: readonly HTMLElement[] = [];

  constructor(
    private readonly element: HTMLElement,
    private readonly open: (number: number) => void,
  ) {}

  set(starts: readonly PageStart[]): void {
    this.starts = starts;
    this.drawn = starts.map(({ number }) => this.mark(number));
    this.element.replaceChildren(...this.drawn);
    this.element.hidden = starts.length === 0;
  }

  /** Puts every mark where its words are now; those whose words are not built yet stay away. */
  lay(page: Page, map: TextMap): void {
    if (this.starts.length === 0) return;
    const above = page.root.getBoundingClientRect().top;
    const tops = this.starts.map(({ start }) => topOf(page, map, start, above));
    this.drawn.forEach((mark, at) => {
      const top = tops[at] ?? null;
      mark.hidden = top === null;
      if (top !== null) mark.style.insetBlockStart = `${Math.round(top)}px`;
    });
  }

  private mark(number: number): HTMLElement {
    const line = made("div", "text-page");
    const button = made("button", "text-page-name");
    button.type = "button";
    button.tabIndex = -1;
    button.textContent = `Page ${number}`;
    button.title = "See the page as it looks";
    button.addEventListener("click", () => this.open(number));
    // A press here must not take the focus or the selection from the text.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    line.append(button);
    return line;
  }
}

function topOf(page: Page, map: TextMap, start: number, above: number): number | null {
  if (!map.index.holds(start)) return null;  // It is in another part of the text.
  const unit = map.index.toUnits(start);
  const turn = map.turnAt(unit);
  // The label of a turn belongs to its page too: the line is above the turn that begins there.
  const opens = unit <= turn.speechStart && unit >= turn.start;
  const block = page.blocks[opens ? turn.firstBlock : map.blockAt(unit).index];
  const holder = opens ? block?.closest(".turn") : block;
  return holder ? holder.getBoundingClientRect().top - above - (opens ? OPENS : 0) : null;
}

/** Half of the gap between two turns. */
const OPENS = 7;
