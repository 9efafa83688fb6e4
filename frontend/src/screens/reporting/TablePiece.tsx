import { Link, Reading, Table, Waiting } from "../../components";
import { useRead } from "../../state";
import type { Made } from "./made";

interface TablePieceProps {
  readonly made: Made;
  readonly id: string;
  readonly caption: string;
  readonly number: number | undefined;
  readonly reportId: string;
}

/** A table as the report's files will have it, its first rows; how many more there are, and where its data stands. */
export function TablePiece({ made, id, caption, number, reportId }: TablePieceProps) {
  const table = useRead("/report/table", { id: reportId, key: id }, { topics: ["reports"], keepPrevious: true });
  return (
    <div className="piece-made">
      <Reading of={table} waiting={<Waiting />}>
        {(shown) => {
          if (shown.missing) return <p className="t13 care">{shown.missing} Choose another, or take the block out.</p>;
          const title = titled("Table", number, caption || shown.caption || made.about);
          return (
            <>
              <Table
                caption={title}
                showCaption
                dense
                read
                rows={shown.rows.map((cells, at) => ({ cells, at }))}
                rowId={(row) => String(row.at)}
                columns={shown.columns.map((head, at) => ({
                  id: String(at),
                  head,
                  names: at === 0,
                  number: shown.aligns[at] === "right",
                  cell: (row: { readonly cells: readonly string[] }) => <span className={(row.cells[at]?.length ?? 0) > 40 ? "piece-long" : undefined}>{row.cells[at]}</span>,
                }))}
              />
              {shown.rows.length === 0 ? <p className="t12 soft">It has no rows yet.</p> : null}
              {shown.n_more > 0 ? <p className="t12">{shown.n_more === 1 ? "1 more row" : `${shown.n_more} more rows`}, which the files have.</p> : null}
              <p className="t12 soft">{shown.note}</p>
            </>
          );
        }}
      </Reading>
      <p className="t12 soft">
        Made from the study as it stands, each time the report is written as a file.
        {made.to ? <> <Link to={made.to} label={`Look at its data: ${made.about}`}>Look at its data</Link></> : null}
      </p>
    </div>
  );
}

/** The caption as the files print it, its number first. */
export function titled(kind: "Table" | "Figure", number: number | undefined, caption: string): string {
  return number === undefined ? caption : `${kind} ${number}. ${caption}`;
}
