import { useState } from "react";

import { Button, Dialog, EmptyState, Field, Reading, Select, Table, TextArea } from "../../components";
import { newId, useMay, useRead, useWrite } from "../../state";
import { STATES, type ConsentCell, type ConsentMatrix, type ConsentRow, type State } from "./types";

interface Asked {
  /** Nobody: record for everyone. */
  readonly row: ConsentRow | null;
  readonly scope: string;
}

/** Participants by uses, each cell a mark with its words; a cell opens what is known and records what is new. */
export function Consent() {
  const matrix = useRead("/consents");
  const [asked, setAsked] = useState<Asked | null>(null);
  const may = useMay("field");
  return (
    <Reading of={matrix}>
      {(shown) =>
        shown.rows.length === 0 ? (
          <EmptyState title="Nobody to ask yet">Add people first; then record what each said, one by one or all at once.</EmptyState>
        ) : (
          <>
            <div className="cases-bar">
              <Button onPress={() => setAsked({ row: null, scope: shown.scopes[0]?.key ?? "take-part" })} reason={may ? null : "Your role reads only."}>
                Record for everyone at once
              </Button>
              <p className="t13 soft">● given · ○ refused · hatched: withdrawn · dotted: not recorded · – does not apply</p>
            </div>
            <Grid matrix={shown} onOpen={may ? (row, scope) => setAsked({ row, scope }) : null} />
            {asked ? <Record asked={asked} matrix={shown} onClose={() => setAsked(null)} /> : null}
          </>
        )
      }
    </Reading>
  );
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
        { id: "who", head: "Who", names: true, width: 210, cell: (row) => `${row.label || row.code}, ${row.profession}`.replace(/, $/, "") },
        ...matrix.scopes.map((scope) => ({
          id: scope.key,
          head: `${scope.name} (${scope.n_given})`,
          cell: (row: ConsentRow) => <Cell cell={row.cells[scope.key]} who={row.label || row.code} scope={scope.name} onOpen={onOpen ? () => onOpen(row, scope.key) : null} />,
        })),
      ]}
    />
  );
}

function Cell({ cell, who, scope, onOpen }: { cell: ConsentCell | undefined; who: string; scope: string; onOpen: (() => void) | null }) {
  const state = cell?.state ?? "not recorded";
  const words = state === "refused" ? "no" : state === "withdrawn" ? cell?.at ?? "" : "";
  const inside = (
    <>
      <span className={`consent-mark consent-${state.replaceAll(" ", "-")}`} aria-hidden="true" />
      {words ? <span className="t12" aria-hidden="true">{words}</span> : null}
      <span className="unseen">{`${who}, ${scope}: ${state}${cell?.at ? `, ${cell.at}` : ""}`}</span>
    </>
  );
  if (!onOpen) return <span className="consent-cell">{inside}</span>;
  return <button type="button" className="consent-cell" onClick={onOpen} title={`${state}${cell?.at ? `, ${cell.at}` : ""}${cell?.form ? `, form ${cell.form}` : ""}`}>{inside}</button>;
}

function Record({ asked, matrix, onClose }: { asked: Asked; matrix: ConsentMatrix; onClose: () => void }) {
  const known = asked.row?.cells[asked.scope];
  const [scope, setScope] = useState(asked.scope);
  const [state, setState] = useState<State>(known?.state ?? "given");
  const [at, setAt] = useState("");
  const [how, setHow] = useState(known?.how ?? "");
  const [reason, setReason] = useState("");
  const topics = { topics: ["home", "report", "quotations"], onDone: onClose };
  const one = useWrite("/consents/record", topics);
  const many = useWrite("/consents/record-many", topics);
  const keep = () =>
    asked.row
      ? one.mutate({ id: newId(), participant_id: asked.row.participant_id, scope, state, at, how, reason })
      : many.mutate({ scopes: [scope], state, at, how, reason });
  const name = (key: string) => matrix.scopes.find((entry) => entry.key === key)?.name ?? key;
  return (
    <Dialog
      title={asked.row ? `${asked.row.label || asked.row.code}: ${name(asked.scope)}` : "Record for everyone at once"}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Leave it</Button>
          <Button kind="primary" onPress={keep} reason={state === "does not apply" && !reason.trim() ? "Say why it does not apply." : null}>Record it</Button>
        </>
      }
    >
      <div className="cases-form">
        {known ? <p className="t13 soft">Recorded now: {known.state}{known.at ? `, ${known.at}` : ""}{known.form ? `, form ${known.form}` : ""}. What was recorded is kept; the newest counts.</p> : null}
        {asked.row ? null : <Select label="For what" value={scope} onChange={setScope} options={matrix.scopes.map((entry) => ({ id: entry.key, label: entry.name }))} />}
        <div className="cases-pair">
          <Select<State> label="Answer" value={state} onChange={setState} options={STATES.map((id) => ({ id, label: id }))} />
          <Field label="On" value={at} onChange={setAt} type="date" about="Today when left empty." />
        </div>
        <Field label="How" value={how} onChange={setHow} placeholder="signed form, by telephone" />
        {state === "does not apply" || state === "withdrawn" ? <TextArea label="Why" value={reason} onChange={setReason} rows={2} /> : null}
      </div>
    </Dialog>
  );
}
