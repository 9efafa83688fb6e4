import { Section, Table } from "../../components";
import { useRead } from "../../state";
import { dayWords } from "./types";
import type { SourceRow } from "./types";

/** The tables of a survey that a respondent's source came from, and what was chosen of their columns. */
export function TablesOfSource({ row }: { row: SourceRow }) {
  const held = useRead("/sources/surveys", { source_id: row.id }).data ?? [];
  const newest = held[0];
  if (!newest) return null;
  const chosen = [
    { id: "who answered", names: newest.respondent ? [newest.respondent] : [] },
    { id: "open answer", names: newest.answers },
    { id: "attribute", names: newest.facts },
    { id: "left out", names: newest.left_out },
  ].filter((one) => one.names.length > 0);
  return (
    <Section title="The table it came from">
      <div className="measure survey-table">
        <p className="t13">
          <span className="strong">{newest.name}</span>
          {newest.sheet ? `, sheet ${newest.sheet}` : ""}, brought in {dayWords(newest.at)}{newest.by ? ` by ${newest.by}` : ""}.{" "}
          {!newest.here ? "The file is kept no more, because somebody in it withdrew." : newest.n_taken === 0 ? "The file is kept with the study." : `Its rows are kept with the study as a table in text, without ${newest.n_taken === 1 ? "the row of one person who withdrew" : `the rows of ${newest.n_taken} people who withdrew`}.`}
        </p>
        <Table caption="What its columns were taken for" showCaption dense rows={chosen} rowId={(one) => one.id} columns={[
          { id: "is", head: "Is", cell: (one) => one.id },
          { id: "names", head: "Columns", names: true, cell: (one) => one.names.join(", ") },
        ]} />
        <p className="t13 soft">Drop a later table of the same name at Sources: the same is proposed, and what is new, changed or gone is said first.</p>
        {held.length > 1 ? <p className="t13 soft">Before that: {held.slice(1).map((one) => `${one.name} of ${dayWords(one.at)}`).join(", ")}.</p> : null}
      </div>
    </Section>
  );
}
