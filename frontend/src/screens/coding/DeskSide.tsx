import { Link } from "../../components";
import { setQuery, useRead, useStore } from "../../state";
import { isNoteOf } from "../corpus/NotesOfSource";
import { useReadsApart } from "../corpus/readBy";
import { MemoPanel, type About } from "./Memos";
import { partWith } from "./parts";
import { RegionList } from "./RegionList";
import { RoundBox } from "./RoundBox";
import type { MediaMarkView, MemoView, RoundView } from "./types";
import type { Desk } from "./useDesk";
import { aboutHere } from "./useDeskHands";
import type { DeskSoundOf } from "./useDeskSound";

export interface DeskSideProps {
  readonly desk: Desk;
  readonly sound: DeskSoundOf;
  readonly onMemo: (about: About) => void;
  readonly round: RoundView | null;
  readonly open: readonly RoundView[];
  readonly writing: About | null;
  readonly onWriting: (about: About | null) => void;
  readonly mayWrite: boolean;
  /** While one reads without codes: one's notes, and nothing of codes and rounds. */
  readonly calm: boolean;
}

/** Beside the text: what was thought about it, and the round one reads in. */
export function DeskSide({ desk, sound, onMemo, round, open, writing, onWriting, mayWrite, calm }: DeskSideProps) {
  const { reading, codeById, currentId, view } = desk;
  const marks = useStore(desk.keeper.marks);
  const heard = sound.codings.marks;
  const ids = new Set([...marks, ...heard].map((mark) => mark.id));
  const apart = useReadsApart(reading.source_id);
  const here = (memo: MemoView): boolean => (calm ? isNoteOf(memo, reading.source_id) && (memo.mine || !apart) : concerns(memo));
  const concerns = (memo: MemoView): boolean =>
    memo.version_id === reading.version_id ||
    (memo.about_kind === "source" && memo.about_id === reading.source_id) ||
    (memo.about_kind === "coding" && ids.has(memo.about_id)) ||
    (memo.about_kind === "code" && memo.about_id === currentId);
  const wordsOf = (memo: MemoView): string => {
    if (memo.about_kind === "source" && memo.start === null) return "on the interview";
    const stretch = heard.find((mark) => mark.id === memo.about_id);
    if (stretch) return aboutStretch(stretch, desk).words;
    if (memo.about_kind === "code") return `on the code ${codeById.get(memo.about_id)?.name ?? ""}`;
    const code = codeById.get(marks.find((mark) => mark.id === memo.about_id)?.code_id ?? "")?.name;
    const part = desk.parts && memo.start !== null && !desk.places.holds(memo.start) ? partWith(desk.parts.all, memo.start) : undefined;
    if (part) return `on a passage in part ${part.number}`;
    const turn = memo.start === null ? undefined : reading.turns.findLast((one) => one.start <= (memo.start ?? 0));
    const place = turn ? `${turn.label}, turn ${turn.number}` : "a passage";
    return memo.about_kind === "coding" && code ? `on ${code}, ${place}` : `on ${place}`;
  };
  const current = codeById.get(currentId ?? "");
  const abouts: About[] = [
    ...(writing ? [writing] : [aboutHere(desk)]),
    { kind: "source", id: reading.source_id, words: "on the interview" },
    ...(current && !calm ? [{ kind: "code", id: current.id, words: `on the code ${current.name}` } as const] : []),
    ...(calm ? [] : [{ kind: "study", id: "", words: "on the study" } as const]),
  ];
  return (
    <div className="desk-side">
      {sound.shown && (sound.open || heard.length > 0) ? <Stretches desk={desk} sound={sound} onMemo={onMemo} /> : null}
      <MemoPanel
        versionId={reading.version_id}
        sourceId={reading.source_id}
        roundId={round && !round.standing ? round.id : ""}
        abouts={distinct(abouts)}
        wordsOf={wordsOf}
        here={here}
        writing={writing}
        onWriting={(about) => onWriting(about && (writing ?? aboutHere(desk)))}
        onGo={(memo) => {
          if (memo.start === null || memo.end === null) return;
          if (!desk.places.holds(memo.start)) return setQuery({ at: `${memo.start}-${memo.end}`, part: null });
          view.current?.scrollTo({ start: memo.start, end: memo.end });
          view.current?.setHits([{ start: memo.start, end: memo.end }], 0);
        }}
        mayWrite={mayWrite}
        notes={calm}
      >
        {calm && apart ? <p className="t12 soft">You read this in a round apart from the others: their notes are out of the way until it is opened.</p> : null}
      </MemoPanel>
      {calm ? null : <FromTheFile sourceId={reading.source_id} roundId={round && !round.standing ? round.id : ""} />}
      {calm ? null : <RoundBox round={round && !round.standing ? round : null} open={open} />}
    </div>
  );
}

function aboutStretch(mark: MediaMarkView, desk: Desk): About {
  return { kind: "coding", id: mark.id, words: `on ${desk.codeById.get(mark.code_id)?.name ?? "a code"}, ${mark.place}` };
}

/** What is coded in the sound, in words: for who sees no waveform, and for who looks for one. */
function Stretches({ desk, sound, onMemo }: { desk: Desk; sound: DeskSoundOf; onMemo: (about: About) => void }) {
  const { hands, codings, open, setOpen, may, player } = sound;
  const shown = <T,>(then: (mark: MediaMarkView) => T) => (mark: MediaMarkView): void => {
    if (!open) setOpen(true);
    then(mark);
  };
  return (
    <RegionList
      title="Stretches of sound"
      none={may ? "Drag over the waveform, or press [ where a stretch begins and ] where it ends." : "Nobody has coded the sound yet."}
      marks={codings.marks}
      codes={desk.codeById}
      codings={codings}
      chosenId={hands.chosen?.id ?? null}
      may={desk.may}
      onChoose={(mark) => (mark ? shown(hands.choose)(mark) : hands.choose(null))}
      onRecode={shown(hands.recode)}
      onMove={shown(hands.move)}
      onMemo={(mark) => onMemo(aboutStretch(mark, desk))}
      onPlay={(mark) => mark.stretch && player.playStretch(mark.stretch.start_ms, mark.stretch.end_ms)}
    />
  );
}

/** That somebody marked passages before the file came in, and where one decides of them. */
function FromTheFile({ sourceId, roundId }: { sourceId: string; roundId: string }) {
  const marks = useRead("/file-marks", { source_id: sourceId, round_id: roundId, waiting_only: true });
  if (!marks.data?.n) return null;
  const { n, n_waiting } = marks.data;
  return (
    <section className="round-box" aria-label="Proposed from the file">
      <h2 className="section-title">Proposed from the file</h2>
      <p className="t13 round-words">{n_waiting ? `${n_waiting} of ${n} comments and highlights are not decided.` : `All ${n} comments and highlights are decided.`}</p>
      <Link to={`/sources/${sourceId}/proposed?round=${roundId || "open"}`}>{n_waiting ? "Decide of them" : "Look at them"}</Link>
    </section>
  );
}

function distinct(abouts: readonly About[]): readonly About[] {
  const seen = new Set<string>();
  return abouts.filter((one) => {
    const key = `${one.kind} ${one.id} ${one.start ?? ""}`;
    return !seen.has(key) && seen.add(key);
  });
}
