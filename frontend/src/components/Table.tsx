import { memo, useMemo, type ReactNode } from "react";

import { classes } from "./classes";
import { useRowsInSight } from "./rowsInSight";
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
  /** Very many rows: they scroll in a box of their own under heads that stay, and those near what is seen are drawn. */
  readonly tall?: boolean;
  /** Nothing in it takes the keyboard: the table itself does, so that what is wider than the page can be read. */
  readonly read?: boolean;
}

/** A real table. With `onChoose` a click anywhere on a row chooses it; its head cell must hold a link or button for keys. */
export function Table<R>(props: TableProps<R>) {
  const { rows, empty, tall } = props;
  if (rows.length === 0 && empty) return <>{empty}</>;
  const way = props.read ? { tabIndex: 0, role: "group", "aria-label": props.caption } : {};
  return tall ? <TallTable {...props} /> : <div className="table-scroll" {...way}><Whole {...props} lines={linesOf(props).map((line, at) => <Line key={keyOf(line)} {...lineProps(props, line)} at={at} />)} /></div>;
}

/** Says how many rows there are, as not all are drawn; the row last stood on is, so that focus is never lost. */
function TallTable<R>(props: TableProps<R>) {
  const { rows, rowId, groupOf } = props;
  const lines = useMemo(() => linesOf({ rows, rowId, groupOf }), [rows, rowId, groupOf]);
  const { stretches, box, onScroll, onStood } = useRowsInSight(lines.length);
  const shown = stretches.flatMap(({ from, to, gap }) =>
    gap > 0
      ? [<tr key={`gap ${from}`} aria-hidden="true" className="table-gap"><td colSpan={props.columns.length} style={{ height: gap }} /></tr>]
      : lines.slice(from, to).map((line, n) => <Line key={keyOf(line)} {...lineProps(props, line)} at={from + n} counted />),
  );
  return (
    <div className="table-scroll table-tall" ref={box} onScroll={onScroll} onFocus={({ target }) => { const line = target.closest<HTMLElement>("[data-line]"); if (line) onStood(Number(line.dataset["line"])); }}>
      <Whole {...props} lines={shown} n={lines.length} />
    </div>
  );
}

type Held<R> = { readonly group: string } | { readonly row: R; readonly id: string; readonly n: number };

/** The rows, with a heading before the first of each group. */
function linesOf<R>({ rows, rowId, groupOf }: Pick<TableProps<R>, "rows" | "rowId" | "groupOf">): readonly Held<R>[] {
  let group = "";
  return rows.flatMap((row, n) => {
    const name = groupOf?.(row) ?? "";
    const opens = name !== group && name !== "";
    group = name;
    return [...(opens ? [{ group: name }] : []), { row, id: rowId(row), n }];
  });
}

const keyOf = <R,>(line: Held<R>): string => ("group" in line ? `group ${line.group}` : line.id);

function Whole<R>({ caption, columns, showCaption, dense, currentId, onChoose, foot, lines, n }: TableProps<R> & { lines: ReactNode; n?: number }) {
  return (
    <table className={classes("table", dense && "table-dense", onChoose && "table-choosing", currentId !== undefined && "table-marked")} aria-rowcount={n === undefined ? undefined : n + 1}>
      <caption className={showCaption ? "table-caption" : "unseen"}>{caption}</caption>
      <thead>
        <tr aria-rowindex={n === undefined ? undefined : 1}>
          {columns.map((column) => (
            <th key={column.id} scope="col" className={cellClass(column)} style={column.width ? { width: column.width } : undefined}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{lines}</tbody>
      {foot ? <tfoot>{foot}</tfoot> : null}
    </table>
  );
}

interface LineProps<R> {
  readonly line: Held<R>;
  readonly columns: readonly Column<R>[];
  readonly current: boolean;
  readonly onChoose?: ((row: R) => void) | undefined;
  readonly at: number;
  /** It says which of all rows it is. */
  readonly counted?: boolean;
}

function lineProps<R>({ columns, currentId, onChoose }: TableProps<R>, line: Held<R>) {
  return { line, columns, current: "id" in line && line.id === currentId, onChoose } as const;
}

function LineOf<R>({ line, columns, current, onChoose, at, counted }: LineProps<R>) {
  const place = counted ? { "aria-rowindex": at + 2, "data-line": at } : {};
  if ("group" in line) return <tr className="table-group" {...place}><th scope="rowgroup" colSpan={columns.length}>{line.group}</th></tr>;
  const { row, n } = line;
  return (
    <tr className={classes(current && "table-current")} aria-current={current || undefined} onClick={onChoose ? () => onChoose(row) : undefined} {...place}>
      {columns.map((column) =>
        column.names ? (
          <th key={column.id} scope="row" className={cellClass(column)}>{column.cell(row, n)}</th>
        ) : (
          <td key={column.id} className={cellClass(column)}>{column.cell(row, n)}</td>
        ),
      )}
    </tr>
  );
}

// While a tall table scrolls, nothing of a row that stays drawn has changed.
const Line = memo(LineOf, (before, after) => before.counted === true && before.line === after.line && before.columns === after.columns && before.current === after.current && before.onChoose === after.onChoose && before.at === after.at) as typeof LineOf;

function cellClass<R>(column: Column<R>): string {
  return classes(column.number && "table-number", column.wideOnly && "table-wide-only");
}
