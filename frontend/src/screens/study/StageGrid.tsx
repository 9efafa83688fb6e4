import { useRef, useState, type KeyboardEvent } from "react";

import { classes } from "../../components";
import type { BoardView, Place } from "./Stages";
import { HOW_WORDS, type Reached, type SourceStages } from "./staging";

interface GridProps {
  readonly board: BoardView;
  readonly rows: readonly SourceStages[];
  readonly grouped: boolean;
  readonly onOpen: (place: Place) => void;
}

const MOVES: Readonly<Record<string, readonly [number, number]>> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** Sources by stages. One stop for Tab; the arrows, Home and End move inside; Enter opens. */
export function StageGrid({ board, rows, grouped, onOpen }: GridProps) {
  const table = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState<readonly [number, number]>([0, 0]);
  const columns = board.stages.flatMap((stage, number) => (stage.whole ? [] : [{ stage, number }]));
  const names = new Map(board.analysts.map((one) => [one.id, one]));
  const go = (row: number, column: number): void => {
    setAt([row, column]);
    table.current?.querySelector<HTMLElement>(`[data-place="${row} ${column}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const place = (event.target as HTMLElement).dataset["place"]?.split(" ").map(Number);
    if (!place || event.altKey || event.ctrlKey || event.metaKey) return;
    const [row = 0, column = 0] = place;
    const move = MOVES[event.key];
    const wanted = move ? [row + move[0], column + move[1]] as const : event.key === "Home" ? [row, 0] as const : event.key === "End" ? [row, columns.length - 1] as const : null;
    if (!wanted) return;
    event.preventDefault();
    const [toRow, toColumn] = wanted;
    if (rows[toRow] && columns[toColumn]) go(toRow, toColumn);
  };
  const stop: readonly [number, number] = rows[at[0]] && columns[at[1]] ? at : [0, 0];
  let group = "";
  return (
    <div className="table-scroll">
      <table ref={table} className="table table-dense stages-grid" onKeyDown={onKeyDown}>
        <caption className="unseen">Sources by the stages of the method. Arrow keys move from cell to cell, Enter opens one.</caption>
        <thead>
          <tr>
            <th scope="col">Source</th>
            {columns.map(({ stage, number }) => <th key={stage.key} scope="col"><span className="num">{number + 1}</span> <span className="stages-head">{stage.name}</span></th>)}
          </tr>
        </thead>
        <tbody>
          {rows.flatMap((row, r) => {
            const opens = grouped && (row.case || "no team or case") !== group;
            if (grouped) group = row.case || "no team or case";
            return [
              ...(opens ? [<tr key={`group ${group}`} className="table-group"><th scope="rowgroup" colSpan={columns.length + 1}>{group}</th></tr>] : []),
              <tr key={row.id}>
                <th scope="row"><span className="stages-source">{row.name}</span>{grouped || !row.case ? null : <span className="t12 soft stages-case"> {row.case}</span>}</th>
                {columns.map(({ stage, number }, c) => {
                  const cells = row.cells[number] ?? [];
                  return (
                    <td key={stage.key}>
                      <button
                        type="button"
                        className="stages-cell"
                        data-place={`${r} ${c}`}
                        tabIndex={stop[0] === r && stop[1] === c ? 0 : -1}
                        onFocus={() => setAt([r, c])}
                        onClick={() => onOpen({ stage: number, sourceId: row.id })}
                      >
                        <span className="unseen">{`${row.name}, ${number + 1} ${stage.name}: `}</span>
                        <Signs cells={cells} initials={(id) => names.get(id)?.initials ?? ""} />
                      </button>
                    </td>
                  );
                })}
              </tr>,
            ];
          })}
        </tbody>
      </table>
    </div>
  );
}

/** A sign and initials for each who is asked; how far that is stands beside it to be heard. */
function Signs({ cells, initials }: { cells: readonly Reached[]; initials: (id: string) => string }) {
  const asked = cells.filter((one) => one.how !== "not asked");
  if (asked.length === 0) return <span className="stages-sign"><span className="reached reached-not-asked" aria-hidden="true" /><span className="unseen">{HOW_WORDS["not asked"]}</span></span>;
  return (
    <>
      {asked.map((one, at) => (
        <span key={one.who} className={classes("stages-sign", one.mark_id && "stages-marked")}>
          <span className={`reached reached-${one.how}`} aria-hidden="true" />
          {one.who ? initials(one.who) : ""}
          <span className="unseen">{`${one.who ? " " : ""}${HOW_WORDS[one.how]}${at < asked.length - 1 ? ", " : ""}`}</span>
        </span>
      ))}
    </>
  );
}
