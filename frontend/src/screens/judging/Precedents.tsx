import { Section } from "../../components";
import { useRead } from "../../state";
import type { DifferenceView, RoundView, RulingView } from "./types";
import { listed, outcomeWords, placeWords, precedents, times } from "./words";

const MOST = 5;

/** How the same codes were settled elsewhere in the round, so that decisions stay of one piece. */
export function Precedents({ round, current, differences, rulings }: { round: RoundView; current: DifferenceView; differences: readonly DifferenceView[]; rulings: readonly RulingView[] }) {
  const before = precedents(current, differences, rulings);
  const earlier = useRead("/rounds/earlier-decisions", { id: round.id }, { topics: ["rounds"] });
  const elsewhere = (earlier.data ?? []).filter((one) => one.pattern === current.pattern);
  if (before.length === 0 && elsewhere.length === 0) {
    return <Section title="Earlier decisions"><p className="t13 soft">None yet on {current.sides.length > 1 && current.pattern.includes("|") ? "these codes" : "this code"}, here or in a round closed before.</p></Section>;
  }
  const tally = new Map<string, number>();
  for (const one of before) {
    const words = outcomeWords(one.ruling.outcome, one.difference, round.readers).replace(/, as .*$/, "");
    tally.set(words, (tally.get(words) ?? 0) + 1);
  }
  return (
    <Section title="Earlier decisions" aside={listed([...tally].sort((one, other) => other[1] - one[1]).map(([words, n]) => `${words} ${times(n)}`))}>
      <ul className="precedents">
        {before.slice(0, MOST).map(({ ruling, difference }) => (
          <li key={difference.key}>
            <span className="soft num">{placeWords(difference)}</span>
            <span><b>{outcomeWords(ruling.outcome, difference, round.readers)}.</b> {ruling.reason}</span>
          </li>
        ))}
      </ul>
      {elsewhere.length > 0 ? (
        <ul className="precedents" aria-label="In rounds closed before">
          {elsewhere.slice(0, MOST).map((one) => (
            <li key={`${one.round_id} ${one.kind} ${one.settled_as} ${one.reason}`}>
              <span className="soft">{one.round}</span>
              <span><b>{one.settled_as.charAt(0).toUpperCase() + one.settled_as.slice(1)}</b>, {times(one.n)}. {one.reason}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {before.length > MOST ? <p className="t12 soft">And {before.length - MOST} more.</p> : null}
    </Section>
  );
}
