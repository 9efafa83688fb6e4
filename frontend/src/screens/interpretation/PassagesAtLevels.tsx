import { useState } from "react";

import { Button, Drawer, Link, Reading, Section, Select, Table } from "../../components";
import { newId, useMay, useRead, useWrite } from "../../state";
import { PLACING_TOPICS } from "../coding/PlaceOnLens";
import { placedBy } from "./LevelMark";
import { PlacePassages } from "./PlacePassages";
import type { Lens, PlacedPassage } from "./types";

interface Cell {
  readonly level: string;
  readonly where: string;
}

const NO_CASE = "of no case";

/** Passages placed on the lens themselves: levels by cases, each cell with whose words stand there. */
export function PassagesAtLevels({ lens }: { lens: Lens }) {
  const placed = useRead("/placements/passages", { lens_id: lens.id }, { keepPrevious: true });
  const [choosing, setChoosing] = useState(false);
  const [open, setOpen] = useState<Cell | null>(null);
  const may = useMay("write");
  return (
    <Section title="Passages at levels" className="lens-passages">
      <Reading of={placed}>
        {(all) => (
          <>
            {all.length === 0 ? <p className="soft measure">No passage is placed by itself yet. Select words at the desk and press L, or choose passages of a code or theme here.</p> : <ByCase lens={lens} all={all} onOpen={setOpen} />}
            {open ? <AtLevel lens={lens} all={all} at={open} onClose={() => setOpen(null)} /> : null}
          </>
        )}
      </Reading>
      {may ? <Button className="no-print" onPress={() => setChoosing(true)}>Place passages</Button> : null}
      {choosing ? <PlacePassages lens={lens} onClose={() => setChoosing(false)} /> : null}
    </Section>
  );
}

const whereOf = (one: PlacedPassage): string => one.case_code || NO_CASE;

function ByCase({ lens, all, onOpen }: { lens: Lens; all: readonly PlacedPassage[]; onOpen: (cell: Cell) => void }) {
  const cases = [...new Set(all.map(whereOf))].sort((one, other) => Number(one === NO_CASE) - Number(other === NO_CASE) || one.localeCompare(other, "en", { numeric: true }));
  return (
    <Table
      caption={`Passages at the levels of ${lens.name}, by case`}
      showCaption
      rows={lens.levels}
      rowId={(level) => level.key}
      columns={[
        { id: "level", head: "Level", names: true, cell: (level) => level.name },
        ...cases.map((where) => ({
          id: where,
          head: where,
          cell: (level: Lens["levels"][number]) => {
            const here = all.filter((one) => one.level_key === level.key && whereOf(one) === where);
            if (here.length === 0) return <span className="soft">none placed</span>;
            const names = [...new Set(here.map(nameOf))];
            return (
              <ul className="lens-cell">
                {names.map((name) => <li key={name}><Button kind="quiet" label={`${name}, at ${level.name}`} onPress={() => onOpen({ level: level.key, where })}>{name}</Button></li>)}
              </ul>
            );
          },
        })),
      ]}
    />
  );
}

function nameOf(one: PlacedPassage): string {
  return `${one.label || "A text"}${one.turn === null ? "" : `, turn ${one.turn}`}`;
}

function AtLevel({ lens, all, at, onClose }: { lens: Lens; all: readonly PlacedPassage[]; at: Cell; onClose: () => void }) {
  const place = useWrite("/placements/place", { topics: PLACING_TOPICS });
  const off = useWrite("/placements/remove", { topics: PLACING_TOPICS });
  const may = useMay("write");
  const here = all.filter((one) => one.level_key === at.level && whereOf(one) === at.where);
  const level = lens.levels.find((one) => one.key === at.level);
  const levels = lens.levels.map((one) => ({ id: one.key, label: one.name, about: one.definition ?? "" }));
  const move = (one: PlacedPassage, level_key: string): void =>
    place.mutate({ id: newId(), lens_id: lens.id, level_key, target_kind: "segment", target_id: "", version_id: one.version_id, start: one.start, end: one.end, reason: one.mine ? one.reason : "" });
  return (
    <Drawer title={`${level?.name ?? at.level}, ${at.where}`} open onClose={onClose}>
      {level?.definition ? <p className="t13 soft">{level.definition}</p> : null}
      {here.length === 0 ? <p className="soft">Nothing stands here now.</p> : null}
      <ul className="told">
        {here.map((one) => (
          <li key={one.id} className="evidence-one">
            <div>
              <p className="strong t13">{one.label || "no label"}</p>
              <p className="t12 soft">{one.turn === null ? "" : `turn ${one.turn}`}</p>
            </div>
            <div>
              <p className="serif">{one.words}</p>
              <p className="t13 soft">{placedBy(one)}</p>
              <p className="theme-ways">
                <Link to={`/code/${one.source_id}?at=${one.start}-${one.end}`}>Read it in place</Link>
                {may && one.mine ? <Button kind="quiet" label={`Take it off its level: ${nameOf(one)}`} onPress={() => off.mutate({ id: one.id })}>Take it off its level</Button> : null}
              </p>
              {may ? <Select label={one.mine ? "Move it to" : "I place it at"} inline value={one.mine ? one.level_key : null} placeholder="a level" options={levels} onChange={(key) => move(one, key)} /> : null}
            </div>
          </li>
        ))}
      </ul>
    </Drawer>
  );
}
