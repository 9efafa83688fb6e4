import { useState } from "react";

import { Button, classes, CodeName, CoderInitial } from "../../components";
import type { MediaCodings } from "./useMediaCodings";
import type { CodeView, MediaMarkView } from "./types";
import "./Picture.css";

export interface RegionListProps {
  readonly marks: readonly MediaMarkView[];
  readonly codes: ReadonlyMap<string, CodeView>;
  readonly codings: MediaCodings;
  readonly chosenId: string | null;
  readonly may: boolean;
  /** "Regions", "Stretches". */
  readonly title: string;
  /** What to do where there are none. */
  readonly none: string;
  readonly onChoose: (mark: MediaMarkView | null) => void;
  readonly onRecode: (mark: MediaMarkView) => void;
  readonly onMove: (mark: MediaMarkView) => void;
  readonly onMemo: (mark: MediaMarkView) => void;
  /** Hear it, where it is heard. */
  readonly onPlay?: (mark: MediaMarkView) => void;
}

/** Everything coded here in words, from the top down: the code, where it is, who gave it and why. */
export function RegionList(props: RegionListProps) {
  const { marks, title, none, chosenId } = props;
  return (
    <section className="regions" aria-label={title}>
      <div className="section-head">
        <h2 className="section-title">{title}</h2>
        <span className="t12 soft">{marks.length === 0 ? "none yet" : marks.length}</span>
      </div>
      {marks.length === 0 ? <p className="t13 soft">{none}</p> : null}
      <ul>
        {marks.map((mark) => (
          <li key={mark.id} className={classes("region-one", mark.id === chosenId && "is-chosen")}>
            <One {...props} mark={mark} open={mark.id === chosenId} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function One({ mark, open, codes, codings, may, onChoose, onRecode, onMove, onMemo, onPlay }: RegionListProps & { mark: MediaMarkView; open: boolean }) {
  const [noting, setNoting] = useState(false);
  const [note, setNote] = useState(mark.note);
  const code = codes.get(mark.code_id);
  const mine = may && mark.mine;
  return (
    <>
      <button type="button" className="region-head" aria-expanded={open} onClick={() => onChoose(open ? null : mark)}>
        <CodeName name={code?.name ?? "A code not shown"} id={code?.key} family={code?.family ?? 1} coloured />
        <span className="region-place t13">{mark.place}</span>
        <span className="t12 soft"><CoderInitial initials={mark.initials} place={mark.coder_index + 1} /> {mark.mine ? "you" : mark.coder}</span>
      </button>
      {mark.note && !noting ? <p className="coding-note">{mark.note}</p> : null}
      {noting ? (
        <textarea className="coding-note-field" aria-label="Why so" value={note} autoFocus rows={2} onChange={(event) => setNote(event.target.value)} onBlur={() => { codings.note(mark, note); setNoting(false); }} />
      ) : null}
      {open ? (
        <div className="coding-ways">
          {onPlay ? <Button kind="quiet" onPress={() => onPlay(mark)}>Play it</Button> : null}
          {mine ? <Button kind="quiet" onPress={() => onRecode(mark)}>Other code</Button> : null}
          {mine ? <Button kind="quiet" onPress={() => onMove(mark)}>Move or resize</Button> : null}
          {mine ? <Button kind="quiet" onPress={() => setNoting(true)}>{mark.note ? "Change the note" : "Note why"}</Button> : null}
          <Button kind="quiet" onPress={() => onMemo(mark)}>Memo</Button>
          {mine ? <Button kind="quiet" className="care" onPress={() => { onChoose(null); codings.remove(mark); }}>Take off</Button> : null}
        </div>
      ) : null}
    </>
  );
}
