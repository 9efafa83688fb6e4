/** Colours as numbers: for measuring contrast (WCAG), not for painting. */

export type Rgb = readonly [number, number, number];

/** Red, green and blue between 0 and 1 of `#rrggbb` or `oklch(L C h)`; outside that range if a screen cannot show it. */
export function rgbOf(colour: string): Rgb {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour.trim());
  if (hex) return [hex[1], hex[2], hex[3]].map((part) => parseInt(part ?? "", 16) / 255) as unknown as Rgb;
  const polar = /^oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)$/.exec(colour.trim());
  if (!polar) throw new Error(`Not a colour that can be measured: ${colour}`);
  return fromOklch(Number(polar[1]), Number(polar[2]), Number(polar[3]));
}

/** The contrast ratio of two colours, 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((first, second) => second - first) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Matrices of the definition of OKLab (Ottosson 2020). */
function fromOklch(lightness: number, chroma: number, hue: number): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return linear.map((part) => (part <= 0.0031308 ? 12.92 * part : 1.055 * part ** (1 / 2.4) - 0.055)) as unknown as Rgb;
}
