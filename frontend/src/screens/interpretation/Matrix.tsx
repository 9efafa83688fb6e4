import { useCallback, useMemo, useState, type CSSProperties } from "react";

import { Button, Dialog, EmptyState, Field, Link, OptionRow, Reading, Select, Table, type Column } from "../../components";
import { addressOf, newId, setQuery, useMay, usePlace, useRead, useWrite } from "../../state";
import { MatrixCell } from "./MatrixCell";
import type { CellView, MatrixView } from "./types";

const NONE = "team";
const TALL = 30; // teams; with more, the matrix scrolls in a box of its own
const WIDE = 12; // columns; with more, those near what is seen are drawn
type Row = { readonly row: MatrixView["rows"][number]; readonly cells: readonly CellView[] };
type Open = { readonly caseId: string; readonly columnId: string };

/** Cases by themes or codes: a summary in own words where they cross. */
export function Matrix() {
  const all = useRead("/matrices");
  const { query } = usePlace();
  const chosen = query.get("matrix") ?? "";
  const setChosen = (id: string) => setQuery({ matrix: id || null });
  const group = query.get("by") ?? NONE;
  const byLevel = query.get("columns") === "level";
  const may = useMay("write");
  const [making, setMaking] = useState(false);
  const asked = { matrix: chosen, group_by: group === NONE ? "" : group, by_level: byLevel };
  const view = useRead("/matrix", asked, { keepPrevious: true });
  return (
    <Reading of={view}>
      {(matrix) => (
        <>
          <div className="interpret-bar">
            {(all.data ?? []).length > 1 ? <Select label="Matrix" value={matrix.id} onChange={setChosen} options={(all.data ?? []).map((one) => ({ id: one.id, label: one.name }))} /> : null}
            <Select label="In the order of" value={group} onChange={(to) => setQuery({ by: to === NONE ? null : to })} options={[{ id: NONE, label: "team" }, ...matrix.groupings.map((one) => ({ id: one, label: one }))]} />
            {matrix.lens ? <Select label="Columns" value={byLevel ? "level" : "listed"} onChange={(to) => setQuery({ columns: to === "level" ? to : null })} options={[{ id: "listed", label: "as listed" }, { id: "level", label: "by level", about: matrix.lens }]} /> : null}
            {may ? <Button kind="quiet" onPress={() => setMaking(true)}>New matrix</Button> : null}
            {(["docx", "xlsx", "csv"] as const).map((format) => <Link key={format} download to={addressOf("/matrix/export", { ...asked, format })}>{{ docx: "Word", xlsx: "Excel", csv: "CSV" }[format]}</Link>)}
          </div>
          <p className="t13 soft">{stateWords(matrix)} Passages from: {matrix.set}.</p>
          <Grid matrix={matrix} may={may} onBegun={setChosen} />
          {making ? <NewMatrix onClose={() => setMaking(false)} onMade={setChosen} /> : null}
        </>
      )}
    </Reading>
  );
}

function stateWords(matrix: MatrixView): string {
  const states = matrix.cells.flat().map((one) => one.state);
  const n = (state: CellView["state"]): number => states.filter((one) => one === state).length;
  return `${n("final")} final, ${n("draft")} draft, ${n("stale")} stale, ${n("empty")} not written.`;
}

function Grid({ matrix, may, onBegun }: { matrix: MatrixView; may: boolean; onBegun: (id: string) => void }) {
  const [open, setOpen] = useState<Open | null>(null);
  const begin = useWrite("/matrices/add", { topics: ["matrix", "matrices"], onDone: (made) => onBegun(made.id) });
  const rows = useMemo(() => matrix.rows.map((row, at): Row => ({ row, cells: matrix.cells[at] ?? [] })), [matrix]);
  const { mutate } = begin;
  const show = useCallback((one: CellView) => {
    // The first cell that is opened begins the matrix of all themes.
    if (!matrix.id) mutate({ id: newId(), name: matrix.name, columns: "theme", column_ids: [] });
    setOpen({ caseId: one.case_id, columnId: one.column_id });
  }, [matrix, mutate]);
  const groupOf = useCallback(({ row }: Row) => (matrix.group_by ? `${matrix.group_by}: ${row.group || "not recorded"}` : ""), [matrix]);
  const columns = useMemo(() => columnsOf(matrix, may || matrix.id ? show : null), [matrix, may, show]);
  if (matrix.columns.length === 0) return <EmptyState title="No theme yet" action={<Link to="/interpret/themes">Go to the themes</Link>}>Make themes first, or a matrix of codes.</EmptyState>;
  return (
    <>
      <div className="matrix" style={{ "--n-columns": matrix.columns.length } as CSSProperties}>
        <Table
          tall={rows.length > TALL}
          wide={columns.length > WIDE}
          caption={`${matrix.name}: what each team says`}
          rows={rows}
          rowId={idOf}
          groupOf={groupOf}
          empty={<EmptyState title="No team yet">Name the teams under Cases first.</EmptyState>}
          columns={columns}
        />
      </div>
      {open && matrix.id ? <MatrixCell matrixId={matrix.id} caseId={open.caseId} columnId={open.columnId} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

const idOf = ({ row }: Row): string => row.case_id;

function columnsOf(matrix: MatrixView, show: ((one: CellView) => void) | null): readonly Column<Row>[] {
  return [
    { id: "case", head: "Team", names: true, cell: ({ row }) => `${row.code} ${row.name}` },
    ...matrix.columns.map((column, at): Column<Row> => ({
      id: column.id,
      head: (
        <>
          {matrix.by_level ? <span className={matrix.columns[at - 1]?.level === column.level ? "matrix-level matrix-level-again" : "matrix-level"}>{column.level || "placed nowhere"}</span> : null}
          <span className="serif matrix-head">{`${column.key} ${column.name}`.trim()}</span>
        </>
      ),
      cell: ({ row, cells }) => {
        const one = cells[at];
        return one ? <Summary cell={one} name={`${row.code} by ${column.key || column.name}`} onOpen={show && (() => show(one))} /> : null;
      },
    })),
  ];
}

const STATE_WORDS: Readonly<Record<CellView["state"], string>> = { empty: "", draft: "○ draft", final: "", stale: "◐ stale" };

function Summary({ cell, name, onOpen }: { cell: CellView; name: string; onOpen: (() => void) | null }) {
  const passages = cell.n_passages === null ? "" : cell.n_passages === 0 ? "no passage" : `${cell.n_passages} ${cell.n_passages === 1 ? "passage" : "passages"}`;
  const words = cell.state === "empty" ? "not written" : cell.summary || "no words yet";
  const about = [STATE_WORDS[cell.state], cell.why_stale, passages].filter(Boolean).join(" · ");
  const inside = (
    <>
      <span className={cell.state === "empty" ? "faint" : undefined}>{words}</span>{" "}
      <span className="t12 soft">{about}</span>
    </>
  );
  const look = `matrix-cell matrix-${cell.state}`;
  // Of ten thousand cells each word out of sight would be laid out and painted: which cell it is stands in its label.
  return onOpen ? <button type="button" className={look} aria-label={`${name}: ${words} ${about}`.trim()} onClick={onOpen}>{inside}</button> : <div className={look}>{inside}</div>;
}

function NewMatrix({ onClose, onMade }: { onClose: () => void; onMade: (id: string) => void }) {
  const [name, setName] = useState("");
  const [columns, setColumns] = useState<"theme" | "code">("theme");
  const add = useWrite("/matrices/add", { topics: ["matrix", "matrices"], onDone: (made) => { onMade(made.id); onClose(); } });
  return (
    <Dialog
      title="New matrix"
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Leave it</Button>
          <Button kind="primary" reason={name.trim() ? null : "Give it a name."} onPress={() => add.mutate({ id: newId(), name, columns, column_ids: [] })}>Make the matrix</Button>
        </>
      }
    >
      <div className="form-stack">
        <Field label="Name" value={name} onChange={setName} autoFocus maxLength={300} />
        <OptionRow<"theme" | "code"> label="Columns" showLabel value={columns} onChange={setColumns} options={[{ id: "theme", label: "Themes" }, { id: "code", label: "Codes" }]} />
      </div>
    </Dialog>
  );
}
