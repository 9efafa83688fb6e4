import type { ReactNode } from "react";

import { classes } from "./classes";
import "./Table.css";

export interface Column<R> {
  readonly id: string;
  readonly head: ReactNode;
  readonly cell: (row: R, at: number) => ReactNode;
  readonly number?: boolean;
  /** Names the row: written as its head. */
  readonly names?: boolean;
  readonly width?: number | string;
  /** Goes first when the window is narrow. */
  readonly wideOnly?: boolean;
  readonly sort?: (one: R, other: R) => number;
}

export interface TableProps<R> {
  /** What the table holds; read out, and shown where `showCaption`. */
  readonly caption: string;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly rowId: (row: R) => string;
  readonly showCaption?: boolean;
  readonly dense?: boolean;
  readonly currentId?: string | null;
  readonly onChoose?: (row: R) => void;
  readonly foot?: ReactNode;
  /** A heading row before the first row of each group. */
  readonly groupOf?: (row: R) => string;
  readonly empty?: ReactNode;
}

/** A real table. With `onChoose` a click anywhere on a row chooses it; its head cell must hold a link or button for keys. */
export function Table<R>({ caption, columns, rows, rowId, showCaption, dense, currentId, onChoose, foot, groupOf, empty }: TableProps<R>) {
  if (rows.length === 0 && empty) return <>{empty}</>;
  let group = "";
  return (
    <div className="table-scroll">
      <table className={classes("table", dense && "table-dense", onChoose && "table-choosing", currentId !== undefined && "table-marked")}>
        <caption className={showCaption ? "table-caption" : "unseen"}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={cellClass(column)} style={column.width ? { width: column.width } : undefined}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.flatMap((row, at) => {
            const id = rowId(row);
            const name = groupOf?.(row) ?? "";
            const opens = name !== group;
            group = name;
            return [
              ...(opens && name ? [<tr key={`group ${name}`} className="table-group"><th scope="rowgroup" colSpan={columns.length}>{name}</th></tr>] : []),
              <tr key={id} className={classes(id === currentId && "table-current")} aria-current={id === currentId || undefined} onClick={onChoose ? () => onChoose(row) : undefined}>
                {columns.map((column) =>
                  column.names ? (
                    <th key={column.id} scope="row" className={cellClass(column)}>{column.cell(row, at)}</th>
                  ) : (
                    <td key={column.id} className={cellClass(column)}>{column.cell(row, at)}</td>
                  ),
                )}
              </tr>,
            ];
          })}
        </tbody>
        {foot ? <tfoot>{foot}</tfoot> : null}
      </table>
    </div>
  );
}

function cellClass<R>(column: Column<R>): string {
  return classes(column.number && "table-number", column.wideOnly && "table-wide-only");
}
