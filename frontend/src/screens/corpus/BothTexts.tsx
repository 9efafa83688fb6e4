import { useState } from "react";

import { OptionRow, Reading, Section, Table } from "../../components";
import { useRead } from "../../state";
import { counted, type SourceRow, type TwoTexts } from "./types";

type Shown = "now" | "said";

/** The anonymised text and the text as it was said, with what stands for what. */
export function BothTexts({ row }: { row: SourceRow }) {
  const both = useRead("/anonymisation/both", { source_id: row.id });
  return (
    <Section title="Words replaced">
      <Reading of={both}>{(data) => (data.replaced.length === 0 ? <p className="soft">Nothing in this text stands for other words.</p> : <Both data={data} />)}</Reading>
    </Section>
  );
}

function Both({ data }: { data: TwoTexts }) {
  const [shown, setShown] = useState<Shown>("now");
  const reading = useRead("/sources/reading", { source_id: data.source_id, version_id: shown === "now" ? data.version_id : data.old_version_id }, { keepPrevious: true });
  return (
    <>
      <div className="source-pair">
        <OptionRow<Shown> label="Show" layout="segments" value={shown} onChange={setShown} options={[{ id: "now", label: `Anonymised, version ${data.number}` }, { id: "said", label: `As it was said, version ${data.old_number}` }]} />
        <p className="soft num">{counted(data.replaced.length, "place")}</p>
      </div>
      <Reading of={reading}>{(text) => <Marked text={text.text} places={data.replaced.map((one) => (text.version_id === data.version_id ? { start: one.start, end: one.end } : { start: one.old_start, end: one.old_end }))} />}</Reading>
      <Table
        caption="What stands for what"
        showCaption
        dense
        rows={counts(data)}
        rowId={(one) => `${one.old} ${one.now}`}
        columns={[
          { id: "old", head: "As it was said", names: true, cell: (one) => one.old },
          { id: "now", head: "In its place", cell: (one) => one.now },
          { id: "n", head: "Places", number: true, cell: (one) => one.n },
        ]}
      />
    </>
  );
}

interface Counted {
  readonly old: string;
  readonly now: string;
  readonly n: number;
}

function counts(data: TwoTexts): readonly Counted[] {
  const found = new Map<string, Counted>();
  for (const { old_words: old, words: now } of data.replaced) {
    const key = `${old}\u0000${now}`;
    found.set(key, { old, now, n: (found.get(key)?.n ?? 0) + 1 });
  }
  return [...found.values()].sort((one, other) => other.n - one.n);
}

/** A text with some places marked; places are code points. */
function Marked({ text, places }: { text: string; places: readonly { readonly start: number; readonly end: number }[] }) {
  const letters = [...text];
  let at = 0;
  const parts = places.flatMap(({ start, end }) => {
    const before = letters.slice(at, start).join("");
    at = end;
    return [before, <mark key={start}>{letters.slice(start, end).join("")}</mark>];
  });
  return <div className="both-text found-words" tabIndex={0} role="region" aria-label="The text">{parts}{letters.slice(at).join("")}</div>;
}
