import { Fragment, type KeyboardEvent } from "react";

import { classes, slotOf } from "../../components";
import { linesOf, wordsIn, type Step } from "../../model/pageWords";
import type { Region, Size } from "../../model/region";
import type { CodeView, MarkView } from "./types";
import type { WordHands } from "./useWordHands";

/** A rectangle of a sheet, as shares of it. */
export function boxOf(region: Region, { width, height }: Size): React.CSSProperties {
  const part = (n: number, of: number): string => `${(100 * n) / of}%`;
  return { left: part(region.left, width), top: part(region.top, height), width: part(region.right - region.left, width), height: part(region.bottom - region.top, height) };
}

export interface WordMarksProps {
  readonly hands: WordHands;
  readonly size: Size;
  readonly codes: ReadonlyMap<string, CodeView>;
  /** Those of one code alone, or all. */
  readonly only: string | null;
}

/** Coded words of a page, a rectangle for each line; for the eye and the mouse: the list beside says the same in words. */
export function WordMarks({ hands, size, codes, only }: WordMarksProps) {
  const shown = hands.marks.filter((mark) => !only || mark.code_id === only);
  // The longer first, so that one that lies in another is drawn over it.
  const ordered = [...shown].sort((one, other) => other.end - other.start - (one.end - one.start));
  return (
    <>
      {hands.came ? linesOf(wordsIn(hands.words, hands.came)).map((line, at) => <div key={`came ${at}`} className="stage-came" style={boxOf(line, size)} aria-hidden="true" />) : null}
      {ordered.map((mark) => (
        <Fragment key={mark.id}>
          {linesOf(wordsIn(hands.words, mark)).map((line, at) => (
            <Line key={at} line={line} size={size} mark={mark} code={codes.get(mark.code_id)} chosen={mark.id === hands.chosenId} first={at === 0} />
          ))}
        </Fragment>
      ))}
    </>
  );
}

function Line({ line, size, mark, code, chosen, first }: { line: Region; size: Size; mark: MarkView; code: CodeView | undefined; chosen: boolean; first: boolean }) {
  return (
    <div className={classes("stage-words", `stage-coder-${Math.min(mark.coder_index, 3)}`, chosen && "is-chosen")} style={boxOf(line, size)} data-words-of={mark.id} data-family={slotOf(code?.family ?? 1)} title={code?.name} aria-hidden="true">
      {first && chosen ? <span className={classes("stage-label", line.top < size.height * 0.08 && "stage-label-in")}>{code?.name ?? "A code not shown"}</span> : null}
    </div>
  );
}

const STEPS: Readonly<Record<string, Step>> = { ArrowRight: "next", ArrowLeft: "before", ArrowDown: "down", ArrowUp: "up", Home: "first", End: "last" };

/** The words in hand: the focus is on the last of them, and arrows go from word to word. */
export function HeldWordsMark({ hands, size }: { hands: WordHands; size: Size }) {
  const { held, words } = hands;
  const at = held && words[held.to];
  if (!held || !at) return null;
  const press = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") hands.enter();
    else if (event.key === "Escape") hands.drop();
    else if (step) hands.step(step, event.shiftKey);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const lines = linesOf(words.slice(Math.min(held.from, held.to), Math.max(held.from, held.to) + 1));
  return (
    <>
      {lines.map((line, n) => <div key={n} className="stage-held" style={boxOf(line, size)} aria-hidden="true" />)}
      <div ref={hands.focusRef} className="stage-word" style={boxOf(at, size)} tabIndex={0} role="application" aria-roledescription="words" aria-label={`Words being marked: ${hands.quote}`} aria-describedby="stage-word-keys" onKeyDown={press} data-own-keys>
        <span role="status" className="unseen">{hands.quote}</span>
        <span id="stage-word-keys" className="unseen">Arrows go from word to word and line to line, with Shift they take more. Enter gives a code, Escape drops them.</span>
      </div>
    </>
  );
}
