/** Codes by their keys while the text has the focus: D then 1. A key that begins a longer one waits a moment. */

import type { CodeView } from "./types";
import { usable } from "./types";

const WAIT = 550;
/** Where the letter means nothing alone there is time to read what may follow it. */
const TIME_TO_READ = 6_000;

export interface CodeKeysHands {
  /** The code was typed. */
  readonly chosen: (code: CodeView) => void;
  /** What has been typed so far: say it. */
  readonly begun: (typed: string, next: readonly CodeView[]) => void;
  /** Whether the letter means something else alone. */
  readonly meansAlone: (letter: string) => boolean;
  /** A letter that began a key was typed alone. */
  readonly alone: (letter: string) => void;
}

export class CodeKeys {
  private codes = new Map<string, CodeView>();
  private typed = "";
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly hands: CodeKeysHands) {}

  setCodes(codes: readonly CodeView[]): void {
    this.codes = new Map(usable(codes).filter((code) => code.key).map((code) => [code.key.toUpperCase(), code]));
  }

  /** Letters that begin a code's key. */
  begins(letter: string): boolean {
    return this.fitting(letter.toUpperCase()).length > 0;
  }

  /** True where the key was used. Enter ends a key that could go on; anything else starts anew. */
  press(key: string): boolean {
    const before = this.typed;
    clearTimeout(this.timer);
    this.typed = "";
    if (key === "Enter") return this.finish(before);
    if (key.length !== 1 || key === " ") return false;
    const wanted = before + key.toUpperCase();
    const fitting = this.fitting(wanted);
    const exact = this.codes.get(wanted);
    if (fitting.length === 0) return before ? this.press(key) : false;
    if (exact && fitting.length === 1) {
      this.hands.chosen(exact);
      return true;
    }
    this.typed = wanted;
    this.hands.begun(wanted, fitting);
    const wait = exact ? WAIT : this.hands.meansAlone(wanted) ? WAIT * 3 : TIME_TO_READ;
    this.timer = setTimeout(() => this.late(wanted), wait);
    return true;
  }

  stop(): void {
    clearTimeout(this.timer);
    this.typed = "";
  }

  private finish(typed: string): boolean {
    const exact = this.codes.get(typed);
    if (exact) this.hands.chosen(exact);
    return exact !== undefined;
  }

  private late(typed: string): void {
    this.typed = "";
    if (!this.finish(typed) && typed.length === 1) this.hands.alone(typed);
  }

  private fitting(start: string): readonly CodeView[] {
    return [...this.codes].filter(([key]) => key.startsWith(start)).map(([, code]) => code);
  }
}
