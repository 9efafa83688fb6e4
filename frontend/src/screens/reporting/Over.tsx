import { Checkbox, Select } from "../../components";
import { useRead } from "../../state";
import type { Unit } from "./types";

export interface OverChoice {
  readonly caseIds: readonly string[];
  readonly roles: readonly string[];
  /** How the choice was made, as it is printed: "Co-located: yes". */
  readonly words: string;
}

export const EVERYBODY: OverChoice = { caseIds: [], roles: [], words: "" };

interface OverProps {
  readonly unit: Unit;
  readonly value: OverChoice;
  readonly onChange: (value: OverChoice) => void;
}

/** Over whom a claim counts: everybody unless some are chosen, one by one or by something known of them. */
export function Over({ unit, value, onChange }: OverProps) {
  const cases = useRead("/cases");
  const people = useRead("/participants");
  const known = [...new Set((people.data ?? []).map((one) => one.role).filter(Boolean))].sort();
  const kinds = new Set((cases.data ?? []).map((one) => one.kind));
  const teams = (cases.data ?? []).filter((one) => !kinds.has("team") || one.kind === "team");
  const heard = (role: string): string => {
    const n = (people.data ?? []).filter((one) => one.role === role).length;
    return `${n} ${n === 1 ? "person" : "people"}`;
  };
  const turned = (all: readonly string[], one: string): readonly string[] => (all.includes(one) ? all.filter((other) => other !== one) : [...all, one]);
  return (
    <>
      {unit === "participants" && known.length > 1 ? (
        <fieldset className="over">
          <legend className="field-label">Over which roles · {value.roles.length ? value.roles.join(", ") : "all"}</legend>
          {known.map((one) => (
            <Checkbox key={one} checked={value.roles.includes(one)} onChange={() => onChange({ ...value, roles: turned(value.roles, one) })}>{`${one} (${heard(one)})`}</Checkbox>
          ))}
        </fieldset>
      ) : null}
      {teams.length > 1 ? (
        <>
          <ByFact teams={teams.map((one) => one.id)} value={value} onChange={onChange} />
          <fieldset className="over">
            <legend className="field-label">Over which cases · {value.caseIds.length ? `${value.caseIds.length} chosen` : "all"}</legend>
            {teams.map((one) => (
              <Checkbox key={one.id} checked={value.caseIds.includes(one.id)} onChange={() => onChange({ ...value, caseIds: turned(value.caseIds, one.id), words: "" })}>{one.name || one.code}</Checkbox>
            ))}
          </fieldset>
        </>
      ) : null}
    </>
  );
}

const ALL = "all";

/** The cases that have something in common: an attribute of theirs, or a practice as it was settled. */
function ByFact({ teams, value, onChange }: { teams: readonly string[]; value: OverChoice; onChange: (value: OverChoice) => void }) {
  const facts = useFacts(teams);
  if (facts.length === 0) return null;
  const chosen = facts.find((one) => one.words === value.words);
  return (
    <Select
      label="Over cases where"
      value={chosen?.words ?? ALL}
      onChange={(words) => onChange({ ...value, caseIds: facts.find((one) => one.words === words)?.caseIds ?? [], words: words === ALL ? "" : words })}
      options={[
        { id: ALL, label: value.caseIds.length && !chosen ? "chosen below" : "all of them" },
        ...facts.map((one) => ({ id: one.words, label: `${one.words} (${one.caseIds.length} of ${teams.length})` })),
      ]}
    />
  );
}

interface Fact {
  readonly words: string;
  readonly caseIds: readonly string[];
}

function useFacts(teams: readonly string[]): readonly Fact[] {
  const attributes = useRead("/attributes", { about: "case" });
  const schemas = useRead("/practice-schemas");
  const practices = useRead("/practices", {});
  const found = new Map<string, string[]>();
  const put = (name: string, said: string, caseId: string): void => {
    if (said && teams.includes(caseId)) found.set(`${name}: ${said}`, [...(found.get(`${name}: ${said}`) ?? []), caseId]);
  };
  for (const one of (schemas.data?.schemas ?? []).flatMap((schema) => schema.properties)) {
    for (const settled of practices.data ?? []) {
      if (settled.practice_key === one.key) put(one.name, settled.value ?? "", settled.case_id);
    }
  }
  for (const one of attributes.data ?? []) for (const held of one.values) put(one.name, held.value, held.about_id);
  // What all have in common divides nothing, and what one alone has is that case.
  return [...found].map(([words, caseIds]) => ({ words, caseIds })).filter((one) => one.caseIds.length > 1 && one.caseIds.length < teams.length);
}
