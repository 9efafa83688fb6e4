import { useEffect, useState, type RefObject } from "react";

import { Button, CodeName, CoderInitial, ProgressLine, WaveStrip, type WaveBar } from "../../components";
import { bringing, moment, momentTyped, stretchOf, stretchWords, type Stretch } from "../../model/wave";
import { announce, useKeys, useStore } from "../../state";
import { Picker } from "./Picker";
import type { CodeView, MediaMarkView } from "./types";
import type { Desk } from "./useDesk";
import type { DeskSoundOf, StretchHands } from "./useDeskSound";
import { TOUCH, useMedia } from "./useMedia";

const READING = "Reading the sound for its waveform";

/** The waveform with what is coded in it, and the stretch one is marking. */
export function DeskStretches({ desk, sound, within, narrow }: { desk: Desk; sound: DeskSoundOf; within: RefObject<HTMLElement | null>; narrow: boolean }) {
  const { player, lengthMs, wave, seen, setSeen, hands, may } = sound;
  const { atMs, playing } = useStore(player.now);
  const touch = useMedia(TOUCH);
  useEffect(() => {
    if (playing && lengthMs !== null) setSeen((before) => bringing(before, atMs, atMs, lengthMs));
  }, [playing, atMs, lengthMs]);
  useKeys("Sound", may ? [
    { keys: "[", label: "A stretch begins here", run: hands.startHere },
    { keys: "]", label: "The stretch ends here: give it a code", run: hands.endHere },
  ] : []);
  const { markable } = sound;
  if (markable === null) return <p className="t13 soft" role="status">How long the recording is shows once it has begun to load.</p>;
  const { draft, picking } = hands;
  return (
    <div className="stretches">
      {lengthMs === null ? null : <Strip desk={desk} sound={sound} atMs={atMs} lengthMs={lengthMs} />}
      {wave.reading && lengthMs !== null ? wave.share === null ? <p className="t12 soft" role="status">{READING} …</p> : <ProgressLine label={READING} done={wave.share} words={`${Math.floor(wave.share * 100)} %`} onCancel={() => sound.setOpen(false)} /> : null}
      {wave.why || lengthMs === null ? <p className="t12 soft" role="status">{wave.why || "Stretches can be marked by time all the same."}</p> : null}
      <div className="stretch-ways">
        {draft ? <Drafted sound={sound} length={markable} /> : hands.chosen ? <Chosen desk={desk} sound={sound} mark={hands.chosen} /> : <Begin hands={hands} may={may} />}
        {lengthMs === null ? null : (
          <span className="stretch-zoom" role="group" aria-label="How near">
            <span className="t12 soft num">{moment(seen.from)} to {moment(seen.from + seen.span)}</span>
            <Button label="− farther" onPress={() => sound.zoom(2)} disabled={seen.span >= lengthMs}>−</Button>
            <Button label="+ nearer" onPress={() => sound.zoom(0.5)}>+</Button>
          </span>
        )}
      </div>
      {picking ? <Picker key={picking.id} codes={desk.codes} recent={desk.recent.ids} about={picking.about} around={hands.around} within={within} sheet={narrow || touch} byTouch={touch} mayMake={!picking.recoding} insteadOf={picking.recoding?.code_id} onChoose={hands.give} onMake={hands.make} onClose={hands.closePicker} /> : null}
    </div>
  );
}

function Strip({ desk, sound, atMs, lengthMs }: { desk: Desk; sound: DeskSoundOf; atMs: number; lengthMs: number }) {
  const { recording, player, wave, seen, setSeen, hands, codings, may } = sound;
  const { draft } = hands;
  const live = draft && draft.open && atMs > draft.stretch.start_ms ? stretchOf(draft.stretch.start_ms, atMs, lengthMs) : (draft?.stretch ?? null);
  const seek = (ms: number): void => {
    player.seek(ms);
    setSeen((before) => bringing(before, ms, ms, lengthMs));
  };
  const choose = (id: string): void => hands.choose(id === hands.chosen?.id ? null : (codings.marks.find((mark) => mark.id === id) ?? null));
  return <WaveStrip wave={wave.wave} label={`Waveform of the recording of ${recording?.encounter_code ?? ""}`} lengthMs={lengthMs} seen={seen} atMs={atMs} bars={codings.marks.flatMap((mark) => barOf(mark, desk.codeById))} chosenId={draft ? null : (hands.chosen?.id ?? null)} draft={live} draftRef={hands.draftRef} may={may} onSeek={seek} onDraft={hands.set} onDrawn={hands.drawn} onChoose={choose} onEnter={hands.enter} onDrop={hands.drop} onZoom={sound.zoom} />;
}

function barOf(mark: MediaMarkView, codes: ReadonlyMap<string, CodeView>): readonly WaveBar[] {
  if (!mark.stretch) return [];
  const code = codes.get(mark.code_id);
  const name = code?.name ?? "A code not shown";
  return [{ id: mark.id, ...mark.stretch, name, family: code?.family ?? 1, coderIndex: mark.coder_index, label: `${name}, ${mark.place || stretchWords(mark.stretch)}, ${mark.mine ? "you" : mark.coder}` }];
}

function Begin({ hands, may }: { hands: StretchHands; may: boolean }) {
  if (!may) return <span className="t13 soft">Stretches are marked by whoever codes here.</span>;
  return (
    <>
      <Button keys="[" onPress={hands.startHere}>Start here</Button>
      <Button keys="]" onPress={hands.endHere}>End here</Button>
      <Button kind="quiet" onPress={hands.byTime}>By time</Button>
      <span className="t12 soft by-pointer sound-help">Drag over the waveform, or press [ and ] while it plays.</span>
    </>
  );
}

/** The stretch in hand as words and buttons: its ends can be typed, for who sees no waveform and for a browser that draws none. */
function Drafted({ sound: { hands, player }, length }: { sound: DeskSoundOf; length: number }) {
  const { draft } = hands;
  if (!draft) return null;
  const { stretch, open, moving } = draft;
  const set = (change: Partial<Stretch>): void => {
    const wanted = { ...stretch, ...change };
    if (wanted.start_ms >= wanted.end_ms) announce("A stretch begins before it ends.", { kind: "refused" });
    else hands.set(stretchOf(wanted.start_ms, wanted.end_ms, length));
  };
  return (
    <>
      <Moment label="Begins at" ms={stretch.start_ms} onMoment={(start_ms) => set({ start_ms, ...(open ? { end_ms: Math.min(length, start_ms + 1000) } : {}) })} />
      {open ? <Button keys="]" onPress={hands.endHere}>End here</Button> : <Moment label="Ends at" ms={stretch.end_ms} onMoment={(end_ms) => set({ end_ms })} />}
      {open ? <span className="t13" role="status">Marking from {moment(stretch.start_ms)} …</span> : <Button onPress={() => player.playStretch(stretch.start_ms, stretch.end_ms)}>Play it</Button>}
      {open ? null : <Button kind="primary" onPress={hands.enter}>{moving ? "Keep it here" : "Give a code"}</Button>}
      <Button kind="quiet" onPress={hands.drop}>{moving ? "Leave it where it was" : "Drop it"}</Button>
    </>
  );
}

/** A moment as a field; what is no moment falls back to what was there. */
function Moment({ label, ms, onMoment }: { label: string; ms: number; onMoment: (ms: number) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const keep = (): void => {
    const wanted = typed === null ? null : momentTyped(typed);
    setTyped(null);
    if (wanted !== null) onMoment(wanted);
    else if (typed !== null) announce(`“${typed}” is no moment. Write it as 1:15.3.`, { kind: "refused" });
  };
  return (
    <label className="stretch-moment t13">
      {label}{" "}
      <input className="num" inputMode="decimal" value={typed ?? moment(ms)} onChange={(event) => setTyped(event.target.value)} onBlur={keep} onKeyDown={(event) => { if (event.key === "Enter") keep(); else if (event.key === "Escape") setTyped(null); }} />
    </label>
  );
}

function Chosen({ desk, sound: { hands, player }, mark }: { desk: Desk; sound: DeskSoundOf; mark: MediaMarkView }) {
  const code = desk.codeById.get(mark.code_id);
  const mine = mark.mine && desk.may;
  const { stretch } = mark;
  return (
    <>
      <span className="stretch-chosen t13">
        <CodeName name={code?.name ?? "A code not shown"} id={code?.key} family={code?.family ?? 1} coloured /> <span className="num">{mark.place}</span> <span className="t12 soft"><CoderInitial initials={mark.initials} place={mark.coder_index + 1} /> {mark.mine ? "you" : mark.coder}</span>
      </span>
      {stretch ? <Button onPress={() => player.playStretch(stretch.start_ms, stretch.end_ms)}>Play it</Button> : null}
      {mine ? <Button kind="quiet" onPress={() => hands.recode(mark)}>Other code</Button> : null}
      {mine ? <Button kind="quiet" onPress={() => hands.move(mark)}>Move or resize</Button> : null}
      {mine ? <Button kind="quiet" className="care" onPress={() => hands.remove(mark)}>Take off</Button> : null}
    </>
  );
}
