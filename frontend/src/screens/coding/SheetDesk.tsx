import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from "react";

import { Button, Drawer, Screen, Split } from "../../components";
import type { PageWord } from "../../model/pageWords";
import { inTheMiddle, placeWords, sameRegion, type Region, type Size } from "../../model/region";
import type { Span } from "../../model/text";
import { announce, useKeys, useMay, usePlace } from "../../state";
import { CodeDrawer } from "./CodeDrawer";
import { DeskBook } from "./DeskBook";
import type { DeskTextView, TextAsked } from "./deskText";
import type { Around } from "./floating";
import { MemoPanel, type About } from "./Memos";
import { Picker } from "./Picker";
import { RegionList } from "./RegionList";
import { SheetStage, ZoomBar } from "./SheetStage";
import type { CodeView, MediaMarkView, MemoView, RoundView } from "./types";
import { useDesk, type Desk } from "./useDesk";
import { useWordHands, type WordHands } from "./useWordHands";
import { WordList } from "./WordList";
import { NARROW, useMedia } from "./useMedia";
import { useMediaCodings, type MediaCodings, type MediaPlace } from "./useMediaCodings";
import { useZoom, type Zoom } from "./useZoom";

/** A picture in its own pixels, or a page in its points; one of no size cannot be shown. */
export interface Sheet extends Size {
  readonly noun: "picture" | "page";
  /** From 1; 0 for a picture. */
  readonly page: number;
  /** The version it is of. */
  readonly ofId: string;
  readonly src: string;
  /** What is to be seen, for who does not see it. */
  readonly alt: string;
}

export interface SheetDeskProps {
  readonly text: DeskTextView;
  readonly asked: TextAsked;
  readonly codes: readonly CodeView[];
  readonly round: RoundView | null;
  readonly sheet: Sheet;
  /** The words on a page, by their places in the text; none in a picture. */
  readonly words?: readonly PageWord[] | undefined;
  /** Where in the text a coding stands. */
  readonly wayTo?: (span: Span) => string;
  /** What was agreed in the round is shown. */
  readonly agreed?: boolean;
  readonly head: (closed: string) => ReactNode;
  /** Ways to other sheets, above this one. */
  readonly ways?: ReactNode;
  /** What is said in its place where it cannot be shown. */
  readonly why?: ReactNode;
  /** The region one came for lies on this page. */
  readonly onCame?: (page: number) => void;
  readonly onFailed?: () => void;
}

const NO_SHEET: Size = { width: 595, height: 842 };

/** What a hand is doing: a rectangle that is no coding yet, or one of one's own that is being moved. */
interface Drafting {
  readonly region: Region;
  readonly moving: MediaMarkView | null;
}

/** The desk over a picture or a page: codebook, the sheet with its regions and words, and what they are in words. */
export function SheetDesk({ text, asked, codes, round, sheet, words, wayTo, agreed = false, head, ways, why, onCame, onFailed }: SheetDeskProps) {
  const { reading } = text;
  const desk = useDesk(text, asked, codes, round, { calm: false, agreed });
  // Regions belong to open coding: who reads in a round marks words, and sees nobody's regions.
  const inRound = round !== null && !round.standing;
  const codings = useMediaCodings(reading.source_id, sheet.ofId, !inRound);
  const may = desk.may && sheet.width > 0 && !inRound;
  const zoom = useZoom(sheet.width > 0 ? sheet : NO_SHEET, sheet.page > 0);
  const here = useMemo(() => codings.marks.filter((mark) => (mark.region?.page ?? 0) === sheet.page), [codings.marks, sheet.page]);
  const hands = useSheetHands({ ...desk, may }, codings, here, sheet, zoom);
  const held = useWordHands(desk, sheet.page, sheet.width > 0 ? words : undefined, zoom, hands.drop);
  const drawing = hands.draft !== null;
  const { hold } = held;
  useEffect(() => { if (drawing) hold(null); }, [drawing]);
  useCameElsewhere(codings.marks, sheet.page, onCame);
  const [only, setOnly] = useState<string | null>(null);
  const [editing, setEditing] = useState<CodeView | "new" | null>(null);
  const [writing, setWriting] = useState<About | null>(null);
  const [drawer, setDrawer] = useState(false);
  const narrow = useMedia(NARROW);
  const filter = useRef<HTMLInputElement>(null);
  const within = useRef<HTMLDivElement>(null);
  const shown = only ? here.filter((mark) => mark.code_id === only) : here;
  const onMemo = useCallback((about: About): void => setWriting(about), []);
  const book = <DeskBook desk={desk} filterRef={filter} onUse={(code) => { const done = held.use(code) || hands.use(code); if (done) setDrawer(false); return done; }} onEdit={setEditing} onMemo={onMemo} only={only} onOnly={setOnly} used={[...codings.marks, ...held.marks]} />;
  const side = (
    <div className="picture-side">
      {held.words.length > 0 && wayTo ? <WordList page={sheet.page} hands={held} codes={desk.codeById} only={only} wayTo={wayTo} onMemo={onMemo} /> : null}
      {inRound ? null : <RegionList title={sheet.page ? `Regions of page ${sheet.page}` : "Regions"} none={may ? `Draw a rectangle on the ${sheet.noun}${held.may ? " beside its words, or anywhere with Shift" : ""}, or press N, and give it a code.` : `Nobody has coded this ${sheet.noun} yet.`} marks={shown} codes={desk.codeById} codings={codings} chosenId={hands.chosenId} may={desk.may} onChoose={hands.choose} onRecode={hands.recode} onMove={hands.move} onMemo={(mark) => setWriting(aboutMark(mark, desk))} />}
      <SheetMemos desk={desk} sheet={sheet} marks={[...codings.marks, ...held.marks]} writing={writing} onWriting={setWriting} />
    </div>
  );
  return (
    <Screen title={reading.title} layout="fill" className="desk">
      <Split start={narrow ? null : book} startLabel="Codebook" end={narrow ? null : side} endLabel={held.words.length > 0 ? "Codings and memos" : "Regions and memos"} endWidth={300}>
        <div ref={within}>
          {head(desk.closed)}
          {ways}
          <ZoomBar zoom={zoom} noun={sheet.noun}>
            {narrow ? <Button onPress={() => setDrawer(true)}>Codes</Button> : null}
            <HeldInHand words={held} />
            {held.held ? null : <Drafted hands={hands} may={may} />}
          </ZoomBar>
          {why ?? <SheetStage sheet={sheet} zoom={zoom} marks={shown} words={held} only={only} codes={desk.codeById} chosenId={hands.chosenId} draft={hands.draft?.region ?? null} may={may} draftRef={hands.draftRef} onFailed={onFailed} onDraft={hands.set} onDrawn={hands.drawn} onEnter={hands.enter} onDrop={hands.drop} onChoose={(id) => hands.choose(here.find((mark) => mark.id === id) ?? null)} />}
          {narrow ? side : null}
        </div>
      </Split>
      {held.picking ? (
        <Picker key={held.picking.id} codes={codes} recent={desk.recent.ids} about={held.picking.about} around={held.around} within={within} sheet={narrow} byTouch={false} mayMake={!held.picking.recoding} insteadOf={held.picking.recoding?.code_id} inVivo={held.picking.inVivo} onChoose={held.give} onMake={held.make} onClose={held.closePicker} />
      ) : hands.picking ? <Picker key={hands.picking.id} codes={codes} recent={desk.recent.ids} about={hands.picking.about} around={hands.around} within={within} sheet={narrow} byTouch={false} mayMake={!hands.picking.recoding} insteadOf={hands.picking.recoding?.code_id} onChoose={hands.give} onMake={hands.make} onClose={hands.closePicker} /> : null}
      <Drawer title="Codebook" side="start" open={narrow && drawer} onClose={() => setDrawer(false)}>{book}</Drawer>
      {editing ? <CodeDrawer code={editing === "new" ? null : editing} codes={codes} roundId={inRound ? round.id : ""} parentId={null} onClose={() => setEditing(null)} onDone={(id) => { setEditing(null); desk.setCurrent(id); announce("Kept in the codebook."); }} /> : null}
    </Screen>
  );
}

/** Words in hand as buttons: for a finger, and for who knows no keys. */
function HeldInHand({ words }: { words: WordHands }) {
  if (!words.may) return null;
  if (!words.held) return <Button keys="W" onPress={words.begin}>Mark words</Button>;
  return (
    <>
      <Button kind="primary" keys="Enter" onPress={words.enter}>Give these words a code</Button>
      <Button kind="quiet" keys="Esc" onPress={words.drop}>Drop them</Button>
    </>
  );
}

/** The rectangle in hand as buttons: for a finger, and for who knows no keys. */
function Drafted({ hands, may }: { hands: SheetHands; may: boolean }) {
  if (!may) return null;
  if (!hands.draft) return <Button keys="N" onPress={hands.begin}>Mark a region</Button>;
  return (
    <>
      <Button kind="primary" keys="Enter" onPress={hands.enter}>{hands.draft.moving ? "Keep it here" : "Give a code"}</Button>
      <Button kind="quiet" keys="Esc" onPress={hands.drop}>{hands.draft.moving ? "Leave it where it was" : "Drop it"}</Button>
    </>
  );
}

/** A coding of a region, with its place, or of words. */
type Marked = Pick<MediaMarkView, "id" | "code_id"> & { readonly place?: string };

function aboutMark(mark: Marked, desk: Desk): About {
  return { kind: "coding", id: mark.id, words: `on ${[desk.codeById.get(mark.code_id)?.name ?? "a code", mark.place].filter(Boolean).join(", ")}` };
}

/** What was thought about the picture or page, its regions and the code one looks at. */
function SheetMemos({ desk, sheet, marks, writing, onWriting }: { desk: Desk; sheet: Sheet; marks: readonly Marked[]; writing: About | null; onWriting: (about: About | null) => void }) {
  const { reading, round, codeById, currentId } = desk;
  const mayWrite = useMay("write");
  const onAll = sheet.page ? "on the text" : "on the picture";
  const onPicture: About = { kind: "source", id: reading.source_id, words: onAll };
  const current = codeById.get(currentId ?? "");
  const abouts: About[] = [...(writing ? [writing] : []), ...(writing?.kind === "source" ? [] : [onPicture]), ...(current && writing?.id !== current.id ? [{ kind: "code" as const, id: current.id, words: `on the code ${current.name}` }] : [])];
  const here = (memo: MemoView): boolean => (memo.about_kind === "source" && memo.about_id === reading.source_id) || (memo.about_kind === "coding" && marks.some((mark) => mark.id === memo.about_id)) || (memo.about_kind === "code" && memo.about_id === currentId);
  const wordsOf = (memo: MemoView): string => {
    const mark = marks.find((one) => one.id === memo.about_id);
    if (mark) return aboutMark(mark, desk).words;
    return memo.about_kind === "code" ? `on the code ${codeById.get(memo.about_id)?.name ?? ""}` : onAll;
  };
  return <MemoPanel versionId={reading.version_id} sourceId={reading.source_id} roundId={round && !round.standing ? round.id : ""} abouts={abouts} wordsOf={wordsOf} here={here} writing={writing} onWriting={(about) => onWriting(about && (writing ?? onPicture))} onGo={() => undefined} mayWrite={mayWrite} />;
}

interface Picking {
  readonly id: string;
  readonly about: string;
  readonly recoding: MediaMarkView | null;
}

interface SheetHands {
  readonly draft: Drafting | null;
  readonly draftRef: RefObject<HTMLDivElement | null>;
  readonly picking: Picking | null;
  readonly chosenId: string | null;
  readonly begin: () => void;
  readonly set: (region: Region) => void;
  readonly drawn: (region: Region) => void;
  readonly enter: () => void;
  readonly drop: () => void;
  readonly choose: (mark: MediaMarkView | null) => void;
  readonly recode: (mark: MediaMarkView) => void;
  readonly move: (mark: MediaMarkView) => void;
  readonly use: (code: CodeView) => boolean;
  readonly give: (code: CodeView, stay: boolean) => void;
  readonly make: (name: string, stay: boolean) => void;
  readonly closePicker: () => void;
  readonly around: () => Around | null;
}

function useSheetHands(desk: Desk, codings: MediaCodings, here: readonly MediaMarkView[], sheet: Sheet, zoom: Zoom): SheetHands {
  const [draft, setDraft] = useState<Drafting | null>(null);
  const [picking, setPicking] = useState<Picking | null>(null);
  const [chosenId, setChosen] = useState<string | null>(null);
  const draftRef = useRef<HTMLDivElement>(null);
  const focus = (): void => void requestAnimationFrame(() => draftRef.current?.focus({ preventScroll: true }));
  useEffect(() => {
    setDraft(null);
    setPicking(null);
    setChosen(null);
  }, [sheet.page]);
  useCame(here, setChosen, zoom);
  const wordsOf = (region: Region): string => placeWords(region, sheet, sheet.page);
  const placeOf = (region: Region): MediaPlace => ({ region: { ...region, page: sheet.page }, stretch: null, words: wordsOf(region) });
  const begin = (): void => {
    setChosen(null);
    setDraft({ region: inTheMiddle(zoom.seen(), sheet), moving: null });
    focus();
  };
  const drop = (): void => {
    setDraft(null);
    setPicking(null);
    zoom.box.current?.focus({ preventScroll: true });
  };
  const done = (code: CodeView, stay: boolean, id: string): void => {
    desk.recent.used(code.id);
    desk.setCurrent(code.id);
    setChosen(id);
    announce(`Coded ${code.name}${draft ? `, ${wordsOf(draft.region)}` : ""}.`);
    if (!stay) drop();
  };
  const give = (code: CodeView, stay: boolean): void => {
    if (picking?.recoding) {
      codings.recode(picking.recoding, code);
      setPicking(null);
      return;
    }
    if (draft) done(code, stay, codings.apply(code, placeOf(draft.region)));
  };
  const enter = (): void => {
    if (!draft) return;
    const { moving, region } = draft;
    if (!moving) return setPicking({ id: "new", about: wordsOf(region), recoding: null });
    if (moving.region && !sameRegion(moving.region, region)) codings.resize({ ...moving }, placeOf(region));
    drop();
  };
  useKeys(sheet.page ? "Page" : "Picture", desk.may && !picking ? [{ keys: "N", label: "Mark a region", run: begin }] : []);
  const about = picking?.recoding ?? null;
  const around = useCallback((): Around | null => aroundOf(about ? zoom.box.current?.querySelector(`[data-mark="${about.id}"]`) : draftRef.current), [about, zoom.box]);
  return {
    draft,
    draftRef,
    picking,
    chosenId,
    begin,
    drop,
    enter,
    give,
    around,
    set: (region) => setDraft((before) => before && { ...before, region }),
    drawn: (region) => {
      setChosen(null);
      setDraft({ region, moving: null });
      setPicking({ id: JSON.stringify(region), about: wordsOf(region), recoding: null });
    },
    choose: (mark) => {
      setChosen(mark?.id ?? null);
      if (mark?.region) zoom.show(mark.region);
    },
    recode: (mark) => setPicking({ id: mark.id, about: mark.place, recoding: mark }),
    move: (mark) => {
      if (mark.region) setDraft({ region: mark.region, moving: mark });
      focus();
    },
    use: (code) => {
      if (!draft || draft.moving || !desk.may || code.group) return false;
      give(code, false);
      return true;
    },
    make: (name, stay) => {
      if (!draft) return;
      setChosen(codings.applyNew(name, placeOf(draft.region), null));
      announce(`Made the code ${name} and gave it to the region.`);
      if (!stay) drop();
    },
    closePicker: () => {
      setPicking(null);
      if (draft) focus();
    },
  };
}

function aroundOf(element: Element | null | undefined): Around | null {
  const rect = element?.getBoundingClientRect();
  return rect ? { rect, firstLine: rect, lastLine: rect } : null;
}

/** `?region=…`: the region one came for. */
function useCame(marks: readonly MediaMarkView[], choose: (id: string) => void, zoom: Zoom): void {
  const { query } = usePlace();
  const wanted = query.get("region");
  const mark = useMemo(() => marks.find((one) => one.id === wanted), [marks, wanted]);
  const seen = useRef<string | null>(null);
  useEffect(() => {
    if (!mark?.region || seen.current === mark.id) return;
    seen.current = mark.id;
    choose(mark.id);
    zoom.show(mark.region);
  }, [mark, choose, zoom]);
}

/** The region one came for lies on another page. */
function useCameElsewhere(marks: readonly MediaMarkView[], page: number, onCame: ((page: number) => void) | undefined): void {
  const { query } = usePlace();
  const wanted = query.get("region");
  const seen = useRef<string | null>(null);
  const to = marks.find((one) => one.id === wanted)?.region?.page;
  useEffect(() => {
    if (!wanted || to === undefined || seen.current === wanted) return;
    seen.current = wanted;
    if (to !== page) onCame?.(to);
  }, [wanted, to, page, onCame]);
}
