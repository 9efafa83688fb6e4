import { useState } from "react";

import { Button, EmptyState, Field, Link, OptionRow, Reading, RefusalNotice, Section, Select, Table, TextArea } from "../../components";
import { newId, useMay, useRead, useWrite } from "../../state";
import { many } from "./Found";
import { SetChoice } from "./Queries";
import { SaturationFigure } from "./SaturationFigure";
import type { SaturationView, StatedView } from "./types";

type Unit = SaturationView["unit"];
type Kind = StatedView["kind"];

const KINDS: readonly { readonly id: Kind; readonly label: string; readonly about: string }[] = [
  { id: "inductive thematic", label: "Inductive thematic", about: "no new codes or themes come" },
  { id: "a priori thematic", label: "A priori thematic", about: "every code laid down before is shown by examples" },
  { id: "theoretical", label: "Theoretical", about: "the properties of each category are filled" },
  { id: "data", label: "Data", about: "what people say repeats what others said" },
  { id: "not claimed", label: "Not claimed, because …", about: "as full an answer as the others" },
];

/** How the codes grew over interviews, what that shows, and what one says about it. */
export function Saturation() {
  const [unit, setUnit] = useState<Unit>("interview");
  const [base, setBase] = useState("4");
  const [run, setRun] = useState("2");
  const [percent, setPercent] = useState("5");
  const [set, setSet] = useState("consensus");
  const asked = { unit, base: whole(base, 4), run: whole(run, 2), threshold: Math.min(100, Math.max(0, Number(percent) || 0)) / 100, set };
  const found = useRead("/saturation", { ...asked }, { keepPrevious: true });
  return (
    <>
      <div className="interpret-bar">
        <Select<Unit> label="Counted by" value={unit} onChange={setUnit} options={[{ id: "interview", label: "interview" }, { id: "person", label: "person" }, { id: "case", label: "team" }]} />
        <Field label="Base" type="number" value={base} onChange={setBase} className="asking-number" />
        <Field label="Run" type="number" value={run} onChange={setRun} className="asking-number" />
        <Field label="Threshold, %" type="number" value={percent} onChange={setPercent} className="asking-number" />
        <SetChoice value={set} onChange={setSet} />
      </div>
      {found.error ? <RefusalNotice error={found.error} /> : <Reading of={found}>{(view) => <Shown view={view} asked={asked} />}</Reading>}
    </>
  );
}

function whole(value: string, otherwise: number): number {
  const n = Number.parseInt(value, 10);
  return n >= 1 && n <= 100 ? n : otherwise;
}

type AskedOf = { readonly unit: Unit; readonly base: number; readonly run: number; readonly threshold: number; readonly set: string };

function Shown({ view, asked }: { view: SaturationView; asked: AskedOf }) {
  if (view.n_codes === 0) return <EmptyState title="No code has been used yet" action={<Link to="/code">Go to Code</Link>}>Once interviews are coded, this shows how many codes each added, in the order they were held.</EmptyState>;
  const [first, ...rest] = view.statement.split(/(?<=\.) /);
  return (
    <div className="saturation">
      <p className="saturation-said serif">{first} {rest[0]}</p>
      <p>{rest.slice(1).join(" ")}</p>
      <SaturationFigure view={view} />
      <ul className="saturation-notes t13 soft">
        {view.rules.map((rule) => (rule.share_of_orders === null ? null : <li key={rule.convention}>In {Math.round(rule.share_of_orders * view.n_orders)} of {view.n_orders} chance orders {rule.convention === "overlapping" ? "overlapping runs" : "runs side by side"} come to the threshold at some point.</li>))}
        {view.warnings.map((one) => <li key={one}>{one}</li>)}
        <li>Counted on {view.codebook}; {view.set}.</li>
      </ul>
      <More view={view} />
      <Said asked={asked} />
    </div>
  );
}

function More({ view }: { view: SaturationView }) {
  const { estimates, as_it_was: was } = view;
  return (
    <details>
      <summary>The figure as a table, and more</summary>
      <div className="form-stack">
        <p className="t13">
          {estimates.coverage === null ? "Coverage is not defined for so few." : `Coverage ${estimates.coverage.toFixed(3)} (share of code uses that belong to codes already seen, ${many(view.n_units, view.unit === "case" ? "team" : view.unit, view.unit === "person" ? "people" : undefined)}). `}
          Codes there may be: {estimates.chao2.toFixed(1)} by Chao 2, {estimates.jackknife1.toFixed(1)} by the first jackknife.
        </p>
        <p className="t13 soft">{was.undefined ? `Where each code arose: ${was.undefined}.` : "“As it was” counts each code where it was first given while reading, whatever it was applied to later."} {was.note}</p>
        <Table
          caption="New codes, in the order held"
          showCaption
          dense
          rows={view.units.map((one, at) => ({ one, at }))}
          rowId={({ one }) => one.name}
          columns={[
            { id: "name", head: "", names: true, cell: ({ one }) => one.name },
            { id: "day", head: "Held", cell: ({ one }) => one.held_on ?? "no date" },
            { id: "new", head: "New", number: true, cell: ({ one }) => one.n_new },
            { id: "which", head: "Which", cell: ({ one }) => one.new.join(" ") || <span className="soft">none</span> },
            { id: "after", head: "Codes after", number: true, cell: ({ one }) => one.n_after },
            { id: "expected", head: "Mean of all orders", number: true, cell: ({ one }) => one.expected.toFixed(1) },
            { id: "was", head: "New as it was", number: true, cell: ({ at }) => was.n_new[at] ?? "" },
          ]}
        />
      </div>
    </details>
  );
}

function Said({ asked }: { asked: AskedOf }) {
  const said = useRead("/saturation/statements");
  const may = useMay("write");
  const [kind, setKind] = useState<Kind>("not claimed");
  const [words, setWords] = useState("");
  const state = useWrite("/saturation/state", { topics: ["saturation"], onDone: () => setWords("") });
  const remove = useWrite("/saturation/remove", { topics: ["saturation"] });
  return (
    <Section title="What we say about it" aside="none of this is computed">
      <ul className="saturation-stated">
        {(said.data ?? []).map((one) => (
          <li key={one.id}>
            <p className="serif">{one.statement}</p>
            <p className="t12 soft">{one.kind} · {one.by}, {one.at.slice(0, 10)} · {many(one.n_codes, "code")} in {one.n_units}, the last new one in {one.last_new || "none"} · {one.set}</p>
            {one.changed ? <p className="t13 saturation-changed">Changed since: {one.changed}.</p> : null}
            {may ? <Button kind="quiet" onPress={() => remove.mutate({ id: one.id })}>Take back</Button> : null}
          </li>
        ))}
      </ul>
      {may ? <div className="form-stack">
        <OptionRow<Kind> label="Which saturation" showLabel layout="list" value={kind} onChange={setKind} options={KINDS} />
        <TextArea label={kind === "not claimed" ? "Not claimed, because" : "In a sentence"} value={words} onChange={setWords} serif rows={2} maxLength={5000} />
        <p><Button onPress={() => state.mutate({ id: newId(), kind, statement: words, ...asked })} reason={words.trim() ? null : "Say it in a sentence."}>Keep this, with today’s figures</Button></p>
      </div> : null}
    </Section>
  );
}
