/** The margin: stripes, leaders and labels, kept in arrays and drawn only near what is seen. Hidden from assistive
 * technology and from find, because every mark in the text says the same. */

import { lineStyle } from "../model/text";
import { layMargin } from "./labelLayout";
import type { Label, LaidStripe, Margin, MarginShape, Stripe } from "./labelLayout";
import type { Codings } from "./codings";
import type { Page } from "./page";
import { made } from "./turnElements";
import type { Names } from "./turnElements";

/** Drawn this far beyond what is seen; drawn anew when less than half of it is left. */
const AHEAD = 700;
const SVG = "http://www.w3.org/2000/svg";
const DASHES = { solid: "", dashed: "5 3", dotted: "2 2", double: "" } as const;
/** The label column's left edge lies this far right of the stripes. */
const LEADER = 12;
const LABEL_MIDDLE = 8;
/** A narrow margin of this width can still hold names. */
const ROOM_FOR_NAMES = 120;

export interface Seen {
  readonly top: number;
  readonly bottom: number;
}

export class MarginView {
  private laid: Margin = { stripes: [], labels: [] };
  private codings: Codings | null = null;
  private drawn: Seen = { top: Infinity, bottom: -Infinity };
  private emphasised: ReadonlySet<string> = new Set();
  private shape: MarginShape = shapeFor(190, false, 28);
  private narrow = false;
  /** There is room for the codes' keys only. */
  private short = false;

  constructor(
    private readonly element: HTMLElement,
    private names: Names,
  ) {}

  setNames(names: Names): void {
    this.names = names;
  }

  /** Lays everything anew from the measured places, then draws what is near. */
  lay(page: Page, narrow: boolean, seen: Seen): void {
    this.codings = page.codings;
    const stripes: Stripe[] = [];
    for (const { mark, firstBlock, lastBlock, top, bottom } of page.codings.shown()) {
      if (lastBlock >= page.blocks.length) continue;
      stripes.push({
        id: mark.id,
        code: mark.codeId,
        coder: mark.coderIndex,
        top: page.topOf(firstBlock) + top,
        bottom: page.topOf(lastBlock) + bottom,
        block: firstBlock,
      });
    }
    const width = this.element.clientWidth;
    this.shape = shapeFor(width, narrow, page.lineHeight);
    this.narrow = narrow;
    this.short = narrow && width < ROOM_FOR_NAMES;
    this.laid = layMargin(stripes, this.shape);
    this.draw(seen);
  }

  /** Draws again if what is seen has moved towards the end of what is drawn. */
  show(seen: Seen): void {
    const near = AHEAD / 2;
    if (seen.top - near < this.drawn.top || seen.bottom + near > this.drawn.bottom) this.draw(seen);
  }

  /** Makes the stripes and labels of some codings stand out. */
  emphasise(ids: ReadonlySet<string>): void {
    this.emphasised = ids;
    for (const element of this.element.querySelectorAll<HTMLElement | SVGElement>("[data-coding]")) {
      const its = element.dataset.coding?.split(" ") ?? [];
      element.classList.toggle(
        "is-focused",
        its.some((id) => ids.has(id)),
      );
    }
  }

  private draw(seen: Seen): void {
    const top = seen.top - AHEAD;
    const bottom = seen.bottom + AHEAD;
    this.drawn = { top, bottom };
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("class", "margin-lines");
    for (const stripe of this.laid.stripes) {
      if (stripe.bottom >= top && stripe.top <= bottom) svg.append(...this.stripe(stripe));
    }
    const labels: HTMLElement[] = [];
    for (const label of this.laid.labels) {
      if (Math.max(label.top, label.anchor) < top || Math.min(label.top, label.anchor) > bottom) continue;
      if (!this.narrow) svg.append(this.leader(label));
      labels.push(this.label(label));
    }
    this.element.replaceChildren(svg, ...labels);
    if (this.emphasised.size) this.emphasise(this.emphasised);
  }

  private stripe(laid: LaidStripe): SVGElement[] {
    const coding = this.codings?.get(laid.id);
    const style = lineStyle(coding?.mark.coderIndex ?? 0);
    const family = this.names.codes.get(laid.code)?.family ?? 1;
    const common = { "data-coding": laid.id, "data-family": String(family), class: "margin-stripe" };
    const y = { y1: laid.top, y2: Math.max(laid.bottom, laid.top + 4) };
    const middle = laid.x + laid.width / 2;
    const lines =
      style === "double"
        ? [-1, 1].map((side) => {
            const x = middle + (side * laid.width) / 3;
            return drawn("line", { ...common, x1: x, x2: x, ...y, "stroke-width": laid.width / 3 });
          })
        : [
            drawn("line", {
              ...common,
              x1: middle,
              x2: middle,
              ...y,
              "stroke-width": laid.width,
              "stroke-dasharray": DASHES[style],
            }),
          ];
    if (coding?.mark.ruled) {
      const side = laid.width + 3;
      const at = { x: laid.x - 1.5, y: laid.top - side, width: side, height: side };
      lines.push(drawn("rect", { ...common, class: "margin-ruled", ...at }));
    }
    return lines;
  }

  private leader(label: Label): SVGElement {
    const end = this.shape.lanes + LEADER - 5;
    const bend = end - 9;
    const to = crisp(label.top + LABEL_MIDDLE);
    const fromY = crisp(label.fromY);
    const from = Math.min(label.fromX, bend - 1);
    const straight = Math.abs(to - fromY) <= 1;
    const path = straight ? `M${from} ${to}H${end}` : `M${from} ${fromY}H${bend}L${bend + 6} ${to}H${end}`;
    const family = this.names.codes.get(label.code)?.family ?? 0;
    return drawn("path", {
      class: label.more ? "margin-leader is-more" : "margin-leader",
      "data-family": String(family),
      "data-coding": idsOf(label),
      d: path,
    });
  }

  private label(label: Label): HTMLElement {
    const element = made("div", "margin-label");
    element.style.transform = `translateY(${label.top}px)`;
    element.style.setProperty("--label-left", `${this.shape.lanes + (this.narrow ? 4 : LEADER)}px`);
    element.dataset.coding = idsOf(label);
    const code = this.names.codes.get(label.code);
    const name = made("span", "margin-name");
    if (label.more) {
      element.classList.add("is-more");
      name.dataset.shown = this.short ? `+${label.stripes.length}` : `+${label.stripes.length} more`;
      element.append(name);
      return element;
    }
    element.dataset.family = String(code?.family ?? 1);
    name.dataset.shown = (this.short ? code?.key : code?.name) || "…";
    element.title = code ? `${code.key} ${code.name}`.trim() : "";
    if (label.gathered && label.stripes.length > 1) name.dataset.shown += ` ×${label.stripes.length}`;
    element.append(name, ...this.beyond(label), ...(label.gathered ? [] : this.initials(label)));
    return element;
  }

  /** That a coding goes on in another part of the text: an arrow, and where there is room the part. */
  private beyond(label: Label): HTMLElement[] {
    const words = new Set(label.stripes.map(({ id }) => this.codings?.get(id)?.mark.beyond ?? "").filter(Boolean));
    return [...words].slice(0, 1).map((said) => {
      const element = made("span", "margin-beyond");
      const arrows = said.replace("from part", "↑").replace("to part", "↓");
      element.dataset.shown = this.short ? arrows.replace(/\d| /g, "") : arrows.replaceAll(/(?<=[↑↓]) /g, " part ");
      return element;
    });
  }

  private initials(label: Label): HTMLElement[] {
    const coders = new Map<string, { n: number; index: number }>();
    for (const { id } of label.stripes) {
      const mark = this.codings?.get(id)?.mark;
      if (!mark) continue;
      const have = coders.get(mark.coderId);
      coders.set(mark.coderId, { n: (have?.n ?? 0) + 1, index: mark.coderIndex });
    }
    return [...coders]
      .sort(([, a], [, b]) => a.index - b.index)
      .map(([id, { n, index }]) => {
        const element = made("span", "margin-coder");
        const initial = this.names.coders.get(id)?.initial ?? "";
        element.dataset.line = lineStyle(index);
        element.dataset.shown = n > 1 ? `${initial}\u2009×${n}` : initial;
        return element;
      });
  }
}

export function idsOf(label: Label): string {
  return label.stripes.map(({ id }) => id).join(" ");
}

/** Four pixels and ten apart where there is room; on a narrow screen three lanes and the code's key. */
function shapeFor(width: number, narrow: boolean, line: number): MarginShape {
  if (narrow) return { lanes: 15, pitch: 5, leastPitch: 3, stripe: 3, step: 15, line, deepest: 4 };
  const lanes = Math.min(84, Math.max(32, width - 156));
  return { lanes, pitch: 10, leastPitch: 4, stripe: 4, step: 18, line, deepest: 8 };
}

/** A hairline on the middle of a pixel stays one pixel wide. */
function crisp(y: number): number {
  return Math.floor(y) + 0.5;
}

function drawn(tag: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS(SVG, tag) as SVGElement;
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== "") element.setAttribute(name, String(value));
  }
  return element;
}
