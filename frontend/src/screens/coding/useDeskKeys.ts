/** The keys of the desk: those bound here, and those the text answers itself, so that `?` lists them all. */

import type { RefObject } from "react";

import { navigate, setQuery, useCommands, useKeys, useRead } from "../../state";
import { AGREED, agreedName, hasAgreed } from "./agreed";
import type { About } from "./Memos";
import type { RoundView } from "./types";
import type { Desk, Showing } from "./useDesk";
import { aboutHere, type DeskHands } from "./useDeskHands";

interface Ways {
  readonly filter: RefObject<HTMLInputElement | null>;
  readonly onMemo: ((about: About) => void) | null;
  readonly onCodes: () => void;
  readonly onNewCode: () => void;
}

/** A key of the text pressed beside it: it is meant for the words, so they get the focus and the key. */
function intoText(key: string, { view }: Desk): boolean {
  const text = view.current;
  if (!text) return false;
  text.focus();
  document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  return true;
}

/** Answered by the text while it has the focus; here only so that they are listed. */
const listed = (keys: string, label: string) => ({ keys, label, run: () => false });

const IN_THE_TEXT = [
  listed("Shift →", "Select by word; ↓ by line"),
  listed("S", "Select this sentence, and with every press the next as well"),
  listed("Shift S", "Give the last sentence back"),
  listed("Ctrl Shift ↓", "Select by sentence"),
  listed("Alt Shift ↓", "Select by turn"),
  listed("D then 1", "Give the code with the key D1, and so with every code"),
  listed(".", "Give the code used last once more"),
  listed("1", "Give the code used last; 2 the one before it, and so to 9"),
  listed("Enter", "Offer codes for the words selected; open the coding"),
  listed("N", "Next coding; P the one before"),
  listed("Esc", "Let go"),
];

export interface KeysShowing extends Showing {
  readonly rounds: readonly RoundView[];
  /** The waveform is open: [ and ] mark stretches of it. */
  readonly marking: boolean;
}

/** Of what the text answers itself, what it answers also where no codes are. */
const WITHOUT_CODES = IN_THE_TEXT.filter((one) => /^(Shift →|S|Shift S|Ctrl Shift ↓|Alt Shift ↓|Esc)$/.test(one.keys));

export function useDeskKeys(desk: Desk, hands: DeskHands, ways: Ways, { calm, agreed, rounds, marking }: KeysShowing): void {
  const { reading, view } = desk;
  const all = useRead("/sources").data ?? [];
  // Inside a round one goes on in it, among what one reads in it: never by a key into open coding.
  const inRound = desk.round && !desk.round.standing ? desk.round : null;
  const ids = inRound && (agreed ? inRound.source_ids : inRound.my_source_ids);
  const sources = ids ? all.filter((one) => ids.includes(one.id)) : all;
  const at = sources.findIndex((one) => one.id === reading.source_id);
  const go = (by: number): void => {
    const to = sources[at + by];
    if (to) navigate(`/code/${to.id}${inRound ? `?round=${agreed ? AGREED : ""}${inRound.id}` : ""}`);
  };
  const memo = (): void => ways.onMemo?.(aboutHere(desk));
  useKeys("In the text", calm ? WITHOUT_CODES : IN_THE_TEXT);
  useKeys("This interview", [
    ...(calm ? [] : [
      { keys: "X", label: "Take the last code off", run: hands.takeOff },
      { keys: "R", label: "Give another code instead, or a new one by its name", run: hands.recodeHere },
    ]),
    ...(ways.onMemo ? [{ keys: "M", label: calm ? "Write a note on what is selected, or on the whole" : "Write a memo on what is selected", run: memo }] : []),
    ...(ways.onMemo && !calm ? [{ keys: "L", label: "Put what is selected at a level of a lens", run: hands.placeHere }] : []),
    { keys: "O", label: "Select the next place where these words stand", run: hands.nextPlace },
    ...(desk.may ? [
      { keys: "Shift O", label: "Give the next place the code used last", run: hands.codeNextPlace },
      { keys: "U", label: "Turn by turn: the next turn of a participant, whole; a code goes on by itself", run: () => hands.stepTurn(true) },
      { keys: "Shift U", label: "Turn by turn: the turn before", run: () => hands.stepTurn(false) },
    ] : []),
    ...(calm ? [] : [{ keys: "/", label: "Filter codes", run: ways.onCodes }]),
    { keys: "T", label: "Go into the text", run: () => view.current?.focus() },
    ...["S", ...(calm ? [] : ["N", "P"])].map((keys) => ({ keys, label: "Go into the text by its own key", unlisted: true, run: () => intoText(keys.toLowerCase(), desk) })),
    ...(marking ? [] : [
      { keys: "]", label: "Next interview", run: () => go(1) },
      { keys: "[", label: "Interview before", run: () => go(-1) },
    ]),
  ]);
  useCommands([
    ...(calm ? [] : [{ id: "new code", label: "New code", group: "This interview", run: ways.onNewCode }]),
    ...rounds.filter(hasAgreed).map((one) => ({ id: `agreed ${one.id}`, label: agreedName(one), group: "This interview", also: "show consensus settled", run: () => setQuery({ round: `${AGREED}${one.id}` }) })),
    { id: "memo here", label: calm ? "Write a note" : "Write a memo", group: "This interview", keys: "M", run: memo },
    ...(ways.onMemo && !calm ? [{ id: "place here", label: "Put what is selected at a level", group: "This interview", keys: "L", also: "lens placement place passage", run: hands.placeHere }] : []),
    { id: "next place", label: "Select the next place where these words stand", group: "This interview", keys: "O", also: "occurrence same words", run: hands.nextPlace },
    ...(desk.may ? [{ id: "turn by turn", label: "Code turn by turn", group: "This interview", keys: "U", also: "sweep utterance", run: () => hands.stepTurn(true) }] : []),
    { id: "find words", label: "Find words in all interviews", group: "This interview", also: "search text", run: () => navigate("/find") },
    { id: "about source", label: "About this source", group: "This interview", also: "speakers correct version", run: () => navigate(`/sources/${reading.source_id}`) },
  ]);
}
