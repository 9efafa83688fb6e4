import { useEffect, useRef, useState } from "react";

import { Button, classes, EmptyState, KeyCap, Link, ProgressLine, Split, TextArea } from "../../components";
import { navigate, useKeys, useParams, useSteps, useWrite } from "../../state";
import { MyPart } from "./MyPart";
import { LevelWords, Thing } from "./PlaceWords";
import { digitOf, levelName, mineOf, nameOf, nextUnplaced, NONE_OF_THEM, NOWHERE } from "./placing";
import type { PlaceRoundView, RoundView, ThingView } from "./types";
import { things, thingWord } from "./words";

interface PlacingProps {
  readonly round: RoundView;
  readonly all: PlaceRoundView;
}

/** One thing at a time with the levels beside it: a digit places it, arrows go on and back. */
export function Placing({ round, all }: PlacingProps) {
  const { itemId = "" } = useParams();
  const at = Math.max(0, itemId ? all.things.findIndex((one) => one.id === itemId) : all.things.findIndex((one) => !mineOf(one)));
  const current = all.things[at];
  const go = (one: ThingView | null | undefined): void => {
    if (one) navigate(`/compare/${round.id}/place/${one.id}`, { replace: true });
  };
  useKeys("Placing", [
    { keys: "→", label: "The next one", run: () => go(all.things[at + 1]) },
    { keys: "←", label: "The one before", run: () => go(all.things[at - 1]) },
  ]);
  if (!current) return <EmptyState title="There is nothing to place">What was to be placed in this round is no longer in the study.</EmptyState>;
  const list = <ThingList round={round} all={all} currentId={current.id} onChoose={go} />;
  return (
    <Split start={list} startLabel="What you place" startWidth={272}>
      <OneThing key={current.id} round={round} all={all} thing={current} at={at} go={go} />
    </Split>
  );
}

function ThingList({ round, all, currentId, onChoose }: PlacingProps & { currentId: string; onChoose: (one: ThingView) => void }) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [currentId]);
  return (
    <div className="queue">
      <p className="queue-head"><b>{round.name}</b><Link to="/compare" plain className="t12 soft">all rounds</Link></p>
      <ul ref={list}>
        {all.things.map((one) => {
          const mine = mineOf(one);
          return (
            <li key={one.id}>
              <button type="button" className={classes("queue-row placing-row placing-below", one.id === currentId && "queue-current", mine && "queue-settled")} aria-current={one.id === currentId || undefined} onClick={() => onChoose(one)}>
                <span className="queue-words">{nameOf(one)}</span>
                <span className="t12 soft">{mine ? levelName(all.levels, mine.level_key) : ""}</span>
              </button>
            </li>
          );
        })}
      </ul>
      <div className="queue-close"><MyPart round={round} here primary={all.n_mine === all.things.length} unplaced={all.things.length - all.n_mine} /></div>
    </div>
  );
}

interface OneThingProps extends PlacingProps {
  readonly thing: ThingView;
  readonly at: number;
  readonly go: (one: ThingView | null | undefined) => void;
}

function OneThing({ round, all, thing, at, go }: OneThingProps) {
  const mine = mineOf(thing);
  const [reason, setReason] = useState(mine?.reason ?? "");
  const why = useRef<HTMLDivElement>(null);
  const steps = useSteps();
  const place = usePlacing(round);
  const off = useWrite("/rounds/places/take-off", { topics: ["rounds", "round"] });
  const put = (level_key: string): void => {
    place.mutate({ round_id: round.id, unit_id: thing.id, level_key, reason: reason.trim() });
    go(nextUnplaced(all.things, thing.id));
  };
  const keepReason = (): void => {
    if (mine && reason.trim() !== mine.reason) place.mutate({ round_id: round.id, unit_id: thing.id, level_key: mine.level_key, reason: reason.trim() });
  };
  useKeys("Placing", [
    ...all.levels.flatMap((one) => (digitOf(all.levels, one.key) ? [{ keys: digitOf(all.levels, one.key), label: `Place it at ${one.name}`, run: () => put(one.key) }] : [])),
    { keys: "0", label: NONE_OF_THEM, run: () => put(NOWHERE) },
    { keys: "R", label: "Write the reason", run: () => why.current?.querySelector("textarea")?.focus() },
  ]);
  return (
    <div className="placing-page">
      <div className="placing-head">
        <ProgressLine label="Placed" done={all.n_mine / all.things.length} words={`${all.n_mine} of ${all.things.length}`} />
        <p className="placing-steps">
          <Button kind="quiet" onPress={() => go(all.things[at - 1])} disabled={at === 0}>Before <KeyCap keys="←" /></Button>
          <Button kind="quiet" onPress={() => go(all.things[at + 1])} disabled={at >= all.things.length - 1}>Next <KeyCap keys="→" /></Button>
          <Button kind="quiet" disabled={steps.next_undo === null} onPress={() => void steps.undo()}>Undo <KeyCap keys="Ctrl Z" /></Button>
        </p>
      </div>
      <div className="placing-columns">
        <div>
          <Thing thing={thing} kind={thingWord(all.what)} at={`${at + 1} of ${things(all.things.length, all.what)}`} />
          <div ref={why} className="placing-why" onBlur={keepReason}>
            <TextArea label="Why there, if you want to say" value={reason} onChange={setReason} rows={3} maxLength={5000} />
          </div>
          {mine ? <p className="t13"><Button kind="quiet" onPress={() => off.mutate({ round_id: round.id, unit_id: thing.id })}>Take it off its level</Button></p> : null}
        </div>
        <section aria-label={`The levels of ${all.lens}`}>
          <p className="label">{all.lens}, version {all.lens_version}</p>
          <Choices all={all} mine={mine?.level_key} onPut={put} />
        </section>
      </div>
      <div className="placing-part"><MyPart round={round} here primary={all.n_mine === all.things.length} unplaced={all.things.length - all.n_mine} /></div>
    </div>
  );
}

function Choices({ all, mine, onPut }: { all: PlaceRoundView; mine: string | undefined; onPut: (key: string) => void }) {
  return (
    <ul className="placing-levels">
      {all.levels.map((one) => (
        <li key={one.key} className={classes("placing-level", mine === one.key && "placing-chosen")}>
          <Choice name={one.name} digit={digitOf(all.levels, one.key)} chosen={mine === one.key} about={`about-${one.key}`} onPress={() => onPut(one.key)} />
          <LevelWords level={one} id={`about-${one.key}`} />
        </li>
      ))}
      <li className={classes("placing-level", mine === NOWHERE && "placing-chosen")}>
        <Choice name={NONE_OF_THEM} digit="0" chosen={mine === NOWHERE} about="about-none" onPress={() => onPut(NOWHERE)} />
        <div className="placing-words" id="about-none"><p className="soft">What you looked at stands at no level of this lens. That is an answer, and counts as one.</p></div>
      </li>
    </ul>
  );
}

function Choice({ name, digit, chosen, about, onPress }: { name: string; digit: string; chosen: boolean; about: string; onPress: () => void }) {
  return (
    <button type="button" className="placing-choice" aria-pressed={chosen} aria-describedby={about} onClick={onPress}>
      {digit ? <KeyCap keys={digit} /> : null}
      <b>{name}</b>
      {chosen ? <span className="t12 placing-tick" aria-hidden="true">✓ placed here</span> : null}
    </button>
  );
}

/** Where it was put shows at once, and is taken back on screen if it is refused. */
function usePlacing(round: RoundView) {
  const me = round.readers.find((one) => one.mine);
  return useWrite("/rounds/places/place", {
    topics: ["rounds", "round"],
    optimistic: (body, change) =>
      change<PlaceRoundView>("/rounds/places", { id: round.id }, (before) => {
        const now = before.things.map((one) =>
          one.id === body.unit_id ? { ...one, placed: [{ reader_id: me?.id ?? "", reader: me?.name ?? "", mine: true, level_key: body.level_key, reason: body.reason ?? "" }] } : one,
        );
        return { ...before, things: now, n_mine: now.filter(mineOf).length };
      }),
  });
}
