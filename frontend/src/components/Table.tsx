import { memo, useMemo, type CSSProperties, type KeyboardEvent, type ReactElement, type ReactNode } from "react";
import { flushSync } from "react-dom";

import { classes } from "./classes";
import { useRowsInSight, type Stretch } from "./rowsInSight";
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
  /** Of a tall table: very many columns, all of one width, of which those near what is seen are drawn. */
  readonly wide?: boolean;
}

/** A real table. With `onChoose` a click anywhere on a row chooses it; its head cell must hold a link or button for keys. */
export function Table<R>(props: TableProps<R>) {
  const { rows, empty, tall } = props;
  if (rows.length === 0 && empty) return <>{empty}</>;
  const way = props.read ? { tabIndex: 0, role: "group", "aria-label": props.caption } : {};
  return tall ? <TallTable {...props} /> : <div className="table-scroll" {...way}><Whole {...props} lines={linesOf(props).map((line, at) => <Line key={keyOf(line)} {...lineProps(props, line)} at={at} />)} /></div>;
}

/** Says how many rows and columns there are, as not all are drawn; the cell last stood on is, so that focus is never lost. */
function TallTable<R>(props: TableProps<R>) {
  const { rows, rowId, groupOf, columns, wide = false } = props;
  const lines = useMemo(() => linesOf({ rows, rowId, groupOf }), [rows, rowId, groupOf]);
  const { stretches, across, box, onScroll, onStood, heightOf } = useRowsInSight(lines.length, columns.length, wide, lines);
  const shown = stretches.flatMap(({ from, to, gap }) =>
    gap > 0
      ? [<tr key={`gap ${from}`} aria-hidden="true" className="table-gap"><td colSpan={columns.length} style={{ height: gap }} /></tr>]
      : lines.slice(from, to).map((line, n) => <Line key={keyOf(line)} {...lineProps(props, line)} at={from + n} across={across} height={heightOf(from + n)} counted />),
  );
  const step = (event: KeyboardEvent<HTMLElement>) => {
    const from = event.target as HTMLElement;
    const [here, way] = [placeOf(from), stepOf(event)];
    if (!here || !way || !/^(A|BUTTON)$/.test(from.tagName)) return;
    event.preventDefault();
    const ends = { line: lines.length - 1, column: columns.length - 1 };
    for (let to = way.to?.(here, ends) ?? way.on(here); isWithin(to, ends); to = way.on(to)) {
      const { line, column } = to;
      flushSync(() => onStood(line, column));
      const found = box.current?.querySelector<HTMLElement>(`[data-line="${line}"] > [data-column="${column}"] :is(button, a)`);
      if (!found) continue;
      found.focus();
      // What is drawn around it may stand higher than was guessed, and push it away.
      for (let n = 0; n < 3; n++) {
        flushSync(onScroll);
        found.scrollIntoView?.({ block: "nearest", inline: "nearest" });
      }
      return;
    }
    onStood(here.line, here.column);
  };
  const stand = (target: HTMLElement) => {
    const here = placeOf(target);
    if (here) onStood(here.line, here.column);
  };
  return (
    <div className="table-scroll table-tall" ref={box} onScroll={onScroll} onFocus={({ target }) => stand(target)} onKeyDown={step}>
      <Whole {...props} lines={shown} across={across} n={lines.length} />
    </div>
  );
}

interface Place {
  readonly line: number;
  readonly column: number;
}

function placeOf(target: HTMLElement): Place | null {
  const line = target.closest<HTMLElement>("[data-line]");
  return line && { line: Number(line.dataset["line"]), column: Number(target.closest<HTMLElement>("[data-column]")?.dataset["column"] ?? 0) };
}

interface Step {
  /** Where it goes first, if not one on. */
  readonly to?: (here: Place, ends: Place) => Place;
  readonly on: (here: Place) => Place;
}

const by = (line: number, column: number) => (here: Place): Place => ({ line: here.line + line, column: here.column + column });
const STEPS: Readonly<Record<string, Step>> = {
  ArrowDown: { on: by(1, 0) },
  ArrowUp: { on: by(-1, 0) },
  ArrowRight: { on: by(0, 1) },
  ArrowLeft: { on: by(0, -1) },
  Home: { to: ({ line }) => ({ line, column: 1 }), on: by(0, 1) },
  End: { to: ({ line }, { column }) => ({ line, column }), on: by(0, -1) },
  "Control Home": { to: () => ({ line: 0, column: 1 }), on: by(1, 0) },
  "Control End": { to: (_, ends) => ends, on: by(-1, 0) },
};

const isWithin = ({ line, column }: Place, ends: Place): boolean => line >= 0 && column >= 0 && line <= ends.line && column <= ends.column;

/** Keys go from cell to cell, past those that hold nothing to press. */
function stepOf({ key, ctrlKey, altKey, metaKey, shiftKey }: KeyboardEvent): Step | undefined {
  return altKey || metaKey || shiftKey ? undefined : STEPS[ctrlKey ? `Control ${key}` : key];
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

function Whole<R>({ caption, columns, showCaption, dense, currentId, onChoose, foot, lines, across, n, wide }: TableProps<R> & { lines: ReactNode; across?: readonly Stretch[]; n?: number }) {
  const head = (column: Column<R>, at: number) => (
    <th key={column.id} scope="col" className={cellClass(column)} style={column.width ? { width: column.width } : undefined} {...placed(across !== undefined, at, "columnheader")}>
      {column.head}
    </th>
  );
  return (
    <table className={classes("table", wide && across && "table-wide", dense && "table-dense", onChoose && "table-choosing", currentId !== undefined && "table-marked")} aria-rowcount={n === undefined ? undefined : n + 1} aria-colcount={across && columns.length} {...spoken("table", across)} style={wide && across ? { "--n-columns": columns.length } as CSSProperties : undefined}>
      <caption className={showCaption ? "table-caption" : "unseen"}>{caption}</caption>
      <thead {...spoken("rowgroup", across)}>
        <tr aria-rowindex={n === undefined ? undefined : 1} {...spoken("row", across)}>
          {across ? inStretches(across, columns, head) : columns.map(head)}
        </tr>
      </thead>
      <tbody {...spoken("rowgroup", across)}>{lines}</tbody>
      {foot ? <tfoot>{foot}</tfoot> : null}
    </table>
  );
}

/** What is drawn of all columns, with one empty cell for each stretch that is not. */
function inStretches<R>(across: readonly Stretch[], columns: readonly Column<R>[], cell: (column: Column<R>, at: number) => ReactElement): ReactElement[] {
  return across.flatMap(({ from, to, gap }) =>
    gap > 0 ? [<td key={`gap ${from}`} aria-hidden="true" className="table-gap" colSpan={gap} style={{ "--n": gap } as CSSProperties} />] : columns.slice(from, to).map((column, n) => cell(column, from + n)),
  );
}

/** What a part of it is, said outright: where the parts are laid out by themselves, a browser no longer says it. */
const spoken = (role: string, across: unknown) => (across ? { role } : {});
const placed = (across: boolean, at: number, role: string) => (across ? { "aria-colindex": at + 1, "data-column": at, role } : {});

interface LineProps<R> {
  readonly line: Held<R>;
  readonly columns: readonly Column<R>[];
  readonly current: boolean;
  readonly onChoose?: ((row: R) => void) | undefined;
  readonly at: number;
  /** It says which of all rows it is. */
  readonly counted?: boolean;
  /** Of its columns, those that are drawn; all where nothing is said. */
  readonly across?: readonly Stretch[];
  /** How high it stands at least. */
  readonly height?: number | undefined;
}

function lineProps<R>({ columns, currentId, onChoose }: TableProps<R>, line: Held<R>) {
  return { line, columns, current: "id" in line && line.id === currentId, onChoose } as const;
}

function LineOf<R>({ line, columns, current, onChoose, at, counted, across, height }: LineProps<R>) {
  const place = counted ? { "aria-rowindex": at + 2, "data-line": at, role: "row" } : {};
  if ("group" in line) return <tr className="table-group" {...place}><th scope="rowgroup" colSpan={columns.length} {...spoken("rowheader", across)}>{line.group}</th></tr>;
  const { row, n } = line;
  const cell = (column: Column<R>, number: number) => <Cell key={column.id} column={column} row={row} n={n} number={number} counted={across !== undefined} />;
  return (
    <tr className={classes(current && "table-current")} aria-current={current || undefined} onClick={onChoose ? () => onChoose(row) : undefined} style={height ? { height } : undefined} {...place}>
      {across ? inStretches(across, columns, cell) : columns.map(cell)}
    </tr>
  );
}

interface CellProps<R> {
  readonly column: Column<R>;
  readonly row: R;
  readonly n: number;
  readonly number: number;
  readonly counted: boolean;
}

function CellOf<R>({ column, row, n, number, counted }: CellProps<R>) {
  const place = placed(counted, number, column.names ? "rowheader" : "cell");
  return column.names ? (
    <th scope="row" className={cellClass(column)} {...place}>{column.cell(row, n)}</th>
  ) : (
    <td className={cellClass(column)} {...place}>{column.cell(row, n)}</td>
  );
}

// While a tall table scrolls, nothing of a row or a cell that stays drawn has changed; nor of how high a row was held.
const Line = memo(LineOf, (before, after) => before.counted === true && before.line === after.line && before.columns === after.columns && before.across === after.across && before.current === after.current && before.onChoose === after.onChoose && before.at === after.at) as typeof LineOf;
const Cell = memo(CellOf, (before, after) => after.counted && before.column === after.column && before.row === after.row && before.n === after.n && before.number === after.number) as typeof CellOf;

function cellClass<R>(column: Column<R>): string {
  return classes(column.number && "table-number", column.wideOnly && "table-wide-only");
}
