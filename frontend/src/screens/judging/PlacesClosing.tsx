import { useState } from "react";

import { Button, Dialog, OptionRow } from "../../components";
import { navigate, useViewer, useWrite } from "../../state";
import { differing, leftWords, nameOf } from "./placing";
import type { PlaceRoundView, RoundView } from "./types";

type Rule = "left out" | "kept";
const RULES: readonly { readonly id: Rule; readonly label: string; readonly about: string }[] = [
  { id: "left out", label: "Left out", about: "What was not discussed is placed nowhere." },
  { id: "kept", label: "Kept", about: "It is placed at every level that anyone gave it." },
];
const MOST = 12;

/** Closing a round of placing: what was not discussed by name, and the rule for it. */
export function PlacesClosing({ round, all, open, onClose }: { round: RoundView; all: PlaceRoundView; open: boolean; onClose: () => void }) {
  const [rule, setRule] = useState<Rule | null>(null);
  const { reflexive } = useViewer();
  const left = differing(all.things).filter((one) => !one.settled);
  const words = leftWords(left.length, Math.min(left.length, MOST), reflexive);
  const close = useWrite("/rounds/places/close", {
    topics: ["rounds", "round", "home", "placements", "figures", "themes", "lenses", "matrix"],
    onDone: () => { onClose(); navigate(`/compare/${round.id}`); },
  });
  return (
    <Dialog
      grave
      title={`Close ${round.name}?`}
      open={open}
      onClose={onClose}
      actions={
        <>
          <Button kind="primary" disabled={close.isPending || (left.length > 0 && !rule)} onPress={() => close.mutate({ id: round.id, rule: left.length > 0 ? (rule ?? "") : "" })}>
            {close.isPending ? "Closing …" : "Close the round"}
          </Button>
          <Button kind="quiet" onPress={onClose}>Not yet</Button>
        </>
      }
    >
      <div className="asked">
        <p>{round.training ? "The round was for training: nothing is placed in the study." : "What was placed alike, and what you settled, is placed in the study. It stands in place of what was placed by hand before, and the level figure is drawn from it."} What each placed stays. Closing cannot be undone.</p>
        {left.length > 0 ? (
          <>
            <p>{words.head}</p>
            <ul className="placing-left">
              {left.slice(0, MOST).map((one) => <li key={one.id} className="serif">{nameOf(one)}</li>)}
              {words.more ? <li className="soft">{words.more}</li> : null}
            </ul>
            <OptionRow label={reflexive ? "Say what becomes of those not talked about" : "Say what becomes of those not discussed"} showLabel layout="list" value={rule} onChange={setRule} options={RULES} />
          </>
        ) : null}
      </div>
    </Dialog>
  );
}
