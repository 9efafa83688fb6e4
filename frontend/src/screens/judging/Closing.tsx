import { useState } from "react";

import { Button, Dialog, OptionRow } from "../../components";
import { navigate, useWrite } from "../../state";
import type { RoundView } from "./types";
import { many, RULES, type Rule } from "./words";

/** Closing a round: everything settled, or a rule for the rest that is printed with its count. */
export function Closing({ round, nOpen, open, onClose }: { round: RoundView; nOpen: number; open: boolean; onClose: () => void }) {
  const [rule, setRule] = useState<Rule | null>(null);
  const close = useWrite("/rounds/close", {
    topics: ["rounds", "round", "home", "codings", "passages"],
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
          <Button kind="primary" disabled={close.isPending || (nOpen > 0 && !rule)} onPress={() => close.mutate({ id: round.id, rule: nOpen > 0 ? (rule ?? "") : "" })}>
            {close.isPending ? "Closing …" : "Close the round"}
          </Button>
          <Button kind="quiet" onPress={onClose}>Not yet</Button>
        </>
      }
    >
      <div className="asked">
        <p>The agreed reading is made from what was read alike and what you settled. It stands wherever this study counts. Both original readings stay. Closing cannot be undone.</p>
        {nOpen > 0 ? (
          <>
            <p>{many(nOpen, "difference")} {nOpen === 1 ? "is" : "are"} not settled. They can go by a rule, which is printed with their number: “{nOpen} not discussed; rule applied”.</p>
            <OptionRow label="Say what becomes of those not discussed" showLabel layout="list" value={rule} onChange={setRule} options={RULES} />
          </>
        ) : null}
      </div>
    </Dialog>
  );
}
