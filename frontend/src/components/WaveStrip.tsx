import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type RefObject } from "react";

import { spokenClock } from "../model/sound";
import { columns, rows, stretchOf, stretchWords, type Seen, type Stretch, type Wave } from "../model/wave";
import { classes } from "./classes";
import { slotOf } from "./CodeName";
import "./WaveStrip.css";

export interface WaveBar extends Stretch {
  readonly id: string;
  readonly name: string;
  readonly family: number;
  /** 0 for the reader: a full line, then dashed, dotted, double. */
  readonly coderIndex: number;
  /** What is read out: the code, from when to when, whose. */
  readonly label: string;
}

export interface WaveStripProps {
  /** Null where it is not known: the line of time is there all the same. */
  readonly wave: Wave | null;
  readonly label: string;
  readonly lengthMs: number;
  readonly seen: Seen;
  readonly atMs: number;
  readonly bars: readonly WaveBar[];
  readonly chosenId: string | null;
  readonly draft: Stretch | null;
  readonly draftRef: RefObject<HTMLDivElement | null>;
  /** Whether stretches can be marked. */
  readonly may: boolean;
  readonly onSeek: (ms: number) => void;
  readonly onDraft: (stretch: Stretch) => void;
  /** A hand has let go of a stretch it drew, or of the end of one it moved. */
  readonly onDrawn: (stretch: Stretch) => void;
  readonly onChoose: (id: string) => void;
  readonly onEnter: () => void;
  readonly onDrop: () => void;
  readonly onZoom: (factor: number) => void;
}

const ROWS = 3;

/** How loud a recording is, the stretches coded in it above, and the stretch being marked. */
export function WaveStrip(props: WaveStripProps) {
  const { wave, label, lengthMs, seen, atMs, bars, chosenId, draft, draftRef, onChoose } = props;
  const strip = useRef<HTMLDivElement>(null);
  const hand = useHand(props, strip);
  const anchor = useRef(0);
  const inSight = bars.filter((bar) => bar.end_ms > seen.from && bar.start_ms < seen.from + seen.span);
  const row = rows(inSight, seen.span / 12);
  const more = row.filter((one) => one >= ROWS).length;
  return (
    <div className="wave">
      {inSight.length > 0 ? (
        <ul className="wave-bars" aria-label="Coded stretches in sight" style={{ "--wave-rows": Math.min(ROWS, Math.max(0, ...row) + 1) } as React.CSSProperties}>
          {inSight.map((bar, n) => ((row[n] ?? 0) < ROWS ? <Bar key={bar.id} bar={bar} row={row[n] ?? 0} seen={seen} chosen={bar.id === chosenId} onChoose={onChoose} /> : null))}
        </ul>
      ) : null}
      {more > 0 ? <p className="t12 soft wave-more">{more} more lie over these: come nearer, or see the list.</p> : null}
      <div
        ref={strip}
        className={classes("wave-strip", props.may && "wave-marks")}
        tabIndex={0}
        role="slider"
        aria-label={label}
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={Math.ceil(lengthMs / 1000)}
        aria-valuenow={Math.min(Math.ceil(lengthMs / 1000), Math.floor(atMs / 1000))}
        aria-valuetext={draft ? `${spokenClock(atMs)}, marked ${stretchWords(draft)}` : spokenClock(atMs)}
        aria-keyshortcuts={props.may ? "[ ] Enter Escape" : undefined}
        onKeyDown={(event) => pressed(event, props, anchor)}
        {...hand}
      >
        <Drawing wave={wave} seen={seen} />
        {chosenId ? bars.filter((bar) => bar.id === chosenId).map((bar) => <span key={bar.id} className="wave-chosen" data-family={slotOf(bar.family)} style={placed(bar, seen)} />) : null}
        {draft ? <div ref={draftRef} className="wave-draft" style={placed(draft, seen)} /> : null}
        <span className="wave-now" style={{ left: `${(100 * (atMs - seen.from)) / seen.span}%` }} />
      </div>
    </div>
  );
}

function placed({ start_ms, end_ms }: Stretch, { from, span }: Seen): React.CSSProperties {
  const left = Math.max(0, (start_ms - from) / span);
  return { left: `${100 * left}%`, width: `${100 * (Math.min(1, (end_ms - from) / span) - left)}%` };
}

function Bar({ bar, row, seen, chosen, onChoose }: { bar: WaveBar; row: number; seen: Seen; chosen: boolean; onChoose: (id: string) => void }) {
  return (
    <li className="wave-place" style={{ ...placed(bar, seen), "--wave-row": row } as React.CSSProperties} data-family={slotOf(bar.family)}>
      <span className={classes("wave-line", `wave-line-${Math.min(bar.coderIndex, 3)}`)} aria-hidden="true" />
      <button type="button" className={classes("wave-bar", chosen && "is-chosen")} aria-pressed={chosen} aria-label={bar.label} data-mark={bar.id} onClick={() => onChoose(bar.id)}>{bar.name}</button>
    </li>
  );
}

/** Drawn again when the part in sight, the width or the colours change. */
function Drawing({ wave, seen }: { wave: Wave | null; seen: Seen }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, again] = useState(0);
  useEffect(() => {
    const on = (): void => again((n) => n + 1);
    const sized = new ResizeObserver(on);
    if (canvas.current) sized.observe(canvas.current);
    const themed = new MutationObserver(on);
    themed.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "data-contrast"] });
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", on);
    return () => {
      sized.disconnect();
      themed.disconnect();
      dark.removeEventListener("change", on);
    };
  }, []);
  useEffect(() => {
    if (canvas.current) draw(canvas.current, wave, seen);
  }, [wave, seen, drawn]);
  return <canvas ref={canvas} className="wave-canvas" aria-hidden="true" />;
}

function draw(canvas: HTMLCanvasElement, wave: Wave | null, seen: Seen): void {
  const sharp = window.devicePixelRatio || 1;
  const [width, height] = [Math.round(canvas.clientWidth * sharp), Math.round(canvas.clientHeight * sharp)];
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d");
  if (!pen || width === 0) return;
  pen.fillStyle = getComputedStyle(canvas).color;
  if (!wave) return pen.fillRect(0, Math.floor(height / 2), width, 1);
  columns(wave, seen, width).forEach((high, x) => {
    const tall = Math.max(1, Math.round(high * (height - 4)));
    pen.fillRect(x, Math.floor((height - tall) / 2), 1, tall);
  });
}

const LEAST = 4;
const GRIP = 7;

/** A press goes there; a drag marks a stretch, or moves the end it begins at. */
function useHand({ seen, lengthMs, draft, may, onSeek, onDraft, onDrawn }: WaveStripProps, strip: RefObject<HTMLDivElement | null>) {
  const held = useRef<{ x: number; fixed: number; drawing: boolean } | null>(null);
  const pixels = (ms: number): number => ((ms - seen.from) / seen.span) * (strip.current?.clientWidth ?? 1);
  const timeAt = (event: PointerEvent): number => {
    const box = strip.current?.getBoundingClientRect();
    return box ? Math.min(lengthMs, Math.max(0, seen.from + (seen.span * (event.clientX - box.left)) / box.width)) : 0;
  };
  const end = (): void => {
    held.current = null;
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>): void => {
      if (event.button !== 0) return;
      const at = timeAt(event);
      event.currentTarget.setPointerCapture(event.pointerId);
      const near = (ms: number): boolean => Math.abs(pixels(ms) - pixels(at)) <= GRIP;
      const fixed = draft && near(draft.start_ms) ? draft.end_ms : draft && near(draft.end_ms) ? draft.start_ms : at;
      held.current = { x: event.clientX, fixed, drawing: fixed !== at };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>): void => {
      const hand = held.current;
      if (!hand || !may || (!hand.drawing && Math.abs(event.clientX - hand.x) < LEAST)) return;
      hand.drawing = true;
      onDraft(stretchOf(hand.fixed, timeAt(event), lengthMs));
    },
    onPointerUp: (event: PointerEvent<HTMLElement>): void => {
      const hand = held.current;
      end();
      if (!hand) return;
      if (hand.drawing && may) onDrawn(stretchOf(hand.fixed, timeAt(event), lengthMs));
      else onSeek(timeAt(event));
    },
    onPointerCancel: end,
  };
}

/** Arrows go a hundredth of what is in sight, with Alt a tenth of a second; with Shift they mark as they go. */
function pressed(event: KeyboardEvent, props: WaveStripProps, anchor: { current: number }): void {
  const { atMs, seen, lengthMs, draft, may, onSeek, onDraft, onEnter, onDrop, onZoom } = props;
  const by = event.altKey ? 100 : Math.max(100, Math.round(seen.span / 1000) * 10);
  const ways: Readonly<Record<string, number>> = { ArrowLeft: atMs - by, ArrowDown: atMs - by, ArrowRight: atMs + by, ArrowUp: atMs + by, PageDown: atMs - by * 10, PageUp: atMs + by * 10, Home: 0, End: lengthMs };
  const way = ways[event.key];
  if (event.ctrlKey || event.metaKey) return;
  if (way !== undefined) {
    const to = Math.min(lengthMs, Math.max(0, way));
    if (event.shiftKey && may) {
      if (!draft || (draft.start_ms !== Math.round(atMs) && draft.end_ms !== Math.round(atMs))) anchor.current = atMs;
      onDraft(stretchOf(anchor.current, to, lengthMs));
    }
    onSeek(event.shiftKey ? Math.round(to) : to);
  } else if (event.key === "Enter" && draft) onEnter();
  else if (event.key === "Escape" && draft) onDrop();
  else if (event.key === "+" || event.key === "=") onZoom(0.5);
  else if (event.key === "-") onZoom(2);
  else return;
  event.preventDefault();
  event.stopPropagation();
}
