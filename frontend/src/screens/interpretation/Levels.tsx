import { Button, EmptyState, Reading, Section, Select } from "../../components";
import { newId, useMay, useRead, useWrite } from "../../state";
import { LensLevels } from "./LensLevels";
import { LensCross } from "./LensCross";
import { LevelDrawing } from "./LevelDrawing";
import { OwnLens } from "./OwnFile";
import { PassagesAtLevels } from "./PassagesAtLevels";
import type { Lens, ThemeView } from "./types";

const LENS_WORDS: Readonly<Record<string, string>> = {
  "socioecological-workplace": "Social-ecological, adapted to the workplace",
  "bronfenbrenner-1979": "Bronfenbrenner’s own levels (1979)",
  "ppct-1998": "Process, person, context, time (1998)",
  "integration-types": "Types of integration, to be crossed with levels",
  blank: "A blank one, to make your own",
};

/** The lens in use, where the themes stand in it, and the figure drawn from that. */
export function Levels() {
  const lenses = useRead("/lenses");
  return (
    <Reading of={lenses}>
      {({ lenses: all, active_id, shipped }) => {
        const active = all.find((lens) => lens.id === active_id);
        if (!active) return <Adopt shipped={shipped} />;
        return (
          <>
            <LensBar lenses={all} active={active} shipped={shipped} />
            <LensLevels lens={active} />
            <LevelDrawing />
            <Placing lens={active} />
            <PassagesAtLevels lens={active} />
            <LensCross lens={active} others={all.filter((lens) => lens.id !== active.id)} />
          </>
        );
      }}
    </Reading>
  );
}

function Adopt({ shipped }: { shipped: readonly string[] }) {
  const adopt = useWrite("/lenses/adopt", { topics: ["figures", "placements"] });
  return (
    <EmptyState title="No lens yet">
      <p>A lens is a theory with levels, as data. Choose one; placements made under one stay when you look through another.</p>
      <div className="interpret-bar">
        {shipped.map((key) => (
          <Button key={key} onPress={() => adopt.mutate({ id: newId(), key })}>{LENS_WORDS[key] ?? key}</Button>
        ))}
      </div>
      <OwnLens />
    </EmptyState>
  );
}

function LensBar({ lenses, active, shipped }: { lenses: readonly Lens[]; active: Lens; shipped: readonly string[] }) {
  const use = useWrite("/lenses/use", { topics: ["figures", "placements"] });
  const adopt = useWrite("/lenses/adopt", { topics: ["figures", "placements"] });
  const others = shipped.filter((key) => !lenses.some((lens) => lens.key === key));
  const options = [
    ...lenses.map((lens) => ({ id: lens.id, label: `${lens.name}, ${lens.source}`.replace(/, $/, "") })),
    ...others.map((key) => ({ id: `new:${key}`, label: `Add: ${LENS_WORDS[key] ?? key}` })),
  ];
  return (
    <div className="interpret-bar">
      <Select
        label="Lens"
        value={active.id}
        options={options}
        onChange={(id) => (id.startsWith("new:") ? adopt.mutate({ id: newId(), key: id.slice(4) }) : use.mutate({ id }))}
      />
      {active.phase ? <p className="t13 soft">{active.phase}</p> : null}
      <OwnLens />
    </div>
  );
}

function Placing({ lens }: { lens: Lens }) {
  const themes = useRead("/themes");
  const placements = useRead("/placements", { lens_id: lens.id });
  const place = useWrite("/placements/place", { topics: ["figures", "themes", "placements"] });
  const may = useMay("write");
  const levels = lens.levels.map((level) => ({ id: level.key, label: level.name, about: level.definition ?? "" }));
  const placed = (theme: ThemeView) => (placements.data ?? []).filter((one) => one.target_id === theme.id);
  return (
    <Reading of={themes}>
      {(all) => (
        <Section title="Where each theme stands">
          {all.every((theme) => theme.state === "retired") ? <EmptyState title="No theme to place yet">Make themes first; then say at which level each stands, and why.</EmptyState> : null}
          <ul className="theme-places">
            {all.filter((theme) => theme.state !== "retired").map((theme) => (
              <li key={theme.id}>
                <h3 className="serif strong">{theme.name}</h3>
                <Select
                  label={`Level of ${theme.name}`}
                  inline
                  unseenLabel
                  placeholder="I place it at …"
                  disabled={!may}
                  value={placed(theme).find((one) => one.mine)?.level_key ?? null}
                  options={levels}
                  onChange={(level_key) => place.mutate({ id: newId(), lens_id: lens.id, level_key, target_kind: "theme", target_id: theme.id })}
                />
                <div>
                  {placed(theme).filter((one) => !one.mine).map((one) => (
                    <p key={one.id} className="t13">
                      {one.round ? `Agreed in ${one.round}` : one.judge}: {levels.find((level) => level.id === one.level_key)?.label}
                      {one.reason ? <span className="soft"> · {one.reason}</span> : null}
                    </p>
                  ))}
                </div>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Reading>
  );
}
