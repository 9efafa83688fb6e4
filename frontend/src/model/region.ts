/** Rectangles of a picture, in the picture's own pixels, or of a page, in its points: drawn, moved, resized, and said. */

export interface Region {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** The page it lies on, from 1; none in a picture. */
  readonly page?: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export type Corner = "nw" | "ne" | "sw" | "se";
export const CORNERS: readonly Corner[] = ["nw", "ne", "sw", "se"];

const between = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** The rectangle two points span, whole pixels, inside the picture and never empty. */
export function spanned(one: { x: number; y: number }, other: { x: number; y: number }, { width, height }: Size): Region {
  const left = between(Math.floor(Math.min(one.x, other.x)), 0, width - 1);
  const top = between(Math.floor(Math.min(one.y, other.y)), 0, height - 1);
  return {
    left,
    top,
    right: between(Math.ceil(Math.max(one.x, other.x)), left + 1, width),
    bottom: between(Math.ceil(Math.max(one.y, other.y)), top + 1, height),
  };
}

/** As large as before, elsewhere; it stops at the edges. */
export function moved(region: Region, dx: number, dy: number, { width, height }: Size): Region {
  const x = between(Math.round(dx), -region.left, width - region.right);
  const y = between(Math.round(dy), -region.top, height - region.bottom);
  return { left: region.left + x, top: region.top + y, right: region.right + x, bottom: region.bottom + y };
}

/** Its lower right corner elsewhere; at least a pixel is left. */
export function stretched(region: Region, dx: number, dy: number, size: Size): Region {
  return pulled(region, "se", { x: region.right + Math.round(dx), y: region.bottom + Math.round(dy) }, size);
}

/** One corner put at a point; it cannot pass the corner across. */
export function pulled(region: Region, corner: Corner, { x, y }: { x: number; y: number }, { width, height }: Size): Region {
  const [px, py] = [Math.round(x), Math.round(y)];
  const west = corner === "nw" || corner === "sw";
  const north = corner === "nw" || corner === "ne";
  return {
    left: west ? between(px, 0, region.right - 1) : region.left,
    right: west ? region.right : between(px, region.left + 1, width),
    top: north ? between(py, 0, region.bottom - 1) : region.top,
    bottom: north ? region.bottom : between(py, region.top + 1, height),
  };
}

/** A rectangle to begin with, in the middle of the part that is in sight. */
export function inTheMiddle(seen: Region, size: Size): Region {
  const [wide, high] = [seen.right - seen.left, seen.bottom - seen.top];
  return spanned({ x: seen.left + wide * 0.35, y: seen.top + high * 0.35 }, { x: seen.left + wide * 0.65, y: seen.top + high * 0.65 }, size);
}

export function sameRegion(one: Region, other: Region): boolean {
  return one.left === other.left && one.top === other.top && one.right === other.right && one.bottom === other.bottom;
}

export function areaOf({ left, top, right, bottom }: Region): number {
  return (right - left) * (bottom - top);
}

const MOST = 0.9;

/** Where it lies, to be read out: upper left, 20% wide and 10% high; of a page with its number. As the server says it. */
export function placeWords(region: Region, size: Size, page = 0): string {
  const words = placeOn(region, size, page > 0);
  return page > 0 ? `page ${page}, ${words}` : words;
}

function placeOn(region: Region, { width, height }: Size, ofPage: boolean): string {
  const [wide, high] = [region.right - region.left, region.bottom - region.top];
  if (wide >= MOST * width && high >= MOST * height) return ofPage ? "nearly all of it" : "nearly the whole picture";
  const across = third((region.left + region.right) / 2 / width, ["left", "", "right"]);
  const down = third((region.top + region.bottom) / 2 / height, ["upper", "", "lower"]);
  const where = [down, across].filter(Boolean).join(" ") || "middle";
  return `${where}, ${share(wide, width)} wide and ${share(high, height)} high`;
}

function third(at: number, names: readonly [string, string, string]): string {
  return names[Math.min(2, Math.trunc(at * 3))] ?? "";
}

function share(part: number, whole: number): string {
  const exact = (100 * part) / whole;
  // Halves go to the even number, as they do on the server.
  const near = exact % 1 === 0.5 ? 2 * Math.round(exact / 2) : Math.round(exact);
  return `${Math.max(1, near)}%`;
}
