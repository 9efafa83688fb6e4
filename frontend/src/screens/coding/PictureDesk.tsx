import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from "react";

import { Button, Drawer, Link, RefusalNotice, Screen, Split, Waiting } from "../../components";
import { inTheMiddle, placeWords, sameRegion, type Region } from "../../model/region";
import { addressOf, announce, useKeys, useMay, usePlace, useRead } from "../../state";
import { CodeDrawer } from "./CodeDrawer";
import { DeskBook } from "./DeskBook";
import type { DeskTextView, TextAsked } from "./deskText";
import type { Around } from "./floating";
import { MemoPanel, type About } from "./Memos";
import { Picker } from "./Picker";
import { PictureStage, ZoomBar } from "./PictureStage";
import { RegionList } from "./RegionList";
import type { CodeView, MediaMarkView, MemoView, PictureView, ReadingView, RoundView } from "./types";
import { useDesk, type Desk } from "./useDesk";
import { NARROW, useMedia } from "./useMedia";
import { useMediaCodings, type MediaCodings, type MediaPlace } from "./useMediaCodings";
import { useZoom, type Zoom } from "./useZoom";

export interface PictureDeskProps {
  readonly text: DeskTextView;
  readonly asked: TextAsked;
  readonly codes: readonly CodeView[];
  readonly round: RoundView | null;
}

/** The desk over a picture: codebook, the picture with its regions, and what they are in words. */
export function PictureDesk(props: PictureDeskProps) {
  const picture = useRead("/pictures", { version_id: props.text.reading.version_id });
  if (!picture.data) return <Screen title={props.text.reading.title}>{picture.error ? <RefusalNotice error={picture.error} /> : <Waiting />}</Screen>;
  return <Inside {...props} picture={picture.data} />;
}

/** What a hand is doing: a rectangle that is no coding yet, or one of one's own that is being moved. */
interface Drafting {
  readonly region: Region;
  readonly moving: MediaMarkView | null;
}

function Inside({ text, asked, codes, round, picture }: PictureDeskProps & { picture: PictureView }) {
  const { reading } = text;
  const desk = useDesk(text, asked, codes, round, { calm: false, agreed: false });
  const codings = useMediaCodings(reading.source_id, reading.version_id);
  const zoom = useZoom(picture);
  const hands = usePictureHands(desk, codings, picture, zoom);
  const [only, setOnly] = useState<string | null>(null);
  const [editing, setEditing] = useState<CodeView | "new" | null>(null);
  const [writing, setWriting] = useState<About | null>(null);
  const [drawer, setDrawer] = useState(false);
  const narrow = useMedia(NARROW);
  const filter = useRef<HTMLInputElement>(null);
  const within = useRef<HTMLDivElement>(null);
  const shown = only ? codings.marks.filter((mark) => mark.code_id === only) : codings.marks;
  const onMemo = useCallback((about: About): void => setWriting(about), []);
  const book = <DeskBook desk={desk} filterRef={filter} onUse={(code) => { const used = hands.use(code); if (used) setDrawer(false); return used; }} onEdit={setEditing} onMemo={onMemo} only={only} onOnly={setOnly} used={codings.marks} />;
  const side = (
    <div className="picture-side">
      <RegionList title="Regions" none={desk.may ? "Draw a rectangle on the picture, or press N, and give it a code." : "Nobody has coded this picture yet."} marks={shown} codes={desk.codeById} codings={codings} chosenId={hands.chosenId} may={desk.may} onChoose={hands.choose} onRecode={hands.recode} onMove={hands.move} onMemo={(mark) => setWriting(aboutMark(mark, desk))} />
      <PictureMemos desk={desk} marks={codings.marks} writing={writing} onWriting={setWriting} />
    </div>
  );
  return (
    <Screen title={reading.title} layout="fill" className="desk">
      <Split start={narrow ? null : book} startLabel="Codebook" end={narrow ? null : side} endLabel="Regions and memos" endWidth={300}>
        <div ref={within}>
          <Head reading={reading} picture={picture} closed={desk.closed} />
          <ZoomBar zoom={zoom}>
            {narrow ? <Button onPress={() => setDrawer(true)}>Codes</Button> : null}
            <Drafted hands={hands} may={desk.may} />
          </ZoomBar>
          <PictureStage picture={picture} src={addressOf("/pictures/file", { version_id: reading.version_id })} name={reading.name} zoom={zoom} marks={shown} codes={desk.codeById} chosenId={hands.chosenId} draft={hands.draft?.region ?? null} may={desk.may} draftRef={hands.draftRef} onDraft={hands.set} onDrawn={hands.drawn} onEnter={hands.enter} onDrop={hands.drop} onChoose={(id) => hands.choose(codings.marks.find((mark) => mark.id === id) ?? null)} />
          {narrow ? side : null}
        </div>
      </Split>
      {hands.picking ? <Picker key={hands.picking.id} codes={codes} recent={desk.recent.ids} about={hands.picking.about} around={hands.around} within={within} sheet={narrow} byTouch={false} mayMake={!hands.picking.recoding} onChoose={hands.give} onMake={hands.make} onClose={hands.closePicker} /> : null}
      <Drawer title="Codebook" side="start" open={narrow && drawer} onClose={() => setDrawer(false)}>{book}</Drawer>
      {editing ? <CodeDrawer code={editing === "new" ? null : editing} codes={codes} roundId="" parentId={null} onClose={() => setEditing(null)} onDone={(id) => { setEditing(null); desk.setCurrent(id); announce("Kept in the codebook."); }} /> : null}
    </Screen>
  );
}

function Head({ reading, picture, closed }: { reading: ReadingView; picture: PictureView; closed: string }) {
  return (
    <header className="picture-head">
      <h1 className="serif desk-title">{reading.title}</h1>
      <p className="t13 soft">{[reading.case_name, `${picture.width} by ${picture.height} pixels`].filter(Boolean).join(" · ")} · <Link to={`/sources/${reading.source_id}`}>about this source</Link></p>
      <p className="t13 picture-described">{picture.description || <span className="soft">Not described yet. <Link to={`/sources/${reading.source_id}/picture`}>Say what is to be seen</Link>, for who does not see it.</span>}</p>
      {reading.losses.length > 0 ? <p className="t13 soft">{reading.losses.join(" ")}</p> : null}
      <div role="status">{closed ? <p className="t13 desk-closed">{closed}</p> : null}</div>
    </header>
  );
}

/** The rectangle in hand as buttons: for a finger, and for who knows no keys. */
function Drafted({ hands, may }: { hands: PictureHands; may: boolean }) {
  if (!may) return null;
  if (!hands.draft) return <Button keys="N" onPress={hands.begin}>Mark a region</Button>;
  return (
    <>
      <Button kind="primary" keys="Enter" onPress={hands.enter}>{hands.draft.moving ? "Keep it here" : "Give a code"}</Button>
      <Button kind="quiet" keys="Esc" onPress={hands.drop}>{hands.draft.moving ? "Leave it where it was" : "Drop it"}</Button>
    </>
  );
}

function aboutMark(mark: MediaMarkView, desk: Desk): About {
  return { kind: "coding", id: mark.id, words: `on ${desk.codeById.get(mark.code_id)?.name ?? "a code"}, ${mark.place}` };
}

/** What was thought about the picture, its regions and the code one looks at. */
function PictureMemos({ desk, marks, writing, onWriting }: { desk: Desk; marks: readonly MediaMarkView[]; writing: About | null; onWriting: (about: About | null) => void }) {
  const { reading, codeById, currentId } = desk;
  const mayWrite = useMay("write");
  const onPicture: About = { kind: "source", id: reading.source_id, words: "on the picture" };
  const current = codeById.get(currentId ?? "");
  const abouts: About[] = [...(writing ? [writing] : []), ...(writing?.kind === "source" ? [] : [onPicture]), ...(current && writing?.id !== current.id ? [{ kind: "code" as const, id: current.id, words: `on the code ${current.name}` }] : [])];
  const here = (memo: MemoView): boolean => (memo.about_kind === "source" && memo.about_id === reading.source_id) || (memo.about_kind === "coding" && marks.some((mark) => mark.id === memo.about_id)) || (memo.about_kind === "code" && memo.about_id === currentId);
  const wordsOf = (memo: MemoView): string => {
    const mark = marks.find((one) => one.id === memo.about_id);
    if (mark) return aboutMark(mark, desk).words;
    return memo.about_kind === "code" ? `on the code ${codeById.get(memo.about_id)?.name ?? ""}` : "on the picture";
  };
  return <MemoPanel versionId={reading.version_id} sourceId={reading.source_id} roundId="" abouts={abouts} wordsOf={wordsOf} here={here} writing={writing} onWriting={(about) => onWriting(about && (writing ?? onPicture))} onGo={() => undefined} mayWrite={mayWrite} />;
}

interface Picking {
  readonly id: string;
  readonly about: string;
  readonly recoding: MediaMarkView | null;
}

interface PictureHands {
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

function usePictureHands(desk: Desk, codings: MediaCodings, picture: PictureView, zoom: Zoom): PictureHands {
  const [draft, setDraft] = useState<Drafting | null>(null);
  const [picking, setPicking] = useState<Picking | null>(null);
  const [chosenId, setChosen] = useState<string | null>(null);
  const draftRef = useRef<HTMLDivElement>(null);
  const focus = (): void => void requestAnimationFrame(() => draftRef.current?.focus({ preventScroll: true }));
  useCame(codings.marks, setChosen, zoom);
  const placeOf = (region: Region): MediaPlace => ({ region, stretch: null, words: placeWords(region, picture) });
  const begin = (): void => {
    setChosen(null);
    setDraft({ region: inTheMiddle(zoom.seen(), picture), moving: null });
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
    announce(`Coded ${code.name}${draft ? `, ${placeWords(draft.region, picture)}` : ""}.`);
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
    if (!moving) return setPicking({ id: "new", about: placeWords(region, picture), recoding: null });
    if (moving.region && !sameRegion(moving.region, region)) codings.resize({ ...moving }, placeOf(region));
    drop();
  };
  useKeys("Picture", desk.may && !picking ? [{ keys: "N", label: "Mark a region", run: begin }] : []);
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
      setPicking({ id: JSON.stringify(region), about: placeWords(region, picture), recoding: null });
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
