import { useEffect, useRef } from "react";

import { Button, classes, CodeName, CoderInitial, Link } from "../../components";
import type { About } from "./Memos";
import type { CodeView, MarkView } from "./types";
import type { WordHands } from "./useWordHands";
import "./Picture.css";

export interface WordListProps {
  readonly page: number;
  readonly hands: WordHands;
  readonly codes: ReadonlyMap<string, CodeView>;
  readonly only: string | null;
  /** Where in the text a coding stands. */
  readonly wayTo: (mark: MarkView) => string;
  readonly onMemo: (about: About) => void;
}

const MOST_SHOWN = 90;

/** The coded words of a page: the code, the words, who gave it, and the way to them in the text. */
export function WordList({ page, hands, codes, only, wayTo, onMemo }: WordListProps) {
  const marks = hands.marks.filter((mark) => !only || mark.code_id === only);
  const title = `Coded words of page ${page}`;
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    // Some browsers answer scrolling with a promise, which is nothing to clean up with.
    void list.current?.querySelector(".is-chosen")?.scrollIntoView({ block: "nearest" });
  }, [hands.chosenId]);
  return (
    <section className="regions" aria-label={title}>
      <div className="section-head">
        <h2 className="section-title">{title}</h2>
        <span className="t12 soft">{marks.length === 0 ? "none yet" : marks.length}</span>
      </div>
      {marks.length === 0 ? <p className="t13 soft">{hands.may ? "Drag over words on the page, or press W, and give them a code. It is a coding of the text." : "No words of this page are coded."}</p> : null}
      <ul ref={list}>
        {marks.map((mark) => (
          <li key={mark.id} className={classes("region-one", mark.id === hands.chosenId && "is-chosen")}>
            <One mark={mark} hands={hands} code={codes.get(mark.code_id)} to={wayTo(mark)} onMemo={onMemo} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function One({ mark, hands, code, to, onMemo }: { mark: MarkView; hands: WordHands; code: CodeView | undefined; to: string; onMemo: (about: About) => void }) {
  const open = mark.id === hands.chosenId;
  const mine = hands.may && mark.mine;
  const words = hands.wordsOf(mark);
  const name = code?.name ?? "A code not shown";
  return (
    <>
      <button type="button" className="region-head" aria-expanded={open} onClick={() => hands.choose(open ? null : mark.id)}>
        <CodeName name={name} id={code?.key} family={code?.family ?? 1} coloured />
        <span className="region-words serif">“{words.length > MOST_SHOWN ? `${words.slice(0, MOST_SHOWN).replace(/\s\S*$/u, "")} …` : words}”</span>
        {mark.coder ? <span className="t12 soft"><CoderInitial initials={mark.initials} place={mark.coder_index + 1} /> {mark.mine ? "you" : mark.coder}</span> : null}
      </button>
      {mark.note ? <p className="coding-note">{mark.note}</p> : null}
      {open ? (
        <div className="coding-ways">
          <Link className="t13" to={to}>In the text</Link>
          {mine ? <Button kind="quiet" onPress={() => hands.recode(mark)}>Other code</Button> : null}
          {mark.coder ? <Button kind="quiet" onPress={() => onMemo({ kind: "coding", id: mark.id, words: `on ${name}` })}>Memo</Button> : null}
          {mine ? <Button kind="quiet" className="care" onPress={() => hands.remove(mark)}>Take off</Button> : null}
        </div>
      ) : null}
    </>
  );
}
