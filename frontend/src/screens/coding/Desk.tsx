import { useCallback, useEffect, useMemo, useRef, useState } from "react";

import { Button, classes, Drawer, Screen, Split } from "../../components";
import type { Span } from "../../model/text";
import type { TextView } from "../../rendering/textView";
import { announce, useMay, usePlace, useStore } from "../../state";
import { ReadMark } from "../corpus/ReadMark";
import { useCalmKeys } from "./calm";
import { CodeDrawer } from "./CodeDrawer";
import { CodingPanel } from "./CodingPanel";
import { EVERY, useCodesShown } from "./codesShown";
import { DeskBook } from "./DeskBook";
import { DeskHead, type Whose } from "./DeskHead";
import { Beyond, DeskParts, DeskPartsFoot } from "./DeskParts";
import { DeskSide } from "./DeskSide";
import { DeskSound } from "./DeskSound";
import { DeskSteps } from "./DeskSteps";
import type { DeskTextView, TextAsked } from "./deskText";
import { useFocusStays } from "./focusStays";
import type { About } from "./Memos";
import { useOutOfSight } from "./outOfSight";
import { useOwnSwitch } from "./ownSwitch";
import { Picker } from "./Picker";
import { turnsWords } from "./parts";
import { usePlaceHeld } from "./placeHeld";
import { PlaceOnLens, type PlacedWords } from "./PlaceOnLens";
import { TextHost } from "./TextHost";
import type { CodeView, RoundView } from "./types";
import { inVivo, useDesk } from "./useDesk";
import { placesApart, useDeskHands } from "./useDeskHands";
import { useDeskKeys } from "./useDeskKeys";
import { useDeskSound } from "./useDeskSound";
import { useFocus } from "./useFocus";
import { usePages } from "./usePages";
import { NARROW, ROOM_FOR_MEMOS, TIGHT, TOUCH, useMedia } from "./useMedia";
import "./Desk.css";

export interface DeskProps {
  readonly text: DeskTextView;
  readonly asked: TextAsked;
  readonly codes: readonly CodeView[];
  readonly round: RoundView | null;
  /** What was agreed in the round is shown, in place of who marked what. */
  readonly agreed: boolean;
  /** Open rounds in which the viewer reads this text. */
  readonly open: readonly RoundView[];
  /** All rounds this text is read in. */
  readonly rounds: readonly RoundView[];
}

/** What is drawn over the desk: the codes, the memos, or the memos for one that is being written, which go when it is done. */
type Drawn = "codes" | "memos" | "memo";

/** The coding desk: codebook, text with its margin, memos. */
export function Desk({ text, asked, codes: listed, round, agreed, open, rounds }: DeskProps) {
  const [calm, setCalm] = useOwnSwitch("reads-without-codes");
  const { reading } = text;
  const desk = useDesk(text, asked, listed, round, { calm, agreed });
  const { codes } = desk;
  const [writing, setWriting] = useState<About | null>(null);
  const [editing, setEditing] = useState<CodeView | "new" | null>(null);
  const [drawer, setDrawer] = useState<Drawn | null>(null);
  const [whose, setWhose] = useState<Whose>("all");
  const [only, setOnly] = useState<string | null>(null);
  const narrow = useMedia(NARROW);
  const roomForMemos = useMedia(ROOM_FOR_MEMOS);
  const width = useMedia(TIGHT) ? 256 : 280;
  const touch = useMedia(TOUCH);
  const filter = useRef<HTMLInputElement>(null);
  const middle = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLElement | null>(null);
  useEffect(() => {
    scroller.current = middle.current?.closest<HTMLElement>(".split-middle") ?? null;
  }, []);
  const onMemo = useCallback((about: About) => {
    setWriting(about);
    if (!window.matchMedia(ROOM_FOR_MEMOS).matches) setDrawer("memo");
  }, []);
  const [placing, setPlacing] = useState<PlacedWords | null>(null);
  const marks = useStore(desk.keeper.marks);
  const codesShown = useCodesShown(codes, only);
  const own = marks.find((mark) => mark.mine)?.coder_id;
  const onGiven = useOutOfSight({ codes: codesShown.ids, mine: ["all", "mine", own].includes(whose), onShowAll: () => { setOnly(null); setWhose("all"); } });
  const hands = useDeskHands(desk, onMemo, setPlacing, onGiven);
  const sound = useDeskSound(desk, { calm, agreed });
  const mayWrite = useMay("write");
  useDeskKeys(desk, hands, { filter, onMemo: mayWrite ? onMemo : null, onCodes: () => (narrow ? setDrawer("codes") : filter.current?.focus()), onNewCode: () => setEditing("new") }, { calm, agreed, rounds, marking: sound.may });
  useCalmKeys(desk, calm, (on) => { setDrawer(null); setWriting(null); setCalm(on); });
  useFocus();
  usePlaceHeld(desk, calm);
  const onThere = useThere(desk, hands);
  useFocusStays(desk, [writing, editing, drawer, placing, desk.opened, desk.picking]);
  const at = useAt();
  const pages = usePages(reading, useCallback(() => hereOn(desk), [desk]));
  useShown(desk, whose, codesShown.ids);
  // The smallest first: it is the one pointed at; the longer ones it lies in come after it.
  const opened = useMemo(() => [...(desk.opened?.codingIds ?? [])].reverse().map((id) => marks.find((mark) => mark.id === id)).filter((mark) => mark !== undefined), [desk.opened, marks]);
  const book = (
    <DeskBook desk={desk} filterRef={filter} onUse={(code) => { const used = sound.hands.use(code) || hands.use(code); if (used) setDrawer(null); return used; }} onEdit={setEditing} onMemo={onMemo} only={only} onOnly={setOnly} />
  );
  const side = <DeskSide desk={desk} sound={sound} onMemo={onMemo} round={round} open={open} writing={writing} onWriting={(about) => { setWriting(about); if (!about) setDrawer((open) => (open === "memo" ? null : open)); }} mayWrite={mayWrite} calm={calm} />;
  return (
    <Screen title={reading.title} layout="fill" className={classes("desk", calm && "is-calm")}>
      <Split start={narrow || calm ? null : book} startLabel="Codebook" startWidth={Math.min(272, width + 8)} end={roomForMemos ? side : null} endLabel={calm ? "Notes" : "Memos and round"} endWidth={width} foot={<>{calm ? null : <DeskSteps desk={desk} hands={hands} />}<DeskSound desk={desk} sound={sound} within={scroller} narrow={narrow} /></>}>
        <div ref={middle}>
          <DeskHead reading={reading} round={round} keeper={desk.keeper} closed={desk.closed} rounds={rounds} whose={whose} onWhose={setWhose} only={only ?? EVERY} codesShown={codesShown} onOnly={(id) => setOnly(id === EVERY ? null : id)} calm={calm} agreed={agreed}>
            {narrow && !calm ? <Button onPress={() => setDrawer("codes")}>Codes</Button> : null}
            {roomForMemos ? null : <Button kind={narrow ? "plain" : "quiet"} onPress={() => setDrawer("memos")}>{calm ? "Notes" : open.length > 0 || (round && !round.standing) ? "Memos and round" : "Memos"}</Button>}
            {pages.there ? <Button kind={narrow ? "plain" : "quiet"} keys="Shift P" onPress={pages.openHere}>See the page</Button> : null}
            <Button kind={narrow ? "plain" : "quiet"} keys="V" onPress={() => setCalm(!calm)}>{calm ? "Back to codes" : "Read without codes"}</Button>
          </DeskHead>
          {pages.why ? <p className="t13 soft">{pages.why}</p> : null}
          <DeskParts desk={desk} round={round} agreed={agreed} calm={calm} />
          <TextHost reading={reading} keeper={desk.keeper} onView={hands.onView} at={at} parts={desk.parts} onThere={onThere} pages={pages.starts} onPage={pages.open} />
          <DeskPartsFoot desk={desk} />
          {calm && !(desk.parts?.here && desk.parts.here.number < desk.parts.all.length) ? <ReadMark sourceId={reading.source_id} onwards /> : null}
        </div>
      </Split>
      {desk.picking ? (
        <Picker key={`${desk.picking.span.start} ${desk.picking.span.end} ${desk.picking.recoding?.id}`} codes={codes} recent={desk.recent.ids} about={desk.picking.about} around={desk.around} within={scroller} sheet={narrow || (touch && desk.picking.touch)} byTouch={desk.picking.touch} mayMake insteadOf={desk.picking.recoding?.code_id} inVivo={desk.picking.recoding ? "" : inVivo(desk.places.words(desk.picking.span))} onKey={hands.pickerKey} onChoose={hands.give} onMake={hands.make} onClose={hands.closePicker} />
      ) : opened.length > 0 ? (
        <CodingPanel marks={opened} codes={desk.codeById} view={desk.view} around={desk.around} within={scroller} sheet={narrow} may={desk.may} mayPlace={mayWrite && !placesApart(desk)} wayToPage={pages.wayTo} beyond={(mark) => <Beyond parts={desk.parts} mark={mark} />} hands={hands.coding} onClose={hands.closePanel} />
      ) : null}
      {placing && mayWrite ? <PlaceOnLens passage={placing} onClose={() => { setPlacing(null); desk.view.current?.focus(); }} /> : null}
      <Drawer title="Codebook" side="start" open={narrow && !calm && drawer === "codes"} onClose={() => setDrawer(null)}>{book}</Drawer>
      <Drawer title={calm ? "Notes" : "Memos"} open={!roomForMemos && (drawer === "memos" || drawer === "memo")} onClose={() => setDrawer(null)}>{side}</Drawer>
      {editing ? (
        <CodeDrawer code={editing === "new" ? null : editing} codes={codes} roundId={round && !round.standing ? round.id : ""} parentId={groupOf(desk.currentId, codes)} onClose={() => setEditing(null)} onDone={(id) => { setEditing(null); desk.setCurrent(id); announce("Kept in the codebook."); }} />
      ) : null}
    </Screen>
  );
}

/** A new code goes where one is: into the group chosen, or beside the code chosen. */
function groupOf(currentId: string | null, codes: readonly CodeView[]): string | null {
  const current = codes.find((code) => code.id === currentId);
  return current?.group ? current.id : (current?.parent_id ?? null);
}

/** What was meant to follow once a part is on the page: reading on at its head, a place selected, the next turn, paper. */
function useThere(desk: ReturnType<typeof useDesk>, hands: ReturnType<typeof useDeskHands>): (view: TextView) => void {
  const now = useRef({ desk, hands });
  now.current = { desk, hands };
  return useCallback((view) => {
    const { parts, reading, arriving, caretAt } = now.current.desk;
    const arrival = arriving.current;
    arriving.current = null;
    if (!arrival || !parts) return;
    if (arrival.kind === "print") return void requestAnimationFrame(() => window.print());
    if (arrival.kind === "select") view.select(arrival.span);
    if (arrival.kind === "step") {
      caretAt.current = arrival.forward ? reading.start : (parts.here?.end ?? reading.start);
      return now.current.hands.stepTurn(arrival.forward);
    }
    if (arrival.kind === "start") {
      view.element.closest(".split-middle")?.scrollTo({ top: 0 });
      view.select({ start: reading.start, end: reading.start });
    }
    if (arrival.kind !== "follow") view.focus();
    view.announce(parts.here ? [`Part ${parts.here.number} of ${parts.all.length}`, turnsWords(parts.here)].filter(Boolean).join(", ") : "The whole text");
  }, []);
}

/** What one has in hand: words selected, the coding in focus, or the place one reads at. */
function hereOn({ view, keeper, caretAt }: ReturnType<typeof useDesk>): { readonly at: number; readonly words: Span | null } {
  const focused = keeper.get(view.current?.focusedCoding() ?? "");
  const words = view.current?.selection()?.span ?? (focused ? { start: focused.start, end: focused.end } : null);
  return { at: words?.start ?? seenFirst(view.current) ?? caretAt.current, words };
}

/** The position of the words in the upper part of what is seen. */
function seenFirst(view: TextView | null): number | null {
  const box = view?.element.getBoundingClientRect();
  if (!view || !box) return null;
  const top = Math.max(box.top, 0) + window.innerHeight / 3;
  return view.offsetAt(box.left + Math.min(box.width / 2, 240), top);
}

/** `?at=120-160`: the place one came for. */
function useAt(): Span | null {
  const { query } = usePlace();
  const [start, end] = (query.get("at") ?? "").split("-").map(Number);
  return useMemo(() => (start !== undefined && end !== undefined && end > start ? { start, end } : null), [start, end]);
}

/** Which marks the text shows. */
function useShown(desk: ReturnType<typeof useDesk>, whose: Whose, codes: ReadonlySet<string> | null): void {
  const mine = useStore(desk.keeper.marks).find((mark) => mark.mine)?.coder_id;
  const coder = whose === "mine" ? mine : whose === "all" ? null : whose;
  useEffect(() => {
    desk.view.current?.setLooks({ coders: coder ? new Set([coder]) : null, codes });
  }, [desk.view, coder, codes, desk.reading]);
}
