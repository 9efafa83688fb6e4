import { useMedia } from "../coding/useMedia";
import type { SaturationView } from "./types";

const HEIGHT = 300;
const LEFT = 44;
const BOTTOM = 52;
const TOP = 16;
const RIGHT = 28;

/** Codes after each interview: in the order held, and in chance orders. */
export function SaturationFigure({ view }: { view: SaturationView }) {
  const { units, n_codes, base } = view;
  // Drawn anew for the room there is, so that words are as large as they were drawn and nothing slides sideways.
  const phone = useMedia("(max-width: 480px)");
  const narrow = useMedia("(max-width: 760px)");
  const width = phone ? 340 : narrow ? 560 : 900;
  if (units.length < 2 || n_codes === 0) return null;
  const most = Math.max(n_codes, ...units.map((one) => one.high));
  const x = (at: number): number => LEFT + ((width - LEFT - RIGHT) * at) / (units.length - 1);
  const y = (n: number): number => TOP + (HEIGHT - TOP - BOTTOM) * (1 - n / most);
  const line = (of: (one: SaturationView["units"][number]) => number): string => units.map((one, at) => `${at ? "L" : "M"}${x(at).toFixed(1)} ${y(of(one)).toFixed(1)}`).join(" ");
  const back = [...units].map((one, at) => ({ one, at })).reverse().map(({ one, at }) => `L${x(at).toFixed(1)} ${y(one.low).toFixed(1)}`).join(" ");
  const every = Math.ceil(units.length / (phone ? 5 : narrow ? 9 : 14));
  const rules = view.rules.flatMap((rule, at) => (rule.met ? [{ rule, at, met: rule.met }] : []));
  const place = (name: string): number => units.findIndex((one) => one.name === name);
  return (
    <figure className="saturation-figure">
      <svg viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-labelledby="saturation-title saturation-said">
        <title id="saturation-title">How the codes grew, in the order held</title>
        <desc id="saturation-said">{view.statement}</desc>
        {[0, Math.round(most / 2), Math.round(most)].map((n) => (
          <g key={n}>
            <line className="sat-grid" x1={LEFT} x2={width - RIGHT} y1={y(n)} y2={y(n)} />
            <text className="sat-tick" x={LEFT - 8} y={y(n) + 4} textAnchor="end">{n}</text>
          </g>
        ))}
        <path className="sat-band" d={`${line((one) => one.high)} ${back} Z`} />
        <path className="sat-expected" d={line((one) => one.expected)} />
        <path className="sat-held" d={line((one) => one.n_after)} />
        {units.map((one, at) => (one.n_new > 0 ? <circle key={one.name} className="sat-new" cx={x(at)} cy={y(one.n_after)} r={3.5} /> : null))}
        {base < units.length ? <line className="sat-base" x1={(x(base - 1) + x(base)) / 2} x2={(x(base - 1) + x(base)) / 2} y1={TOP} y2={HEIGHT - BOTTOM} /> : null}
        {base < units.length ? <text className="sat-tick" x={(x(base - 1) + x(base)) / 2 + (base > units.length / 2 ? -5 : 5)} y={HEIGHT - BOTTOM - 6} textAnchor={base > units.length / 2 ? "end" : "start"}>{`after the base of ${base}`}</text> : null}
        {units.map((one, at) => (at % every === 0 ? <text key={one.name} className="sat-tick" x={x(at)} y={HEIGHT - BOTTOM + 16} textAnchor="middle">{one.name}</text> : null))}
        {rules.map(({ rule, at, met }) => (
          <g key={rule.convention}>
            <line className={at === 0 ? "sat-run" : "sat-run sat-run-dashed"} x1={x(place(met.first)) - 4} x2={x(place(met.last)) + 4} y1={HEIGHT - BOTTOM + 26 + at * 12} y2={HEIGHT - BOTTOM + 26 + at * 12} />
            {x(place(met.last)) + 10 + rule.convention.length * 7 > width ? (
              <text className="sat-tick" x={x(place(met.first)) - 10} y={HEIGHT - BOTTOM + 30 + at * 12} textAnchor="end">{rule.convention}</text>
            ) : (
              <text className="sat-tick" x={x(place(met.last)) + 10} y={HEIGHT - BOTTOM + 30 + at * 12}>{rule.convention}</text>
            )}
          </g>
        ))}
      </svg>
      <figcaption className="t12 soft">Line and dots: codes after each, in the order held; a dot where a new code came. Grey: the middle 95 of 100 in {view.n_orders} chance orders, dashed their exact mean. Below: the first run within the threshold, by each way of counting runs.</figcaption>
    </figure>
  );
}
