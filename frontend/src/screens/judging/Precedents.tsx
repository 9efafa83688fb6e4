import { Section } from "../../components";
import type { DifferenceView, RoundView, RulingView } from "./types";
import { listed, outcomeWords, placeWords, precedents, times } from "./words";

const MOST = 5;

/** How the same codes were settled elsewhere in the round, so that decisions stay of one piece. */
export function Precedents({ round, current, differences, rulings }: { round: RoundView; current: DifferenceView; differences: readonly DifferenceView[]; rulings: readonly RulingView[] }) {
  const before = precedents(current, differences, rulings);
  if (before.length === 0) {
    return <Section title="Earlier decisions"><p className="t13 soft">None yet on {current.sides.length > 1 && current.pattern.includes("|") ? "these codes" : "this code"} in this round.</p></Section>;
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
      {before.length > MOST ? <p className="t12 soft">And {before.length - MOST} more.</p> : null}
    </Section>
  );
}
