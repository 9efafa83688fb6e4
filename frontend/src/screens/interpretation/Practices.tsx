import { useState, type ReactNode } from "react";

import { Button, EmptyState, Reading, Select, Table } from "../../components";
import { newId, useMay, useRead, useWrite } from "../../state";
import { Carried } from "./Carried";
import { inOrder, levelColumns, type Order } from "./carrying";
import { OwnSchema } from "./OwnFile";
import { PracticeCell } from "./PracticeCell";
import type { PracticeView } from "./types";

const ORDERS: readonly { readonly id: Order; readonly label: string }[] = [
  { id: "code", label: "as listed" },
  { id: "oldest", label: "oldest first" },
  { id: "youngest", label: "youngest first" },
];

/** Practices by team, each cell opening what every informant told. */
export function Practices() {
  const schemas = useRead("/practice-schemas");
  const adopt = useWrite("/practice-schemas/adopt", { topics: ["practices"] });
  const may = useMay("lead");
  const [chosen, setChosen] = useState("");
  return (
    <Reading of={schemas}>
      {({ schemas: all, shipped }) => {
        const schema = all.find((one) => one.id === chosen) ?? all[0];
        const bring = <OwnSchema shipped={shipped} onBrought={(brought) => setChosen(brought.id)} />;
        if (schema) {
          const choice = all.length > 1 ? <Select label="Practices of" value={schema.id} onChange={setChosen} options={all.map((one) => ({ id: one.id, label: one.name }))} /> : null;
          return <Grid key={schema.id} schemaId={schema.id} names={new Map(schema.properties.map((one) => [one.key, one.name]))} before={choice} after={bring} />;
        }
        return (
          <EmptyState title="No practices asked about yet" action={may && shipped[0] ? <Button kind="primary" onPress={() => adopt.mutate({ id: newId(), key: shipped[0] ?? "" })}>Take up “How a team learns at work”</Button> : null}>
            <p>A practice schema says which practices a study asks about. Each informant’s account stays; the team’s reading is settled from them.</p>
            <div className="interpret-bar">{bring}</div>
          </EmptyState>
        );
      }}
    </Reading>
  );
}

interface GridProps {
  readonly schemaId: string;
  readonly names: ReadonlyMap<string, string>;
  readonly before: ReactNode;
  readonly after: ReactNode;
}

function Grid({ schemaId, names, before, after }: GridProps) {
  const practices = useRead("/practices", { schema_id: schemaId }, { topics: ["accounts"] });
  const cases = useRead("/cases");
  const lenses = useRead("/lenses");
  const [order, setOrder] = useState<Order>("code");
  const [open, setOpen] = useState<PracticeView | null>(null);
  const [all, setAll] = useState(false);
  return (
    <Reading of={practices}>
      {(views) => {
        const told = new Set(views.filter((one) => one.accounts.length > 0 || one.value !== null).map((one) => one.practice_key));
        const keys = [...names.keys()].filter((key) => all || told.size === 0 || told.has(key));
        const teams = inOrder(cases.data ?? [], order);
        const columns = levelColumns(lenses.data?.lenses.find((lens) => lens.id === lenses.data.active_id), views);
        const at = new Map(views.map((one) => [`${one.case_id} ${one.practice_key}`, one]));
        return (
          <>
            <div className="interpret-bar">
              {before}
              <Select<Order> label="Teams" value={order} onChange={setOrder} options={ORDERS} />
              <p className="t13 soft">Different teams, not change. Nothing here scores a team or a person.</p>
              {told.size > 0 && told.size < names.size ? <Button kind="quiet" onPress={() => setAll(!all)}>{all ? "Only those told about" : `All ${names.size} practices`}</Button> : null}
              {after}
            </div>
            <Table
              caption="Practices as told, by team"
              rows={teams}
              rowId={(one) => one.id}
              empty={<EmptyState title="No team yet">Name the teams under Cases first.</EmptyState>}
              columns={[
                { id: "case", head: "Team", names: true, cell: (one) => <>{`${one.code} ${one.name}`}{one.founded ? <span className="t12 soft practice-since">since {one.founded}</span> : null}</> },
                ...keys.map((key) => ({
                  id: key,
                  head: names.get(key) ?? key,
                  cell: (one: { readonly id: string }) => {
                    const view = at.get(`${one.id} ${key}`);
                    return view ? <Cell view={view} name={names.get(key) ?? key} onOpen={() => setOpen(view)} /> : null;
                  },
                })),
              ]}
            />
            <Carried views={views} names={names} cases={teams} columns={columns} onOpen={setOpen} />
            {open ? <PracticeCell levels={columns} view={at.get(`${open.case_id} ${open.practice_key}`) ?? open} schemaId={schemaId} name={names.get(open.practice_key) ?? ""} onClose={() => setOpen(null)} /> : null}
          </>
        );
      }}
    </Reading>
  );
}

function Cell({ view, name, onOpen }: { view: PracticeView; name: string; onOpen: () => void }) {
  const words = view.value ?? (view.accounts.length > 0 ? "not settled" : "not asked");
  return (
    <button type="button" className="practice-cell" onClick={onOpen}>
      <span className="unseen">{`${name}: `}</span>
      <span className={view.value === null || view.value === "not asked" ? "practice-soft" : "strong"}>{words}</span>
      {view.detail ? <span className="t12 soft"> {view.detail}</span> : null}
      {view.reading === "differ" ? <span className="t12 soft"> · told differently</span> : null}
    </button>
  );
}
