import { scaleLinear } from "d3-scale";

import { classes } from "./classes";
import "./DotWhisker.css";

export interface DotWhiskerProps {
  /** Null where the figure is undefined; then `undefined_` says why in its place. */
  readonly value: number | null;
  readonly low?: number | null;
  readonly high?: number | null;
  readonly undefinedBecause?: string | undefined;
  /** What it is of, for the text alternative: "Overhearing, Krippendorff's α". */
  readonly label: string;
  readonly from?: number;
  readonly to?: number;
  readonly width?: number;
  /** It rests on so few interviews that it says little: hollow, dotted. */
  readonly thin?: boolean;
  readonly pooled?: boolean;
  readonly ticks?: readonly number[];
}

const HEIGHT = 18;
const MIDDLE = HEIGHT / 2;

/** A figure with its interval: ink dot, ink whisker, no bands, no thresholds. */
export function DotWhisker({ value, low, high, undefinedBecause, label, from = 0, to = 1, width = 384, thin, pooled, ticks = [0, 0.25, 0.5, 0.75, 1] }: DotWhiskerProps) {
  if (value === null) return <span className="dot-undefined">{undefinedBecause ?? "undefined"}</span>;
  const x = scaleLinear([from, to], [6, width - 6]).clamp(true);
  const within = low != null && high != null;
  const said = `${label}: ${coefficient(value)}${within ? `, interval ${coefficient(low)} to ${coefficient(high)}` : ", no interval"}${thin ? ", from few interviews" : ""}`;
  return (
    <svg className={classes("dot-whisker", thin && "dot-thin")} width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={said}>
      {ticks.map((tick) => (
        <path key={tick} className="dot-tick" d={`M${x(tick)} 0V${HEIGHT}`} />
      ))}
      {within && pooled ? <rect className="dot-pooled" x={x(low)} y={MIDDLE - 3} width={x(high) - x(low)} height={6} /> : null}
      {within && !pooled ? <path className="dot-line" d={`M${x(low)} ${MIDDLE}H${x(high)}`} /> : null}
      {within && !pooled ? <path className="dot-end" d={`M${x(low)} ${MIDDLE - 3}v6M${x(high)} ${MIDDLE - 3}v6`} /> : null}
      {pooled ? <path className="dot-bar" d={`M${x(value)} ${MIDDLE - 7}v14`} /> : <circle className="dot" cx={x(value)} cy={MIDDLE} r={thin ? 4.5 : 5} />}
    </svg>
  );
}

/** The way coefficients are written: two places, no leading zero, a real minus. */
export function coefficient(value: number, places = 2): string {
  const text = Math.abs(value).toFixed(places).replace(/^0\./, ".");
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}
