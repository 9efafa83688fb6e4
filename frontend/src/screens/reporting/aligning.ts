import { useLayoutEffect, type RefObject } from "react";

/** Puts each note of the margin at the height of the words it belongs to, where there is room beside the text. */
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
const BETWEEN = 10;

function align(row: HTMLElement): void {
  const area = row.querySelector("textarea");
  const text = area ?? row.querySelector<HTMLElement>(".piece-text");
  const margin = row.querySelector<HTMLElement>(".piece-margin");
  if (!text || !margin) return;
  const notes = [...margin.querySelectorAll<HTMLElement>("[data-at]")];
  const beside = margin.offsetLeft > text.offsetLeft + text.offsetWidth / 2;
  const tops = !beside ? [] : area ? inWriting(area, notes) : inReading(text, notes.length);
  let below = 0;
  for (const [at, note] of notes.entries()) {
    const wanted = Math.round((tops[at] ?? 0) - FIRST_LINE - below);
    const space = wanted > BETWEEN ? wanted : 0;
    note.style.marginTop = space ? `${space}px` : "";
    below += note.offsetHeight + space + BETWEEN;
  }
}

/** Heights of the claims' sentences; none where notes and sentences do not pair. */
function inReading(text: HTMLElement, n: number): number[] {
  const top = text.getBoundingClientRect().top;
  const sentences = [...text.querySelectorAll<HTMLElement>(".claim-words")];
  return sentences.length === n ? sentences.map((one) => (one.getClientRects()[0]?.top ?? top) - top) : [];
}

/** Heights inside a field, which does not tell: the same words are laid out once more, unseen. */
function inWriting(area: HTMLTextAreaElement, notes: readonly HTMLElement[]): number[] {
  const mirror = document.createElement("div");
  mirror.className = "piece-area piece-mirror";
  mirror.style.width = `${area.offsetWidth}px`;
  let from = 0;
  const marks = notes.map((note) => {
    const at = Number(note.dataset["at"]);
    const mark = document.createElement("span");
    mark.textContent = "\u200b";
    mirror.append(area.value.slice(from, at), mark);
    from = at;
    return mark;
  });
  mirror.append(area.value.slice(from));
  mirror.setAttribute("aria-hidden", "true");
  area.parentElement?.append(mirror);
  const tops = marks.map((mark) => mark.offsetTop);
  mirror.remove();
  return tops;
}
