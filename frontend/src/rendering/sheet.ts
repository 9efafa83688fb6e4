/** One text on the page with everything that belongs to it; a new text is a new sheet. */

import { CaretWalk } from "../anchoring/caretWalk";
import { rangeOf } from "../anchoring/domPoints";
import { TextMap } from "../anchoring/textMap";
import type { CodingMark, Looks, SourceText, Span, TurnModel } from "../model/text";
import { CaretPicture } from "./caretPicture";
import { Codings } from "./codings";
import { Painted } from "./highlights";
import { MarginView } from "./margin";
import { Page } from "./page";
import { PageMarks, type PageStart } from "./pageMarks";
import { Paper } from "./paper";
import { boxesOf } from "./selectionBoxes";
import { SelectionOwner } from "./selectionOwner";
import type { Held } from "./selectionOwner";
import type { Skeleton } from "./skeleton";
import { drawTime } from "./turnElements";
import type { Names } from "./turnElements";
import { Viewport } from "./viewport";

/** At and below this width the gutter stands above the words and the margin shrinks to stripes and keys. */
export const NARROW = 700;

/** From here on laying the margin takes a good part of a frame. */
const MANY_CODINGS = 3000;

export interface SheetHands {
  pageOpened(number: number): void;
  selected(held: Held | null, settled: boolean): void;
  say(words: string): void;
}

export class Sheet {
  readonly map: TextMap;
  readonly codings: Codings;
  readonly page: Page;
  readonly walk: CaretWalk;
  readonly owner: SelectionOwner;
  readonly viewport: Viewport;
  readonly margin: MarginView;
  private readonly pages: PageMarks;
  readonly ready: Promise<void>;
  private readonly paper: Paper;
  private readonly caret: CaretPicture;
  private readonly hitsPainted = new Painted("anselm-hit");
  private readonly currentPainted = new Painted("anselm-hit-current");
  private readonly observer: ResizeObserver | null;
  private hits: readonly Span[] = [];
  private currentHit: number | null = null;
  private focused: ReadonlySet<string> = new Set();
  private focusedMarks: readonly HTMLElement[] = [];
  private waiting: Span | null = null;
  private readonly times = new Map<string, number | null>();
  private frame = 0;
  private begun = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private finished: () => void = () => undefined;

  constructor(
    private readonly skeleton: Skeleton,
    scroller: HTMLElement,
    source: SourceText,
    marks: readonly CodingMark[],
    looks: Looks,
    names: Names,
    private readonly hands: SheetHands,
  ) {
    const { root, flow, view } = skeleton;
    root.replaceChildren();
    this.map = new TextMap(source);
    this.codings = new Codings(this.map);
    this.codings.upsert(marks);
    this.codings.setLooks(looks);
    root.classList.toggle("has-turns", source.turns.some(({ speaker }) => speaker !== ""));
    this.page = new Page(root, this.map, this.codings, names);
    this.walk = new CaretWalk(this.map);
    this.owner = new SelectionOwner(this.page, this.walk, (held, settled) => {
      this.drawCaret();
      hands.selected(held, settled);
    });
    this.viewport = new Viewport(root, scroller, () => this.margin.show(this.viewport.seen()));
    this.margin = new MarginView(skeleton.margin, names);
    this.pages = new PageMarks(skeleton.pages, (number) => hands.pageOpened(number));
    this.caret = new CaretPicture(flow);
    const own = root.ownerDocument.defaultView ?? window;
    this.paper = new Paper(this.page, this.codings, names, own, () => this.buildAll());
    this.observer = typeof ResizeObserver === "undefined" ? null : new ResizeObserver(() => this.resized(false));
    root.ownerDocument.fonts?.addEventListener("loadingdone", this.onFonts);
    this.ready = new Promise((resolve) => (this.finished = resolve));
    this.build();
    this.observer?.observe(root);
    this.observer?.observe(view);
  }

  redraw(blocks: Set<number>): void {
    if (blocks.size === 0) return;
    this.page.redraw(blocks);
    this.afterDrawing(blocks);
  }

  /** Draws anew where something is said of the codings that `touched` picks out. */
  setNames(names: Names, touched: (mark: CodingMark) => boolean): void {
    this.page.setNames(names);
    this.margin.setNames(names);
    this.paper.setNames(names);
    this.redraw(this.codings.under(touched));
  }

  /** Makes codings stand out in the text and in the margin. */
  emphasise(ids: ReadonlySet<string>): void {
    this.focused = ids;
    for (const mark of this.focusedMarks) mark.classList.remove("is-focused");
    this.focusedMarks = this.page.marksOf(ids);
    for (const mark of this.focusedMarks) mark.classList.add("is-focused");
    this.margin.emphasise(ids);
  }

  /** Brings a span into view; one that is not built yet is waited for. */
  scrollTo(span: Span): void {
    const built = this.map.blockAt(this.map.clamp(span.start)).index < this.page.blocks.length;
    this.waiting = built ? null : span;
    if (!built) return;
    this.viewport.bring(boxesOf(this.page, this.map.tighten(span.start, span.end)).rect);
    this.margin.show(this.viewport.seen());
  }

  setHits(hits: readonly Span[], current: number | null): void {
    this.hits = hits;
    this.currentHit = current;
    this.paintHits();
  }

  setPlaying(turnId: string | null): void {
    for (const element of this.skeleton.root.querySelectorAll(".turn.is-playing")) element.classList.remove("is-playing");
    const turn = this.map.turns.find(({ model }) => model.id === turnId);
    if (turn) this.page.blocks[turn.firstBlock]?.closest(".turn")?.classList.add("is-playing");
  }

  /** Where the pages of the file begin. */
  setPages(starts: readonly PageStart[]): void {
    this.pages.set(starts);
    this.pages.lay(this.page, this.map);
  }

  /** Writes moments into the gutter. */
  setTimes(times: ReadonlyMap<string, number | null>): void {
    for (const { model, firstBlock } of this.map.turns) {
      const time = times.get(model.id);
      if (time === undefined || time === this.timeOf(model)) continue;
      this.times.set(model.id, time);
      const gutter = this.page.blocks[firstBlock]?.closest(".turn")?.querySelector(".turn-gutter");
      if (gutter instanceof HTMLElement) drawTime(gutter, time);
    }
  }

  /** When a turn begins, as it is known now. */
  timeOf(model: TurnModel): number | null {
    const set = this.times.get(model.id);
    return set === undefined ? model.t0Ms : set;
  }

  drawCaret(): void {
    const { owner } = this;
    const byKeyboard = owner.held?.by === "keyboard" || owner.held?.anchor === owner.held?.focus;
    this.caret.show(this.page, owner.hasFocus && !owner.isDragging && byKeyboard ? owner.held : null);
  }

  /** Lays the margin anew before the next paint; where it is very long, after it, so that the words come first. */
  layMargin(): void {
    const soon = (then: () => void): number => requestAnimationFrame(then);
    const long = this.codings.shown().length > MANY_CODINGS;
    this.frame ||= soon(() => {
      if (long) this.frame = soon(() => this.layNow());
      else this.layNow();
    });
  }

  destroy(): void {
    cancelAnimationFrame(this.frame);
    cancelAnimationFrame(this.begun);
    clearTimeout(this.timer);
    this.observer?.disconnect();
    this.skeleton.root.ownerDocument.fonts?.removeEventListener("loadingdone", this.onFonts);
    this.paper.destroy();
    this.owner.destroy();
    this.viewport.destroy();
    this.caret.destroy();
    this.hitsPainted.clear();
    this.currentPainted.clear();
    this.skeleton.margin.replaceChildren();
    this.pages.set([]);
    this.finished();
  }

  private build(): void {
    // Asked after the words are in, so that the browser lays the page out once.
    let more = this.page.buildSlice(() => this.setWidth());
    // Short lines or small letters: what is seen is filled before it is shown.
    while (more && this.page.bottom > 0 && this.page.bottom < this.viewport.seen().bottom) more = this.page.buildSlice();
    const { root, loading } = this.skeleton;
    root.ariaBusy = more ? "true" : null;
    loading.hidden = !more;
    this.layNow();
    if (!more) {
      this.finished();
      return;
    }
    loading.textContent = `Loading the rest of ${this.map.turns.length} turns`;
    this.hands.say("Loading the text");
    // The first slice is painted, and what was asked meanwhile is heard, before the rest is begun.
    this.begun = requestAnimationFrame(() => {
      this.begun = requestAnimationFrame(() => {
        this.timer = setTimeout(() => this.buildOn(), 0);
      });
    });
  }

  /** A page that is printed is printed whole. */
  private buildAll(): void {
    while (!this.page.isBuilt) this.page.buildSlice();
  }

  private buildOn(): void {
    const drawnTo = this.page.topOf(this.page.blocks.length - 1);
    const more = this.page.buildSlice();
    const { root, loading } = this.skeleton;
    const seen = this.viewport.seen();
    if (!more || drawnTo < seen.bottom + 1500) this.layMargin();
    if (this.waiting) this.scrollTo(this.waiting);
    if (more) {
      this.timer = setTimeout(() => this.buildOn(), 0);
      return;
    }
    root.ariaBusy = null;
    loading.hidden = true;
    this.owner.redraw();
    this.paintHits();
    const { beside } = this.map.source;
    this.hands.say(beside ? "The whole part is here" : "The whole text is here");
    this.finished();
  }

  private afterDrawing(blocks: ReadonlySet<number>): void {
    const touches = ({ start, end }: Span): boolean => {
      for (let at = this.map.blockAt(start).index; at <= this.map.blockAt(end).index; at += 1) {
        if (blocks.has(at)) return true;
      }
      return false;
    };
    if (this.owner.held) this.owner.redraw();
    if (this.hits.some(touches)) this.paintHits();
    if (this.focused.size) this.emphasise(this.focused);
    this.drawCaret();
    this.layMargin();
  }

  private paintHits(): void {
    const ranges = this.hits.map(({ start, end }) => rangeOf(this.page, this.map, start, end));
    const current = ranges[this.currentHit ?? -1] ?? null;
    this.hitsPainted.set(ranges.filter((range): range is Range => range !== null && range !== current));
    this.currentPainted.set(current ? [current] : []);
  }

  private layNow(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const narrow = this.skeleton.view.classList.contains("is-narrow");
    this.margin.lay(this.page, narrow, this.viewport.seen());
    this.pages.lay(this.page, this.map);
  }

  private setWidth(): void {
    const width = this.skeleton.view.clientWidth;
    this.skeleton.view.classList.toggle("is-narrow", width > 0 && width <= NARROW);
  }

  private resized(force: boolean): void {
    this.setWidth();
    if (!this.page.remeasure(force)) return;
    this.layNow();
    this.drawCaret();
  }

  private readonly onFonts = (): void => this.resized(true);
}
