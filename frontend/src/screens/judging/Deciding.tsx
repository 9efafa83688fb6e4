import { useRef, useState } from "react";

import { Button, Checkbox, Field, Menu, OptionRow, Select } from "../../components";
import { announce, newId, useKeys, useMay, useViewer, useWrite } from "../../state";
import type { OneDifferenceProps } from "./OneDifference";
import { otherWayRound, samePattern } from "./queue";
import { nextBoundary, optionsOf } from "./settling";
import type { DifferenceView, Outcome, RoundView } from "./types";
import { earlierReasons } from "./words";

interface DecidingProps extends OneDifferenceProps {
  readonly onSettled: (keys: readonly string[]) => void;
}

/** The decision on one difference, or on all of its pattern: by key, with a reason, then on to the next. */
export function Deciding({ round, current, differences, rulings, codes, onSettled }: DecidingProps) {
  const options = optionsOf(current, round.readers);
  const [outcome, setOutcome] = useState<Outcome | null>((current.settled || null) as Outcome | null);
  const [reason, setReason] = useState(current.reason);
  const [codeId, setCodeId] = useState<string | null>(null);
  const [whole, setWhole] = useState(false);
  const [sharpen, setSharpen] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  // "As the first reader" is another code where the readers are the other way round; every other answer is the same there.
  const turned = outcome === null || outcome === "first" || outcome === "second" ? otherWayRound(differences, current) : [];
  const alike = turned.length > 0 ? samePattern(differences, current) : [...samePattern(differences, current), ...otherWayRound(differences, current)];
  const settle = useSettling(round);
  const may = useMaySettle(round);
  const missing = whatIsMissing(may, outcome, codeId);
  const decide = (): void => {
    if (missing || !outcome) {
      announce(missing ?? "Choose how it is settled.");
      return;
    }
    const keys = whole ? alike.map((one) => one.key) : [current.key];
    settle.mutate({
      id: newId(),
      round_id: round.id,
      difference_keys: keys,
      outcome,
      reason: reason.trim(),
      other: outcome === "other" && codeId ? [{ start: current.start, end: current.end, code_id: codeId }] : [],
      pattern: whole ? current.pattern : "",
      codebook_change: sharpen ? reason.trim() : "",
    });
    onSettled(keys);
  };
  const choose = (id: Outcome): void => {
    if (options.some((one) => one.id === id && !one.disabled)) setOutcome(id);
    if (id === "other") setWhole(false);
  };
  useKeys("Settling", [
    ...options.filter((one) => one.keys !== "B").map((one) => ({ keys: one.keys ?? "", label: one.label, run: () => choose(one.id) })),
    { keys: "B", label: "Boundary: all the words, or the shared ones", run: () => choose(nextBoundary(outcome)) },
    ...(alike.length > 1 ? [{ keys: "P", label: "The whole pattern", run: () => setWhole(!whole) }] : []),
    { keys: "R", label: "Write the reason", run: () => field.current?.focus() },
    { keys: "Enter", label: "Settle and next", run: decide },
  ]);
  const reasons = earlierReasons(current, differences, rulings);
  return (
    <form className="deciding" onKeyDown={(event) => { if (event.key === "Escape") field.current?.blur(); }} onSubmit={(event) => { event.preventDefault(); decide(); }}>
      <div className="deciding-row">
        <OptionRow label="Settled as" value={outcome} onChange={choose} options={options} />
        {outcome === "other" ? (
          <Select label="Code" inline value={codeId} onChange={setCodeId} options={codes.filter((one) => !one.group).map((one) => ({ id: one.id, label: `${one.key} ${one.name}`.trim() }))} />
        ) : null}
        {alike.length > 1 && outcome !== "other" ? (
          <Checkbox checked={whole} onChange={setWhole}>{alike.length === 2 ? "Both" : `All ${alike.length}`} {turned.length > 0 ? "read this way round" : "of this pattern"} <kbd className="key-cap">P</kbd></Checkbox>
        ) : null}
      </div>
      <div className="deciding-row">
        <Field beside label="Reason" value={reason} onChange={setReason} inputRef={field} keys="R" maxLength={5000} className="deciding-reason" placeholder="Why, in a sentence" />
        {reasons.length > 0 ? <Menu actions={reasons.map((one) => ({ id: one, label: one, run: () => setReason(one) }))}>Earlier reasons</Menu> : null}
        <Checkbox checked={sharpen} onChange={setSharpen} disabled={!reason.trim()}>Note it for the codebook</Checkbox>
        <Button kind="primary" type="submit" keys="Enter" reason={may ? null : missing} disabled={missing !== null}>
          {whole ? alike.length === 2 ? "Settle both" : `Settle all ${alike.length}` : current.settled ? "Settle anew" : "Settle and next"}
        </Button>
      </div>
    </form>
  );
}

function whatIsMissing(may: boolean, outcome: Outcome | null, codeId: string | null): string | null {
  if (!may) return "Whoever settles this round, or reads in it, settles its differences.";
  if (!outcome) return "Choose how it is settled.";
  if (outcome === "other" && !codeId) return "Choose the code.";
  return null;
}

/** Whoever reads, is named or leads; where a third reader settles, no reader does, and the lead only in their place. */
export function useMaySettle(round: RoundView): boolean {
  const me = useViewer();
  const codes = useMay("code");
  const chief = useMay("settle");
  return codes && !round.standing && (chief || round.settler_id === me.researcher_id || (round.i_read && round.settling !== "third reader"));
}

/** The decision shows at once; it is kept, sent, and taken back on screen if it is refused. */
export function useSettling(round: RoundView) {
  return useWrite("/rounds/settle", {
    topics: ["rounds", "round", "home"],
    optimistic: (body, change) =>
      change<readonly DifferenceView[]>("/rounds/differences", { round_id: round.id, only_open: false }, (before) =>
        before.map((one) => (body.difference_keys.includes(one.key) ? { ...one, settled: body.outcome, reason: body.reason ?? "", ruling_id: body.id } : one)),
      ),
  });
}
