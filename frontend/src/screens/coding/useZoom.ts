/** How large a picture is shown: fitted to its place, or so many screen pixels to one of its own. */

import { useLayoutEffect, useRef, useState, type RefObject } from "react";

import type { Region, Size } from "../../model/region";

export interface Zoom {
  readonly box: RefObject<HTMLDivElement | null>;
  /** Of the picture on screen, in pixels. */
  readonly width: number;
  readonly scale: number;
  readonly fitted: boolean;
  readonly larger: () => void;
  readonly smaller: () => void;
  readonly fit: () => void;
  /** The part of the picture in sight. */
  readonly seen: () => Region;
  /** Brings a region into sight. */
  readonly show: (region: Region) => void;
  /** The same, where it is not in sight. */
  readonly near: (region: Region) => void;
}

const STEP = 1.25;
const LARGEST = 8;
const SMALLEST = 0.05;

/** A picture is fitted whole; a page, which is to be read, by its width. */
export function useZoom({ width, height }: Size, toWidth = false): Zoom {
  const box = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState<Size>({ width: 800, height: 600 });
  const [own, setOwn] = useState<number | null>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = (): void => {
      // What stays free of scroll bars, so that fitting never makes one.
      const next = { width: element.clientWidth, height: Math.max(240, window.innerHeight - 280) };
      setRoom((before) => (before.width === next.width && before.height === next.height ? before : next));
    };
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    window.addEventListener("resize", measure);
    return () => {
      watcher.disconnect();
      window.removeEventListener("resize", measure);
    };
  }, []);
  // A small picture is shown larger than it is, but not so that its pixels are all one sees.
  const fitting = toWidth ? Math.min(room.width / width, 2) : Math.min(room.width / width, room.height / height, 4);
  const scale = own ?? fitting;
  const centred = useRef<{ x: number; y: number } | null>(null);
  const to = (next: number): void => {
    const element = box.current;
    if (element) centred.current = { x: (element.scrollLeft + element.clientWidth / 2) / scale, y: (element.scrollTop + element.clientHeight / 2) / scale };
    setOwn(Math.min(LARGEST, Math.max(SMALLEST, next)));
  };
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !centred.current) return;
    element.scrollTo(centred.current.x * scale - element.clientWidth / 2, centred.current.y * scale - element.clientHeight / 2);
    centred.current = null;
  }, [scale]);
  const seen = (): Region => seenIn(box.current, scale, { width, height });
  const show = (region: Region): void => {
    const middle = { x: ((region.left + region.right) / 2) * scale, y: ((region.top + region.bottom) / 2) * scale };
    const element = box.current;
    element?.scrollTo(middle.x - element.clientWidth / 2, middle.y - element.clientHeight / 2);
  };
  return {
    box,
    width: Math.round(width * scale),
    scale,
    fitted: own === null,
    larger: () => to(scale * STEP),
    smaller: () => to(scale / STEP),
    fit: () => setOwn(null),
    seen,
    show,
    near: (region) => {
      const part = seen();
      if (region.left < part.left || region.top < part.top || region.right > part.right || region.bottom > part.bottom) show(region);
    },
  };
}

function seenIn(element: HTMLElement | null, scale: number, { width, height }: Size): Region {
  if (!element) return { left: 0, top: 0, right: width, bottom: height };
  const [left, top] = [element.scrollLeft / scale, element.scrollTop / scale];
  return { left, top, right: Math.min(width, left + element.clientWidth / scale), bottom: Math.min(height, top + element.clientHeight / scale) };
}
