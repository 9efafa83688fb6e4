import type { ReactNode } from "react";

import { Heading, Link, Reading, Screen, Section } from "../../components";
import { useRead, useViewer } from "../../state";
import { MyPart } from "./MyPart";
import { PlacesMet } from "./PlacesMet";
import { Placing } from "./Placing";
import { LevelWords } from "./PlaceWords";
import { factsOf } from "./Rounds";
import type { PlaceRoundView, RoundView } from "./types";
import { things } from "./words";
import "./placing.css";

/** A round of placing: one's own page to place on; opened, how the placements met. */
export function PlaceRound({ round }: { round: RoundView }) {
  const all = useRead("/rounds/places", { id: round.id }, { topics: ["rounds", "round"] });
  const mine = round.state === "judging" && round.i_read && !round.i_have_handed_in;
  if (round.state === "judging" && !mine) return <Waiting round={round}><Reading of={all}>{(found) => <OnWhat all={found} />}</Reading></Waiting>;
  return (
    <Screen title={round.name} layout={mine ? "fill" : "page"} className={mine ? "placing settle" : "round-page places-met comparison"}>
      <Reading of={all}>{(found) => (mine ? <Placing round={round} all={found} /> : <PlacesMet round={round} all={found} />)}</Reading>
    </Screen>
  );
}

/** While others place: what is placed, on which lens, and one's own part where one has handed it in. */
function Waiting({ round, children }: { round: RoundView; children: ReactNode }) {
  const { reflexive } = useViewer();
  return (
    <Screen title={round.name} className="round-page">
      <Heading serif title={round.name} above={<Link to="/compare">{reflexive ? "Dialogue" : "Compare"}</Link>} about={factsOf(round, reflexive)} />
      <div className="round-columns">
        {children}
        <div>
          <MyPart round={round} primary here />
          <Section title="Who places">
            <ul className="round-sources">
              {round.readers.map((one) => (
                <li key={one.id}>
                  <span>{one.name}{one.mine ? " (you)" : ""}</span>
                  <span className="t12 soft">{one.handed_in === null ? "not told yet" : one.handed_in ? "handed in" : "still placing"}</span>
                </li>
              ))}
            </ul>
          </Section>
        </div>
      </div>
    </Screen>
  );
}

function OnWhat({ all }: { all: PlaceRoundView }) {
  return (
    <div>
      <Section title={`The lens: ${all.lens}`} aside={[all.lens_source, `version ${all.lens_version}`].filter(Boolean).join(", ")}>
        <ul className="placing-levels">
          {all.levels.map((one) => <li key={one.key} className="placing-level"><b>{one.name}</b><LevelWords level={one} /></li>)}
        </ul>
      </Section>
      <Section title="What is placed" aside={things(all.things.length, all.what)}>
        <ul className="round-sources">{all.things.map((one) => <li key={one.id}><span className="serif">{one.name}</span></li>)}</ul>
      </Section>
    </div>
  );
}
