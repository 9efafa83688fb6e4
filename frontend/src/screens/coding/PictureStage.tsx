import { useRef, useState, type KeyboardEvent, type PointerEvent, type RefObject } from "react";

import { Button, classes, slotOf } from "../../components";
import { areaOf, CORNERS, moved, placeWords, pulled, spanned, stretched, type Corner, type Region } from "../../model/region";
import { useKeys } from "../../state";
import type { CodeView, MediaMarkView, PictureView } from "./types";
import type { Zoom } from "./useZoom";
import "./Picture.css";

export interface PictureStageProps {
  readonly picture: PictureView;
  readonly src: string;
  readonly name: string;
  readonly zoom: Zoom;
  readonly marks: readonly MediaMarkView[];
  readonly codes: ReadonlyMap<string, CodeView>;
  readonly chosenId: string | null;
  /** The rectangle being marked or moved. */
  readonly draft: Region | null;
  readonly may: boolean;
  readonly draftRef: RefObject<HTMLDivElement | null>;
  readonly onDraft: (region: Region) => void;
  /** A hand has let go of a rectangle it drew. */
  readonly onDrawn: (region: Region) => void;
  readonly onEnter: () => void;
  readonly onDrop: () => void;
  readonly onChoose: (id: string | null) => void;
}

/** The picture with its coded regions, and the rectangle one is marking. */
export function PictureStage(props: PictureStageProps) {
  const { picture, src, name, zoom, marks, codes, chosenId, draft, draftRef } = props;
  const sheet = useRef<HTMLDivElement>(null);
  const drawing = useDrawing(props, sheet);
  const shown = drawing.region ?? draft;
  const ordered = marks.filter((one) => one.region !== null).sort((one, other) => areaOf(other.region as Region) - areaOf(one.region as Region));
  return (
    <div className="stage" ref={zoom.box} tabIndex={0} role="region" aria-label="Picture">
      <div ref={sheet} className={classes("stage-sheet", props.may && "stage-drawn")} style={{ width: zoom.width }} {...drawing.hands}>
        <img src={src} alt={picture.description || `The picture ${name}. It is not described yet.`} width={picture.width} height={picture.height} draggable={false} />
        {ordered.map((mark) => (
          <RegionMark key={mark.id} mark={mark} picture={picture} code={codes.get(mark.code_id)} chosen={mark.id === chosenId} />
        ))}
        {shown ? <Draft {...props} draft={shown} boxRef={draftRef} sheet={sheet} drawing={drawing.region !== null} /> : null}
      </div>
    </div>
  );
}

/** For the eye and the mouse; the list beside the picture says the same in words. */
function RegionMark({ mark, picture, code, chosen }: { mark: MediaMarkView; picture: PictureView; code: CodeView | undefined; chosen: boolean }) {
  return (
    <div className={classes("stage-region", `stage-coder-${Math.min(mark.coder_index, 3)}`, chosen && "is-chosen")} style={boxOf(mark.region as Region, picture)} data-mark={mark.id} data-family={slotOf(code?.family ?? 1)} aria-hidden="true">
      <span className={classes("stage-label", (mark.region?.top ?? 0) < picture.height * 0.08 && "stage-label-in")}>{code?.name ?? "A code not shown"}</span>
    </div>
  );
}

function boxOf(region: Region, { width, height }: PictureView): React.CSSProperties {
  const part = (n: number, of: number): string => `${(100 * n) / of}%`;
  return { left: part(region.left, width), top: part(region.top, height), width: part(region.right - region.left, width), height: part(region.bottom - region.top, height) };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a hand is, in pixels of the picture. */
function pointOf(event: PointerEvent, sheet: HTMLElement | null, { width, height }: PictureView): Point {
  const box = sheet?.getBoundingClientRect();
  if (!box || box.width === 0) return { x: 0, y: 0 };
  return { x: ((event.clientX - box.left) * width) / box.width, y: ((event.clientY - box.top) * height) / box.height };
}

const LEAST = 5;

/** A mouse or a pen draws a rectangle; a finger scrolls, and moves the rectangle that the button makes. */
function useDrawing({ picture, may, onDrawn, onChoose }: PictureStageProps, sheet: RefObject<HTMLDivElement | null>) {
  const [from, setFrom] = useState<(Point & { at: Point }) | null>(null);
  const [region, setRegion] = useState<Region | null>(null);
  const end = (): void => {
    setFrom(null);
    setRegion(null);
  };
  const hands = {
    onPointerDown: (event: PointerEvent<HTMLElement>): void => {
      if (event.button !== 0 || (event.target as Element).closest(".stage-draft")) return;
      const found = (event.target as Element).closest<HTMLElement>("[data-mark]")?.dataset["mark"] ?? null;
      if (event.pointerType === "touch" || !may) return onChoose(found);
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      setFrom({ ...pointOf(event, sheet.current, picture), at: { x: event.clientX, y: event.clientY } });
    },
    onPointerMove: (event: PointerEvent<HTMLElement>): void => {
      if (!from || (region === null && Math.hypot(event.clientX - from.at.x, event.clientY - from.at.y) < LEAST)) return;
      setRegion(spanned(from, pointOf(event, sheet.current, picture), picture));
    },
    onPointerUp: (event: PointerEvent<HTMLElement>): void => {
      if (!from) return;
      if (region) onDrawn(region);
      else onChoose(document.elementsFromPoint(event.clientX, event.clientY).map((one) => (one as HTMLElement).dataset?.["mark"]).find(Boolean) ?? null);
      end();
    },
    onPointerCancel: end,
  };
  return { region, hands };
}

interface DraftProps extends PictureStageProps {
  readonly draft: Region;
  readonly boxRef: RefObject<HTMLDivElement | null>;
  readonly sheet: RefObject<HTMLDivElement | null>;
  readonly drawing: boolean;
}

/** The rectangle in hand: moved by arrows, resized with Shift, a pixel at a time with Alt; dragged by its corners or itself. */
function Draft({ picture, draft, boxRef, sheet, drawing, onDraft, onEnter, onDrop }: DraftProps) {
  const held = useRef<{ corner: Corner | null; from: Point; region: Region } | null>(null);
  const words = placeWords(draft, picture);
  const press = (event: KeyboardEvent): void => {
    if (event.key === "Enter") onEnter();
    else if (event.key === "Escape") onDrop();
    else if (!step(event, draft, picture, onDraft)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const down = (corner: Corner | null) => (event: PointerEvent<HTMLElement>): void => {
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    held.current = { corner, from: pointOf(event, sheet.current, picture), region: draft };
  };
  const move = (event: PointerEvent<HTMLElement>): void => {
    if (!held.current) return;
    const { corner, from, region } = held.current;
    const at = pointOf(event, sheet.current, picture);
    onDraft(corner ? pulled(region, corner, at, picture) : moved(region, at.x - from.x, at.y - from.y, picture));
  };
  const up = (): void => {
    held.current = null;
  };
  return (
    <div ref={boxRef} className="stage-draft" style={boxOf(draft, picture)} tabIndex={0} role="application" aria-roledescription="region" aria-label={`Region being marked: ${words}`} aria-describedby="stage-draft-keys" data-own-keys onKeyDown={press} onPointerDown={down(null)} onPointerMove={move} onPointerUp={up} onPointerCancel={up}>
      {drawing ? null : CORNERS.map((corner) => <span key={corner} className={`stage-corner stage-corner-${corner}`} onPointerDown={down(corner)} onPointerMove={move} onPointerUp={up} onPointerCancel={up} aria-hidden="true" />)}
      <span role="status" className="unseen">{words}</span>
      <span id="stage-draft-keys" className="unseen">Arrows move it, with Shift they resize it, with Alt a pixel at a time. Enter gives a code, Escape drops it.</span>
    </div>
  );
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function step(event: KeyboardEvent, draft: Region, picture: PictureView, onDraft: (region: Region) => void): boolean {
  const way = STEPS[event.key];
  if (!way || event.ctrlKey || event.metaKey) return false;
  const [dx, dy] = event.altKey ? way : [way[0] * Math.max(1, picture.width / 50), way[1] * Math.max(1, picture.height / 50)];
  onDraft(event.shiftKey ? stretched(draft, dx, dy, picture) : moved(draft, dx, dy, picture));
  return true;
}

/** How large it is shown. */
export function ZoomBar({ zoom, children }: { zoom: Zoom; children?: React.ReactNode }) {
  useKeys("Picture", [
    { keys: "+", label: "Larger", run: zoom.larger },
    { keys: "-", label: "Smaller", run: zoom.smaller },
    { keys: "0", label: "The whole picture", run: zoom.fit },
  ]);
  return (
    <div className="stage-bar">
      {children}
      <span className="stage-zoom" role="group" aria-label="How large">
        <Button kind="quiet" label="Fit: the whole picture" pressed={zoom.fitted} onPress={zoom.fit}>Fit</Button>
        <Button label="− smaller" onPress={zoom.smaller}>−</Button>
        <span className="num t13" role="status">{Math.round(zoom.scale * 100)}%</span>
        <Button label="+ larger" onPress={zoom.larger}>+</Button>
      </span>
    </div>
  );
}
