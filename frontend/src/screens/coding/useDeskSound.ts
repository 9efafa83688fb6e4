/** The recording of the text one reads, and what one does with stretches of it. */

import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from "react";

import { bringing, stretchOf, stretchWords, zoomed, type Seen, type Stretch } from "../../model/wave";
import { announce, setQuery, usePlace, usePlayer, useRead, useStore, useWave, type Player, type WaveRead } from "../../state";
import type { Around } from "./floating";
import { useOwnSwitch } from "./ownSwitch";
import type { CodeView, MediaMarkView, RecordingView } from "./types";
import type { Desk, Showing } from "./useDesk";
import { useMediaCodings, type MediaCodings, type MediaPlace } from "./useMediaCodings";

/** A stretch that is no coding yet, or one of one's own that is being moved. */
export interface DraftStretch {
  readonly stretch: Stretch;
  /** Only where it begins has been said. */
  readonly open: boolean;
  readonly moving: MediaMarkView | null;
}

export interface PickingStretch {
  readonly id: string;
  readonly about: string;
  readonly recoding: MediaMarkView | null;
}

export interface StretchHands {
  readonly draft: DraftStretch | null;
  readonly draftRef: RefObject<HTMLDivElement | null>;
  readonly picking: PickingStretch | null;
  readonly chosen: MediaMarkView | null;
  readonly startHere: () => boolean;
  readonly endHere: () => boolean;
  /** Marks a second from where the sound is, its ends to be typed. */
  readonly byTime: () => void;
  readonly set: (stretch: Stretch) => void;
  readonly drawn: (stretch: Stretch) => void;
  readonly enter: () => void;
  readonly drop: () => void;
  readonly choose: (mark: MediaMarkView | null) => void;
  readonly recode: (mark: MediaMarkView) => void;
  readonly move: (mark: MediaMarkView) => void;
  readonly remove: (mark: MediaMarkView) => void;
  /** Gives the code to the stretch that is marked; false where none is. */
  readonly use: (code: CodeView) => boolean;
  readonly give: (code: CodeView, stay: boolean) => void;
  readonly make: (name: string, stay: boolean) => void;
  readonly closePicker: () => void;
  readonly around: () => Around | null;
}

export interface DeskSoundOf {
  /** The one that may be heard, or the one of which it is said why not; null where there is none. */
  readonly recording: RecordingView | null;
  readonly player: Player;
  readonly lengthMs: number | null;
  /** Up to where stretches can be marked; null while that is not known yet. */
  readonly markable: number | null;
  /** Whether the waveform is shown. */
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
  /** Whether what is coded in the sound belongs to what is shown: it does in open coding. */
  readonly shown: boolean;
  readonly may: boolean;
  readonly codings: MediaCodings;
  readonly wave: WaveRead;
  readonly seen: Seen;
  readonly setSeen: (change: (seen: Seen) => Seen) => void;
  readonly zoom: (factor: number) => void;
  readonly hands: StretchHands;
}

const LONGEST = 100 * 3_600_000;

export function useDeskSound(desk: Desk, { calm, agreed }: Showing): DeskSoundOf {
  const { reading, round } = desk;
  const found = useRead("/recordings", { source_id: reading.source_id }).data;
  const recording = found?.find((one) => one.playable) ?? found?.[0] ?? null;
  const heard = recording?.playable ? recording : null;
  const player = usePlayer(heard?.id ?? null);
  const { lengthMs: told, trouble } = useStore(player.now);
  const lengthMs = told ?? recording?.duration_ms ?? null;
  // What cannot be played here can be marked by time all the same, also where nothing says how long it is.
  const markable = lengthMs ?? (trouble ? LONGEST : null);
  const shown = heard !== null && !calm && !agreed && (!round || round.standing);
  const [wanted, setWanted] = useOwnSwitch("sees-sound");
  const asked = usePlace().query.get("stretch");
  const open = shown && (wanted || asked !== null);
  const codings = useMediaCodings(reading.source_id, heard?.id ?? "", shown);
  const wave = useWave(heard, lengthMs, open);
  const [seen, setSeen] = useState<Seen | null>(null);
  const whole = useMemo((): Seen => ({ from: 0, span: Math.max(1, lengthMs ?? 1) }), [lengthMs]);
  const change = useCallback((to: (before: Seen) => Seen): void => setSeen((before) => to(before ?? whole)), [whole]);
  const may = shown && open && desk.may && markable !== null;
  const hands = useHands(desk, codings, player, markable ?? 0, may, change);
  const setOpen = (on: boolean): void => {
    setWanted(on);
    if (!on && asked !== null) setQuery({ stretch: null });
    hands.drop();
  };
  useCame(codings.marks, asked, player, hands.choose, markable !== null);
  return {
    recording, player, lengthMs, markable, open, setOpen, shown, may, codings, wave, hands,
    seen: seen ?? whole,
    setSeen: change,
    zoom: (factor) => change((before) => zoomed(before, factor, player.now.get().atMs, lengthMs ?? 1)),
  };
}

function placeOf(stretch: Stretch): MediaPlace {
  return { region: null, stretch, words: stretchWords(stretch) };
}

function useHands(desk: Desk, codings: MediaCodings, player: Player, lengthMs: number, may: boolean, setSeen: DeskSoundOf["setSeen"]): StretchHands {
  const [draft, setDraft] = useState<DraftStretch | null>(null);
  const [picking, setPicking] = useState<PickingStretch | null>(null);
  const [chosenId, setChosen] = useState<string | null>(null);
  const draftRef = useRef<HTMLDivElement>(null);
  const chosen = codings.marks.find((mark) => mark.id === chosenId) ?? null;
  const recoding = picking?.recoding ?? null;
  const around = useCallback((): Around | null => aroundOf(draftRef.current ?? document.querySelector(".wave-chosen") ?? document.querySelector(".wave-strip")), [recoding]);
  const now = (): number => player.atMs();
  const pick = (stretch: Stretch): void => setPicking({ id: JSON.stringify(stretch), about: stretchWords(stretch), recoding: null });
  const begin = (stretch: Stretch, open: boolean): void => {
    setChosen(null);
    setDraft({ stretch, open, moving: null });
  };
  const drop = (): void => {
    setDraft(null);
    setPicking(null);
  };
  const done = (words: string, id: string, stay: boolean): void => {
    setChosen(id);
    announce(words);
    if (!stay) drop();
  };
  const give = (code: CodeView, stay: boolean): void => {
    desk.recent.used(code.id);
    if (recoding) {
      codings.recode(recoding, code);
      announce(`Now ${code.name}.`);
      return setPicking(null);
    }
    if (!draft) return;
    desk.setCurrent(code.id);
    done(`Coded ${code.name}, ${stretchWords(draft.stretch)}.`, codings.apply(code, placeOf(draft.stretch)), stay);
  };
  return {
    draft, draftRef, picking, chosen, drop, give, around,
    startHere: () => {
      if (!may) return false;
      const at = now();
      const end = draft && !draft.open && draft.stretch.end_ms > at ? draft.stretch.end_ms : null;
      const stretch = stretchOf(at, end ?? at, lengthMs);
      if (draft?.moving) setDraft({ ...draft, stretch: end === null ? draft.stretch : stretch });
      else begin(stretch, end === null);
      announce(end === null && !draft?.moving ? `The stretch begins at ${stretchWords(stretch).split(" ")[0]}. Press ] where it ends.` : `Marked ${stretchWords(stretch)}.`);
      return true;
    },
    endHere: () => {
      if (!may) return false;
      const from = draft?.stretch.start_ms;
      if (from === undefined || now() <= from) announce(from === undefined ? "Press [ first, where the stretch begins." : "The stretch begins after this: press [ for another beginning, or go on.");
      else {
        const stretch = stretchOf(from, now(), lengthMs);
        setDraft({ stretch, open: false, moving: draft?.moving ?? null });
        if (!draft?.moving) pick(stretch);
      }
      return true;
    },
    byTime: () => begin(stretchOf(now(), now() + 1000, lengthMs), false),
    set: (stretch) => (draft ? setDraft({ ...draft, stretch, open: false }) : begin(stretch, false)),
    drawn: (stretch) => {
      if (draft?.moving) return setDraft({ ...draft, stretch });
      begin(stretch, false);
      pick(stretch);
    },
    enter: () => {
      if (!draft) return;
      if (!draft.moving) return pick(draft.stretch);
      codings.resize(draft.moving, placeOf(draft.stretch));
      announce(`Now ${stretchWords(draft.stretch)}.`);
      drop();
    },
    choose: (mark) => {
      drop();
      setChosen(mark?.id ?? null);
      const stretch = mark?.stretch;
      if (stretch) setSeen((seen) => bringing(seen, stretch.start_ms, stretch.end_ms, lengthMs));
    },
    recode: (mark) => setPicking({ id: mark.id, about: mark.place, recoding: mark }),
    move: (mark) => mark.stretch && setDraft({ stretch: mark.stretch, open: false, moving: mark }),
    remove: (mark) => {
      setChosen(null);
      codings.remove(mark);
      announce(`Took off ${desk.codeById.get(mark.code_id)?.name ?? "the code"}, ${mark.place}.`);
    },
    use: (code) => {
      if (!draft || draft.open || draft.moving || !may || code.group || code.retired) return false;
      give(code, false);
      return true;
    },
    make: (name, stay) => {
      if (draft) done(`Made the code ${name} and gave it to the stretch.`, codings.applyNew(name, placeOf(draft.stretch), null), stay);
    },
    closePicker: () => {
      setPicking(null);
      document.querySelector<HTMLElement>(".wave-strip")?.focus({ preventScroll: true });
    },
  };
}

function aroundOf(element: Element | null): Around | null {
  const rect = element?.getBoundingClientRect();
  return rect ? { rect, firstLine: rect, lastLine: rect } : null;
}

/** `?stretch=…`: the stretch one came for, with the sound at its first moment; nothing plays by itself. */
function useCame(marks: readonly MediaMarkView[], asked: string | null, player: Player, choose: (mark: MediaMarkView) => void, ready: boolean): void {
  const mark = marks.find((one) => one.id === asked);
  const seen = useRef<string | null>(null);
  useEffect(() => {
    if (!mark?.stretch || !ready || seen.current === mark.id) return;
    seen.current = mark.id;
    choose(mark);
    player.seek(mark.stretch.start_ms);
  }, [mark, ready]);
}
