import { useState } from "react";

import { Button, Checkbox, Link, Section } from "../../components";
import type { SourceRow } from "./types";
import { many } from "./words";

interface SourceChoiceProps {
  readonly sources: readonly SourceRow[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Which interviews are read: all, some, or a number from each team to begin with. */
export function SourceChoice({ sources, chosen, onChange }: SourceChoiceProps) {
  const [each, setEach] = useState(1);
  const picked = new Set(chosen);
  const groups = byCase(sources);
  const keep = (wanted: ReadonlySet<string>): void => onChange(sources.map((one) => one.id).filter((id) => wanted.has(id)));
  const flip = (ids: readonly string[], on: boolean): void => {
    const next = new Set(picked);
    for (const id of ids) if (on) next.add(id); else next.delete(id);
    keep(next);
  };
  const some = (n: number): void => keep(new Set(groups.flatMap(([, rows]) => rows.slice(0, n).map((one) => one.id))));
  if (sources.length === 0) {
    return <Section title="What is read"><p>No interview is in the study yet. <Link to="/sources">Bring in the first</Link>.</p></Section>;
  }
  return (
    <Section title="What is read" aside={`${chosen.length} of ${many(sources.length, "interview")}`}>
      <div className="start-picks">
        <Button kind="quiet" onPress={() => keep(new Set(sources.map((one) => one.id)))}>All</Button>
        <Button kind="quiet" onPress={() => keep(new Set())}>None</Button>
        {groups.length > 1 ? (
          <>
            <Button kind="quiet" onPress={() => some(each)}>{`The first ${each === 1 ? "" : `${each} `}of each team`}</Button>
            <Button kind="quiet" label="One more of each team" onPress={() => { setEach(each + 1); some(each + 1); }}>one more</Button>
          </>
        ) : null}
      </div>
      <div className="start-sources">
        {groups.map(([name, rows]) => {
          const n = rows.filter((one) => picked.has(one.id)).length;
          return (
            <fieldset key={name} className="start-team">
              <legend className="unseen">{name}</legend>
              {groups.length > 1 ? <Checkbox checked={n === rows.length} some={n > 0 && n < rows.length} onChange={(on) => flip(rows.map((one) => one.id), on)}><b>{name}</b></Checkbox> : null}
              <div className="start-list">
                {rows.map((one) => (
                  <Checkbox key={one.id} checked={picked.has(one.id)} onChange={(on) => flip([one.id], on)}>{shortly(one)}</Checkbox>
                ))}
              </div>
            </fieldset>
          );
        })}
      </div>
    </Section>
  );
}

/** Its title without the team, which stands above. */
function shortly(one: SourceRow): string {
  const title = one.title || one.name;
  return one.case_name && title.endsWith(`, ${one.case_name}`) ? title.slice(0, -one.case_name.length - 2) : title;
}

/** Sources by team, in their order; those without a team last. */
export function byCase(sources: readonly SourceRow[]): readonly (readonly [string, readonly SourceRow[]])[] {
  const found = new Map<string, SourceRow[]>();
  for (const one of sources) {
    const name = one.case_name || "No team named";
    found.set(name, [...(found.get(name) ?? []), one]);
  }
  return [...found].sort(([one], [other]) => Number(one === "No team named") - Number(other === "No team named"));
}
