import { useMemo, useState } from "react";

import { Button, Checkbox, Dialog, Field, OptionRow } from "../../components";
import { announce, newId } from "../../state";
import { useSettling } from "./Deciding";
import { apartOf, withinTolerance } from "./queue";
import type { DifferenceView, Outcome, RoundView } from "./types";
import { many, placeWords, sharedLabels, shortWords } from "./words";

type OfEnds = Extract<Outcome, "union" | "intersection" | "both stand">;
const WAYS: readonly { readonly id: OfEnds; readonly label: string; readonly about: string }[] = [
  { id: "union", label: "All the words", about: "From the first beginning to the last end." },
  { id: "intersection", label: "Shared words only", about: "What all who marked it have in common." },
  { id: "both stand", label: "Both readings stand", about: "Each keeps its own ends." },
];

interface BoundariesProps {
  readonly round: RoundView;
  readonly differences: readonly DifferenceView[];
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onSettled: (keys: readonly string[]) => void;
}

/** Where ends differ a little, whatever the code: one decision under a stated tolerance, exceptions left out by hand. */
export function Boundaries({ round, differences, open, onClose, onSettled }: BoundariesProps) {
  const [typed, setTyped] = useState("20");
  const [outcome, setOutcome] = useState<OfEnds | null>(null);
  const [reason, setReason] = useState("");
  const [except, setExcept] = useState<ReadonlySet<string>>(new Set());
  const tolerance = /^\s*\d{1,5}\s*$/.test(typed) ? Number(typed) : 0;
  const within = useMemo(() => withinTolerance(differences, tolerance), [differences, tolerance]);
  const shared = useMemo(() => sharedLabels(differences), [differences]);
  const keys = within.filter((one) => !except.has(one.key)).map((one) => one.key);
  const nOpen = differences.filter((one) => one.kind === "boundary" && !one.settled).length;
  const settle = useSettling(round);
  const run = (): void => {
    if (!outcome || keys.length === 0) return;
    settle.mutate({ id: newId(), round_id: round.id, difference_keys: [...keys], outcome, reason: reason.trim(), tolerance });
    announce(`${many(keys.length, "place")} settled together.`);
    setExcept(new Set());
    onClose();
    onSettled(keys);
  };
  const tick = (key: string, taken: boolean): void => {
    const next = new Set(except);
    if (taken) next.delete(key);
    else next.add(key);
    setExcept(next);
  };
  return (
    <Dialog
      wide
      grave
      title="Settle ends together"
      open={open}
      onClose={onClose}
      actions={
        <>
          <Button kind="primary" disabled={!outcome || keys.length === 0} onPress={run}>{keys.length === 0 ? "Settle" : `Settle ${many(keys.length, "place")}`}</Button>
          <Button kind="quiet" onPress={onClose}>Not now</Button>
        </>
      }
    >
      <div className="asked boundaries">
        <Field label="Ends at most so many characters apart" type="number" value={typed} onChange={setTyped} wrong={tolerance < 1 && "Write a whole number from 1."} about={`${within.length} of ${many(nOpen, "open place")} where ends differ, whatever the code. The number is printed with the methods.`} />
        <OptionRow<OfEnds> label="Settled as" showLabel layout="list" value={outcome} onChange={setOutcome} options={WAYS} />
        <Field label="Reason" value={reason} onChange={setReason} maxLength={5000} placeholder="Why, in a sentence" />
        {within.length > 0 ? (
          <fieldset className="boundaries-list">
            <legend className="field-label">Untick what is to be looked at on its own: it stays open, and is told as an exception.</legend>
            {within.map((one) => (
              <Checkbox key={one.key} checked={!except.has(one.key)} onChange={(taken) => tick(one.key, taken)} about={<>“{one.words}”</>}>
                {shortWords(one)}, {many(apartOf(one), "character")} apart <span className="soft num">{placeWords(one, shared)}</span>
              </Checkbox>
            ))}
          </fieldset>
        ) : null}
      </div>
    </Dialog>
  );
}
