/** What a pointer says about codings and times: over which it is, and which it clicks. */

import type { Skeleton } from "./skeleton";

export interface PointingHands {
  /** Codings under the pointer; empty when it has left. */
  over(ids: readonly string[]): void;
  clicked(ids: readonly string[], rect: DOMRect, where: "text" | "margin"): void;
  timeClicked(turnId: string): void;
}

export class Pointing {
  private ids = "";

  constructor(
    private readonly skeleton: Skeleton,
    private readonly hands: PointingHands,
  ) {
    skeleton.flow.addEventListener("pointerover", this.onOver);
    skeleton.flow.addEventListener("pointerleave", this.onLeave);
    skeleton.flow.addEventListener("click", this.onClick);
    skeleton.margin.addEventListener("mousedown", keepFocus);
  }

  destroy(): void {
    this.skeleton.flow.removeEventListener("pointerover", this.onOver);
    this.skeleton.flow.removeEventListener("pointerleave", this.onLeave);
    this.skeleton.flow.removeEventListener("click", this.onClick);
    this.skeleton.margin.removeEventListener("mousedown", keepFocus);
  }

  private readonly onOver = (event: PointerEvent): void => {
    // While a selection is drawn nothing else should move.
    if (event.buttons === 0) this.tell(codedAt(event.target)?.dataset.coding ?? "");
  };

  private readonly onLeave = (): void => this.tell("");

  private readonly onClick = (event: MouseEvent): void => {
    const target = event.target instanceof Element ? event.target : null;
    const turn = target?.closest(".turn-time")?.closest<HTMLElement>("[data-turn]");
    if (turn) {
      this.hands.timeClicked(turn.dataset.turn ?? "");
      return;
    }
    const coded = codedAt(target);
    if (!coded || event.detail > 1) return;
    const inMargin = this.skeleton.margin.contains(coded);
    if (!inMargin && !(target?.ownerDocument.getSelection()?.isCollapsed ?? true)) return;
    const ids = coded.dataset.coding?.split(" ") ?? [];
    this.hands.clicked(ids, coded.getBoundingClientRect(), inMargin ? "margin" : "text");
  };

  private tell(ids: string): void {
    if (ids === this.ids) return;
    this.ids = ids;
    this.hands.over(ids ? ids.split(" ") : []);
  }
}

function codedAt(target: EventTarget | null): HTMLElement | SVGElement | null {
  return target instanceof Element ? target.closest<HTMLElement | SVGElement>("[data-coding]") : null;
}

/** A press in the margin must not take the focus or the selection from the text. */
function keepFocus(event: Event): void {
  event.preventDefault();
}
