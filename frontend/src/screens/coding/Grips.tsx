import { useCallback, useLayoutEffect, useRef, useState, type PointerEvent, type RefObject } from "react";

import type { Span } from "../../model/text";
import type { TextView } from "../../rendering/textView";
import type { MarkView } from "./types";
import "./Grips.css";

type End = "start" | "end";

export interface GripsProps {
  readonly mark: MarkView;
  readonly view: RefObject<TextView | null>;
  /** The span with one end at the word nearest to a position. */
  readonly snapped: (span: Span, which: End, to: number) => Span;
  readonly onResize: (mark: MarkView, span: Span) => void;
}

interface Dragging {
  readonly which: End;
  readonly span: Span;
  /** How far the hand holds the grip from the middle of its line. */
  readonly below: number;
}

/** The two ends of a coding, to be dragged; the keys and buttons of the panel do the same. */
export function Grips({ mark, view, snapped, onResize }: GripsProps) {
  const [dragging, setDragging] = useState<Dragging | null>(null);
  const span: Span = dragging?.span ?? mark;
  const again = useMoved();
  const end = useCallback((): void => {
    view.current?.setHits([]);
    setDragging(null);
  }, [view]);
  useLayoutEffect(() => () => view.current?.setHits([]), [view]);
  const down = (which: End) => (event: PointerEvent<HTMLElement>): void => {
    const box = view.current?.placeOf(span[which], which);
    if (event.button !== 0 || !box) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    setDragging({ which, span: { start: mark.start, end: mark.end }, below: event.clientY - (box.top + box.bottom) / 2 });
  };
  const move = (event: PointerEvent<HTMLElement>): void => {
    if (!dragging) return;
    const to = view.current?.offsetAt(event.clientX, event.clientY - dragging.below);
    if (to === null || to === undefined) return;
    const next = snapped(mark, dragging.which, to);
    view.current?.setHits([next], 0);
    setDragging({ ...dragging, span: next });
  };
  const up = (): void => {
    if (dragging && (dragging.span.start !== mark.start || dragging.span.end !== mark.end)) onResize(mark, dragging.span);
    end();
  };
  return (
    <div aria-hidden="true" data-again={again}>
      {(["start", "end"] as const).map((which) => {
        const box = view.current?.placeOf(span[which], which);
        if (!box) return null;
        return (
          <span
            key={which}
            className={dragging ? `grip grip-${which} is-dragging` : `grip grip-${which}`}
            style={{ left: box.left, top: box.top, height: box.bottom - box.top }}
            onPointerDown={down(which)}
            onPointerMove={move}
            onPointerUp={up}
            onPointerCancel={end}
          />
        );
      })}
    </div>
  );
}

/** Counts up whenever what is on screen has moved, so that places are taken anew. */
function useMoved(): number {
  const [n, setN] = useState(0);
  const frame = useRef(0);
  useLayoutEffect(() => {
    const later = (): void => {
      cancelAnimationFrame(frame.current);
      frame.current = requestAnimationFrame(() => setN((before) => before + 1));
    };
    window.addEventListener("scroll", later, { capture: true, passive: true });
    window.addEventListener("resize", later);
    return () => {
      cancelAnimationFrame(frame.current);
      window.removeEventListener("scroll", later, { capture: true });
      window.removeEventListener("resize", later);
    };
  }, []);
  return n;
}
