import { useEffect, useRef, useState, type RefObject } from "react";

import { Button, Checkbox, classes, SoundBar, SoundElement } from "../../components";
import { momentOf, nextUntimed, turnAt } from "../../model/sound";
import { announce, useKeys, useMay, usePlace, usePreferences, useStore, useWrite, type Player } from "../../state";
import { DeskStretches } from "./DeskStretches";
import type { DeskTextView } from "./deskText";
import { goToPart, partHeard } from "./parts";
import type { ReadingView, RecordingView, TurnView } from "./types";
import type { Desk } from "./useDesk";
import type { DeskSoundOf } from "./useDeskSound";
import "./DeskSound.css";

/** The recording of the text one reads, as a line along the bottom; nothing where there is none. */
export function DeskSound({ desk, sound, within, narrow }: DeskSoundProps) {
  const { recording } = sound;
  if (!recording) return null;
  if (!recording.playable) return <p className="sound-quiet t13 soft">{recording.why_not}</p>;
  return <Line key={recording.id} desk={desk} recording={recording} sound={sound} within={within} narrow={narrow} />;
}

export interface DeskSoundProps {
  readonly desk: Desk;
  readonly sound: DeskSoundOf;
  readonly within: RefObject<HTMLElement | null>;
  readonly narrow: boolean;
}

function Line({ desk, recording, sound, within, narrow }: DeskSoundProps & { recording: RecordingView }) {
  const { reading } = desk;
  const { player, hands, open, shown } = sound;
  const timed = reading.turns.some((turn) => turn.t0_ms !== null);
  const [following, setFollowing] = useState(true);
  const tying = useTying(desk, player);
  useFollowing(desk, player, following, () => setFollowing(false));
  useTurnPresses(desk, player, { begins: tying.begins, startHere: hands.startHere, endHere: hands.endHere });
  const hear = (): boolean => playTurn(player, reading, turnOfCaret(desk));
  const waves = (): void => sound.setOpen(!open);
  useKeys("Sound", [
    { keys: "Space", label: "Play or pause", run: () => player.toggle() },
    { keys: "J", label: "Back 3 seconds", run: () => player.by(-3000) },
    { keys: "H", label: "Hear it from this turn", run: hear },
    ...(shown ? [{ keys: "W", label: "The waveform: mark and code stretches of sound", run: waves }] : []),
    ...(tying.on ? [{ keys: "B", label: "This turn begins now", run: tying.begins }] : []),
  ]);
  const [unfolded, setUnfolded] = useState(false);
  // What is in hand is not folded away.
  const folded = narrow && !unfolded && !hands.draft && !hands.chosen && !tying.on;
  const play = useRef<HTMLButtonElement>(null);
  const tie = (): void => {
    tying.toggle();
    // "Play, and press B": Space is for the sound now, and must not press this button again.
    if (!tying.on) play.current?.focus();
  };
  const may = useMay("field") && reading.current && reading.turns.length > 0;
  return (
    <>
      <SoundElement player={player} mediaType={recording.media_type} label={`the recording of ${recording.encounter_code}`} />
      <SoundBar player={player} playRef={play} label={`the recording of ${recording.encounter_code}`} lengthMs={recording.duration_ms} className={classes(folded && "is-folded", open && sound.lengthMs !== null && "has-wave")} above={<><Above recording={recording} tying={tying} />{open ? <DeskStretches desk={desk} sound={sound} within={within} narrow={narrow} /> : null}</>}>
        {timed ? <Checkbox checked={following} onChange={setFollowing}>Text follows</Checkbox> : null}
        {shown ? <Button kind="quiet" keys="W" pressed={open} onPress={waves}>Waveform</Button> : null}
        {narrow ? <Button kind="quiet" onPress={() => setUnfolded(!unfolded)}>{unfolded ? "Less" : "More"}</Button> : null}
        {may ? <Button kind="quiet" className="sound-tie" onPress={tie}>{tying.on ? "Leave the times" : timed ? "Correct times" : "Tie to the text"}</Button> : null}
      </SoundBar>
    </>
  );
}

function Above({ recording, tying }: { recording: RecordingView; tying: Tying }) {
  if (tying.on) {
    const { turn } = tying;
    return (
      <div className="sound-tying">
        {turn ? (
          <>
            <Button keys="B" onPress={tying.begins}>Begins now</Button>
            <p className="t13" role="status">Turn {turn.number}, {turn.label}: <q className="serif">{tying.words}</q></p>
            <span className="t12 soft by-pointer sound-help">Play, and press B each time a turn begins. Ctrl Z takes it back.</span>
          </>
        ) : <p className="t13" role="status">Every turn has its time. Click a turn to give it another.</p>}
      </div>
    );
  }
  return recording.warning ? <p className="sound-above">{recording.warning} You may listen while you work; it is asked for before anything is published.</p> : null;
}

interface Tying {
  readonly on: boolean;
  readonly toggle: () => void;
  /** The turn whose beginning is listened for. */
  readonly turn: TurnView | null;
  readonly words: string;
  readonly begins: () => boolean;
}

/** Listening to a text without times: one key when a turn begins, and on to the next. */
function useTying(desk: Desk, player: Player): Tying {
  const { reading, view } = desk;
  const [on, setOn] = useState(false);
  const [chosen, setChosen] = useState<number | null>(null);
  const time = useWrite("/turns/time", {
    optimistic: (body, change) => change<DeskTextView>("/desk/text", { ...desk.asked }, (before) => ({ ...before, reading: timedAt(before.reading, body.number, body.at_ms ?? null) })),
    topics: ["sources", "desk"],
  });
  const turn = chosen === null ? nextUntimed(reading.turns) : (reading.turns.find((one) => one.number === chosen) ?? null);
  useEffect(() => {
    const text = view.current;
    if (!on || !text) return;
    return text.onCaret(({ turnId }) => setChosen(numberOf(turnId)));
  }, [on, view]);
  useEffect(() => {
    if (on && turn) view.current?.scrollTo({ start: turn.speech_start, end: turn.end });
  }, [on, turn?.number, view]);
  const begins = (): boolean => {
    if (!on || !turn) return false;
    time.mutate({ version_id: reading.version_id, number: turn.number, at_ms: Math.round(player.atMs()) });
    const next = nextUntimed(reading.turns.filter((one) => one.number !== turn.number), turn.number);
    setChosen(next?.number ?? null);
    view.current?.announce(`turn ${turn.number} begins here`);
    return true;
  };
  const toggle = (): void => {
    setOn(!on);
    setChosen(null);
  };
  const words = turn ? desk.places.words({ start: turn.speech_start, end: Math.min(turn.end, turn.speech_start + 90) }).trim() : "";
  return { on, toggle, turn, words, begins };
}

function timedAt(reading: ReadingView, number: number, at_ms: number | null): ReadingView {
  return { ...reading, turns: reading.turns.map((turn) => (turn.number === number ? { ...turn, t0_ms: at_ms } : turn)) };
}

/** The turn that is heard is marked, and kept in view while one lets it. */
function useFollowing(desk: Desk, player: Player, following: boolean, letGo: () => void): void {
  const { reading, view } = desk;
  const { atMs, playing } = useStore(player.now);
  const elsewhere = usePartHeard(desk, player, playing && following, atMs);
  const turn = elsewhere ? null : turnAt(reading.turns, atMs);
  const heard = playing || atMs > 0 ? turn : null;
  useEffect(() => view.current?.setPlaying(heard ? `turn ${heard.number}` : null), [heard?.number, view, reading]);
  useEffect(() => {
    if (playing && following && heard) view.current?.scrollTo({ start: heard.speech_start, end: heard.end });
  }, [playing, following, heard?.number, view]);
  const latest = useRef(letGo);
  latest.current = letGo;
  useEffect(() => {
    // Whoever turns the wheel while it plays wants to look elsewhere.
    const place = view.current?.element.closest(".split-middle") ?? window;
    if (!playing || !following) return;
    const stop = (): void => latest.current();
    place.addEventListener("wheel", stop, { passive: true });
    place.addEventListener("touchmove", stop, { passive: true });
    return () => {
      place.removeEventListener("wheel", stop);
      place.removeEventListener("touchmove", stop);
    };
  }, [playing, following, view]);
}

/** In a text of several parts: the part that is heard, where it is another than the one shown; playing, one is taken there. */
function usePartHeard(desk: Desk, player: Player, taken: boolean, atMs: number): boolean {
  const { parts, arriving } = desk;
  const asked = usePlace().query;
  const heard = parts?.here ? partHeard(parts, atMs) : null;
  const elsewhere = heard !== null && heard.number !== parts?.here?.number;
  // Who came for a stretch of the sound came for the words said then.
  const came = asked.has("stretch") && !asked.has("part") && atMs > 0;
  useEffect(() => {
    if (!elsewhere || !heard || !(taken || came)) return;
    arriving.current = { kind: "follow" };
    goToPart(heard.number);
  }, [elsewhere, heard?.number, taken, came, player]);
  return elsewhere;
}

interface Marking {
  readonly begins: () => boolean;
  readonly startHere: () => boolean;
  readonly endHere: () => boolean;
}

/** Times in the gutter play; letters that mean the sound act in the text where no words are selected. */
function useTurnPresses(desk: Desk, player: Player, marking: Marking): void {
  const { reading, view } = desk;
  const [{ letters }] = usePreferences();
  const now = useRef({ reading, marking, letters });
  now.current = { reading, marking, letters };
  useEffect(() => {
    const text = view.current;
    if (!text) return;
    const stops = [
      text.onTime((_, turnId) => playTurn(player, now.current.reading, numberOf(turnId))),
      text.onKey(({ key, selection }) => {
        if (key === " ") player.toggle();
        else if (selection !== null || !now.current.letters) return false;
        else if (key === "[") return now.current.marking.startHere();
        else if (key === "]") return now.current.marking.endHere();
        else if (key.toUpperCase() === "J") player.by(-3000);
        else if (key.toUpperCase() === "H") return playTurn(player, now.current.reading, turnOfCaret(desk));
        else return key.toUpperCase() === "B" && now.current.marking.begins();
        return true;
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }, [player, view, desk.keeper]);
}

function playTurn(player: Player, reading: ReadingView, number: number | null): boolean {
  const moment = number === null ? null : momentOf(reading.turns, number);
  if (moment === null) announce("This turn is not tied to the sound yet.");
  else player.playFrom(moment);
  return true;
}

/** "turn 4" is how the text names its turns. */
function numberOf(turnId: string): number | null {
  const number = Number(turnId.split(" ")[1]);
  return Number.isInteger(number) ? number : null;
}

function turnOfCaret(desk: Desk): number | null {
  const at = desk.caretAt.current;
  return desk.reading.turns.findLast((turn) => turn.start <= at)?.number ?? desk.reading.turns[0]?.number ?? null;
}

