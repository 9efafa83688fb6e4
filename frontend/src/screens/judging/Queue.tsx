import { useEffect, useMemo, useRef } from "react";

import { Button, classes, Link } from "../../components";
import type { Group, Narrowed } from "./queue";
import type { DifferenceView, RoundView } from "./types";
import { kindTitle, listed, placeWords, sharedLabels, shortWords } from "./words";

export interface QueueProps {
  readonly round: RoundView;
  readonly groups: readonly Group[];
  readonly differences: readonly DifferenceView[];
  readonly currentKey: string;
  readonly narrowed: Narrowed;
  readonly onChoose: (one: DifferenceView) => void;
  readonly onClose: () => void;
  /** Settles ends together; not there where nobody may, or there is one only. */
  readonly onEnds: (() => void) | null;
  readonly onAll: () => void;
}

/** Every difference by kind; what is settled is ticked and stays within reach. */
export function Queue({ round, groups, differences, currentKey, narrowed, onChoose, onClose, onEnds, onAll }: QueueProps) {
  const nOpen = differences.filter((one) => !one.settled).length;
  const shared = useMemo(() => sharedLabels(differences), [differences]);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [currentKey]);
  const filter = narrowed.pattern || narrowed.code || narrowed.kind;
  return (
    <div className="queue" ref={list}>
      <p className="queue-head">
        <b className="num">{round.state === "closed" ? `${differences.length} settled${nOpen > 0 ? `, ${nOpen} by the rule` : ""}` : `${nOpen} left of ${differences.length}`}</b>
        <Link to={`/compare/${round.id}`} plain className="t12 soft">{listed(round.readers.map((one) => one.initials))}</Link>
      </p>
      {filter ? <p className="queue-filter"><span className="t12 soft">{whatIsShown(narrowed, groups)}</span> <Button kind="quiet" onPress={onAll}>Show all</Button></p> : null}
      {groups.map((group) => (
        <section key={group.kind} aria-label={group.title}>
          <p className="queue-kind"><span>{group.title}</span><span className="num">{leftWords(group, round.state === "closed")}</span></p>
          {group.kind === "boundary" && onEnds ? <p className="queue-filter"><Button kind="quiet" keys="T" onPress={onEnds}>Settle ends together</Button></p> : null}
          <ul>
            {group.rows.map((one) => (
              <li key={one.key}>
                <button
                  type="button"
                  className={classes("queue-row", one.key === currentKey && "queue-current", one.settled !== "" && "queue-settled")}
                  aria-current={one.key === currentKey || undefined}
                  // After a press of the pointer Enter settles; a row come to by Tab keeps the focus, and Enter opens it.
                  onClick={(event) => { onChoose(one); if (event.detail > 0) event.currentTarget.blur(); }}
                >
                  <span className="queue-place num">{placeWords(one, shared)}</span>
                  <span className="queue-words">{shortWords(one)}</span>
                  {one.settled ? <span className="queue-tick"><span aria-hidden="true">✓</span><span className="unseen">settled</span></span> : null}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {round.state === "closed" ? null : (
        <p className="queue-close"><Button kind={nOpen === 0 ? "plain" : "quiet"} onPress={onClose}>Close the round</Button></p>
      )}
    </div>
  );
}

/** How many of a kind are still open. */
function leftWords({ nOpen, rows }: Group, closed: boolean): string {
  if (closed || nOpen === rows.length) return String(nOpen);
  return nOpen === 0 ? "settled" : `${nOpen} left of ${rows.length}`;
}

function whatIsShown(by: Narrowed, groups: readonly Group[]): string {
  const first = groups[0]?.rows[0];
  if (by.pattern && first) return `Only ${first.pattern_words}`;
  if (by.code && first) {
    const side = groups.flatMap((group) => group.rows).flatMap((one) => one.sides).find((one) => one.code_id === by.code);
    return `Only places of ${side?.code ?? "one code"}`;
  }
  return by.kind ? `Only ${kindTitle(by.kind).toLowerCase()}` : "";
}
