import { useState } from "react";

import { Button, Link, Reading, Section, Select, Table } from "../../components";
import { setQuery, usePlace, useRead, useViewer } from "../../state";
import { Behind } from "./Found";
import type { CrossedThing, Lens, LensCrossView } from "./types";

/** The lens in use crossed with another: what stands at both, and by name where nothing stands. */
export function LensCross({ lens, others }: { lens: Lens; others: readonly Lens[] }) {
  const wanted = usePlace().query.get("cross");
  const other = others.find((one) => one.id === wanted);
  const crossed = useRead("/lenses/cross", { lens_id: lens.id, other_lens_id: other?.id ?? "" }, { when: other !== undefined, topics: ["placements", "themes", "relations", "codes"], keepPrevious: true });
  return (
    <Section title="Crossed with another lens" className="lens-cross">
      {others.length === 0 ? (
        <p className="soft">There is one lens in the study. Add another above, place the themes in it too, and the two stand here one across the other.</p>
      ) : (
        <Select label="Across" value={other?.id ?? null} placeholder="a second lens" options={others.map((one) => ({ id: one.id, label: one.name }))} onChange={(id) => setQuery({ cross: id })} />
      )}
      {other ? <Reading of={crossed}>{(view) => <Crossed view={view} title={`${lens.name} by ${other.name}`} />}</Reading> : null}
    </Section>
  );
}

function Crossed({ view, title }: { view: LensCrossView; title: string }) {
  const [open, setOpen] = useState<CrossedThing | null>(null);
  const { reflexive } = useViewer();
  const rows = view.rows.map((name, at) => ({ name, cells: view.cells[at] ?? [] }));
  const placed = view.cells.flat(2).length > 0;
  return (
    <>
      {view.note ? <p className="t14">{view.note}</p> : null}
      <Table
        caption={title}
        showCaption
        rows={rows}
        rowId={(row) => row.name}
        columns={[
          { id: "level", head: "Level", names: true, cell: (row) => row.name },
          ...view.columns.map((name, at) => ({
            id: name,
            head: name,
            cell: (row: (typeof rows)[number]) => {
              const held = row.cells[at] ?? [];
              if (held.length === 0) return <span className="soft">not addressed</span>;
              return (
                <>
                  {reflexive ? null : <span className="unseen">{held.length}: </span>}
                  <ul className="lens-cell">{held.map((one) => <li key={`${one.kind} ${one.id}`}>{one.query ? <Button kind="quiet" onPress={() => setOpen(one)}>{one.name}</Button> : one.kind === "relation" ? <Link to="/interpret/relations">{one.name}</Link> : one.name}</li>)}</ul>
                </>
              );
            },
          })),
        ]}
      />
      {view.empty.length > 0 ? <p className="t13"><b>Not addressed:</b> {placed ? view.empty.join(" · ") : "nothing is placed under both lenses yet."}</p> : null}
      {view.only_one.length > 0 ? <p className="t13 soft">Placed under one of the two only: {view.only_one.map((one) => one.name).join(" · ")}</p> : null}
      {open ? <Behind title={open.name} asked={{ text: open.query, where: "", set: "consensus", readers: "apart" }} onClose={() => setOpen(null)} /> : null}
    </>
  );
}
