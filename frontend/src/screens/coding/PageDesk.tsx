import { useCallback, useMemo, useState } from "react";

import { Button, Link, RefusalNotice, Screen, Select, Waiting } from "../../components";
import { addressOf, announce, bytes, navigate, setQuery, useKeys, usePlace, useRead } from "../../state";
import { CodePointIndex } from "../../anchoring/codePoints";
import type { Span } from "../../model/text";
import type { DeskTextView, TextAsked } from "./deskText";
import { SheetDesk, type Sheet } from "./SheetDesk";
import { agreedName } from "./agreed";
import type { CodeView, PagesView, PageView, ReadingView, RoundView } from "./types";

export interface PageDeskProps {
  readonly text: DeskTextView;
  readonly asked: TextAsked;
  readonly codes: readonly CodeView[];
  readonly round: RoundView | null;
  /** What was agreed in the round is shown, in place of who marked what. */
  readonly agreed: boolean;
}

/** The pages of a PDF as they look, one at a time, with their regions: beside its text, and the way to and fro. */
export function PageDesk(props: PageDeskProps) {
  const { reading } = props.text;
  const { query } = usePlace();
  // A region may stand on the pages of a file that another has followed since.
  const of = query.get("pages") ?? "";
  const pages = useRead("/pages", { version_id: of || reading.version_id });
  if (!pages.data) return <Screen title={reading.title}>{pages.error ? <RefusalNotice error={pages.error} /> : <Waiting />}</Screen>;
  if (pages.data.pages.length === 0) return <NoPages reading={reading} why={pages.data.why} />;
  return <Leafing {...props} pages={pages.data} earlier={of !== "" && of !== reading.version_id} />;
}

function NoPages({ reading, why }: { reading: ReadingView; why: string }) {
  return (
    <Screen title={reading.title}>
      <h1 className="serif desk-title">{reading.title}</h1>
      <p>{why || "This text comes from no file with pages."}</p>
      {reading.text === "" ? null : <p><Link to={`/code/${reading.source_id}`}>Back to the text</Link></p>}
    </Screen>
  );
}

function Leafing({ text, asked, codes, round, agreed, pages, earlier }: PageDeskProps & { pages: PagesView; earlier: boolean }) {
  const { reading } = text;
  const { query } = usePlace();
  const last = pages.pages.length;
  const number = Math.min(Math.max(1, Math.trunc(Number(query.get("page")) || 1)), last);
  const page = pages.pages[number - 1] as PageView;
  const go = useCallback((to: number): void => setQuery({ page: String(to), region: "", words: "" }), []);
  const came = useCallback((to: number): void => setQuery({ page: String(to) }), []);
  const turn = (to: number): void => {
    if (to < 1 || to > last) return;
    go(to);
    announce(`Page ${to} of ${last}`);
  };
  const asRead = query.get("round");
  // A scan has nothing but its pages.
  const wordless = reading.text === "" && reading.start === 0;
  const back = backTo(reading, earlier ? null : page, asRead);
  const wayTo = useCallback(({ start, end }: Span): string => wayOf(reading, asRead, `at=${start}-${end}`), [reading, asRead]);
  const words = useRead("/pages/words", { version_id: reading.version_id, number }, { when: !earlier });
  const src = addressOf("/pages/file", { version_id: pages.of_id, number });
  const failed = useFailed(number, pages.of_id);
  useKeys("Page", [
    { keys: "[", label: "Page before", run: () => turn(number - 1) },
    { keys: "]", label: "Next page", run: () => turn(number + 1) },
    ...(wordless ? [] : [{ keys: "T", label: "Back to the text", run: () => navigate(back) }]),
  ]);
  const sheet: Sheet = { noun: "page", page: number, ofId: pages.of_id, src, width: failed.error ? 0 : page.width, height: page.height, alt: `Page ${number} of ${reading.title} as it looks.${wordless ? "" : " Its words are in the text."}` };
  const ways = (
    <div className="page-ways">
      <Button label="Page before" onPress={() => turn(number - 1)} keys="[" disabled={number === 1}>Page before</Button>
      <Select label="Page" inline value={String(number)} onChange={(to) => go(Number(to))} options={pages.pages.map((one) => ({ id: String(one.number), label: `${one.number} of ${last}` }))} />
      <Button label="Next page" onPress={() => turn(number + 1)} keys="]" disabled={number === last}>Next page</Button>
      {wordless ? <span className="t13 soft">This file holds no words, only pages.</span> : <Link to={back}>{page.start === null || page.start === undefined ? "Back to the text" : "Its words in the text"}</Link>}
    </div>
  );
  return (
    <SheetDesk
      text={text}
      asked={asked}
      codes={codes}
      round={round}
      sheet={sheet}
      words={words.data?.words}
      wayTo={wayTo}
      agreed={agreed}
      ways={ways}
      why={failed.error ? <div className="page-why"><RefusalNotice error={failed.error} /></div> : page.width === 0 ? <p className="page-why">This page has no size that can be shown. Its words can be read and coded as before.</p> : null}
      onFailed={failed.look}
      onCame={came}
      head={(closed) => (
        <header className="picture-head">
          <h1 className="serif desk-title">{reading.title}</h1>
          <p className="t13 soft">{[reading.case_name, earlier ? "pages of an earlier file of this text" : ""].filter(Boolean).join(" · ")}{reading.case_name || earlier ? " · " : ""}<Link to={`/sources/${reading.source_id}`}>about this source</Link></p>
          {round && !round.standing ? <p className="t13">{agreed ? agreedName(round) : <>You mark words in <strong>{round.name}</strong>. Regions belong to open coding.</>}</p> : null}
          {words.data && words.data.n_changed > 0 ? <p className="t13 soft">{changedWords(words.data.n_changed)}</p> : null}
          <div role="status">{closed ? <p className="t13 desk-closed">{closed}</p> : null}</div>
        </header>
      )}
    />
  );
}

function changedWords(n: number): string {
  return `${n} ${n === 1 ? "word of this page was" : "words of this page were"} corrected in the text since it was read. The page shows what was read; code ${n === 1 ? "it" : "them"} in the text.`;
}

/** A way into the text as it is read here. */
function wayOf(reading: ReadingView, asRead: string | null, at: string): string {
  const query = [reading.current ? "" : `version=${reading.version_id}`, asRead ? `round=${asRead}` : "", at].filter(Boolean).join("&");
  return `/code/${reading.source_id}${query ? `?${query}` : ""}`;
}

/** The text where the words of a page begin; its first line is shown found. */
function backTo(reading: ReadingView, page: PageView | null, asRead: string | null): string {
  if (!page || typeof page.start !== "number" || typeof page.end !== "number") return wayOf(reading, asRead, "");
  const index = new CodePointIndex(reading.text, reading.start);
  // In another part of a very long text the words are not at hand: its first sign will do.
  if (!index.holds(page.start)) return wayOf(reading, asRead, `at=${page.start}-${page.start + 1}`);
  const words = reading.text.slice(index.toUnits(page.start), index.toUnits(page.end));
  const blank = [...words].length - [...words.trimStart()].length;
  const line = [...(words.trimStart().split("\n")[0] ?? "")].length;
  return wayOf(reading, asRead, `at=${page.start + blank}-${page.start + blank + Math.max(1, line)}`);
}

/** Why a page does not come; asked for once it did not. */
function useFailed(number: number, ofId: string): { readonly error: Error | null; readonly look: () => void } {
  const src = `${ofId} ${number}`;
  const [failed, setFailed] = useState<{ src: string; error: Error } | null>(null);
  const look = useCallback((): void => {
    bytes("/pages/file", { version_id: ofId, number }).then(
      () => setFailed(null),
      (error: unknown) => setFailed({ src, error: error instanceof Error ? error : new Error(String(error)) }),
    );
  }, [src, ofId, number]);
  return useMemo(() => ({ error: failed?.src === src ? failed.error : null, look }), [failed, src, look]);
}
