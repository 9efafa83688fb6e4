/** What the page shows on paper only: who coded what. Every coding has a number where its words end, and beside its turn
 * the number again with the code and the initials of whoever gave it; the words carry one black line a coder. */

import { known } from "../anchoring/textMap";
import { lineStyle } from "../model/text";
import type { CodingMark, LineStyle } from "../model/text";
import type { Coding, Codings } from "./codings";
import type { Page } from "./page";
import { made } from "./turnElements";
import type { Names } from "./turnElements";

/** A line under words on paper: what is drawn and left out along it, in CSS pixels. */
const DASHES: Readonly<Record<LineStyle, readonly [number, number]>> = { solid: [8, 0], dashed: [6, 3], dotted: [1.5, 2], double: [8, 0] };
const THICK = 1.3;
const THIN = 0.7;
const GAP = 2;
/** More lines than these no line of print has room for; the notes beside the turn name everyone all the same. */
const MOST_LINES = 4;

export class Paper {
  private readonly sheet: MediaQueryList | null;
  private readonly notes: HTMLElement[] = [];
  private readonly marked: HTMLElement[] = [];

  constructor(
    private readonly page: Page,
    private readonly codings: Codings,
    private names: Names,
    private readonly window: Window,
    /** Builds what of the text is not on the page yet. */
    private readonly buildAll: () => void,
  ) {
    this.sheet = typeof window.matchMedia === "function" ? window.matchMedia("print") : null;
    window.addEventListener("beforeprint", this.lay);
    window.addEventListener("afterprint", this.clear);
    this.sheet?.addEventListener?.("change", this.onMedium);
  }

  setNames(names: Names): void {
    this.names = names;
  }

  destroy(): void {
    this.clear();
    this.window.removeEventListener("beforeprint", this.lay);
    this.window.removeEventListener("afterprint", this.clear);
    this.sheet?.removeEventListener?.("change", this.onMedium);
  }

  private readonly onMedium = ({ matches }: MediaQueryListEvent): void => {
    if (matches) this.lay();
    else this.clear();
  };

  private readonly lay = (): void => {
    this.clear();
    this.buildAll();
    for (const { element, over } of this.page.drawn()) this.line(element, over.map(({ mark }) => mark));
    this.codings.shown().forEach((coding, at) => this.note(coding, at + 1));
  };

  private readonly clear = (): void => {
    for (const element of this.notes) element.remove();
    for (const element of this.marked) {
      delete element.dataset.paper;
      for (const name of ["image", "size", "at", "room"]) element.style.removeProperty(`--paper-${name}`);
    }
    this.notes.length = 0;
    this.marked.length = 0;
  };

  private line(element: HTMLElement, marks: readonly CodingMark[]): void {
    const styles = [...new Map(marks.map((mark) => [mark.coderId, mark.coderIndex])).values()].sort((a, b) => a - b);
    for (const [name, value] of Object.entries(paperLines(styles.slice(0, MOST_LINES).map(lineStyle)))) {
      element.style.setProperty(`--paper-${name}`, value);
    }
    this.marked.push(element);
  }

  private note(coding: Coding, number: number): void {
    const turn = this.page.blocks[coding.firstBlock]?.closest<HTMLElement>(".turn");
    if (!turn) return;
    const last = this.page.marksOf(new Set([coding.mark.id])).at(-1);
    if (last) last.dataset.paper = [last.dataset.paper, number].filter(Boolean).join(" ");
    this.listOf(turn).append(this.written(coding, number));
  }

  private listOf(turn: HTMLElement): HTMLElement {
    const there = turn.querySelector<HTMLElement>(".turn-notes");
    if (there) return there;
    const list = made("div", "turn-notes");
    list.ariaHidden = "true";
    turn.append(list);
    this.notes.push(list);
    return list;
  }

  /** All of it generated, so that the words of a turn stay its own. */
  private written({ mark, firstBlock, lastBlock }: Coding, number: number): HTMLElement {
    const { map } = this.page;
    const code = this.names.codes.get(mark.codeId);
    const until = known(map.turns[known(map.blocks[lastBlock]).turn]);
    const further = until.index !== known(map.blocks[firstBlock]).turn && until.model.number !== null;
    const note = made("div", "turn-note");
    const shown: readonly (readonly [string, string])[] = [
      ["note-number", String(number)],
      ["note-code", [code?.key, code?.name].filter(Boolean).join(" ") + (further ? `, to turn ${until.model.number}` : "")],
      ["note-coder", this.names.coders.get(mark.coderId)?.initial ?? ""],
    ];
    for (const [className, words] of shown) {
      const part = made("span", className);
      part.dataset.shown = words;
      if (className === "note-coder") part.dataset.line = lineStyle(mark.coderIndex);
      note.append(part);
    }
    return note;
  }
}

/** Backgrounds that draw one line a coder below the words, the first on top; all of one black. */
export function paperLines(styles: readonly LineStyle[]): Record<"image" | "size" | "at" | "room", string> {
  const layers: { image: string; thick: number; up: number }[] = [];
  let up = 0;
  for (const style of [...styles].reverse()) {
    const [on, off] = DASHES[style];
    const image = `repeating-linear-gradient(90deg, #000 0 ${on}px, transparent ${on}px ${on + off}px)`;
    if (style === "double") layers.push({ image, thick: THIN, up }, { image, thick: THIN, up: up + THIN + 0.9 });
    else layers.push({ image, thick: THICK, up });
    up += (style === "double" ? 2 * THIN + 0.9 : THICK) + GAP;
  }
  return {
    image: layers.map(({ image }) => image).join(", "),
    size: layers.map(({ thick }) => `100% ${thick}px`).join(", "),
    at: layers.map(({ up: from }) => `0 calc(100% - ${Number(from.toFixed(1))}px)`).join(", "),
    room: `${Number(up.toFixed(1))}px`,
  };
}
