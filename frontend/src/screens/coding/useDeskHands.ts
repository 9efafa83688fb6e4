/** Keys and clicks of the desk, as what they do. */

import { startTransition, useCallback, useMemo, useRef } from "react";

import type { Span } from "../../model/text";
import { defaultKeys } from "../../rendering/keys";
import type { TextSelection, TextView } from "../../rendering/textView";
import { usePreferences } from "../../state";
import { CodeKeys } from "./codeKeys";
import { codeNamed } from "./codeSearch";
import type { CodingHands } from "./CodingPanel";
import type { About } from "./Memos";
import { counted, sameSpan, type CodeView, type MarkView } from "./types";
import { usedLast } from "./recentCodes";
import { steppingOf, type SteppingHands } from "./stepping";
import type { Given } from "./outOfSight";
import type { PlacedWords } from "./PlaceOnLens";
import { amountWords, type Desk } from "./useDesk";

export interface DeskHands extends SteppingHands {
  readonly onView: (view: TextView) => () => void;
  readonly give: (code: CodeView, stay: boolean) => void;
  readonly make: (name: string, stay: boolean) => void;
  /** Gives the code to the words selected; false where none are. */
  readonly use: (code: CodeView) => boolean;
  readonly takeOff: () => void;
  /** Puts the words selected, or the coding in focus, at a level of a lens. */
  readonly placeHere: () => void;
  readonly recodeHere: () => void;
  readonly closePicker: () => void;
  /** While nothing is typed in the picker: . gives the code used last, Alt M writes a memo on the words. */
  readonly pickerKey: (event: { readonly key: string; readonly altKey: boolean; readonly ctrlKey: boolean; readonly metaKey: boolean }) => boolean;
  readonly closePanel: () => void;
  readonly coding: CodingHands;
}

export function useDeskHands(desk: Desk, onMemo: (about: About) => void, onPlace: (words: PlacedWords) => void, onGiven: Given): DeskHands {
  const now = useRef({ desk, onMemo, onPlace });
  now.current = { desk, onMemo, onPlace };
  const [{ letters }] = usePreferences();
  const allowed = useRef(letters);
  allowed.current = letters;
  const acts = useMemo(() => actsOf(() => now.current.desk, (about) => now.current.onMemo(about), (words) => now.current.onPlace(words), onGiven), [onGiven]);
  const keys = useMemo(
    () =>
      new CodeKeys({
        chosen: (code) => acts.giveByKey(code),
        begun: (typed, next) => now.current.desk.view.current?.announce(`${typed} and then: ${next.slice(0, 9).map((code) => `${code.key.slice(typed.length)} ${code.name}`).join(", ")}`),
        meansAlone: (letter) => letter in LETTERS,
        alone: (letter) => LETTERS[letter]?.(acts),
      }),
    [acts],
  );
  keys.setCodes(desk.codes);
  const { keeper } = desk;
  const onView = useCallback((view: TextView) => listen(view, now.current.desk, () => now.current.desk, keys, () => allowed.current, acts), [keeper, keys, acts]);
  return useMemo(() => ({ onView, ...acts }), [onView, acts]);
}

/** Letters that mean something else where no number follows. */
const LETTERS: Readonly<Record<string, (acts: Acts) => void>> = {
  X: (acts) => acts.takeOff(),
  R: (acts) => acts.recodeHere(),
  M: (acts) => acts.memoHere(),
  L: (acts) => acts.placeHere(),
  O: (acts) => acts.nextPlace(),
  U: (acts) => acts.stepTurn(true),
};

/** Tells the desk what happens in the text. */
function listen(view: TextView, made: Desk, now: () => Desk, keys: CodeKeys, allowed: () => boolean, acts: Acts): () => void {
  made.view.current = view;
  const mac = /Mac|iPhone|iPad/.test(navigator.platform);
  const all = defaultKeys(mac);
  const clashing = all.filter((one) => /^[a-z]$/.test(one.key) && !one.ctrl && !one.shift && keys.begins(one.key));
  const whileSelected = all.filter((one) => !clashing.includes(one));
  const unlisten = [
    view.onSelect((selection) => {
      keys.stop();
      // The place one came for has been seen.
      if (selection) view.setHits([]);
      if (clashing.length > 0) view.setKeys(selection ? whileSelected : all);
      selected(now(), selection);
    }),
    view.onActivateMark((activated) => {
      const desk = now();
      if (!desk.picking) desk.setOpened(activated);
    }),
    view.onCaret((status) => (now().caretAt.current = status.offset)),
    view.onKey(({ key, selection, focusedCoding }) => allowed() && (selection !== null || focusedCoding !== null) && now().may && (keys.press(key) || acts.quick(key))),
  ];
  const ends = endsByKeys(view, now, acts);
  view.element.addEventListener("keydown", ends, true);
  return () => {
    view.element.removeEventListener("keydown", ends, true);
    for (const stop of unlisten) stop();
    keys.stop();
    made.view.current = null;
  };
}

/** Alt and an arrow move the end of the coding in focus, with Shift its start, as they do where it is opened; never the browser's page. */
function endsByKeys(view: TextView, now: () => Desk, acts: Acts): (event: KeyboardEvent) => void {
  return (event) => {
    const side = { ArrowLeft: false, ArrowRight: true }[event.key];
    const mark = now().keeper.get(view.focusedCoding() ?? "");
    const at = now().caretAt.current;
    if (side === undefined || !event.altKey || event.ctrlKey || event.metaKey || !mark || view.selection() || at < mark.start || at > mark.end) return;
    event.preventDefault();
    event.stopPropagation();
    if (!mark.mine || !now().may) return view.announce("This coding is not yours to change");
    const which = event.shiftKey ? "start" : "end";
    acts.coding.resize(mark, which, side);
    // The caret goes along, so that the end one moves stays the place one is at.
    const to = now().keeper.get(mark.id)?.[which] ?? at;
    view.select({ start: to, end: to });
  };
}

/** A hand has let go of words: offer codes. By keys they are offered on Enter. */
function selected(desk: Desk, selection: TextSelection | null): void {
  if (!selection) desk.stepping.set(false);
  if (!selection || !selection.settled) {
    if (desk.picking && !desk.picking.recoding && (!selection || !sameSpan(selection.span, desk.picking.span))) desk.setPicking(null);
    return;
  }
  if (selection.by === "program" || !desk.may) return;
  desk.setOpened(null);
  desk.setPicking({ span: selection.span, about: amountWords(selection, desk), recoding: null, touch: selection.by === "touch" });
}

type Acts = Omit<DeskHands, "onView"> & { readonly giveByKey: (code: CodeView) => void; readonly memoHere: () => void; readonly quick: (key: string) => boolean };

function actsOf(now: () => Desk, onMemo: (about: About) => void, onPlace: (words: PlacedWords) => void, onGiven: Given): Acts {
  const say = (words: string): void => now().view.current?.announce(words);
  const apply = (code: CodeView, span: Span): string => {
    const desk = now();
    const before = desk.keeper.now().length;
    desk.lastId.current = desk.codings.apply(code, span);
    // The words are painted first; where the code stands in the book may be seen a frame later.
    startTransition(() => {
      desk.recent.used(code.id);
      desk.setCurrent(code.id);
    });
    onGiven(code);
    const there = desk.keeper.now().length === before;
    const done = there ? `these words have the code ${code.name} already` : `coded ${code.name}, ${counted(desk.places.amount(span), "character")}`;
    say(done);
    return done;
  };
  const stepping = steppingOf(now, { say, apply });
  /** The caret stays at the end of what was coded: one reads on from there. */
  const readOn = (span: Span, done: string): void => {
    const desk = now();
    desk.setPicking(null);
    if (desk.stepping.get()) return stepping.stepOn(done);
    desk.view.current?.select({ start: span.end, end: span.end });
    desk.view.current?.focus();
  };
  const give = (code: CodeView, stay: boolean): void => {
    const { picking, codings, recent, view } = now();
    if (!picking) return;
    if (picking.recoding) {
      codings.recode(picking.recoding, code);
      recent.used(code.id);
      onGiven(code);
      say(`now ${code.name}`);
      now().setPicking(null);
      view.current?.focus();
    } else {
      const done = apply(code, picking.span);
      if (!stay) readOn(picking.span, done);
    }
  };
  const make = (name: string, stay: boolean): void => {
    const { picking, codes, codings, keeper, lastId, recent } = now();
    const there = codeNamed(codes, name);
    if (there) return give(there, stay);
    if (!picking) return;
    if (picking.recoding) {
      const id = codings.recodeNew(picking.recoding, name);
      recent.used(id);
      now().setCurrent(id);
      onGiven({ id, name });
      now().setPicking(null);
      now().view.current?.focus();
      return say(`now ${name}, made for it`);
    }
    lastId.current = codings.applyNew(name, picking.span, null);
    const made = keeper.get(lastId.current);
    if (made) recent.used(made.code_id);
    // In the book the code in hand is the one given last, a new one too.
    if (made) now().setCurrent(made.code_id);
    if (made) onGiven({ id: made.code_id, name });
    const done = `made ${name}, and coded ${counted(now().places.amount(picking.span), "character")}`;
    say(done);
    if (!stay) readOn(picking.span, done);
  };
  const here = (): MarkView | null => markHere(now());
  const placeHere = (): void => {
    const { start, end } = aboutHere(now());
    if (start === undefined || end === undefined) return say("Select the words to be placed at a level first");
    if (placesApart(now())) return say("In a round read apart passages are placed once it is opened");
    now().setPicking(null);
    onPlace(wordsAt(now(), start, end));
  };
  const giveByKey = (code: CodeView): void => {
    const desk = now();
    const selection = desk.view.current?.selection();
    const focused = desk.keeper.get(desk.view.current?.focusedCoding() ?? "");
    const span = selection?.span ?? (focused ? { start: focused.start, end: focused.end } : null);
    if (!span) return;
    const done = apply(code, span);
    if (selection) readOn(span, done);
  };
  return {
    give,
    make,
    giveByKey,
    quick: (key) => {
      const { recent, codes } = now();
      const used = usedLast(codes, recent.ids);
      const code = key === "." ? used[0] : /^[1-9]$/.test(key) ? used[Number(key) - 1] : undefined;
      if (code) giveByKey(code);
      return code !== undefined;
    },
    use: (code) => {
      const desk = now();
      const selection = desk.view.current?.selection();
      if (desk.picking && !code.retired && !code.group) give(code, false);
      else if (selection && desk.may && !code.retired && !code.group) {
        readOn(selection.span, apply(code, selection.span));
      } else return false;
      return true;
    },
    takeOff: () => {
      const mark = here();
      if (!mark || !now().may) return say("No coding of yours here to take off");
      now().codings.remove(mark);
      now().setOpened(null);
      say(`took off ${now().codeById.get(mark.code_id)?.name ?? "the code"}`);
    },
    recodeHere: () => {
      const mark = here();
      if (mark && now().may) recode(now(), mark);
      else say("No coding of yours here");
    },
    memoHere: () => onMemo(aboutHere(now())),
    placeHere,
    pickerKey: ({ key, altKey, ctrlKey, metaKey }) => {
      const { picking, recent, codes } = now();
      if (!picking || ctrlKey || metaKey) return false;
      if (altKey && key.toLowerCase() === "m") {
        const about = aboutHere(now());
        now().setPicking(null);
        onMemo(about);
        return true;
      }
      if (altKey && key.toLowerCase() === "l") {
        placeHere();
        return true;
      }
      const last = usedLast(codes, recent.ids).find((code) => code.id !== picking.recoding?.code_id);
      if (altKey || key !== "." || !last) return false;
      give(last, false);
      return true;
    },
    closePicker: () => {
      now().setPicking(null);
      now().view.current?.focus();
    },
    closePanel: () => {
      now().setOpened(null);
      now().view.current?.focus();
    },
    coding: codingHands(now, onMemo, say, onPlace),
    ...stepping,
  };
}

function recode(desk: Desk, mark: MarkView): void {
  const span = { start: mark.start, end: mark.end };
  desk.setOpened(null);
  desk.view.current?.focusCoding(mark.id);
  desk.setPicking({ span, about: `in place of ${desk.codeById.get(mark.code_id)?.name ?? "this code"}`, recoding: mark, touch: false });
}

/** One's own coding that keys mean: the one in focus, the last one given, or the shortest at the caret. */
function markHere(desk: Desk): MarkView | null {
  const mine = desk.keeper.now().filter((mark) => mark.mine);
  const byId = (id: string | null | undefined): MarkView | undefined => mine.find((mark) => mark.id === id);
  const focused = byId(desk.view.current?.focusedCoding()) ?? byId(desk.opened?.codingIds.at(-1));
  if (focused) return focused;
  const at = desk.caretAt.current;
  const around = mine.filter((mark) => mark.start <= at && at <= mark.end).sort((one, other) => one.end - one.start - (other.end - other.start));
  return byId(desk.lastId.current) ?? around[0] ?? null;
}

/** What a memo would be about: the words selected, the coding in focus, or the whole text. */
export function aboutHere(desk: Desk): About {
  const selection = desk.view.current?.selection();
  if (selection) return { kind: "passage", id: desk.reading.source_id, words: "on this passage", ...selection.span };
  const mark = desk.keeper.get(desk.view.current?.focusedCoding() ?? desk.opened?.codingIds.at(-1) ?? "");
  if (mark) return aboutMark(desk, mark);
  return { kind: "source", id: desk.reading.source_id, words: "on the interview" };
}

/** Words of this text as they are placed at a level, with whose they are. */
function wordsAt({ reading, places }: Desk, start: number, end: number): PlacedWords {
  const turn = reading.turns.findLast((one) => one.start <= start);
  return { version_id: reading.version_id, start, end, words: places.words({ start, end }), who: turn ? `${turn.label}, turn ${turn.number}` : reading.title };
}

/** Whether the text is read apart from others now: a placement made of it would tell them where one looked. */
export function placesApart({ round }: Desk): boolean {
  return round !== null && !round.standing && round.blind && round.state === "judging";
}

export function aboutMark(desk: Desk, mark: MarkView): About {
  // What was agreed is nobody's coding: what is written of it is about the words.
  if (!mark.coder_id) return { kind: "passage", id: desk.reading.source_id, words: "on this passage", start: mark.start, end: mark.end };
  return { kind: "coding", id: mark.id, words: `on ${desk.codeById.get(mark.code_id)?.name ?? "this coding"}`, start: mark.start, end: mark.end };
}

function codingHands(now: () => Desk, onMemo: (about: About) => void, say: (words: string) => void, onPlace: (words: PlacedWords) => void): CodingHands {
  const next = (mark: MarkView): MarkView | undefined =>
    now().keeper.now().find((one) => one.mine && one.id !== mark.id && one.code_id === mark.code_id && one.start >= mark.start && one.start <= mark.end + 400);
  const cut = (mark: MarkView): number | null => now().ends.cut(mark, now().caretAt.current);
  const resizeTo = (mark: MarkView, span: Span): void => {
    if (sameSpan(span, mark)) return;
    now().codings.resize(mark, { start: span.start, end: span.end });
    say(`now ${counted(now().places.amount(span), "character")}: ${now().ends.words(span).slice(-60)}`);
  };
  return {
    recode: (mark) => recode(now(), mark),
    remove: (mark) => {
      now().codings.remove(mark);
      if ((now().opened?.codingIds.length ?? 0) < 2) now().setOpened(null);
      now().view.current?.focus();
      say(`took off ${now().codeById.get(mark.code_id)?.name ?? "the code"}`);
    },
    resize: (mark, which, forward) => resizeTo(mark, now().ends.moved(mark, which, forward)),
    resizeTo,
    holds: (mark, which) => now().ends.holds(mark, which),
    snapped: (span, which, to) => now().ends.snapped(span, which, to),
    note: (mark, words) => {
      if (words !== mark.note) now().codings.note(mark, words, mark.certainty);
    },
    memo: (mark) => {
      now().setOpened(null);
      onMemo(aboutMark(now(), mark));
    },
    place: (mark) => {
      now().setOpened(null);
      onPlace(wordsAt(now(), mark.start, mark.end));
    },
    split: (mark, at) => {
      const before = now().ends.words({ start: at, end: Math.min(mark.end, at + 18) }).split(/\s/, 2).join(" ");
      now().codings.split(mark, at);
      now().setOpened(null);
      now().view.current?.focus();
      say(`cut in two before ${before}`);
    },
    join: (mark) => {
      const other = next(mark);
      if (!other) return;
      now().codings.join(mark, other);
      now().setOpened(null);
      now().view.current?.focus();
      say(`joined with the next, now ${counted(now().places.amount({ start: Math.min(mark.start, other.start), end: Math.max(mark.end, other.end) }), "character")}`);
    },
    cut: (mark) => {
      const at = cut(mark);
      return at === null ? null : { at, words: `“${now().ends.words({ start: at, end: Math.min(mark.end, at + 18) }).split(/\s/, 2).join(" ")} …”` };
    },
    canJoin: (mark) => next(mark) !== undefined,
  };
}
