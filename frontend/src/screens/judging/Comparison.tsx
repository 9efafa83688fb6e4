import { Button, Link, OptionRow, Reading, Screen, Section } from "../../components";
import { navigate, setQuery, useCommands, useKeys, usePlace, useRead } from "../../state";
import { Figures } from "./Figures";
import { MethodsText } from "./MethodsText";
import { MyPart } from "./MyPart";
import { MetBySource, MetTable } from "./MetTable";
import { Results } from "./Packages";
import { Proposals } from "./Proposals";
import type { ComparisonView, PatternView, RoundView } from "./types";
import { byRule, day, kindTitle, many, stateWords } from "./words";
import "./comparison.css";

type Shown = "codes" | "sources" | "figures";

/** How the readings of a round met: the fact first, then code by code; coefficients only when asked for. */
export function Comparison({ round }: { round: RoundView }) {
  const { query } = usePlace();
  const comparison = useRead("/rounds/comparison", { round_id: round.id }, { keepPrevious: true, topics: ["codings"] });
  return (
    <Screen title={round.name} className="comparison">
      <Reading of={comparison}>{(data) => <Met round={round} data={data} shown={shownOf(query.get("show"))} />}</Reading>
    </Screen>
  );
}

function shownOf(asked: string | null): Shown {
  return asked === "sources" || asked === "figures" ? asked : "codes";
}

function Met({ round, data, shown }: { round: RoundView; data: ComparisonView; shown: Shown }) {
  return (
    <div className="comparison-columns">
      <header className="comparison-head">
        <p className="label"><Link to="/compare">Compare</Link> · {round.name}{round.revealed_at ? ` · opened ${day(round.revealed_at)}` : ""}{round.training ? " · training" : ""}{round.again ? (round.again.against_agreed ? " · drift from what was agreed" : " · one reader over time") : ""}</p>
        <h1 className="t28 strong">{data.headline}</h1>
        {round.again ? <p className="t13 measure">This is {round.again.against_agreed ? "how one reader reads over time what was agreed" : "the consistency of one reader over time"}, not agreement between readers. It counts in no other figure and no agreed reading.</p> : null}
      </header>
      <div className="comparison-next"><WhatNext round={round} data={data} /></div>
      <div className="comparison-main">
        <div className="comparison-views">
          <OptionRow<Shown>
            label="What is shown"
            layout="segments"
            value={shown}
            onChange={(show) => setQuery({ show: show === "codes" ? null : show })}
            options={[
              { id: "codes", label: "By code" },
              { id: "sources", label: "By interview" },
              { id: "figures", label: "More: coefficients" },
            ]}
          />
        </div>
        {shown === "codes" ? <MetTable data={data} /> : null}
        {shown === "sources" ? <MetBySource data={data} /> : null}
        {shown === "figures" ? <Figures data={data} /> : null}
        <MethodsText round={round} />
      </div>
      <aside className="comparison-side" aria-label="Where the readings differ">
        <Patterns round={round} patterns={data.patterns} />
        {round.standing || round.state === "judging" ? null : <Proposals round={round} />}
        <Results round={round} />
      </aside>
    </div>
  );
}

function WhatNext({ round, data }: { round: RoundView; data: ComparisonView }) {
  const to = `/compare/${round.id}/settle`;
  const go = (): void => navigate(to);
  const settling = !round.standing && (round.state === "revealed" || round.state === "adjudicated") && data.n_differences > 0;
  useKeys("Compare", settling ? [{ keys: "Enter", label: "Settle the differences", run: go }] : []);
  useCommands(settling ? [{ id: "settle", label: `Settle ${round.name}`, group: "Compare", keys: "Enter", run: go }] : []);
  if (round.again && round.state === "closed") return <p className="t13 soft">Nothing is settled in it: both readings stay as they are. <Link to={to}>See where they differ</Link>.</p>;
  if (round.standing) return <p className="t13 soft">Open coding is talked about, not settled. Start a round to settle readings.</p>;
  if (round.state === "judging") return <MyPart round={round} primary />;
  const settled = `${data.n_differences - data.n_open} of ${data.n_differences} settled`;
  if (round.state === "closed") {
    return (
      <Section title={`Closed ${day(round.closed_at)}`}>
        <p className="t13 soft">{round.n_by_rule > 0 ? byRule(round) : `${settled}.`} The agreed reading stands wherever this study counts.</p>
        <p className="t13"><Link to={to}>See how each was settled</Link></p>
      </Section>
    );
  }
  if (!settling) return <p className="t13 soft">The readings are the same everywhere. <Link to={to}>Close the round</Link>.</p>;
  return (
    <div className="comparison-do">
      <Button kind="primary" keys="Enter" onPress={go}>{data.n_open > 0 ? `Settle ${many(data.n_open, "difference")}` : "Close the round"}</Button>
      <span className="t12 soft num">{settled}{round.state === "revealed" ? "" : `, ${stateWords(round, false)}`}</span>
    </div>
  );
}

/** What comes back is worth settling once, for all its places. */
function Patterns({ round, patterns }: { round: RoundView; patterns: readonly PatternView[] }) {
  const back = patterns.filter((one) => one.n > 1);
  const once = patterns.filter((one) => one.n === 1);
  if (patterns.length === 0) return null;
  const to = (one: PatternView): string => `/compare/${round.id}/settle?kind=${encodeURIComponent(one.kind)}&pattern=${encodeURIComponent(one.pattern)}`;
  const row = (one: PatternView) => (
    <li key={`${one.kind} ${one.pattern}`}>
      <span className="pattern-words">
        {round.standing ? wordsOf(one) : <Link to={to(one)} plain>{wordsOf(one)}</Link>}
        <span className="label">{kindTitle(one.kind)}</span>
      </span>
      <span className="num">{many(one.n, "place")}</span>
      <span className="soft num pattern-open">{openWords(round, one)}</span>
    </li>
  );
  return (
    <>
      {back.length > 0 ? <Section title="What comes back"><ul className="patterns">{back.map(row)}</ul></Section> : null}
      {once.length > 0 ? (
        <details className="patterns-once" open={back.length === 0}>
          <summary>{back.length > 0 ? `${many(once.length, "difference")} that ${once.length === 1 ? "stands" : "stand"} alone` : many(once.length, "difference")}</summary>
          <ul className="patterns">{once.map(row)}</ul>
        </details>
      ) : null}
    </>
  );
}

/** What is left of a pattern; once a round is closed, what nobody settled went by its rule. */
function openWords(round: RoundView, one: PatternView): string {
  if (round.standing || round.again) return "";
  if (one.n_open === 0) return "settled";
  const how = round.state === "closed" ? "by rule" : "open";
  return one.n_open === one.n ? how : `${one.n_open} ${how}`;
}

/** Without the kind, which stands below. */
function wordsOf(one: PatternView): string {
  return one.words.replace(`, ${one.kind}`, "").replace(/^where (.*) begins and ends$/, "$1");
}
