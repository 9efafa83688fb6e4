import { useState } from "react";

import { OptionRow, Section, Table } from "../../components";
import { carried, type Column, type Side } from "./carrying";
import type { PracticeView } from "./types";

const SIDES: readonly { readonly id: Side; readonly label: string }[] = [
  { id: "carried_by", label: "Carried by" },
  { id: "paid_by", label: "Paid for by" },
];

interface CarriedProps {
  readonly views: readonly PracticeView[];
  readonly names: ReadonlyMap<string, string>;
  readonly cases: readonly { readonly id: string; readonly code: string }[];
  readonly columns: readonly Column[];
  readonly onOpen: (view: PracticeView) => void;
}

/** Who carries each practice, level by level: the teams in which it rests there, each opening what was told. */
export function Carried({ views, names, cases, columns, onOpen }: CarriedProps) {
  const [side, setSide] = useState<Side>("carried_by");
  const rows = carried(views, side, cases.map((one) => one.id));
  const codes = new Map(cases.map((one) => [one.id, one.code]));
  if (rows.length === 0) return null;
  const title = side === "carried_by" ? "Who carries it" : "Who pays for it";
  return (
    <Section title={title}>
      <div className="interpret-bar">
        <OptionRow<Side> label="Carried or paid for" layout="segments" value={side} onChange={setSide} options={SIDES} />
        <p className="t13 soft">Of what was settled as yes or partly. A team stands at the level that was settled for it.</p>
      </div>
      <Table
        caption={`${title}, by level`}
        rows={rows}
        rowId={(row) => row.practice}
        columns={[
          { id: "practice", head: "Practice", names: true, cell: (row) => names.get(row.practice) ?? row.practice },
          ...columns.map((column) => ({
            id: column.key,
            head: column.name,
            cell: (row: (typeof rows)[number]) => (
              <span className="carried">
                {(row.at.get(column.key) ?? []).map((view) => (
                  <button key={view.case_id} type="button" className="practice-cell" onClick={() => onOpen(view)}>
                    <span aria-hidden="true">{codes.get(view.case_id)}</span>
                    <span className="unseen">{`${codes.get(view.case_id)}: ${names.get(row.practice) ?? row.practice}`}</span>
                  </button>
                ))}
              </span>
            ),
          })),
        ]}
      />
    </Section>
  );
}
