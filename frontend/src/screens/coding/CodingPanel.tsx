import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from "react";

import { Button, CodeName, CoderInitial, KeyCap, Link } from "../../components";
import { usePlaceBeside, type Around } from "./floating";
import { Grips, type GripsProps } from "./Grips";
import type { CodeView, MarkView } from "./types";
import "./CodingPanel.css";

/** A place inside a coding where it could be cut in two, and the words after it. */
export interface Cut {
  readonly at: number;
  readonly words: string;
}

export interface CodingHands {
  readonly recode: (mark: MarkView) => void;
  readonly resize: (mark: MarkView, which: "start" | "end", forward: boolean) => void;
  readonly resizeTo: GripsProps["onResize"];
  readonly snapped: GripsProps["snapped"];
  /** Whether an end of it is in the part of the text that is shown. */
  readonly holds: (mark: MarkView, which: "start" | "end") => boolean;
  readonly remove: (mark: MarkView) => void;
  readonly note: (mark: MarkView, words: string) => void;
  readonly memo: (mark: MarkView) => void;
  /** Puts its words at a level of a lens. */
  readonly place: (mark: MarkView) => void;
  readonly split: (mark: MarkView, at: number) => void;
  readonly join: (mark: MarkView) => void;
  /** Where it would be cut: "before “hear”"; null where the caret is not inside. */
  readonly cut: (mark: MarkView) => Cut | null;
  readonly canJoin: (mark: MarkView) => boolean;
}

export interface CodingPanelProps {
  readonly marks: readonly MarkView[];
  readonly codes: ReadonlyMap<string, CodeView>;
  readonly view: GripsProps["view"];
  readonly around: () => Around | null;
  readonly within: RefObject<HTMLElement | null>;
  readonly sheet: boolean;
  /** Whether the viewer may change codings in this round now. */
  readonly may: boolean;
  /** Whether words may be put at a level of a lens from here now. */
  readonly mayPlace: boolean;
  /** Where its words are seen on their page; empty where the text comes from no file with pages. */
  readonly wayToPage: (mark: MarkView) => string;
  /** Where it goes beyond the part of the text that is shown. */
  readonly beyond: (mark: MarkView) => ReactNode;
  readonly hands: CodingHands;
  readonly onClose: () => void;
}

/** What is coded at a place: which code, by whom, why; and everything one does with a coding. */
export function CodingPanel({ marks, codes, view, around, within, sheet, may, mayPlace, wayToPage, beyond, hands, onClose }: CodingPanelProps) {
  const [at, setAt] = useState(0);
  const place = usePlaceBeside(around, within, 96 + 104 * Math.min(3, marks.length), 380, marks.map((mark) => `${mark.start}-${mark.end}`).join());
  const box = useRef<HTMLDivElement>(null);
  const [, look] = useState(0);
  useEffect(() => {
    // A press opens this before the caret stands where it was pressed; where one could cut is known after that.
    const frame = requestAnimationFrame(() => look((n) => n + 1));
    return () => cancelAnimationFrame(frame);
  }, [marks]);
  useEffect(() => {
    box.current?.focus({ preventScroll: true });
    const outside = (event: PointerEvent): void => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) onClose();
    };
    document.addEventListener("pointerdown", outside, true);
    return () => document.removeEventListener("pointerdown", outside, true);
  }, [onClose]);
  const current = marks[Math.min(at, marks.length - 1)];
  if (!current) return null;
  const press = (event: KeyboardEvent): void => {
    const ours = panelKey(event, current, { may, marks, setAt, at, hands, onClose });
    if (!ours && !isForTheText(event)) return;
    event.preventDefault();
    event.stopPropagation();
    if (ours) return;
    onClose();
    document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: event.key, shiftKey: event.shiftKey, bubbles: true, cancelable: true }));
  };
  const style = place && !sheet ? { left: place.left, top: place.top ?? undefined, bottom: place.bottom ?? undefined, width: place.width, maxHeight: Math.max(160, place.most) } : undefined;
  return (
    <div ref={box} className={sheet ? "coding-panel picker-sheet" : "coding-panel"} style={style} role="dialog" aria-label={`Coded here: ${marks.map((mark) => codes.get(mark.code_id)?.name ?? "a code").join(", ")}`} tabIndex={-1} onKeyDown={press} data-own-keys>
      {may && current.mine ? <Grips mark={current} view={view} snapped={hands.snapped} onResize={hands.resizeTo} /> : null}
      <ul className="coding-list">
        {marks.map((mark, row) => (
          <li key={mark.id} className={row === at && marks.length > 1 ? "coding coding-current" : "coding"} onFocus={() => setAt(row)} onPointerEnter={() => setAt(row)}>
            <OneCoding mark={mark} toPage={wayToPage(mark)} beyond={beyond(mark)} code={codes.get(mark.code_id)} may={may && mark.mine} mayPlace={mayPlace} hands={hands} open={row === at || marks.length === 1} />
          </li>
        ))}
      </ul>
      {sheet ? <p className="coding-close"><Button kind="quiet" label="Close what is coded here" onPress={onClose}>Close</Button></p> : null}
      <p className="picker-keys by-pointer">
        {may && current.mine ? (
          <>
            <span><KeyCap keys="R" /> other code</span>
            <span><KeyCap keys="Alt →" /> end</span>
            <span><KeyCap keys="Alt Shift →" /> start</span>
            <span><KeyCap keys="X" /> take off</span>
          </>
        ) : null}
        {marks.length > 1 ? <span><KeyCap keys="↓" /> next</span> : null}
        <span><KeyCap keys="Esc" /> back to the text</span>
      </p>
    </div>
  );
}

interface PanelKeys {
  readonly may: boolean;
  readonly marks: readonly MarkView[];
  readonly at: number;
  readonly setAt: (at: number) => void;
  readonly hands: CodingHands;
  readonly onClose: () => void;
}

function panelKey(event: KeyboardEvent, current: MarkView, { may, marks, at, setAt, hands, onClose }: PanelKeys): boolean {
  if (event.key === "Escape") {
    onClose();
    return true;
  }
  if (event.target instanceof HTMLTextAreaElement || event.ctrlKey || event.metaKey) return false;
  const mine = may && current.mine;
  if (event.altKey && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
    if (mine) hands.resize(current, event.shiftKey ? "start" : "end", event.key === "ArrowRight");
    return true;
  }
  if (event.altKey) {
    // With Alt some keyboards write another letter.
    const letter = (/^[a-z]$/i.test(event.key) ? event.key : event.code.slice(3)).toLowerCase();
    const cut = letter === "c" && mine ? hands.cut(current) : null;
    if (cut) hands.split(current, cut.at);
    else if (letter === "j" && mine && hands.canJoin(current)) hands.join(current);
    else return false;
    return true;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step !== undefined) {
    setAt((at + step + marks.length) % marks.length);
    return true;
  }
  const act = { r: hands.recode, x: hands.remove, m: hands.memo }[event.key.toLowerCase()];
  if (!act || (!mine && act !== hands.memo)) return false;
  act(current);
  return true;
}

/** A letter the panel has no use for is meant for the words one pressed into: S selects their sentence, a code's key codes. */
function isForTheText({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return key.length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey && !(target instanceof HTMLTextAreaElement);
}

function OneCoding({ mark, toPage, beyond, code, may, mayPlace, hands, open }: { mark: MarkView; toPage: string; beyond: ReactNode; code: CodeView | undefined; may: boolean; mayPlace: boolean; hands: CodingHands; open: boolean }) {
  const [noting, setNoting] = useState(false);
  const [note, setNote] = useState(mark.note);
  const cut = may ? hands.cut(mark) : null;
  return (
    <>
      <p className="coding-head">
        <CodeName name={code?.name ?? "A code not shown"} id={code?.key} family={code?.family ?? 1} coloured />
        <span className="t12 soft coding-who">{mark.coder ? <><CoderInitial initials={mark.initials} place={mark.coder_index + 1} /> {mark.mine ? "you" : mark.coder}</> : null}</span>
      </p>
      {beyond}
      {mark.certainty ? <p className="t12 soft">{mark.certainty}</p> : null}
      {mark.under && code ? <Under under={mark.under} name={code.name} /> : null}
      {mark.note && !noting ? <p className="coding-note">{mark.note}</p> : null}
      {noting ? (
        <textarea className="coding-note-field" aria-label="Why so" value={note} autoFocus rows={2} onChange={(event) => setNote(event.target.value)} onBlur={() => { hands.note(mark, note); setNoting(false); }} />
      ) : null}
      {open ? (
        <div className="coding-ways">
          {may ? <Button kind="quiet" onPress={() => hands.recode(mark)}>Other code</Button> : null}
          {may ? <Button kind="quiet" onPress={() => setNoting(true)}>{mark.note ? "Change the note" : "Note why"}</Button> : null}
          <Button kind="quiet" onPress={() => hands.memo(mark)}>Memo</Button>
          {mayPlace ? <Button kind="quiet" onPress={() => hands.place(mark)}>Place at a level</Button> : null}
          {may ? <Button kind="quiet" className="care" onPress={() => hands.remove(mark)}>Take off</Button> : null}
          {toPage ? <Link to={toPage}>On the page</Link> : null}
          {may && hands.holds(mark, "start") ? <Ends mark={mark} which="start" hands={hands} /> : null}
          {may && hands.holds(mark, "end") ? <Ends mark={mark} which="end" hands={hands} /> : null}
          {cut ? <Button kind="quiet" keys="Alt C" onPress={() => hands.split(mark, cut.at)}>Cut before {cut.words}</Button> : null}
          {may && hands.canJoin(mark) ? <Button kind="quiet" keys="Alt J" onPress={() => hands.join(mark)}>Join with the next</Button> : null}
        </div>
      ) : null}
    </>
  );
}

/** That its code says other things today than when it was given. */
function Under({ under, name }: { under: string; name: string }) {
  const version = under.replace("after ", "");
  return (
    <p className="t12 soft coding-under">
      Given {under.startsWith("v") ? `under ${under}` : `${under} was kept`}; {name} is worded otherwise today.
      {under.startsWith("before") ? null : <> <Link to={`/code/changes?since=${version}`}>What changed</Link></>}
    </p>
  );
}

/** One end of a coding, a word at a time. */
function Ends({ mark, which, hands }: { mark: MarkView; which: "start" | "end"; hands: CodingHands }) {
  const name = which === "start" ? "Starts" : "Ends";
  return (
    <span className="coding-ends">
      <span className="soft">{name}</span>
      <Button kind="quiet" label={`${name} one word earlier`} onPress={() => hands.resize(mark, which, false)}>←</Button>
      <Button kind="quiet" label={`${name} one word later`} onPress={() => hands.resize(mark, which, true)}>→</Button>
    </span>
  );
}
