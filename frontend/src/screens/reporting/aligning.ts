import { useLayoutEffect, type RefObject } from "react";

/** Puts each note of the margin at the height of the sentence it belongs to, where there is room beside the text. */
export function useAligned(row: RefObject<HTMLElement | null>, changes: unknown): void {
  useLayoutEffect(() => {
    const element = row.current;
    if (!element || typeof ResizeObserver === "undefined") return;
    const watch = new ResizeObserver(() => align(element));
    watch.observe(element);
    align(element);
    return () => watch.disconnect();
  }, [row, changes]);
}

const FIRST_LINE = 6;

function align(row: HTMLElement): void {
  const text = row.querySelector<HTMLElement>(".piece-text");
  const margin = row.querySelector<HTMLElement>(".piece-margin");
  if (!text || !margin) return;
  const notes = [...margin.querySelectorAll<HTMLElement>(".claim-state")];
  const sentences = [...text.querySelectorAll<HTMLElement>(".claim-words")];
  const beside = margin.offsetLeft > text.offsetLeft + text.offsetWidth / 2;
  const top = text.getBoundingClientRect().top;
  let below = 0;
  for (const [at, note] of notes.entries()) {
    const line = sentences[at]?.getClientRects()[0]?.top ?? top;
    const wanted = beside && notes.length === sentences.length ? Math.max(0, line - top - FIRST_LINE - below) : 0;
    note.style.marginTop = wanted > 8 ? `${Math.round(wanted)}px` : "";
    below += note.offsetHeight + Number.parseFloat(note.style.marginTop || "0") + 10;
  }
}
