import { CodeName, Link, Table, type Column } from "../../components";
import { useRead } from "../../state";
import { Legend, PlaceMarks, type Met } from "./PlaceMarks";
import type { ComparisonView, MetView } from "./types";
import { initialsFor } from "./words";

/** Where in the order of the codebook a code stands, and the family it belongs to. */
export function useFamilies(): { groupOf: (codeId: string) => string; rankOf: (codeId: string) => number } {
  const codes = useRead("/codes", { with_retired: true });
  const all = codes.data ?? [];
  const byId = new Map(all.map((one) => [one.id, one]));
  const rank = new Map(all.map((one, at) => [one.id, at]));
  return {
    groupOf: (codeId) => byId.get(byId.get(codeId)?.parent_id ?? "")?.name ?? "",
    rankOf: (codeId) => rank.get(codeId) ?? all.length,
  };
}

/** Initials of the readers, in their order. */
export function initialsOf(names: readonly string[]): readonly string[] {
  return names.map(initialsFor);
}

function counts<R extends Met>(who: readonly string[]): readonly Column<R>[] {
  const cell = (n: number) => (n === 0 ? <span className="faint" aria-label="none">·</span> : n);
  return [
    { id: "met", head: "alike", number: true, wideOnly: true, cell: (one) => cell(one.n_met) },
    { id: "ends", head: "ends differ", number: true, wideOnly: true, cell: (one) => cell(one.n_boundary) },
    { id: "other", head: "other code", number: true, wideOnly: true, cell: (one) => cell(one.n_other_code) },
    ...who.map((initials, at): Column<R> => ({ id: `only ${at}`, head: `${initials} only`, number: true, wideOnly: true, cell: (one) => cell(one.n_by[at] ?? 0) })),
  ];
}

/** Code by code: one small mark for each place, and the same in numbers. */
export function MetTable({ data }: { data: ComparisonView }) {
  const { groupOf, rankOf } = useFamilies();
  const who = initialsOf(data.readers);
  const rows = [...data.met].sort((one, other) => rankOf(one.code_id) - rankOf(other.code_id));
  const differs = (one: MetView): boolean => one.n_boundary + one.n_other_code + one.n_by.reduce((sum, n) => sum + n, 0) > 0;
  return (
    <>
      <Table<MetView>
        dense
        caption="How the readings met, code by code"
        rows={rows}
        rowId={(one) => one.code_id}
        groupOf={(one) => groupOf(one.code_id)}
        empty={<p>Nobody has marked anything in this round.</p>}
        columns={[
          {
            id: "code",
            head: "Code",
            names: true,
            cell: (one) => {
              const name = <CodeName id={one.key} name={one.name} family={one.family} />;
              return differs(one) ? <Link plain to={`/compare/${data.round_id}/settle?code=${one.code_id}`}>{name}</Link> : name;
            },
          },
          { id: "places", head: "each place", cell: (one) => <PlaceMarks met={one} who={who} /> },
          ...counts<MetView>(who),
        ]}
      />
      <Legend who={who} />
    </>
  );
}

type Place = ComparisonView["sources"][number];

/** The same by interview, those in which nobody marked anything too. */
export function MetBySource({ data }: { data: ComparisonView }) {
  const sources = useRead("/sources");
  const who = initialsOf(data.readers);
  const known = new Map((sources.data ?? []).map((one) => [one.id, one]));
  return (
    <>
      <Table<Place>
        dense
        caption="How the readings met, interview by interview"
        rows={data.sources}
        rowId={(one) => one.source_id}
        columns={[
          { id: "source", head: "Interview", names: true, cell: (one) => <Link plain to={`/code/${one.source_id}?round=${data.round_id}`}>{known.get(one.source_id)?.title || one.name}</Link> },
          { id: "places", head: "each place", cell: (one) => (one.n_read < 2 ? <span className="soft">read by one, not compared</span> : <PlaceMarks met={one} who={who} />) },
          ...counts<Place>(who),
        ]}
      />
      <Legend who={who} />
    </>
  );
}
