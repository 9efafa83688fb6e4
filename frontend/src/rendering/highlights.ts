/** Transient marks: painted by the browser over the text, without an element. Several views share one page, so each
 * keeps its own ranges in the page's highlight of that name. Where the browser has none, nothing is painted. */

export type HighlightName = "anselm-selection" | "anselm-hit" | "anselm-hit-current";

/** The selection lies over the hits. */
const PRIORITY: Record<HighlightName, number> = {
  "anselm-hit": 0,
  "anselm-hit-current": 1,
  "anselm-selection": 2,
};

export class Painted {
  private ranges: Range[] = [];

  constructor(private readonly name: HighlightName) {}

  set(ranges: readonly Range[]): void {
    const highlight = shared(this.name);
    if (!highlight) return;
    for (const range of this.ranges) highlight.delete(range);
    for (const range of ranges) highlight.add(range);
    this.ranges = [...ranges];
  }

  clear(): void {
    this.set([]);
  }
}

function shared(name: HighlightName): Highlight | null {
  if (typeof CSS === "undefined" || !("highlights" in CSS) || typeof Highlight === "undefined") return null;
  const have = CSS.highlights.get(name);
  if (have) return have;
  const fresh = new Highlight();
  fresh.priority = PRIORITY[name];
  CSS.highlights.set(name, fresh);
  return fresh;
}
