import { useState } from "react";

import { Button, EmptyState, Link, Reading, Table } from "../../components";
import { useMay, useRead } from "../../state";
import { ConsentForms } from "./ConsentForms";
import { RecordConsent, type Asked } from "./RecordConsent";
import { TableFile } from "./TableFile";
import { STATES, type ConsentCell, type ConsentMatrix, type ConsentRow, type Recorded, type State } from "./types";

/** Participants by uses, each cell a mark with its words; a cell opens what is known and records what is new. */
export function Consent() {
  const matrix = useRead("/consents");
  const [asked, setAsked] = useState<Asked | null>(null);
  const [bringing, setBringing] = useState(false);
  const may = useMay("field");
  return (
    <Reading of={matrix}>
      {(shown) =>
        shown.rows.length === 0 ? (
          <EmptyState title="Nobody to ask yet" action={<Link to="/cases/people">Go to the people</Link>}>Add people first; then record what each said, one by one or all at once.</EmptyState>
        ) : (
          <>
            <div className="cases-bar">
              <Button onPress={() => setAsked({ row: null, scope: shown.scopes[0]?.key ?? "take-part" })} reason={may ? null : "Your role reads only."}>
                Record for everyone at once
              </Button>
              <Button onPress={() => setBringing(true)} reason={may ? null : "Your role reads only."}>From a table</Button>
              <Legend />
            </div>
            <div className="consent-grid">
              <Grid matrix={shown} onOpen={may ? (row, scope) => setAsked({ row, scope }) : null} />
            </div>
            <ConsentForms matrix={shown} />
            {asked ? <RecordConsent asked={asked} matrix={shown} onClose={() => setAsked(null)} /> : null}
            {bringing ? <Bring onClose={() => setBringing(false)} /> : null}
          </>
        )
      }
    </Reading>
  );
}

function Bring({ onClose }: { onClose: () => void }) {
  return (
    <TableFile<Recorded>
      path="/consents/import"
      title="Consents from a table"
      about="CSV in UTF-8, or Excel (.xlsx), with the columns participant, scope, state and on which day (at); or participant and one column for each use."
      took={(said) => ({ words: `${said.n_recorded} recorded, ${said.n_unchanged} stood already` })}
      topics={["consents", "home", "report"]}
      onClose={onClose}
    />
  );
}

const LEGEND: Readonly<Record<State, string>> = { given: "yes", refused: "no", withdrawn: "withdrawn", "not recorded": "not recorded, which is not a no", "does not apply": "does not apply" };

function Legend() {
  return (
    <ul className="consent-legend t13 soft" aria-label="What the marks mean">
      {STATES.map((state) => (
        <li key={state}><Mark state={state} /> {LEGEND[state]}</li>
      ))}
    </ul>
  );
}

function Mark({ state }: { state: State }) {
  return <span className={`consent-mark consent-${state.replaceAll(" ", "-")}`} aria-hidden="true" />;
}

function Grid({ matrix, onOpen }: { matrix: ConsentMatrix; onOpen: ((row: ConsentRow, scope: string) => void) | null }) {
  return (
    <Table
      caption="Consent by person and use"
      dense
      rows={matrix.rows}
      rowId={(row) => row.participant_id}
      groupOf={(row) => row.case_name}
      columns={[
        { id: "who", head: "Who", names: true, width: 210, cell: (row) => <>{row.label || row.code}<span className="consent-work">{row.profession ? `, ${row.profession}` : ""}</span></> },
        { id: "time", head: "In team", number: true, wideOnly: true, cell: (row) => <span className="soft">{row.time_in_case}</span> },
        ...matrix.scopes.map((scope) => ({
          id: scope.key,
          head: scope.name,
          cell: (row: ConsentRow) => <Cell cell={row.cells[scope.key]} who={row.label || row.code} scope={scope.name} onOpen={onOpen ? () => onOpen(row, scope.key) : null} />,
        })),
      ]}
      foot={
        <tr>
          <th scope="row">{matrix.rows.length} people, said yes</th>
          <td className="table-wide-only" />
          {matrix.scopes.map((scope) => <td key={scope.key} className="num strong">{scope.n_given}</td>)}
        </tr>
      }
    />
  );
}

function Cell({ cell, who, scope, onOpen }: { cell: ConsentCell | undefined; who: string; scope: string; onOpen: (() => void) | null }) {
  const state = cell?.state ?? "not recorded";
  const words = state === "refused" ? "no" : state === "withdrawn" ? cell?.at ?? "" : "";
  const inside = (
    <>
      <Mark state={state} />
      {words ? <span className={`t12 consent-words-${state}`} aria-hidden="true">{words}</span> : null}
      <span className="unseen">{`${who}, ${scope}: ${state}${cell?.at ? `, ${cell.at}` : ""}`}</span>
    </>
  );
  if (!onOpen) return <span className="consent-cell">{inside}</span>;
  return <button type="button" className="consent-cell" onClick={onOpen} title={`${state}${cell?.at ? `, ${cell.at}` : ""}${cell?.form ? `, form ${cell.form}` : ""}`}>{inside}</button>;
}
