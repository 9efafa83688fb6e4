import { useState } from "react";

import type { components } from "../../api/schema";
import { Button, EmptyState, Link, Reading, Section, Select } from "../../components";
import { useRead } from "../../state";
import { StageCell } from "./StageCell";
import { StageGrid } from "./StageGrid";
import { ordered, reachedWords, type Order } from "./staging";
import "./Stages.css";

export type BoardView = components["schemas"]["BoardView"];
export type StageHead = components["schemas"]["StageHead"];
export type Place = { readonly stage: number; readonly sourceId: string };

const ORDERS = [{ id: "list", label: "as listed" }, { id: "day", label: "by day held" }, { id: "case", label: "by team or case" }, { id: "left", label: "least done first" }] as const;

/** How far every source is in every stage of the method. It advises: nothing anywhere waits for it. */
export function Stages() {
  const board = useRead("/stages", {}, { keepPrevious: true });
  const [order, setOrder] = useState<Order>("list");
  const [open, setOpen] = useState<Place | null>(null);
  return (
    <Reading of={board}>
      {(view) => (
        <>
          <p className="stages-next">{view.next} {view.next_to ? <Link to={view.next_to}>Go there</Link> : null}</p>
          <div className="stages-columns">
            <Section title={view.profile_name}>
              <ol className="stages-list">
                {view.stages.map((stage, at) => <StageLine key={stage.key} stage={stage} at={at} onOpen={() => setOpen({ stage: at, sourceId: "" })} />)}
              </ol>
              <p className="t12 soft">Stages advise. Whatever you do next is possible, in any order.</p>
            </Section>
            <Section title="Source by source" className="stages-board">
              {view.sources.length === 0 ? <EmptyState title="No source yet">Each source has its line here once it is brought in.</EmptyState> : (
                <>
                  <div className="stages-bar"><Select<Order> label="In the order" inline value={order} onChange={setOrder} options={ORDERS} /></div>
                  <StageGrid board={view} rows={ordered(view.sources, order)} grouped={order === "case"} onOpen={setOpen} />
                  <Legend />
                </>
              )}
            </Section>
          </div>
          {open ? <StageCell board={view} place={open} onClose={() => setOpen(null)} /> : null}
        </>
      )}
    </Reading>
  );
}

function StageLine({ stage, at, onOpen }: { stage: StageHead; at: number; onOpen: () => void }) {
  return (
    <li>
      <span className="num soft">{at + 1}</span>
      <span className="stages-name">{stage.name}</span>
      <span className="t13 soft">
        {stage.whole ? (
          <>
            <Button kind="quiet" onPress={onOpen} label={`${at + 1} ${stage.name}: ${reachedWords(stage.whole)}`}><span className={`reached reached-${stage.whole.how.replace(" ", "-")}`} aria-hidden="true" /> {stage.whole.how === "open" ? "not yet" : stage.whole.how}</Button>
            <span className="stages-why">{stage.whole.marked_by ? reachedWords(stage.whole) : stage.whole.why}</span>
          </>
        ) : stage.n_asked === 0 ? "not asked for of any source" : `${stage.n_done} of ${stage.n_asked} sources${stage.by_hand ? ", marked by hand" : ""}`}
      </span>
    </li>
  );
}

function Legend() {
  return (
    <ul className="stages-legend t12 soft" aria-label="What the signs mean">
      {([["done", "done"], ["begun", "begun"], ["open", "not yet"], ["apart", "read apart; told once the round is opened"], ["not-asked", "not asked for"]] as const).map(([how, words]) => (
        <li key={how}><span className={`reached reached-${how}`} aria-hidden="true" /> {words}</li>
      ))}
    </ul>
  );
}
