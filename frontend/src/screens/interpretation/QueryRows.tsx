import { Button, Field, Select, type Option } from "../../components";
import { HOWS, newRow, type How, type Join, type Row, type Sign } from "./asking";
import type { AskableView } from "./types";

const JOINS: readonly Option<Join>[] = [{ id: "AND", label: "and" }, { id: "OR", label: "or" }, { id: "AND NOT", label: "and not" }];
const SIGNS: readonly Option<Sign>[] = [{ id: "=", label: "is" }, { id: "!=", label: "is not" }, { id: "<", label: "is below" }, { id: ">", label: "is above" }];
const UNITS: readonly Option<"turns" | "characters">[] = [{ id: "turns", label: "turns" }, { id: "characters", label: "letters" }];

/** A query put together row by row. */
export function QueryRows({ rows, words, onChange }: { rows: readonly Row[]; words: AskableView; onChange: (rows: readonly Row[]) => void }) {
  const set = (id: number, more: Partial<Row>) => onChange(rows.map((one) => (one.id === id ? { ...one, ...more } : one)));
  const next = Math.max(0, ...rows.map((one) => one.id)) + 1;
  return (
    <section aria-label="Query, row by row" className="asking-rows">
      <ul>
        {rows.map((row, at) => (
          <li key={row.id} className="asking-row">
            {at === 0 ? <span className="asking-first">A passage that</span> : <Select label={`Row ${at + 1} joins`} value={row.join} options={JOINS} onChange={(join) => set(row.id, { join })} />}
            <Select<How> label={`Row ${at + 1} says it`} value={row.how} options={HOWS} onChange={(how) => set(row.id, { how, term: (how === "fact") === (row.how === "fact") ? row.term : "", value: "" })} />
            {row.how === "fact" ? <Fact row={row} at={at} words={words} onChange={(more) => set(row.id, more)} /> : <Term row={row} at={at} words={words} onChange={(more) => set(row.id, more)} />}
            {rows.length > 1 ? <Button kind="quiet" onPress={() => onChange(rows.filter((one) => one.id !== row.id))} label={`Take row ${at + 1} away`}>Take away</Button> : null}
          </li>
        ))}
      </ul>
      <Button kind="quiet" onPress={() => onChange([...rows, newRow(next)])}>Another row</Button>
    </section>
  );
}

interface PartProps {
  readonly row: Row;
  readonly at: number;
  readonly words: AskableView;
  readonly onChange: (more: Partial<Row>) => void;
}

function Term({ row, at, words, onChange }: PartProps) {
  const options: Option[] = [
    ...words.codes.map((one) => ({ id: one.term, label: one.name })),
    ...words.themes.map((one) => ({ id: one.term, label: `theme ${one.name}` })),
  ];
  return (
    <>
      <Select label={`Row ${at + 1} code or theme`} value={row.term || null} options={options} placeholder="a code or theme" onChange={(term) => onChange({ term })} />
      {row.how === "NEAR" ? (
        <>
          <Field label={`Row ${at + 1} how near`} type="number" value={row.far} onChange={(far) => onChange({ far })} className="asking-number" />
          <Select label={`Row ${at + 1} counted in`} value={row.unit} options={UNITS} onChange={(unit) => onChange({ unit })} />
        </>
      ) : null}
    </>
  );
}

function Fact({ row, at, words, onChange }: PartProps) {
  const fact = words.facts.find((one) => one.name === row.term);
  return (
    <>
      <Select label={`Row ${at + 1} fact`} value={row.term || null} options={words.facts.map((one) => ({ id: one.name, label: one.name }))} placeholder="team, role, …" onChange={(term) => onChange({ term, value: "" })} />
      <Select label={`Row ${at + 1} compares`} value={row.sign} options={SIGNS} onChange={(sign) => onChange({ sign })} />
      {row.sign === "<" || row.sign === ">" ? (
        <Field label={`Row ${at + 1} value`} value={row.value} onChange={(value) => onChange({ value })} className="asking-number" />
      ) : (
        <Select label={`Row ${at + 1} value`} value={row.value || null} options={(fact?.values ?? []).map((one) => ({ id: one, label: one }))} placeholder="a value" onChange={(value) => onChange({ value })} />
      )}
    </>
  );
}
