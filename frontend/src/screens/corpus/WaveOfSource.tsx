import { Section, Select } from "../../components";
import { announce, useRead, useWrite } from "../../state";
import type { SourceRow } from "./types";

const BY_DATE = "by date";

/** The wave an interview belongs to: by its date, or as somebody says. Only in a study that has waves. */
export function WaveOfSource({ row, may }: { row: SourceRow; may: boolean }) {
  const waves = useRead("/waves");
  const encounters = useRead("/encounters");
  const change = useWrite("/encounters/change", { topics: ["encounters", "waves", "query", "crosstab"], onDone: () => announce("Kept.") });
  const held = waves.data ?? [];
  if (held.length === 0) return null;
  const met = encounters.data?.find((one) => one.id === row.encounter_id);
  const said = met?.wave_by_date ? `By its date: ${met.wave_by_date}` : met?.held_on ? "By its date: in none" : "By its date, which is not known";
  return (
    <Section title="Wave">
      <div className="source-form">
        <Select
          label="Belongs to"
          value={met?.wave_id || BY_DATE}
          disabled={!may || !met || change.isPending}
          onChange={(id) => { if (met) change.mutate({ id: met.id, wave_id: id === BY_DATE ? "" : id }); }}
          options={[{ id: BY_DATE, label: said }, ...held.map((one) => ({ id: one.id, label: one.name, about: [one.valid_from, one.valid_to].filter(Boolean).join(" to ") }))]}
        />
        {met ? null : <p className="t12 soft">Give it an encounter above first.</p>}
      </div>
    </Section>
  );
}
