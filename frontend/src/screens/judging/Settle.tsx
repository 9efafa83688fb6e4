import { useMemo, useState } from "react";

import { Button, Link, Split } from "../../components";
import { navigate, newId, setQuery, useKeys, useParams, usePlace, useWrite } from "../../state";
import { Boundaries } from "./Boundaries";
import { Closing } from "./Closing";
import { Deciding, useMaySettle } from "./Deciding";
import { OneDifference } from "./OneDifference";
import { Queue } from "./Queue";
import { grouped, inOrder, narrowed, nextOpen, stepped, type Narrowed } from "./queue";
import type { CodeView, DifferenceView, RoundView, RulingView } from "./types";

export interface SettleProps {
  readonly round: RoundView;
  readonly differences: readonly DifferenceView[];
  readonly rulings: readonly RulingView[];
  readonly codes: readonly CodeView[];
}

/** The queue beside, one difference in the middle, the decision along the bottom. */
export function Settle({ round, differences, rulings, codes }: SettleProps) {
  const { itemId = "" } = useParams();
  const { query } = usePlace();
  const by: Narrowed = { kind: query.get("kind"), pattern: query.get("pattern"), code: query.get("code") };
  const shown = useMemo(() => narrowed(differences, by), [differences, by.kind, by.pattern, by.code]);
  const groups = useMemo(() => grouped(shown), [shown]);
  const order = useMemo(() => inOrder(groups), [groups]);
  const [closing, setClosing] = useState(false);
  const [ends, setEnds] = useState(false);
  const closed = round.state === "closed";
  const current = differences.find((one) => one.key === itemId) ?? (closed ? order[0] : order.find((one) => !one.settled)) ?? null;
  const nOpen = differences.filter((one) => !one.settled).length;
  const go = (one: DifferenceView | null): void => {
    if (one) navigate(`/compare/${round.id}/settle/${one.key}${window.location.search}`, { replace: true });
  };
  const move = (step: number): void => go(current ? stepped(order, current.key, step) : null);
  const may = useMaySettle(round);
  const onEnds = may && !closed && differences.filter((one) => one.kind === "boundary" && !one.settled).length > 1 ? () => setEnds(true) : null;
  useKeys("Settling", [
    ...(onEnds ? [{ keys: "T", label: "Settle ends together", run: onEnds }] : []),
    { keys: "↓", label: "Next in the queue", run: () => move(1) },
    { keys: "↑", label: "Before it in the queue", run: () => move(-1) },
  ]);
  const after = (keys: readonly string[]): void => {
    const next = current ? nextOpen(order, current.key, new Set(keys)) : null;
    if (next) go(next);
    else navigate(`/compare/${round.id}/settle${window.location.search}`, { replace: true });
  };
  const queue = <Queue round={round} groups={groups} differences={differences} currentKey={current?.key ?? ""} narrowed={by} onChoose={go} onClose={() => setClosing(true)} onEnds={onEnds} onAll={() => setQuery({ kind: null, pattern: null, code: null })} />;
  const most = differences.filter((one) => one.by_majority);
  const foot = current && !closed ? <Deciding key={current.key} round={round} current={current} differences={differences} rulings={rulings} codes={codes} onSettled={after} /> : null;
  return (
    <>
      <Split start={queue} startLabel="Where the readings differ" startWidth={272} foot={foot}>
        {current ? (
          <>
            <p className="settle-steps">
              <Button kind="quiet" onPress={() => move(-1)} disabled={order[0]?.key === current.key}>Before</Button>
              <span className="t12 soft num">{order.findIndex((one) => one.key === current.key) + 1 || "–"} of {order.length}</span>
              <Button kind="quiet" onPress={() => move(1)} disabled={order[order.length - 1]?.key === current.key}>Next</Button>
              {onEnds ? <Button kind="quiet" onPress={onEnds}>Settle ends together</Button> : null}
              {closed ? null : <Button kind="quiet" onPress={() => setClosing(true)}>Close the round</Button>}
            </p>
            {most.length > 0 ? <Majority round={round} n={most.length} /> : null}
            <OneDifference key={current.key} round={round} current={current} differences={differences} rulings={rulings} codes={codes} />
          </>
        ) : (
          <NothingLeft round={round} nOpen={nOpen} narrow={shown.length < differences.length} onClose={() => setClosing(true)} />
        )}
      </Split>
      <Boundaries round={round} differences={differences} open={ends} onClose={() => setEnds(false)} onSettled={after} />
      <Closing round={round} nOpen={nOpen} open={closing} onClose={() => setClosing(false)} />
    </>
  );
}

/** What more than half read alike, settled in one step where that was agreed on. */
function Majority({ round, n }: { round: RoundView; n: number }) {
  const settle = useWrite("/rounds/settle-by-majority", { topics: ["rounds", "round", "home"] });
  const run = (): void => settle.mutate({ id: newId(), round_id: round.id });
  const may = useMaySettle(round);
  useKeys("Settling", may ? [{ keys: "M", label: "Settle what more than half read alike", run }] : []);
  return (
    <p className="settle-majority">
      <span>{n === 1 ? "One open place was" : `${n} open places were`} read alike by more than half of the readers.</span>
      <Button keys="M" disabled={!may || settle.isPending} onPress={run}>{n === 1 ? "Settle it so" : `Settle the ${n} so`}</Button>
    </p>
  );
}

function NothingLeft({ round, nOpen, narrow, onClose }: { round: RoundView; nOpen: number; narrow: boolean; onClose: () => void }) {
  const all = (): void => navigate(`/compare/${round.id}/settle`, { replace: true });
  useKeys("Settling", round.state === "closed" ? [] : [{ keys: "Enter", label: nOpen > 0 ? "Go on with the rest" : "Close the round", run: nOpen > 0 ? all : onClose }]);
  return (
    <div className="settle-done">
      <h1 className="t28 strong">{nOpen > 0 ? "These are settled." : "Every difference is settled."}</h1>
      <p>{nOpen > 0 && narrow ? `${nOpen} of the others are still open.` : "Closing the round makes the agreed reading from what was read alike and from what you settled. Both original readings stay as they are."}</p>
      {round.state === "closed" ? (
        <Link to={`/compare/${round.id}`}>See how they met</Link>
      ) : (
        <Button kind="primary" keys="Enter" onPress={nOpen > 0 ? all : onClose}>{nOpen > 0 ? "Go on with the rest" : "Close the round"}</Button>
      )}
    </div>
  );
}
