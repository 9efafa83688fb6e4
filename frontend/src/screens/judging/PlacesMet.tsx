import { useState } from "react";

import { Button, coefficient, EmptyState, Link, Reading, Section, Table, type Column } from "../../components";
import { navigate, useKeys, useRead, useViewer } from "../../state";
import { useMaySettle } from "./Deciding";
import { PlacesClosing } from "./PlacesClosing";
import { crossed, differing, levelName, MET, nameOf, settledWords } from "./placing";
import type { PlaceRoundView, PlacesMetView, RoundView, ThingView } from "./types";
import { byRule, day, listed, many, thingWord } from "./words";
import "./comparison.css";

interface MetProps {
  readonly round: RoundView;
  readonly all: PlaceRoundView;
}

/** How the placements of a round met: the fact, thing by thing, then what was taken for what, then the figures. */
export function PlacesMet({ round, all }: MetProps) {
  const { reflexive } = useViewer();
  const met = useRead("/rounds/places/met", { id: round.id }, { when: !reflexive, topics: ["rounds", "round"] });
  return (
    <div className="comparison-columns">
      <header className="comparison-head">
        <p className="label"><Link to="/compare">{reflexive ? "Dialogue" : "Compare"}</Link> · {round.name}{round.revealed_at ? ` · opened ${day(round.revealed_at)}` : ""}{round.training ? " · training" : ""} · {all.lens}, version {all.lens_version}</p>
        <h1 className="t28 strong">{reflexive ? `Where ${listed(round.readers.map((one) => one.name))} placed each` : (met.data?.headline ?? round.name)}</h1>
      </header>
      <div className="comparison-next"><WhatNext round={round} all={all} reflexive={reflexive} /></div>
      <div className="comparison-main">
        <ByThing round={round} all={all} reflexive={reflexive} />
        {reflexive ? null : <Reading of={met}>{(found) => <Measured all={all} met={found} />}</Reading>}
      </div>
      {reflexive ? null : <aside className="comparison-side" aria-label="What was taken for what">{met.data ? <TakenFor all={all} met={met.data} /> : null}</aside>}
    </div>
  );
}

function WhatNext({ round, all, reflexive }: MetProps & { reflexive: boolean }) {
  const [closing, setClosing] = useState(false);
  const may = useMaySettle(round);
  const to = `/compare/${round.id}/settle`;
  const n = differing(all.things).length;
  const open = round.state !== "closed";
  useKeys("Compare", open && n > 0 ? [{ keys: "Enter", label: "Settle what was placed differently", run: () => navigate(to) }] : []);
  if (!open) {
    return (
      <Section title={`Closed ${day(round.closed_at)}`}>
        <p className="t13 soft">{round.n_by_rule > 0 && !reflexive ? byRule(round) : ""} {round.training ? "It was for training and placed nothing in the study." : "What was agreed is placed in the study."}</p>
        <p className="t13">{n > 0 ? <Link to={to}>See how each was settled</Link> : null} {round.training ? null : <Link to="/interpret/levels">See it in the level figure</Link>}</p>
      </Section>
    );
  }
  const close = may ? <Button kind={n === 0 || all.n_open === 0 ? "primary" : "quiet"} onPress={() => setClosing(true)}>Close the round</Button> : null;
  return (
    <div className="comparison-do">
      {n > 0 ? <Button kind={all.n_open > 0 ? "primary" : "plain"} keys="Enter" onPress={() => navigate(to)}>{reflexive ? "Talk over what differs" : all.n_open > 0 ? `Settle ${many(all.n_open, "difference")}` : "Look at what was settled"}</Button> : <p className="t13 soft">Everything was placed alike.</p>}
      {close}
      <PlacesClosing round={round} all={all} open={closing} onClose={() => setClosing(false)} />
    </div>
  );
}

function ByThing({ round, all, reflexive }: MetProps & { reflexive: boolean }) {
  const columns: Column<ThingView>[] = [
    { id: "thing", head: thingWord(all.what).replace(/^./, (one) => one.toUpperCase()), names: true, cell: (one) => <span className="serif">{nameOf(one)}</span> },
    ...round.readers.map((reader) => ({
      id: reader.id,
      head: reader.name,
      cell: (one: ThingView) => {
        const placed = one.placed.find((each) => each.reader_id === reader.id);
        return placed ? <>{levelName(all.levels, placed.level_key)}{placed.reason ? <span className="t12 soft placing-reason">{placed.reason}</span> : null}</> : <span className="soft">not placed</span>;
      },
    })),
    {
      id: "met",
      head: reflexive ? "Talked over" : "Met",
      cell: (one: ThingView) => (one.settled ? <>{settledWords(one, all.levels)}<span className="t12 soft placing-reason">{one.settled.reason}</span></> : <span className={one.met === "same level" ? "soft" : ""}>{reflexive ? "" : MET[one.met].toLowerCase()}</span>),
    },
  ];
  return <Table<ThingView> caption="Where each was placed" rows={all.things} rowId={(one) => one.id} columns={columns} empty={<EmptyState title="Nothing was placed">There is nothing to compare in this round.</EmptyState>} />;
}

function TakenFor({ all, met }: { all: PlaceRoundView; met: PlacesMetView }) {
  const counts = [
    [met.n_same, "at the same level"],
    [met.n_different, "at different levels"],
    [met.n_by_one, "placed by one only"],
    [met.n_by_nobody, "placed by nobody"],
  ] as const;
  return (
    <>
      <Section title="How far they met">
        <ul className="patterns">
          {counts.filter(([n]) => n > 0).map(([n, words]) => <li key={words}><span>{words}</span><span className="num">{n}</span></li>)}
        </ul>
      </Section>
      {met.taken_for.length > 0 ? (
        <Section title="What was taken for what">
          <ul className="patterns">
            {met.taken_for.map((one) => (
              <li key={`${one.level_key} ${one.other_key}`}>
                <span>{levelName(all.levels, one.level_key)} or {levelName(all.levels, one.other_key)}</span>
                <span className="num">{one.n}</span>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  );
}

const COEFFICIENTS: Readonly<Record<string, readonly [string, string]>> = {
  percent: ["Agreement, as a share", "not corrected for chance"],
  krippendorff_alpha: ["Krippendorff’s α", "any two levels are equally far apart"],
  krippendorff_alpha_ordinal: ["Krippendorff’s α, ordinal", "says something only where the levels go from inside to outside; time and none of the levels left out"],
  cohen_kappa: ["Cohen’s κ", "chance from each reader’s own habits"],
  scott_pi: ["Scott’s π", "chance from both together"],
  light_kappa: ["Light’s κ", "the mean of Cohen’s κ over each two readers"],
  fleiss_kappa: ["Fleiss’ κ", "chance from all together"],
  conger_kappa: ["Conger’s κ", "chance from each reader’s own habits"],
  brennan_prediger: ["Brennan and Prediger", "chance is one over the levels there are, and none of them"],
  gwet_ac1: ["Gwet’s AC1", "high wherever one level is used for most"],
};

/** The levels of two readers against each other, and every coefficient behind a word. */
function Measured({ all, met }: { all: PlaceRoundView; met: PlacesMetView }) {
  const table = crossed(all, met.pairs);
  const [first = "", second = ""] = met.readers;
  return (
    <>
      {table.rows.length > 0 ? (
        <Section title="Level against level" aside={`${first} down, ${second} across`} className="confusion placing-cross">
          <div className="table-scroll">
            <table>
              <caption className="unseen">How many were put where by {first}, down, and by {second}, across</caption>
              <thead><tr><td />{table.columns.map((one) => <th key={one} scope="col">{one}</th>)}</tr></thead>
              <tbody>
                {table.rows.map((row, at) => (
                  <tr key={row.key}>
                    <th scope="row">{row.name}</th>
                    {row.cells.map((n, column) => <td key={column} className={at === column ? "confusion-alike" : n > 1 ? "confusion-often" : n > 0 ? "confusion-once" : ""}>{n || <span aria-label="none">·</span>}</td>)}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Section>
      ) : null}
      <details className="methods-text">
        <summary>Coefficients</summary>
        <Table
          dense
          caption="Agreement on the level, each thing a unit"
          rows={met.figures}
          rowId={(one) => one.coefficient}
          columns={[
            { id: "name", head: "Coefficient", names: true, cell: (one) => COEFFICIENTS[one.coefficient]?.[0] ?? one.coefficient },
            { id: "value", head: "Value", cell: (one) => (one.value === null ? <span className="soft">{one.undefined}</span> : <span className="num">{coefficient(one.value)}</span>) },
            { id: "n", head: "Things", cell: (one) => <span className="num">{one.n}</span> },
            { id: "about", head: "What it says", cell: (one) => <span className="soft">{COEFFICIENTS[one.coefficient]?.[1]}</span> },
          ]}
        />
        <p className="t12 soft figures-narrower">There is no interval: these are all the things there were to place, not some drawn from more.</p>
      </details>
    </>
  );
}
