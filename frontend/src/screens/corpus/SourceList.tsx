import { useState } from "react";

import { Button, Heading, Link, Menu, Reading, RefusalNotice, Screen, Table, type Column } from "../../components";
import { arrived, navigate, useCommands, useKeys, useMay, useRead, useStore, useViewer, useWrite } from "../../state";
import { BringFiles } from "./BringFiles";
import { consentWords, Consents } from "./Consents";
import { Folders } from "./Folders";
import { isRead, progressWords, readByWords, useSayRead } from "./readBy";
import { RemoveSource } from "./RemoveSource";
import { counted, dayWords, type SourceRow } from "./types";
import "./Sources.css";

/** Every source with who speaks, when, how long, and what may be done with it. */
export function SourceList() {
  const sources = useRead("/sources");
  const may = useMay("field");
  const reads = useMay("write");
  const came = useStore(arrived).length > 0;
  const [bringing, setBringing] = useState(came);
  // Where the list is empty files come in at once; the place stays when the first of them is there, for the others.
  if ((came || sources.data?.length === 0) && !bringing) setBringing(true);
  const n = sources.data?.length ?? 0;
  useKeys("Sources", [
    { keys: "F", label: "Find words in all sources", run: () => navigate("/find") },
    ...(may && n > 0 ? [{ keys: "N", label: "Anonymise", run: () => navigate("/sources/anonymise") }] : []),
    ...(may && n > 0 && !bringing ? [{ keys: "I", label: "Add files", run: () => setBringing(true) }] : []),
  ]);
  useCommands([
    ...(may && n > 0 ? [{ id: "anonymise", label: "Anonymise: names and places replaced by rules", group: "Sources", keys: "N", also: "pseudonym names rules", run: () => navigate("/sources/anonymise") }] : []),
    { id: "find words", label: "Find words in all sources", group: "Sources", keys: "F", also: "search text", run: () => navigate("/find") },
  ]);
  return (
    <Screen title="Sources" className="sources">
      <Heading title="Sources" about={n === 0 ? "Everything that was said or written, and can be read and coded." : aboutAll(sources.data ?? [], reads)}>
        {may && n > 0 ? <Button kind="quiet" keys="N" onPress={() => navigate("/sources/anonymise")}>Anonymise</Button> : null}
        {n > 0 ? <Button kind="quiet" keys="F" onPress={() => navigate("/find")}>Find words</Button> : null}
        {may && n > 0 && !bringing ? <Button kind="primary" keys="I" onPress={() => setBringing(true)}>Add files</Button> : null}
      </Heading>
      <Reading of={sources}>
        {(all) => (
          <>
            {may ? <Folders /> : null}
            {may && (all.length === 0 || bringing) ? <BringFiles large={all.length === 0} /> : null}
            {all.length === 0 && !may ? <p className="soft">No source is in this study yet. Whoever leads it can add some.</p> : null}
            {all.length > 0 ? <Sources all={all} may={may} /> : null}
          </>
        )}
      </Reading>
    </Screen>
  );
}

function aboutAll(all: readonly SourceRow[], reads: boolean): string {
  const minutes = all.reduce((sum, one) => sum + (one.minutes ?? 0), 0);
  const unknown = all.filter((one) => one.n_unknown_speakers > 0).length;
  const hours = minutes >= 60 ? `, ${Math.floor(minutes / 60)} h${minutes % 60 ? ` ${minutes % 60} min` : ""}` : minutes > 0 ? `, ${minutes} minutes` : "";
  return `${counted(all.length, "source")}${hours}.${unknown > 0 ? ` In ${unknown} somebody speaks who is not known yet.` : ""}${reads ? ` ${progressWords(all.filter(isRead).length, all.length)}.` : ""}`;
}

function Sources({ all, may }: { all: readonly SourceRow[]; may: boolean }) {
  const { reflexive } = useViewer();
  const [removing, setRemoving] = useState<SourceRow | null>(null);
  const order = useWrite("/sources/order", {
    topics: ["sources"],
    optimistic: ({ source_ids }, change) =>
      change<readonly SourceRow[]>("/sources", {}, (before) => [...before].sort((one, other) => source_ids.indexOf(one.id) - source_ids.indexOf(other.id))),
  });
  const move = (row: SourceRow, by: number): void => {
    const ids = all.map((one) => one.id);
    const at = ids.indexOf(row.id);
    ids.splice(at, 1);
    ids.splice(Math.max(0, at + by), 0, row.id);
    order.mutate({ source_ids: ids });
  };
  const columns: Column<SourceRow>[] = [
    { id: "title", head: "Source", names: true, cell: (one) => <Title row={one} /> },
    { id: "team", head: "Team", wideOnly: true, cell: (one) => one.case_name || <span className="faint">none named</span> },
    { id: "held", head: "Held", wideOnly: true, cell: (one) => <span className="nowrap">{dayWords(one.held_on) || <span className="faint">not said</span>}</span> },
    { id: "turns", head: "Turns", number: true, wideOnly: true, cell: (one) => (one.kind === "picture" ? <span className="faint">none</span> : one.n_turns) },
    { id: "minutes", head: "Minutes", number: true, wideOnly: true, cell: (one) => one.minutes ?? <span className="faint">not timed</span> },
    { id: "version", head: "Version", wideOnly: true, cell: (one) => <span className="soft nowrap">{one.version_number}, {one.role}</span> },
    { id: "consent", head: "Consent", wideOnly: true, cell: (one) => <Consents row={one} /> },
    { id: "read", head: "Read by", wideOnly: true, cell: (one) => readByWords(one) || <span className="faint">nobody yet</span> },
    ...(reflexive ? [] : [{ id: "codings", head: "Codings", number: true, cell: (one: SourceRow) => one.n_codings || <span className="faint">none</span> }]),
    { id: "more", head: <span className="unseen">More</span>, number: true, cell: (one) => <More row={one} may={may} all={all} onMove={move} onRemove={setRemoving} /> },
  ];
  return (
    <>
      <Table caption="All sources, in their order" columns={columns} rows={all} rowId={(one) => one.id} />
      {order.error ? <RefusalNotice error={order.error} /> : null}
      {removing ? <RemoveSource row={removing} onClose={() => setRemoving(null)} /> : null}
    </>
  );
}

function Title({ row }: { row: SourceRow }) {
  const title = row.title || row.name;
  const second = [row.kind === "picture" ? "picture" : "", row.encounter_code || (title === row.name ? "" : row.name), row.deidentified === "yes" ? "de-identified" : ""].filter(Boolean).join(" · ");
  return (
    <>
      <Link to={`/code/${row.id}`} plain>{title}</Link>
      <span className="source-second t12 soft">
        {second}
        {row.n_unknown_speakers > 0 ? <Link to={`/sources/${row.id}/speakers`} className="care">{row.n_unknown_speakers === 1 ? "1 speaker not known" : `${row.n_unknown_speakers} speakers not known`}</Link> : null}
        {row.n_warnings > 0 ? <Link to={`/sources/${row.id}/${row.kind === "picture" ? "picture" : "text"}`}>{counted(row.n_warnings, "thing")} left out</Link> : null}
        <span className="source-narrow">{[row.case_name, row.minutes === null ? "" : `${row.minutes} min`, consentWords(row), readByWords(row) ? `read by ${readByWords(row)}` : ""].filter(Boolean).join(" · ")}</span>
      </span>
    </>
  );
}

function More({ row, may, all, onMove, onRemove }: { row: SourceRow; may: boolean; all: readonly SourceRow[]; onMove: (row: SourceRow, by: number) => void; onRemove: (row: SourceRow) => void }) {
  const title = row.title || row.name;
  const say = useSayRead();
  const reads = useMay("write");
  return (
    <Menu
      label={`More about ${title}`}
      caret={false}
      className="source-more"
      actions={[
        { id: "read", label: row.kind === "picture" ? "Look and code" : "Read and code", run: () => navigate(`/code/${row.id}`) },
        { id: "about", label: "About this source", about: "Who, when, speakers, versions", run: () => navigate(`/sources/${row.id}`) },
        ...(reads ? [{ id: "read it", label: isRead(row) ? "Not read after all" : "I have read it", about: "The team sees who has read what", run: () => say(row, !isRead(row)) }] : []),
        ...(may
          ? [
              { id: "up", label: "Move up", run: () => onMove(row, -1), apart: true, disabled: all[0] === row },
              { id: "down", label: "Move down", run: () => onMove(row, 1), disabled: all.at(-1) === row },
              { id: "remove", label: "Remove", run: () => onRemove(row), apart: true, care: true },
            ]
          : []),
      ]}
    >
      …
    </Menu>
  );
}
