import { useParams } from "../../state";
import { Rounds } from "./Rounds";
import { RoundPage } from "./RoundPage";
import { SettlePage } from "./SettlePage";
import { StartRound } from "./StartRound";

/** Rounds, how the readings of one met, and settling where they differ. */
export default function Compare() {
  const { roundId, part } = useParams();
  if (!roundId) return <Rounds />;
  if (roundId === "new") return <StartRound />;
  if (part === "settle") return <SettlePage key={roundId} roundId={roundId} />;
  return <RoundPage key={roundId} roundId={roundId} />;
}
