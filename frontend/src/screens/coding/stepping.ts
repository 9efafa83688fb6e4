/** Hands that need no selecting: the same words at their next place, and turn by turn with one key a code. */

import type { Span } from "../../model/text";
import { announce } from "../../state";
import { goToPart, partBeside, partWith } from "./parts";
import { sameSpan, type CodeView } from "./types";
import type { Desk } from "./useDesk";

export interface SteppingHands {
  /** Selects the next place where the words selected, or coded last, stand. */
  readonly nextPlace: () => void;
  /** Gives that place the code given last, and so on with every press. */
  readonly codeNextPlace: () => void;
  /** Turn by turn: selects the turn one is in, then the next. */
  readonly stepTurn: (forward: boolean) => void;
  /** After a code was given turn by turn: on to the next turn, or to the end of the steps. */
  readonly stepOn: (done: string) => void;
}

interface Ways {
  readonly say: (words: string) => void;
  readonly apply: (code: CodeView, span: Span) => unknown;
}

/** The words meant: those selected, those of the coding given last, or those that were looked for last. */
function meant(desk: Desk, before: Span | null): Span | null {
  const selection = desk.view.current?.selection();
  if (selection) return selection.span;
  const last = desk.keeper.get(desk.lastId.current ?? "");
  return last ? { start: last.start, end: last.end } : before;
}

export function steppingOf(now: () => Desk, { say, apply }: Ways): SteppingHands {
  let last: Span | null = null;
  const choose = (span: Span): void => {
    const { view } = now();
    last = span;
    view.current?.select(span);
    view.current?.scrollTo(span);
  };
  /** In parts of the text further on: there they are selected, for a key to code them. */
  const further = (desk: Desk, span: Span): void => {
    const { here, all } = desk.parts ?? {};
    if (!here || here.number === all?.length) return nowhere(say);
    const go = (found: Span | null): void => {
      const part = found && all && partWith(all, found.start);
      if (!part) return nowhere(say);
      last = found;
      desk.arriving.current = { kind: "select", span: found };
      goToPart(part.number, found);
    };
    void desk.further(span, Math.max(span.end, here.end)).then(go, () => nowhere(say));
  };
  const nextPlace = (): void => {
    const desk = now();
    const span = meant(desk, last);
    if (!span) return say("Select words first: then their next place is found");
    const words = desk.places.holds(span.start) ? desk.places.words(span) : "";
    const next = desk.places.next(words, span.end);
    if (!next) return further(desk, span);
    choose(next);
    say(`${placeWords(desk, next)}; key a code, or . for the last one`);
  };
  const codeNextPlace = (): void => {
    const desk = now();
    const code = desk.codeById.get(desk.recent.ids[0] ?? "");
    const span = meant(desk, last);
    if (!span || !code || code.retired || code.group) return say("Code some words first: then the next place where they stand gets the same code");
    const words = desk.places.holds(span.start) ? desk.places.words(span) : "";
    if (!words) return further(desk, span);
    const coded = (one: Span): boolean => desk.keeper.now().some((mark) => mark.mine && mark.code_id === code.id && sameSpan(mark, one));
    let next = coded(span) ? desk.places.next(words, span.end) : span;
    while (next && coded(next)) next = desk.places.next(words, next.end);
    if (!next) return further(desk, span);
    desk.setPicking(null);
    apply(code, next);
    last = next;
    desk.view.current?.select({ start: next.end, end: next.end });
    desk.view.current?.scrollTo(next);
    say(`coded ${code.name}: ${placeWords(desk, next)}`);
  };
  const stepTurn = (forward: boolean, done = ""): boolean => {
    const desk = now();
    const selection = desk.view.current?.selection();
    const at = selection ? (forward ? selection.span.end : selection.span.start) : desk.caretAt.current;
    const turn = desk.places.turn(at, forward ? (desk.stepping.get() ? "next" : "here") : "before");
    const beyond = turn || !desk.parts ? null : partBeside(desk.parts, forward ? 1 : -1);
    if (beyond) {
      desk.setPicking(null);
      desk.stepping.set(true);
      desk.arriving.current = { kind: "step", forward };
      goToPart(beyond.number);
      say(`${done}on to part ${beyond.number}`);
      return true;
    }
    if (!turn) {
      say(`${done}${forward ? "no turn of a participant after this" : "no turn of a participant before this"}`);
      return false;
    }
    desk.setPicking(null);
    desk.stepping.set(true);
    const span = desk.places.speech(turn);
    choose(span);
    desk.view.current?.focus();
    say(`${done}${placeWords(desk, span)}: ${desk.places.words(span).slice(0, 200)}`);
    return true;
  };
  const stepOn = (done: string): void => {
    const { view } = now();
    const end = view.current?.selection()?.span.end;
    // Behind the last turn the steps are over: the caret stays where one was.
    if (!stepTurn(true, `${done}; `) && end !== undefined) view.current?.select({ start: end, end });
    view.current?.focus();
  };
  return { nextPlace, codeNextPlace, stepTurn: (forward) => void stepTurn(forward), stepOn };
}

/** Seen as well as heard: a key that finds nothing must not look like a key that does nothing. */
function nowhere(say: (words: string) => void): void {
  const words = "These words stand nowhere further on";
  say(words);
  announce(`${words}.`);
}

function placeWords({ reading }: Desk, span: Span): string {
  const turn = reading.turns.findLast((one) => one.start <= span.start);
  return turn ? `${turn.label}, turn ${turn.number}` : "in the text";
}
