import { useRef, useState, type KeyboardEvent, type PointerEvent, type RefObject } from "react";

import { Button, classes, slotOf } from "../../components";
import { areaOf, CORNERS, moved, placeWords, pulled, spanned, stretched, type Corner, type Region, type Size } from "../../model/region";
import { wordAt, wordNear } from "../../model/pageWords";
import { useKeys } from "../../state";
import type { Sheet } from "./SheetDesk";
import type { CodeView, MediaMarkView } from "./types";
import type { WordHands } from "./useWordHands";
import type { Zoom } from "./useZoom";
import { boxOf, HeldWordsMark, WordMarks } from "./WordMarks";
import "./Picture.css";

export interface SheetStageProps {
  readonly sheet: Sheet;
  readonly zoom: Zoom;
  readonly marks: readonly MediaMarkView[];
  readonly codes: ReadonlyMap<string, CodeView>;
  readonly chosenId: string | null;
  /** The rectangle being marked or moved. */
  readonly draft: Region | null;
  /** Whether a region may be marked. */
  readonly may: boolean;
  /** The words of a page, and what one does with them. */
  readonly words: WordHands;
  /** Marks of one code alone are shown, or all. */
  readonly only: string | null;
  readonly draftRef: RefObject<HTMLDivElement | null>;
  readonly onDraft: (region: Region) => void;
  /** A hand has let go of a rectangle it drew. */
  readonly onDrawn: (region: Region) => void;
  readonly onEnter: () => void;
  readonly onDrop: () => void;
  readonly onChoose: (id: string | null) => void;
  /** The picture did not come. */
  readonly onFailed?: (() => void) | undefined;
}

/** The picture or page with its coded regions, and the rectangle one is marking. */
export function SheetStage(props: SheetStageProps) {
  const { sheet, zoom, marks, codes, chosenId, draft, draftRef } = props;
  const paper = useRef<HTMLDivElement>(null);
  const drawing = useDrawing(props, paper);
  const shown = drawing.region ?? draft;
  const ordered = marks.filter((one) => one.region !== null).sort((one, other) => areaOf(other.region as Region) - areaOf(one.region as Region));
  return (
    <div className="stage" ref={zoom.box} tabIndex={0} role="region" aria-label={sheet.page ? `Page ${sheet.page}` : "Picture"}>
      <div ref={paper} className={classes("stage-sheet", props.may && "stage-drawn", drawing.onWord && "stage-on-word")} style={{ width: zoom.width }} {...drawing.hands}>
        <img src={sheet.src} alt={sheet.alt} width={sheet.width} height={sheet.height} draggable={false} onError={props.onFailed} />
        <WordMarks hands={props.words} size={sheet} codes={codes} only={props.only} />
        {ordered.map((mark) => (
          <RegionMark key={mark.id} mark={mark} size={sheet} code={codes.get(mark.code_id)} chosen={mark.id === chosenId} />
        ))}
        <HeldWordsMark hands={props.words} size={sheet} />
        {shown ? <Draft {...props} draft={shown} boxRef={draftRef} paper={paper} drawing={drawing.region !== null} /> : null}
      </div>
    </div>
  );
}

/** For the eye and the mouse; the list beside the picture says the same in words. */
function RegionMark({ mark, size, code, chosen }: { mark: MediaMarkView; size: Size; code: CodeView | undefined; chosen: boolean }) {
  return (
    <div className={classes("stage-region", `stage-coder-${Math.min(mark.coder_index, 3)}`, chosen && "is-chosen")} style={boxOf(mark.region as Region, size)} data-mark={mark.id} data-family={slotOf(code?.family ?? 1)} aria-hidden="true">
      <span className={classes("stage-label", (mark.region?.top ?? 0) < size.height * 0.08 && "stage-label-in")}>{code?.name ?? "A code not shown"}</span>
    </div>
  );
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a hand is, in pixels of the picture, or points of the page. */
function pointOf(event: PointerEvent, paper: HTMLElement | null, { width, height }: Size): Point {
  const box = paper?.getBoundingClientRect();
  if (!box || box.width === 0) return { x: 0, y: 0 };
  return { x: ((event.clientX - box.left) * width) / box.width, y: ((event.clientY - box.top) * height) / box.height };
}

const LEAST = 5;

/** What lies under a point of the screen: a region, or coded words, the uppermost. */
function markAt({ clientX, clientY }: PointerEvent): { region: string | null; words: string | null } {
  const under = document.elementsFromPoint(clientX, clientY).map((one) => (one instanceof HTMLElement ? one.dataset : {}));
  const of = (name: "mark" | "wordsOf"): string | null => under.find((one) => one[name])?.[name] ?? null;
  return { region: of("mark"), words: of("wordsOf") };
}

/** A mouse or a pen takes words where it begins on one, and draws a rectangle where it does not, or with Shift; a finger
 * scrolls, chooses what is coded, and carries the words in hand to the word it taps. */
function useDrawing({ sheet, may, words, onDrawn, onChoose, onDrop }: SheetStageProps, paper: RefObject<HTMLDivElement | null>) {
  const [from, setFrom] = useState<(Point & { at: Point; word: number | null }) | null>(null);
  const [region, setRegion] = useState<Region | null>(null);
  const [onWord, setOnWord] = useState(false);
  const end = (): void => {
    setFrom(null);
    setRegion(null);
  };
  const choose = (event: PointerEvent): void => {
    const found = markAt(event);
    onChoose(found.region);
    words.choose(found.region ? null : found.words);
  };
  const hands = {
    onPointerDown: (event: PointerEvent<HTMLElement>): void => {
      if (event.button !== 0 || (event.target as Element).closest(".stage-draft")) return;
      const point = pointOf(event, paper.current, sheet);
      const word = words.may && !event.shiftKey ? wordAt(words.words, point) : null;
      if (event.pointerType === "touch") {
        if (words.held && word !== null) words.hold({ ...words.held, to: word });
        else choose(event);
        return;
      }
      if (!may && word === null) return choose(event);
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      setFrom({ ...point, word, at: { x: event.clientX, y: event.clientY } });
    },
    onPointerMove: (event: PointerEvent<HTMLElement>): void => {
      const point = pointOf(event, paper.current, sheet);
      if (!from) return setOnWord(words.may && !event.shiftKey && wordAt(words.words, point) !== null);
      const little = Math.hypot(event.clientX - from.at.x, event.clientY - from.at.y) < LEAST;
      if (from.word !== null) {
        if (little && !words.held) return;
        if (!words.held) onDrop();
        words.hold({ from: from.word, to: wordNear(words.words, point), byKeys: false });
      } else if (region !== null || !little) setRegion(spanned(from, point, sheet));
    },
    onPointerUp: (event: PointerEvent<HTMLElement>): void => {
      if (!from) return;
      const moved = Math.hypot(event.clientX - from.at.x, event.clientY - from.at.y) >= LEAST;
      if (region) onDrawn(region);
      else if (from.word !== null && moved) words.take({ from: from.word, to: wordNear(words.words, pointOf(event, paper.current, sheet)), byKeys: false });
      else choose(event);
      end();
    },
    onPointerCancel: end,
  };
  return { region, hands, onWord };
}

interface DraftProps extends SheetStageProps {
  readonly draft: Region;
  readonly boxRef: RefObject<HTMLDivElement | null>;
  readonly paper: RefObject<HTMLDivElement | null>;
  readonly drawing: boolean;
}

/** The rectangle in hand: moved by arrows, resized with Shift, a pixel at a time with Alt; dragged by its corners or itself. */
function Draft({ sheet, draft, boxRef, paper, drawing, onDraft, onEnter, onDrop }: DraftProps) {
  const held = useRef<{ corner: Corner | null; from: Point; region: Region } | null>(null);
  const words = placeWords(draft, sheet, sheet.page);
  const press = (event: KeyboardEvent): void => {
    if (event.key === "Enter") onEnter();
    else if (event.key === "Escape") onDrop();
    else if (!step(event, draft, sheet, onDraft)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const down = (corner: Corner | null) => (event: PointerEvent<HTMLElement>): void => {
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    held.current = { corner, from: pointOf(event, paper.current, sheet), region: draft };
  };
  const move = (event: PointerEvent<HTMLElement>): void => {
    if (!held.current) return;
    const { corner, from, region } = held.current;
    const at = pointOf(event, paper.current, sheet);
    onDraft(corner ? pulled(region, corner, at, sheet) : moved(region, at.x - from.x, at.y - from.y, sheet));
  };
  const up = (): void => {
    held.current = null;
  };
  return (
    <div ref={boxRef} className="stage-draft" style={boxOf(draft, sheet)} tabIndex={0} role="application" aria-roledescription="region" aria-label={`Region being marked: ${words}`} aria-describedby="stage-draft-keys" data-own-keys onKeyDown={press} onPointerDown={down(null)} onPointerMove={move} onPointerUp={up} onPointerCancel={up}>
      {drawing ? null : CORNERS.map((corner) => <span key={corner} className={`stage-corner stage-corner-${corner}`} onPointerDown={down(corner)} onPointerMove={move} onPointerUp={up} onPointerCancel={up} aria-hidden="true" />)}
      <span role="status" className="unseen">{words}</span>
      <span id="stage-draft-keys" className="unseen">Arrows move it, with Shift they resize it, with Alt a pixel at a time. Enter gives a code, Escape drops it.</span>
    </div>
  );
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function step(event: KeyboardEvent, draft: Region, sheet: Size, onDraft: (region: Region) => void): boolean {
  const way = STEPS[event.key];
  if (!way || event.ctrlKey || event.metaKey) return false;
  const [dx, dy] = event.altKey ? way : [way[0] * Math.max(1, sheet.width / 50), way[1] * Math.max(1, sheet.height / 50)];
  onDraft(event.shiftKey ? stretched(draft, dx, dy, sheet) : moved(draft, dx, dy, sheet));
  return true;
}

/** How large it is shown. */
export function ZoomBar({ zoom, noun, children }: { zoom: Zoom; noun: Sheet["noun"]; children?: React.ReactNode }) {
  useKeys(noun === "page" ? "Page" : "Picture", [
    { keys: "+", label: "Larger", run: zoom.larger },
    { keys: "-", label: "Smaller", run: zoom.smaller },
    { keys: "0", label: noun === "page" ? "The width of the page" : "The whole picture", run: zoom.fit },
  ]);
  return (
    <div className="stage-bar">
      {children}
      <span className="stage-zoom" role="group" aria-label="How large">
        <Button kind="quiet" label={noun === "page" ? "Fit: the width of the page" : "Fit: the whole picture"} pressed={zoom.fitted} onPress={zoom.fit}>Fit</Button>
        <Button label="− smaller" onPress={zoom.smaller}>−</Button>
        <span className="num t13" role="status">{Math.round(zoom.scale * 100)}%</span>
        <Button label="+ larger" onPress={zoom.larger}>+</Button>
      </span>
    </div>
  );
}
