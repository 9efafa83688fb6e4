import { useState, type ReactNode } from "react";

import { Button, CodeName, Heading, Link, Reading, Section, Tally, type Mark } from "../../components";
import { useMay, useRead } from "../../state";
import { Behind } from "./Found";
import { LinkPassage } from "./LinkPassage";
import { PlacePassages } from "./PlacePassages";
import { Quoted } from "./Quoted";
import { ThemeForm } from "./ThemeForm";
import { ThemeHistory } from "./ThemeHistory";
import { MergeTheme, RetireTheme, SplitTheme } from "./ThemeMoves";
import type { HeldView, ThemeInCase, ThemePageView } from "./types";

const RESTS_ON = ["evidence", "codings", "memos", "codes"];

/** A theme: what tells it differently first, then what speaks for it, who tells it, and how it came about. */
export function ThemePage({ themeId }: { themeId: string }) {
  const page = useRead("/themes/page", { theme_id: themeId }, { topics: RESTS_ON, keepPrevious: true });
  return <Reading of={page}>{(shown) => <Page key={themeId} page={shown} />}</Reading>;
}

type Doing = "change" | "merge" | "split" | "retire" | "link" | "place" | null;

function Page({ page }: { page: ThemePageView }) {
  const [doing, setDoing] = useState<Doing>(null);
  const codes = useRead("/codes", {});
  const lens = useRead("/lenses").data?.lenses.find((one) => one.active);
  const may = useMay("write");
  const { theme } = page;
  const close = () => setDoing(null);
  const state = theme.state === "final" ? (theme.major ? "a major theme" : "a minor theme") : theme.state === "retired" ? "retired" : "candidate";
  return (
    <article className="theme-page" aria-label={theme.name}>
      <Heading serif title={theme.name} above={<Link to="/interpret/themes">Themes</Link>} about={`${theme.key} · ${state}${theme.state === "retired" && theme.reason ? `: ${theme.reason}` : ""}`}>
        {may ? (
          <>
            <Button kind="quiet" onPress={() => setDoing("merge")} disabled={theme.state === "retired"}>Merge</Button>
            <Button kind="quiet" onPress={() => setDoing("split")} disabled={theme.state === "retired"}>Split</Button>
            <Button kind="quiet" onPress={() => setDoing("retire")} disabled={theme.state === "retired"}>Retire</Button>
          </>
        ) : null}
        <Button onPress={() => setDoing("change")} reason={may ? null : "Your role reads only."}>Change it</Button>
      </Heading>
      <p className="serif theme-idea">{theme.central_idea || <span className="soft">No central idea is written yet.</span>}</p>
      {theme.boundary ? <p className="t14 soft theme-boundary">{theme.boundary}</p> : null}
      <Section title="What tells it differently">
        {page.otherwise.length === 0 ? <p className="soft">Nothing is linked that tells it differently.</p> : <Quoted of={page.otherwise} />}
        {may && theme.state !== "retired" ? <Button kind="quiet" className="no-print" onPress={() => setDoing("link")}>Link a passage</Button> : null}
      </Section>
      <InCases page={page} />
      <RestsOn page={page} />
      {may && lens && theme.state !== "retired" ? <Button kind="quiet" className="no-print" onPress={() => setDoing("place")}>Place its passages at levels</Button> : null}
      <Section title="How it came about"><ThemeHistory themeId={theme.id} /></Section>
      {doing === "link" ? <LinkPassage kind="theme" subjectId={theme.id} title={theme.name} onClose={close} /> : null}
      {doing === "place" && lens ? <PlacePassages lens={lens} theme={`${theme.key} ${theme.name}`.trim()} onClose={close} /> : null}
      {doing === "change" ? <ThemeForm theme={theme} codes={codes.data ?? []} onClose={close} /> : null}
      {doing === "merge" ? <MergeTheme theme={theme} onClose={close} /> : null}
      {doing === "split" ? <SplitTheme page={page} onClose={close} /> : null}
      {doing === "retire" ? <RetireTheme theme={theme} onClose={close} /> : null}
    </article>
  );
}

function InCases({ page }: { page: ThemePageView }) {
  const [open, setOpen] = useState<ThemeInCase | null>(null);
  if (page.cases.length === 0) return null;
  const marks: Mark[] = page.cases.map((one) => (one.otherwise ? "no" : one.told ? "yes" : "not-asked"));
  const named = (which: (one: ThemeInCase) => boolean) => page.cases.filter(which);
  const n = (which: (one: ThemeInCase) => boolean, words: string) => (named(which).length > 0 ? [`${named(which).length} ${words}`] : []);
  const told = [...n((one) => one.told && !one.otherwise, "tell it"), ...n((one) => one.otherwise, "otherwise"), ...n((one) => !one.told && !one.otherwise, "silent")].join(" · ");
  const line = (words: string, ones: readonly ThemeInCase[]): ReactNode =>
    ones.length === 0 ? null : (
      <p className="t14">
        <b>{words}</b>{" "}
        {ones.map((one, at) => (
          <span key={one.case_id}>
            {at > 0 ? ", " : ""}
            {one.query ? <Button kind="quiet" className="theme-case" label={`${inCase(one)}, passages`} onPress={() => setOpen(one)}>{inCase(one)}</Button> : `${one.code} ${one.name}`}
          </span>
        ))}
      </p>
    );
  return (
    <Section title="Who tells it" aside={page.set}>
      <p><Tally marks={marks} names={page.cases.map((one) => one.code)} words={told} /></p>
      {line("Told otherwise in", named((one) => one.otherwise))}
      {line("Told in", named((one) => one.told && !one.otherwise))}
      {line("Silent:", named((one) => !one.told && !one.otherwise))}
      {open ? <Behind title={`${page.theme.name}, ${open.code}`} asked={{ text: open.query, where: "", set: "consensus", readers: "apart" }} onClose={() => setOpen(null)} /> : null}
    </Section>
  );
}

function inCase(one: ThemeInCase): string {
  return [one.code, one.name, one.n_passages].filter((part) => part !== null && part !== "").join(" ");
}

function RestsOn({ page }: { page: ThemePageView }) {
  const codes = page.held.filter((one) => one.kind === "code");
  const rest = page.held.filter((one) => one.kind !== "code");
  return (
    <Section title="What it rests on">
      {page.held.length === 0 && page.linked.length === 0 ? <p className="soft">Nothing yet. Give it codes, passages and memos on the board.</p> : null}
      <div className="theme-codes t13">
        {page.theme.members.filter((one) => one.target_kind === "code").map((one) => {
          const n = codes.find((each) => each.id === one.id)?.n_passages ?? null;
          return (
            <span key={one.id} className="theme-code">
              <Link to={`/code/passages/${one.target_id}?theme=${page.theme.id}`} plain><CodeName name={one.name} id={one.key} family={one.family} /></Link>
              {n === null ? null : <span className="soft num"> {n}</span>}
            </span>
          );
        })}
      </div>
      {rest.length > 0 ? <ul className="theme-held">{rest.map((one) => <Held key={one.id} one={one} />)}</ul> : null}
      {page.linked.length > 0 ? <Quoted of={page.linked} /> : null}
    </Section>
  );
}

export function Held({ one }: { one: HeldView }) {
  if (one.kind === "memo") return <li><p className="t12 soft">a memo</p><p>{one.words || <span className="soft">not yours to read</span>}</p></li>;
  return (
    <li>
      <p className="t12 soft"><b>{one.label || "a passage"}</b>{one.source_id ? <> · <Link to={`/code/${one.source_id}?at=${one.start}-${one.end}`}>in the text</Link></> : null}</p>
      <blockquote className="said">{one.words || <span className="soft">These words cannot be shown.</span>}</blockquote>
    </li>
  );
}
