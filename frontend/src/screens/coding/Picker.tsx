import { useCallback, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from "react";

import { classes, KeyCap } from "../../components";
import { codeNamed, searchCodes, type FoundCode } from "./codeSearch";
import { usePlaceBeside, type Around } from "./floating";
import { useHiddenCounts } from "./hiddenCounts";
import { PickerList, ROW, SEEN, type Line } from "./PickerList";
import { usedLast } from "./recentCodes";
import type { CodeView } from "./types";
import "./Picker.css";

export interface PickerProps {
  readonly codes: readonly CodeView[];
  readonly recent: readonly string[];
  /** "to 96 characters of 2B" */
  readonly about: string;
  readonly around: () => Around | null;
  readonly within: RefObject<HTMLElement | null>;
  /** At the lower edge, where there is no room beside the words. */
  readonly sheet: boolean;
  /** Chosen with a finger: no field focused, so that no keyboard rises over the codes. */
  readonly byTouch: boolean;
  readonly mayMake: boolean;
  /** The code another one is chosen in place of: it is not offered. */
  readonly insteadOf?: string | undefined;
  /** The words themselves, as the name of a new code while nothing is typed; empty where they make none. */
  readonly inVivo?: string;
  /** A key that means something else than a code while nothing is typed; false where it does not. */
  readonly onKey?: (event: KeyboardEvent) => boolean;
  readonly onChoose: (code: CodeView, stay: boolean) => void;
  readonly onMake: (name: string, stay: boolean) => void;
  readonly onClose: () => void;
}

const WIDTH = 392;

/** Choose a code for the words selected: type at once, the best match is ready. */
export function Picker(props: PickerProps) {
  const { recent, around, within, sheet, byTouch, insteadOf, onClose } = props;
  const codes = useMemo(() => props.codes.filter((one) => one.id !== insteadOf), [props.codes, insteadOf]);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const found = useMemo(() => searchCodes(codes, typed, recent), [codes, typed, recent]);
  const offer = offerOf(props, typed, found);
  const lines = linesOf(found, offer);
  const place = usePlaceBeside(around, within, 138 + ROW * Math.min(SEEN, Math.max(codes.length, 3)), WIDTH);
  const box = useRef<HTMLDivElement>(null);
  const list = useId();
  const count = lines.length;
  const current = Math.min(at, Math.max(0, count - 1));
  const type = (words: string): void => {
    setTyped(words);
    if (words !== typed) setAt(0);
  };
  useEffect(() => {
    const outside = (event: PointerEvent): void => {
      if (event.target instanceof Node && !box.current?.contains(event.target) && !(event.target instanceof Element && event.target.closest(".book"))) onClose();
    };
    document.addEventListener("pointerdown", outside, true);
    return () => document.removeEventListener("pointerdown", outside, true);
  }, [onClose]);
  useEffect(() => {
    // The words must not lie under the sheet.
    const hidden = sheet ? (around()?.rect.bottom ?? 0) + 16 - (box.current?.getBoundingClientRect().top ?? 0) : 0;
    if (hidden > 0) window.scrollBy({ top: hidden });
  }, [sheet, around]);
  const act = (row: number, stay: boolean): void => {
    const line = lines[row];
    if (typeof line === "string") props.onMake(line, stay);
    else if (line) props.onChoose(line.code, stay);
    if (stay) type("");
  };
  const acts = useRef(act);
  acts.current = act;
  const pick = useCallback((row: number, stay: boolean) => acts.current(row, stay), []);
  const { hidden } = useHiddenCounts();
  const vivo = typed.trim() === "" && props.mayMake ? (props.inVivo ?? "") : "";
  const press = (event: KeyboardEvent): void => pickerKey(event, { count, current, setAt, act, offer: offer || vivo, typed, ...props });
  const style = place && !sheet ? { left: place.left, top: place.top ?? undefined, bottom: place.bottom ?? undefined, width: place.width, "--picker-most": `${Math.max(120, place.most - 128)}px` } : undefined;
  return (
    <div ref={box} className={classes("picker", sheet && "picker-sheet")} style={style as React.CSSProperties} role="dialog" aria-label="Give a code" data-own-keys>
      <div className="picker-head">
        <input
          className="picker-input"
          value={typed}
          onChange={(event) => type(event.target.value)}
          onKeyDown={press}
          autoFocus={!byTouch}
          role="combobox"
          aria-label="Code"
          aria-expanded="true"
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={count > 0 ? `${list}-${current}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder="Code"
        />
        <span className="t12 soft picker-about">{props.about}</span>
        {sheet && vivo ? <button type="button" className="button button-quiet" onClick={() => props.onMake(vivo, false)}>Name it so</button> : null}
        {sheet ? <button type="button" className="button button-quiet" onClick={onClose}>Close</button> : null}
      </div>
      <PickerList id={list} lines={lines} of={found} current={current} tall={sheet} counted={!hidden} onPoint={setAt} onPick={pick} />
      <About line={lines[current]} codes={codes} none={insteadOf ? "There is no other code yet." : "Type a name: it becomes the first code."} />
      <p className="picker-keys by-pointer">
        <span><KeyCap keys="Enter" /> apply</span>
        <span><KeyCap keys="Shift Enter" /> and stay</span>
        {props.onKey && usedLast(codes, recent).length > 0 ? <span><KeyCap keys="." /> the last one</span> : null}
        {props.onKey ? <span><KeyCap keys="Alt M" /> memo</span> : null}
        {props.onKey && !insteadOf ? <span><KeyCap keys="Alt L" /> level</span> : null}
        {props.mayMake ? <span className="picker-vivo"><KeyCap keys="Ctrl Enter" /> new code{vivo ? <> <q>{vivo}</q></> : null}</span> : null}
      </p>
    </div>
  );
}

/** A new code comes after the codes that what was typed may mean, and before those it only has its letters in. */
function linesOf(found: readonly FoundCode[], offer: string): readonly Line[] {
  return offer ? [...found.filter((one) => !one.loose), offer, ...found.filter((one) => one.loose)] : found;
}

/** What was typed, as the name of a new code, unless there is one of that name. */
function offerOf({ codes, mayMake }: PickerProps, typed: string, found: readonly FoundCode[]): string {
  const name = typed.trim();
  if (!mayMake || !name || codeNamed(codes, name)) return "";
  return found.some(({ code }) => code.key.toLowerCase() === name.toLowerCase()) ? "" : name;
}

interface KeyHands extends PickerProps {
  readonly count: number;
  readonly current: number;
  readonly setAt: (at: number) => void;
  readonly act: (row: number, stay: boolean) => void;
  readonly offer: string;
  readonly typed: string;
}

function pickerKey(event: KeyboardEvent, hands: KeyHands): void {
  if (event.nativeEvent.isComposing) return;
  const { count, current, setAt } = hands;
  if (hands.typed === "" && hands.onKey?.(event)) {
    event.preventDefault();
    event.stopPropagation();
    return;
  }
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 7, PageUp: -7 };
  const step = steps[event.key];
  if (step !== undefined) {
    const wraps = Math.abs(step) === 1;
    setAt(wraps ? (current + step + count) % Math.max(1, count) : Math.min(count - 1, Math.max(0, current + step)));
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    // A name that is there already is given, not made again.
    const name = hands.offer || codeNamed(hands.codes, hands.typed)?.name;
    if (name) hands.onMake(name, event.shiftKey);
  } else if (event.key === "Enter") {
    hands.act(current, event.shiftKey);
  } else if (event.key === "Escape" || event.key === "Tab") {
    hands.onClose();
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

/** The definition of the match, where it lies, and when not to give it. */
function About({ line, codes, none }: { line: Line | undefined; codes: readonly CodeView[]; none: string }) {
  if (typeof line === "string") return <p className="picker-about-code">Nothing else is called that. It becomes a code; a definition can follow.</p>;
  if (!line) return <p className="picker-about-code">{codes.length === 0 ? none : "No code is called that."}</p>;
  const { code } = line;
  const group = codes.find((one) => one.id === code.parent_id);
  const not = code.exclude ? ` Not: ${code.exclude}` : "";
  return (
    <p className="picker-about-code">
      <b>{code.name}.</b> {code.definition || (group ? `In ${group.name}; not defined yet.` : "Not defined yet.")}
      {not}
    </p>
  );
}
