import { Heading, Link, Reading, Screen, Section } from "../../components";
import { useRead, useViewer } from "../../state";
import { Comparison } from "./Comparison";
import { Dialogue } from "./Dialogue";
import { MyPart } from "./MyPart";
import { useFresh } from "./fresh";
import { PlaceRound } from "./PlaceRound";
import { Packages, WayBack } from "./Packages";
import { factsOf } from "./Rounds";
import { DrawTold } from "./Sharing";
import { OUT_OF_SIGHT } from "./StartAgain";
import { ThemeRound } from "./ThemeRound";
import type { RoundView } from "./types";
import { many } from "./words";
import "./judging.css";

/** One round: while it is read, one's own part; once it is open, how the readings met. */
export function RoundPage({ roundId }: { roundId: string }) {
  const { reflexive } = useViewer();
  const round = useRead("/round", { id: roundId }, { topics: ["rounds", "codings"] });
  useFresh(round);
  if (!round.data) {
    return <Screen title="Compare"><Reading of={round}>{() => null}</Reading></Screen>;
  }
  const one = round.data;
  if (one.kind === "place") return <PlaceRound round={one} />;
  if (one.kind === "theme") return <ThemeRound round={one} />;
  if (one.state === "judging" && !one.standing && one.blind) return <BeingRead round={one} />;
  return reflexive ? <Dialogue round={one} /> : <Comparison round={one} />;
}

function BeingRead({ round }: { round: RoundView }) {
  const { reflexive } = useViewer();
  return (
    <Screen title={round.name} className="round-page">
      <Heading serif title={round.name} above={<Link to="/compare">{reflexive ? "Dialogue" : "Compare"}</Link>} about={factsOf(round, reflexive)} />
      <div className="round-columns">
        <div>
          {round.i_read ? <MySources round={round} /> : <Readers round={round} />}
        </div>
        <div>
          <MyPart round={round} primary />
          {round.again ? <p className="t13 soft">{OUT_OF_SIGHT}</p> : null}
          <WayBack round={round} />
          {round.i_read && round.returns_to === null ? <Readers round={round} /> : null}
          <Packages round={round} />
          <HowDrawn round={round} />
        </div>
      </div>
    </Screen>
  );
}

/** How the interviews of a round were drawn, with the seed. */
function HowDrawn({ round }: { round: RoundView }) {
  const sources = useRead("/sources", {}, { when: round.drawn !== null });
  if (!round.drawn) return null;
  return <Section title="How it was drawn"><DrawTold draw={round.drawn} sources={sources.data ?? []} /></Section>;
}

function MySources({ round }: { round: RoundView }) {
  const sources = useRead("/sources");
  const marked = new Set(round.my_marked_ids);
  return (
    <Section title="What you read" aside={`${marked.size} of ${many(round.my_source_ids.length, "interview")} with a mark of yours`}>
      <Reading of={sources}>
        {(rows) => (
          <ul className="round-sources">
            {rows.filter((one) => round.my_source_ids.includes(one.id)).map((one) => (
              <li key={one.id}>
                <Link to={`/code/${one.id}?round=${round.id}`} plain>{one.title || one.name}</Link>
                <span className="t12 soft">{marked.has(one.id) ? "marked" : round.i_have_handed_in ? "nothing marked" : "nothing marked yet"}</span>
              </li>
            ))}
          </ul>
        )}
      </Reading>
    </Section>
  );
}

/** Who reads, and who has handed in as far as the viewer may know. */
function Readers({ round }: { round: RoundView }) {
  return (
    <Section title="Who reads">
      <ul className="round-sources">
        {round.readers.map((one) => (
          <li key={one.id}>
            <span>{one.name}{one.mine ? " (you)" : ""}</span>
            <span className="t12 soft">{handedIn(one.handed_in)}</span>
          </li>
        ))}
      </ul>
      {round.readers.some((one) => one.handed_in === null) ? (
        <p className="t12 soft">Who else has handed in is told to a reader only after their own hand-in.</p>
      ) : null}
    </Section>
  );
}

function handedIn(known: boolean | null): string {
  if (known === null) return "not told yet";
  return known ? "handed in" : "still reading";
}
