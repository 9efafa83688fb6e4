/**
 * The marks of one text: what the server says, and over it what was just done here and has not arrived. The text is
 * repainted by difference, in the same moment as the key; React hears of it a moment later.
 */

import type { CodeLook, CoderLook, CodingMark, Span } from "../../model/text";
import type { TextView } from "../../rendering/textView";
import { createStore, type Store } from "../../state";
import { lookOfCode, markOf, type CodeView, type MarkView } from "./types";

export class MarkKeeper {
  /** What is on screen now, in text order. */
  readonly marks: Store<readonly MarkView[]> = createStore<readonly MarkView[]>([]);
  private view: TextView | null = null;
  private base: readonly MarkView[] = [];
  /** The answer `base` was made of. */
  private given: readonly MarkView[] | null = null;
  /** Codes made here which the codebook does not list yet: one goes on coding with them at once. */
  readonly made: Store<readonly CodeView[]> = createStore<readonly CodeView[]>([]);
  /** Which coding each of them was made with. */
  private readonly madeWith = new Map<string, string>();
  private readonly over = new Map<string, MarkView | null>();
  /** How many changes of a mark are on their way: the answer to the first does not undo the second on screen. */
  private readonly waiting = new Map<string, number>();
  private drawn = new Map<string, CodingMark>();
  private looks = new Map<string, CodeLook>();
  private telling = false;

  /** `beyond`: how a coding goes beyond the part of the text that is shown, in words. */
  constructor(private readonly beyond: (span: Span) => string = () => "") {}

  /** What is in hand when the desk opens, before anybody watches: nothing is drawn a second time to tell of it. */
  begin(codes: readonly CodeView[], marks: readonly MarkView[]): this {
    this.looks = new Map(codes.map((code) => [code.id, lookOfCode(code)]));
    this.given = marks;
    this.base = ranked(marks);
    this.marks.set(this.base);
    return this;
  }

  attach(view: TextView | null): void {
    this.view = view;
    this.drawn = new Map(this.wanted().map((mark) => [mark.id, this.drawnAs(mark)]));
  }

  codes(): ReadonlyMap<string, CodeLook> {
    return this.looks;
  }

  drawnMarks(): readonly CodingMark[] {
    return [...this.drawn.values()];
  }

  /** How codes look; repainted only where a name, key or colour changed, not at every count. */
  setCodes(codes: readonly CodeView[]): void {
    const looks = new Map(codes.map((code) => [code.id, lookOfCode(code)]));
    for (const mark of this.over.values()) {
      const look = mark && this.looks.get(mark.code_id);
      if (look && !looks.has(look.id)) looks.set(look.id, look);
    }
    if (sameLooks(looks, this.looks)) return;
    this.looks = looks;
    this.view?.setCodes(looks);
  }

  /** A code made here a moment ago, with the coding it was made for. */
  addCode(code: CodeView, codingId: string): void {
    this.looks = new Map(this.looks).set(code.id, lookOfCode(code));
    this.view?.setCodes(this.looks);
    this.madeWith.set(code.id, codingId);
    this.made.set((before) => [...before, code]);
  }

  /** The codebook as it was listed last: what it lists now, or what was refused or taken back meanwhile, is no longer kept here. */
  listed(codes: readonly CodeView[]): void {
    if (this.made.get().length === 0) return;
    const known = new Set(codes.map((code) => code.id));
    const there = new Set(this.wanted().map((mark) => mark.id));
    this.made.set((before) => {
      const left = before.filter((code) => !known.has(code.id) && there.has(this.madeWith.get(code.id) ?? ""));
      return left.length === before.length ? before : left;
    });
  }

  /** What the server says now. */
  setBase(marks: readonly MarkView[]): void {
    if (marks === this.given) return;
    this.given = marks;
    this.base = ranked(marks);
    this.paint();
  }

  /** Show a mark as it will be, or (null) without it, until `settle`. */
  put(id: string, mark: MarkView | null): void {
    this.over.set(id, mark);
    this.waiting.set(id, (this.waiting.get(id) ?? 0) + 1);
    this.paint();
  }

  /** It was done: `after` is what the server's list holds now, where it is known. */
  arrived(ids: readonly string[], after: readonly MarkView[] | undefined): void {
    for (const id of ids) this.answered(id);
    if (after) this.base = ranked((this.given = after));
    this.paint();
  }

  /** It was refused: what the server says counts again. */
  settle(id: string): void {
    this.answered(id);
    if (!this.get(id)) this.made.set((before) => before.filter((code) => this.madeWith.get(code.id) !== id));
    this.paint();
  }

  private answered(id: string): void {
    const left = (this.waiting.get(id) ?? 1) - 1;
    if (left > 0) return void this.waiting.set(id, left);
    this.waiting.delete(id);
    this.over.delete(id);
  }

  now(): readonly MarkView[] {
    return this.wanted();
  }

  get(id: string): MarkView | undefined {
    return this.wanted().find((mark) => mark.id === id);
  }

  private wanted(): readonly MarkView[] {
    if (this.over.size === 0) return this.base;
    const kept = this.base.filter((mark) => !this.over.has(mark.id));
    const put = [...this.over.values()].filter((mark) => mark !== null);
    return [...kept, ...put].sort((one, other) => one.start - other.start || one.end - other.end || (one.id < other.id ? -1 : 1));
  }

  private drawnAs(mark: MarkView): CodingMark {
    const beyond = this.beyond(mark);
    return beyond ? { ...markOf(mark), beyond } : markOf(mark);
  }

  private paint(): void {
    const wanted = new Map(this.wanted().map((mark) => [mark.id, this.drawnAs(mark)]));
    const changed = [...wanted.values()].filter((mark) => !sameMark(mark, this.drawn.get(mark.id)));
    const gone = [...this.drawn.keys()].filter((id) => !wanted.has(id));
    this.drawn = wanted;
    if (gone.length > 0) this.view?.removeMarks(gone);
    if (changed.length > 0) this.view?.upsertMarks(changed);
    this.tell();
  }

  /** After the paint: lists and counts may be a frame later than the words. */
  private tell(): void {
    if (this.telling) return;
    this.telling = true;
    afterPaint(() => {
      this.telling = false;
      this.marks.set(this.wanted());
    });
  }
}

/** Once the frame that is being made is on screen; in a window that makes no frames, soon. */
function afterPaint(then: () => void): void {
  if (document.hidden) setTimeout(then);
  else requestAnimationFrame(() => setTimeout(then));
}

/** Lines by the order of those who marked this text, the reader first: the second is dashed, whoever else is in the team. */
function ranked(marks: readonly MarkView[]): readonly MarkView[] {
  const order = [...new Set([0, ...marks.map((mark) => mark.coder_index).sort((one, other) => one - other)])];
  return marks.map((mark) => ({ ...mark, coder_index: order.indexOf(mark.coder_index) }));
}

function sameMark(one: CodingMark, other: CodingMark | undefined): boolean {
  return (
    other !== undefined &&
    one.start === other.start &&
    one.end === other.end &&
    one.codeId === other.codeId &&
    one.coderIndex === other.coderIndex &&
    one.mine === other.mine &&
    one.beyond === other.beyond
  );
}

function sameLooks(one: ReadonlyMap<string, CodeLook>, other: ReadonlyMap<string, CodeLook>): boolean {
  if (one.size !== other.size) return false;
  return [...one.values()].every((look) => {
    const there = other.get(look.id);
    return there?.key === look.key && there.name === look.name && there.family === look.family;
  });
}

/** Who made these marks: the reader first, then the others in the order of their lines. */
export function codersOf(marks: readonly MarkView[]): readonly (CoderLook & { readonly index: number })[] {
  const found = new Map<string, CoderLook & { index: number }>();
  for (const mark of marks) {
    if (!found.has(mark.coder_id)) {
      found.set(mark.coder_id, { id: mark.coder_id, initial: mark.initials, name: mark.coder, index: mark.coder_index });
    }
  }
  return [...found.values()].sort((one, other) => one.index - other.index);
}
