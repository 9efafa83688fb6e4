import { useState } from "react";

import { EmptyState, Field, Link, Reading, RefusalNotice, Select, Table, type Column } from "../../components";
import { addressOf, useRead } from "../../state";
import { Behind, type Asked } from "./Found";
import { SetChoice } from "./Queries";
import type { AskableView, TableView } from "./types";

type Unit = TableView["unit"];
type Place = "overlaps" | "same turn" | "same source";
type Open = { readonly title: string; readonly asked: Asked };
const UNITS: readonly { readonly id: Unit; readonly label: string }[] = [
  { id: "passages", label: "passages" },
  { id: "codings", label: "codings" },
  { id: "participants", label: "people" },
  { id: "cases", label: "teams" },
];

/** One thing by another, each number opening its passages. */
export function CountBy({ words }: { words: AskableView }) {
  const [rows, setRows] = useState("theme");
  const [columns, setColumns] = useState("case");
  const [unit, setUnit] = useState<Unit>("passages");
  const [where, setWhere] = useState("");
  const [set, setSet] = useState("consensus");
  const [within, setWithin] = useState("");
  const sides = [{ id: "code", label: "codes" }, { id: "theme", label: "themes" }, ...words.facts.map((one) => ({ id: one.name, label: one.name }))];
  const asked = { rows, columns, unit, where: within, set, readers: "apart" as const };
  const table = useRead("/crosstab", asked, { keepPrevious: true });
  return (
    <>
      <div className="interpret-bar">
        <Select label="Rows" value={rows} onChange={setRows} options={sides} />
        <Select label="Columns" value={columns} onChange={setColumns} options={sides} />
        <Select<Unit> label="Count" value={unit} onChange={setUnit} options={UNITS} />
        <Field label="Only within (a query)" value={where} onChange={setWhere} onEnter={() => setWithin(where)} onBlur={() => setWithin(where)} maxLength={2000} />
      </div>
      <p className="asking-ways t13">
        <SetChoice value={set} onChange={setSet} />
        {(["xlsx", "csv"] as const).map((format) => <Link key={format} download to={addressOf("/crosstab/export", { ...asked, format })}>{format === "xlsx" ? "Excel" : "CSV"}</Link>)}
      </p>
      {table.error ? <RefusalNotice error={table.error} /> : <Reading of={table}>{(view) => <Counts view={view} set={set} title="Counted one by the other" />}</Reading>}
    </>
  );
}

/** For every two codes, how many passages of the first stand together with the second. */
export function CodesTogether() {
  const [place, setPlace] = useState<Place>("overlaps");
  const [set, setSet] = useState("consensus");
  const [readers, setReaders] = useState<Asked["readers"]>("apart");
  const table = useRead("/cooccurrence", { place, set, readers }, { keepPrevious: true });
  return (
    <>
      <div className="interpret-bar">
        <Select<Place>
          label="Together means"
          value={place}
          onChange={setPlace}
          options={[{ id: "overlaps", label: "their passages overlap" }, { id: "same turn", label: "they share a turn" }, { id: "same source", label: "they stand in one source" }]}
        />
        <Select<Asked["readers"]> label="Readings" value={readers} onChange={setReaders} options={[{ id: "apart", label: "each by itself" }, { id: "together", label: "together" }]} />
      </div>
      <p className="asking-ways t13">
        <SetChoice value={set} onChange={setSet} />
        {(["xlsx", "csv"] as const).map((format) => <Link key={format} download to={addressOf("/cooccurrence/export", { place, set, readers, format })}>{format === "xlsx" ? "Excel" : "CSV"}</Link>)}
      </p>
      <p className="t13 soft">Read along a row: so many passages of the row’s code stand together with the column’s. The two ways round may differ.</p>
      <Reading of={table}>{(view) => <Counts view={view} set={set} title="Codes together" square />}</Reading>
    </>
  );
}

function Counts({ view, set, title, square = false }: { view: TableView; set: string; title: string; square?: boolean }) {
  const [open, setOpen] = useState<Open | null>(null);
  const words = UNITS.find((one) => one.id === view.unit)?.label ?? view.unit;
  const ask = (name: string, text: string) => setOpen({ title: name, asked: { text, where: view.where, set, readers: view.readers } });
  const at = view.rows.map((row, number) => ({ row, number }));
  type Line = (typeof at)[number];
  const head: Column<Line>[] = [
    { id: "name", head: square ? "Code" : "", names: true, cell: ({ row }) => row.name },
    { id: "alone", head: square ? "all" : "in all", number: true, cell: ({ row }) => <Count n={row.n} name={`${row.name}, in all`} words={words} onOpen={() => ask(row.name, row.term)} /> },
  ];
  const rest = view.columns.map((column, c): Column<Line> => ({
    id: `${c}`,
    head: <span title={column.name}>{square ? short(column.name) : column.name}</span>,
    number: true,
    cell: ({ row, number }) =>
      square && c === number ? <span className="faint" aria-hidden="true">·</span> : (
        <Count n={view.cells[number]?.[c] ?? 0} name={`${row.name} by ${column.name}`} words={words} onOpen={() => ask(`${row.name} by ${column.name}`, `${row.term} AND ${view.joined[c] ?? ""}`)} />
      ),
  }));
  return (
    <>
      <Table
        caption={`${title}: ${words}; ${view.set}${view.where ? `; within ${view.where}` : ""}`}
        showCaption
        dense
        rows={at}
        rowId={({ row }) => row.term}
        columns={[...head, ...rest]}
        empty={<EmptyState title="Nothing to count yet">No coded passage has both. Choose other rows or columns.</EmptyState>}
      />
      {open ? <Behind title={open.title} asked={open.asked} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

function short(name: string): string {
  return name.split(" ")[0] ?? name;
}

function Count({ n, name, words, onOpen }: { n: number; name: string; words: string; onOpen: () => void }) {
  if (n === 0) return <span className="faint">0</span>;
  return <button type="button" className="count-open num" onClick={onOpen} aria-label={`${name}: ${n} ${words}`}>{n}</button>;
}
