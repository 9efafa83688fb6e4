import { EmptyState, Reading, Screen } from "../../components";
import { useRead, useViewer } from "../../state";
import { Dialogue } from "./Dialogue";
import { PlacesSettle } from "./PlacesSettle";
import { Settle } from "./Settle";
import "./settle.css";

/** Where readings differ, one place at a time. A reflexive study talks about them instead. */
export function SettlePage({ roundId }: { roundId: string }) {
  const { reflexive } = useViewer();
  const round = useRead("/round", { id: roundId }, { topics: ["rounds"] });
  const open = round.data !== undefined && (!round.data.blind || round.data.state !== "judging");
  const ofPlaces = round.data?.kind === "place";
  const when = { when: open && !reflexive && !ofPlaces };
  const differences = useRead("/rounds/differences", { round_id: roundId, only_open: false }, { ...when, topics: ["codings"] });
  const rulings = useRead("/rounds/rulings", { id: roundId }, when);
  const codes = useRead("/codes", { round_id: roundId, with_retired: true }, when);
  if (round.data && ofPlaces && open) return <PlacesSettle round={round.data} />;
  if (round.data && reflexive && open) return <Dialogue round={round.data} />;
  return (
    <Screen title={round.data ? `Settle ${round.data.name}` : "Settle"} layout={open ? "fill" : "page"} className="settle">
      <Reading of={round}>
        {(one) =>
          open ? (
            <Reading of={differences}>
              {(all) => (
                <Reading of={rulings}>
                  {(made) => <Reading of={codes}>{(book) => <Settle round={one} differences={all} rulings={made} codes={book} />}</Reading>}
                </Reading>
              )}
            </Reading>
          ) : (
            <EmptyState title="The readings of this round are not opened yet">They can be settled once every reader has handed in and the readings are opened.</EmptyState>
          )
        }
      </Reading>
    </Screen>
  );
}
