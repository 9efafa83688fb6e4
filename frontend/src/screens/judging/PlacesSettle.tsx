import { useRef, useState } from "react";

import { Button, Checkbox, classes, Field, Link, OptionRow, Reading, Screen, Split } from "../../components";
import { navigate, newId, useKeys, useParams, useRead, useSteps, useViewer, useWrite } from "../../state";
import { useMaySettle } from "./Deciding";
import { PlacesClosing } from "./PlacesClosing";
import { LevelWords, Thing } from "./PlaceWords";
import { differing, digitOf, levelName, MET, nameOf, nextToSettle, NOWHERE, NONE_OF_THEM, samePlaces, settledWords } from "./placing";
import type { PlaceRoundView, RoundView, ThingView } from "./types";
import { listed, thingWord } from "./words";
import "./settle.css";
import "./placing.css";

/** What was not placed alike, one at a time: who put it where and why, what the levels mean, and the decision. */
export function PlacesSettle({ round }: { round: RoundView }) {
  const all = useRead("/rounds/places", { id: round.id }, { topics: ["rounds", "round"] });
  return (
    <Screen title={`Settle ${round.name}`} layout="fill" className="settle">
      <Reading of={all}>{(found) => <Differences round={round} all={found} />}</Reading>
    </Screen>
  );
}

interface Ground {
  readonly round: RoundView;
  readonly all: PlaceRoundView;
}

function Differences({ round, all }: Ground) {
  const { itemId = "" } = useParams();
  const [closing, setClosing] = useState(false);
  const order = differing(all.things);
  const closed = round.state === "closed";
  const current = order.find((one) => one.id === itemId) ?? (closed ? order[0] : order.find((one) => !one.settled)) ?? null;
  const at = current ? order.indexOf(current) : -1;
  const to = `/compare/${round.id}/settle`;
  const go = (one: ThingView | null | undefined): void => {
    if (one) navigate(`${to}/${one.id}`, { replace: true });
  };
  useKeys("Settling", [
    { keys: "↓", label: "Next in the queue", run: () => go(order[at + 1]) },
    { keys: "↑", label: "Before it in the queue", run: () => go(order[at - 1]) },
  ]);
  const after = (ids: readonly string[]): void => {
    const next = current ? nextToSettle(order, current.id, ids) : null;
    if (next) go(next);
    else navigate(to, { replace: true });
  };
  const queue = <DifferenceList round={round} all={all} order={order} currentId={current?.id ?? ""} onChoose={go} onClose={() => setClosing(true)} />;
  return (
    <>
      <Split start={queue} startLabel="What was placed differently" startWidth={272} foot={current && !closed ? <Decision key={current.id} round={round} all={all} order={order} current={current} onSettled={after} /> : null}>
        {current ? (
          <>
            <p className="settle-steps">
              <Button kind="quiet" onPress={() => go(order[at - 1])} disabled={at <= 0}>Before</Button>
              <Button kind="quiet" onPress={() => go(order[at + 1])} disabled={at >= order.length - 1}>Next</Button>
              {closed ? null : <Button kind="quiet" onPress={() => setClosing(true)}>Close the round</Button>}
            </p>
            <Sides round={round} all={all} thing={current} />
          </>
        ) : (
          <AllDone round={round} n={order.length} onClose={() => setClosing(true)} />
        )}
      </Split>
      <PlacesClosing round={round} all={all} open={closing} onClose={() => setClosing(false)} />
    </>
  );
}

function AllDone({ round, n, onClose }: { round: RoundView; n: number; onClose: () => void }) {
  const may = useMaySettle(round);
  return (
    <div className="settle-done">
      <h1 className="serif t22 strong">{n === 0 ? "Everything was placed alike" : "Everything is settled"}</h1>
      <p>{round.state === "closed" ? "The round is closed." : "Close the round, and what was agreed is placed in the study."}</p>
      {may && round.state !== "closed" ? <Button kind="primary" onPress={onClose}>Close the round</Button> : <Link to={`/compare/${round.id}`}>How the placements met</Link>}
    </div>
  );
}

function DifferenceList({ round, all, order, currentId, onChoose, onClose }: Ground & { order: readonly ThingView[]; currentId: string; onChoose: (one: ThingView) => void; onClose: () => void }) {
  const { reflexive } = useViewer();
  const may = useMaySettle(round);
  const groups = (["different levels", "placed by one only"] as const).map((met) => ({ met, rows: order.filter((one) => one.met === met) })).filter((one) => one.rows.length > 0);
  return (
    <div className="queue">
      <p className="queue-head">
        <b className="num">{reflexive ? "To talk about" : `${all.n_open} left of ${order.length}`}</b>
        <Link to={`/compare/${round.id}`} plain className="t12 soft">{listed(round.readers.map((one) => one.initials))}</Link>
      </p>
      {groups.map(({ met, rows }) => (
        <section key={met} aria-label={MET[met]}>
          <p className="queue-kind"><span>{MET[met]}</span></p>
          <ul>
            {rows.map((one) => (
              <li key={one.id}>
                <button type="button" className={classes("queue-row placing-row", one.id === currentId && "queue-current", one.settled && "queue-settled")} aria-current={one.id === currentId || undefined} onClick={() => onChoose(one)}>
                  <span className="queue-words">{nameOf(one)}</span>
                  {one.settled ? <span className="queue-tick"><span aria-hidden="true">✓</span><span className="unseen">settled</span></span> : null}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {may && round.state !== "closed" ? <p className="queue-close"><Button kind={all.n_open === 0 ? "plain" : "quiet"} onPress={onClose}>Close the round</Button></p> : null}
    </div>
  );
}

function Sides({ round, all, thing }: Ground & { thing: ThingView }) {
  const keys = [...new Set(thing.placed.map((one) => one.level_key))];
  return (
    <div className="difference">
      <Thing thing={thing} kind={thingWord(all.what)} at={MET[thing.met].toLowerCase()} />
      {thing.settled ? <p className="difference-settled">Settled: <b>{settledWords(thing, all.levels)}</b>, by {listed(thing.settled.by)}. {thing.settled.reason}</p> : null}
      <div className="placing-sides">
        {round.readers.map((reader) => {
          const placed = thing.placed.find((one) => one.reader_id === reader.id);
          return (
            <section key={reader.id} aria-label={reader.name}>
              <p className="label">{reader.name}</p>
              <p className="t16"><b>{placed ? levelName(all.levels, placed.level_key) : "not placed"}</b></p>
              {placed?.reason ? <p className="t13">{placed.reason}</p> : null}
            </section>
          );
        })}
      </div>
      <section aria-label="What the levels mean" className="definitions placing-sides">
        {all.levels.filter((one) => keys.includes(one.key)).map((one) => <div key={one.key}><h2 className="t14 strong">{one.name}</h2><LevelWords level={one} /></div>)}
      </section>
    </div>
  );
}

const BOTH = "both stand";
const OUT = "left out";
const AT = "at ";

/** At one of the levels, at several, or at none: by key, with a reason, then on to the next. */
function Decision({ round, all, order, current, onSettled }: Ground & { order: readonly ThingView[]; current: ThingView; onSettled: (ids: readonly string[]) => void }) {
  const [chosen, setChosen] = useState<string | null>(() => chosenBefore(current));
  const [reason, setReason] = useState(current.settled?.reason ?? "");
  const [whole, setWhole] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const steps = useSteps();
  const may = useMaySettle(round);
  const alike = samePlaces(order, current);
  const settle = useWrite("/rounds/places/settle", { topics: ["rounds", "round", "home"] });
  const levels = [...all.levels.map((one) => one.key), NOWHERE];
  const options = [
    ...levels.map((key) => ({ id: `${AT}${key}`, label: key === NOWHERE ? NONE_OF_THEM : levelName(all.levels, key), keys: digitOf(all.levels, key) })),
    ...(new Set(current.placed.map((one) => one.level_key)).size > 1 ? [{ id: BOTH, label: current.placed.length > 2 ? "All stand" : "Both stand", keys: "B" }] : []),
    { id: OUT, label: "Left out", keys: "X" },
  ];
  const missing = !may ? "Whoever settles this round, or places in it, settles its differences." : !chosen ? "Choose how it is settled." : !reason.trim() ? "Say why, in a sentence." : null;
  const decide = (): void => {
    if (missing || !chosen) return;
    const ids = whole ? alike.map((one) => one.id) : [current.id];
    const level = chosen.startsWith(AT);
    settle.mutate({ id: newId(), round_id: round.id, unit_ids: ids, settled_as: level ? "level" : chosen === BOTH ? "both stand" : "left out", level_key: level ? chosen.slice(AT.length) : "", reason: reason.trim() });
    onSettled(ids);
  };
  useKeys("Settling", [
    ...options.flatMap((one) => (one.keys ? [{ keys: one.keys, label: one.label, run: () => setChosen(one.id) }] : [])),
    ...(alike.length > 1 ? [{ keys: "P", label: "All that were put at the same levels", run: () => setWhole(!whole) }] : []),
    { keys: "R", label: "Write the reason", run: () => field.current?.focus() },
    { keys: "Enter", label: "Settle and next", run: decide },
  ]);
  return (
    <form className="deciding" onSubmit={(event) => { event.preventDefault(); decide(); }}>
      <div className="deciding-row">
        <OptionRow label="Settled as" value={chosen} onChange={setChosen} options={options} />
        {alike.length > 1 ? <Checkbox checked={whole} onChange={setWhole}>All {alike.length} put at the same levels <kbd className="key-cap">P</kbd></Checkbox> : null}
      </div>
      <div className="deciding-row">
        <Field beside label="Reason" value={reason} onChange={setReason} inputRef={field} keys="R" maxLength={5000} className="deciding-reason" placeholder="Why, in a sentence" />
        <Button kind="quiet" disabled={steps.next_undo === null} onPress={() => void steps.undo()}>Undo</Button>
        <Button kind="primary" type="submit" keys="Enter" reason={may ? null : missing} disabled={missing !== null}>
          {whole ? `Settle all ${alike.length}` : current.settled ? "Settle anew" : "Settle and next"}
        </Button>
      </div>
    </form>
  );
}

function chosenBefore({ settled }: ThingView): string | null {
  if (!settled) return null;
  if (settled.outcome === "both stand") return BOTH;
  return settled.outcome === "neither" ? OUT : `${AT}${settled.level_keys[0] ?? NOWHERE}`;
}
