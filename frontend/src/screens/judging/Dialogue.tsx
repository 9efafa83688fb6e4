import { useMemo, useState } from "react";

import { Button, classes, Dialog, EmptyState, Link, Reading, Screen, Split } from "../../components";
import { navigate, useKeys, useMay, useParams, useRead, useViewer, useWrite } from "../../state";
import { Definitions } from "./Definitions";
import { Discussion } from "./Discussion";
import { MethodsText } from "./MethodsText";
import { readersOf } from "./OneDifference";
import { Sides } from "./Sides";
import type { DifferenceView, RoundView } from "./types";
import { listed, placeWords } from "./words";
import "./settle.css";

/** Two readings side by side, for talking about. No number, and nothing to decide. */
export function Dialogue({ round }: { round: RoundView }) {
  const places = useRead("/rounds/differences", { round_id: round.id, only_open: false }, { topics: ["codings"] });
  return (
    <Screen title={round.name} layout="fill" className="settle">
      <Reading of={places}>{(all) => <Talk round={round} places={all} />}</Reading>
    </Screen>
  );
}

function Talk({ round, places }: { round: RoundView; places: readonly DifferenceView[] }) {
  const { itemId = "" } = useParams();
  const [closing, setClosing] = useState(false);
  const order = useMemo(() => [...places].sort((one, other) => one.source.localeCompare(other.source) || one.start - other.start), [places]);
  const current = order.find((one) => one.key === itemId) ?? order[0] ?? null;
  const go = (one: DifferenceView | undefined): void => {
    if (one) navigate(`/compare/${round.id}/dialogue/${one.key}`, { replace: true });
  };
  const at = current ? order.indexOf(current) : -1;
  useKeys("Dialogue", [
    { keys: "↓", label: "The next place", run: () => go(order[at + 1]) },
    { keys: "↑", label: "The place before", run: () => go(order[at - 1]) },
  ]);
  const list = (
    <div className="queue">
      <p className="queue-head"><b>Places to talk about</b><Link to="/compare" plain className="t12 soft">{listed(round.readers.map((one) => one.initials))}</Link></p>
      <ul>
        {order.map((one) => (
          <li key={one.key}>
            <button type="button" className={classes("queue-row", one === current && "queue-current")} aria-current={one === current || undefined} onClick={() => go(one)}>
              <span className="queue-place num">{placeWords(one)}</span>
              <span className="queue-words">{one.pattern_words}</span>
            </button>
          </li>
        ))}
      </ul>
      <CloseDialogue round={round} open={closing} onOpen={() => setClosing(true)} onClose={() => setClosing(false)} />
    </div>
  );
  return (
    <Split start={list} startLabel="Places to talk about">
      {current ? (
        <>
          <p className="settle-steps">
            <Button kind="quiet" onPress={() => go(order[at - 1])} disabled={at <= 0}>Before</Button>
            <Button kind="quiet" onPress={() => go(order[at + 1])} disabled={at >= order.length - 1}>Next</Button>
          </p>
          <OnePlace key={current.key} round={round} current={current} />
        </>
      ) : (
        <EmptyState title="Both readings mark the same places">There is nothing here that only one of you marked. Talk about what neither of you did.</EmptyState>
      )}
    </Split>
  );
}

function OnePlace({ round, current }: { round: RoundView; current: DifferenceView }) {
  const reading = useRead("/sources/reading", { source_id: current.source_id, version_id: current.version_id });
  const codes = useRead("/codes", { round_id: round.id, with_retired: true });
  const readers = readersOf(current, round.readers);
  return (
    <article className="difference" aria-label="One place">
      <p className="label num">{[placeWords(current), current.source, current.turn === null ? "" : `turn ${current.turn}`].filter(Boolean).join(" · ")}</p>
      <h1 className="title">{current.pattern_words.replace(" · ", " and ")}</h1>
      <Reading of={reading}>{(text) => <Sides reading={text} current={current} readers={readers} />}</Reading>
      <Reading of={codes}>{(book) => <Definitions current={current} readers={readers} codes={book} />}</Reading>
      <div className="difference-rest"><Discussion round={round} current={current} /><MethodsText round={round} /></div>
    </article>
  );
}

function CloseDialogue({ round, open, onOpen, onClose }: { round: RoundView; open: boolean; onOpen: () => void; onClose: () => void }) {
  const me = useViewer();
  const chief = useMay("settle");
  const close = useWrite("/rounds/close", { topics: ["rounds", "round", "home", "codings"], onDone: () => { onClose(); navigate("/compare"); } });
  if (round.state === "closed" || round.standing || !(chief || round.i_read || round.settler_id === me.researcher_id)) return null;
  return (
    <p className="queue-close">
      <Button kind="quiet" onPress={onOpen}>Close the dialogue</Button>
      <Dialog
        grave
        title="Close the dialogue?"
        open={open}
        onClose={onClose}
        actions={<><Button kind="primary" disabled={close.isPending} onPress={() => close.mutate({ id: round.id, rule: "kept" })}>{close.isPending ? "Closing …" : "Close it"}</Button><Button kind="quiet" onPress={onClose}>Go on talking</Button></>}
      >
        <p>All readings stay, each as its reader made it. Closing cannot be undone.</p>
      </Dialog>
    </p>
  );
}
