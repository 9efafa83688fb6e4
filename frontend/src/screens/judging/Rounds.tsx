import { Button, EmptyState, Heading, Link, Reading, Screen, Section, STAGES, stageTitle } from "../../components";
import { navigate, useCommands, useKeys, useMay, useRead, useViewer } from "../../state";
import { useFresh } from "./fresh";
import { MyPart } from "./MyPart";
import type { RoundView } from "./types";
import { againWords, byRule, day, listed, stateWords, whoPlaces, whoReads } from "./words";
import "./judging.css";

const START = "/compare/new";

/** The rounds of the study and what waits in each for whoever looks. */
export function Rounds() {
  const { reflexive, returns_to: returnsTo } = useViewer();
  const may = useMay("lead");
  const rounds = useRead("/rounds", {}, { topics: ["codings"] });
  useFresh(rounds);
  const start = (): void => navigate(START);
  useKeys("Compare", may ? [{ keys: "N", label: "Start a round", run: start }] : []);
  useCommands(may ? [{ id: "start-round", label: "Start a round of independent reading", group: "Compare", keys: "N", run: start }] : []);
  const stage = STAGES.find((one) => one.key === "compare");
  const title = stage ? stageTitle(stage, reflexive) : "Compare";
  return (
    <Screen title={title} className="rounds">
      <Heading
        title={title}
        about={
          reflexive
            ? "Two people read the same interviews, each alone. Then their readings are laid side by side, for talking about."
            : "Two people read the same interviews, each alone. Then you see where their readings met, and settle the rest."
        }
      >
        {may ? <Button keys="N" onPress={start}>Start a round</Button> : null}
      </Heading>
      <Reading of={rounds}>{(all) => <RoundList rounds={returnsTo === null ? all : all.filter((one) => !one.standing)} may={may} reflexive={reflexive} onStart={start} />}</Reading>
      {returnsTo === null ? <ThreeWays /> : null}
    </Screen>
  );
}

function RoundList({ rounds, may, reflexive, onStart }: { rounds: readonly RoundView[]; may: boolean; reflexive: boolean; onStart: () => void }) {
  const real = rounds.filter((one) => !one.standing).reverse();
  const waiting = real.find((one) => (one.i_read && !one.i_have_handed_in && one.state === "judging") || one.state === "revealed" || one.state === "adjudicated");
  const open = rounds.filter((one) => one.standing);
  return (
    <>
      {real.length === 0 ? (
        <EmptyState title="No round yet" action={may ? <Button kind="primary" onPress={onStart}>Start the first round</Button> : null}>
          Choose who reads and which interviews. Nobody sees another’s reading until all have handed in.
          {may ? "" : " Whoever leads the study starts a round."}
        </EmptyState>
      ) : null}
      <ol className="round-list" aria-label="Rounds">
        {real.map((one) => (
          <li key={one.id} className="round">
            <div className="round-words">
              <h2 className="serif t22 strong">
                <Link to={`/compare/${one.id}`} plain>{one.name}</Link>
              </h2>
              <p className="round-facts">{factsOf(one, reflexive)}</p>
            </div>
            <MyPart round={one} primary={one === waiting} />
          </li>
        ))}
        {open.map((one) => (
          <li key={one.id} className="round round-open">
            <div className="round-words">
              <h2 className="serif t22 strong">{one.name}</h2>
              <p className="round-facts">Everyone codes in sight of the others. Nothing is handed in, and nothing settled.</p>
            </div>
            <p className="round-do">
              {reflexive ? null : <Link to={`/compare/${one.id}`}>See where readings meet in it</Link>}
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}

/** A round in two or three sentences. */
export function factsOf(round: RoundView, reflexive: boolean): string {
  const state = stateWords(round, reflexive);
  const when = round.state === "closed" ? ` ${day(round.closed_at)}` : round.revealed_at ? ` ${day(round.revealed_at)}` : "";
  if (round.training) return `Training. ${factsOf({ ...round, training: false }, reflexive)}`;
  const facts = [`${state.charAt(0).toUpperCase()}${state.slice(1)}${round.state === "adjudicated" ? "" : when}.`, round.again ? againWords(round) : round.kind === "place" ? whoPlaces(round) : whoReads(round.readers)];
  if (round.state === "judging") {
    if (round.kind === "place") facts.push("Nobody sees where another placed something until it is opened.");
    else if (!round.again) facts.push(round.blind ? "Nobody sees another’s reading until it is opened." : "The readings are in the open from the start.");
    if (round.kind === "unitise") facts.push("Units are marked, without codes.");
    if (round.codebook_number !== null) facts.push(`Codebook ${round.codebook_number}, frozen ${day(round.created_at)}.`);
    if (round.settling === "third reader") facts.push(`${round.settler} settles as the third reader.`);
    else if (round.settler) facts.push(`${round.settler} settles.`);
    if (round.settling === "majority") facts.push("What more than half read alike counts; the rest is talked over.");
  }
  if (round.n_by_rule > 0 && !reflexive) facts.push(byRule(round));
  const back = round.readers.filter((one) => (one.n_taken_back ?? 0) > 0);
  if (back.length > 0) facts.push(`${listed(back.map((one) => one.name))} took a reading back before it was opened.`);
  return facts.filter(Boolean).join(" ");
}

/** Said once, calmly: what keeps two readers apart, and what does not. */
export function ThreeWays() {
  return (
    <Section title="Three ways to be two" className="three-ways">
      <p className="measure">
        With <b>two accounts</b> on one workbench each reader signs in with a password of their own, and Anselm shows neither what the other did.
        A <b>round package</b> is a file for another computer: the interviews of one reader and the frozen codebook, nothing of anyone else; the
        reading comes back locked, for whoever settles. A <b>team server</b> is the first way for colleagues in other places.
      </p>
      <p className="measure">
        A study that lies in a folder on this computer is not blind to whoever holds the folder: the file itself can be read. Where that matters,
        let the second reader work with a package.
      </p>
    </Section>
  );
}
