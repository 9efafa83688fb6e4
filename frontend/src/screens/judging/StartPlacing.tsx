import { useState, type ReactNode } from "react";

import { Button, Checkbox, EmptyState, Field, Link, OptionRow, Reading, Section, Select } from "../../components";
import { navigate, newId, useRead, useWrite } from "../../state";
import { NOBODY, Settling, wrongWithSettling, type SettlingMode } from "./Settling";
import type { Lens, Researcher } from "./types";
import { things } from "./words";
import "./placing.css";

type What = "theme" | "code" | "practice" | "relation" | "segment";
const WHAT: readonly { readonly id: What; readonly label: string }[] = [
  { id: "theme", label: "Themes" },
  { id: "code", label: "Codes" },
  { id: "practice", label: "Practices" },
  { id: "relation", label: "Relations" },
  { id: "segment", label: "Passages" },
];

export interface Who {
  readonly able: readonly Researcher[];
  readonly readers: readonly string[];
  readonly toggle: (id: string, on: boolean) => void;
}

/** Who reads, or places, in a round. */
export function WhoReads({ able, readers, toggle, title = "Who reads" }: Who & { title?: string }) {
  return (
    <Section title={title} aside={readers.length > 0 ? `${readers.length} ${readers.length === 1 ? "reader" : "readers"}` : null}>
      <div className="start-list">
        {able.map((one) => (
          <Checkbox key={one.id} checked={readers.includes(one.id)} onChange={(on) => toggle(one.id, on)}>{one.name}</Checkbox>
        ))}
      </div>
      {able.length < 2 ? <p className="t13 soft">You are alone in the study so far. <Link to="/plan">Add somebody to the team</Link>, and you can be two.</p> : null}
    </Section>
  );
}

/** A round of placing to start: on which lens, what, by whom. */
export function StartPlacing({ kinds, who, name }: { kinds: ReactNode; who: Who; name: string }) {
  const lenses = useRead("/lenses");
  return <Reading of={lenses}>{(all) => <Form kinds={kinds} who={who} named={name} lenses={all.lenses} activeId={all.active_id} />}</Reading>;
}

interface FormProps {
  readonly kinds: ReactNode;
  readonly who: Who;
  readonly named: string;
  readonly lenses: readonly Lens[];
  readonly activeId: string | null;
}

function Form({ kinds, who, named, lenses, activeId }: FormProps) {
  const { able, readers } = who;
  const [name, setName] = useState(named);
  const [lens, setLens] = useState<string | null>(activeId ?? lenses[0]?.id ?? null);
  const [what, setWhat] = useState<What>("theme");
  const [left, setLeft] = useState<readonly string[]>([]);
  const [settler, setSettler] = useState(able.find((one) => !readers.includes(one.id))?.id ?? NOBODY);
  const [mode, setMode] = useState<SettlingMode>("together");
  const [training, setTraining] = useState(false);
  const [wrong, setWrong] = useState("");
  const [term, setTerm] = useState<string | null>(null);
  const other = useThings(what);
  const passages = usePassages(what === "segment", term, lens);
  const known = what === "segment" ? passages.things : other;
  const chosen = (known ?? []).filter((one) => !left.includes(one.id));
  const start = useWrite("/rounds/places/start", {
    topics: ["home", "rounds"],
    onDone: (made) => navigate(`/compare/${made.id}`),
    onRefused: (refusal) => { setWrong(refusal.problem.place === "name" ? refusal.message : ""); return refusal.problem.place === "name"; },
  });
  const missing = whatIsMissing(name, lens, chosen.length, readers.length) ?? (wrongWithSettling(mode, settler, readers) || null);
  const begin = (): void => {
    if (!lens) return;
    start.mutate({ id: newId(), name: name.trim(), lens_id: lens, what, unit_ids: chosen.map((one) => one.id), judge_ids: [...readers], settler_id: settler === NOBODY ? null : settler, settling: mode, training });
  };
  return (
    <form className="start-form" onSubmit={(event) => { event.preventDefault(); if (!missing) begin(); }}>
      <Field label="Name" value={name} onChange={setName} required maxLength={200} wrong={wrong} />
      {kinds}
      <Section title="On which lens" className="start-lens">
        {lenses.length > 0 ? (
          <>
            <Select label="Lens" value={lens} onChange={setLens} options={lenses.map((one) => ({ id: one.id, label: `${one.name}, version ${one.version}`, about: one.levels.map((level) => level.name).join(", ") }))} />
            <p className="t13 soft">The round keeps to this version of it, whatever lens is looked through meanwhile.</p>
          </>
        ) : (
          <EmptyState title="No lens yet">A lens is chosen under <Link to="/interpret/levels">Interpret, Levels</Link>.</EmptyState>
        )}
      </Section>
      <Section title="What is placed" aside={known === undefined ? null : `${chosen.length} of ${things(known.length, what)}`}>
        <OptionRow<What> label="What is placed" layout="segments" value={what} onChange={(next) => { setWhat(next); setLeft([]); }} options={WHAT} />
        {what === "segment" ? <Select label="Passages" value={term} onChange={(next) => { setTerm(next); setLeft([]); }} placeholder="under a code or theme" options={passages.terms} /> : null}
        {known?.length === 0 && (what !== "segment" || term !== null) ? <p className="t13 soft">There are none in this study yet.</p> : null}
        {known && known.length > 0 ? (
          <div className="start-things">
            {known.map((one) => (
              <Checkbox key={one.id} checked={!left.includes(one.id)} onChange={(on) => setLeft((before) => (on ? before.filter((id) => id !== one.id) : [...before, one.id]))}>{one.name}</Checkbox>
            ))}
          </div>
        ) : null}
      </Section>
      <WhoReads {...who} title="Who places" />
      <Settling people={able} readers={readers} settler={settler} onSettler={setSettler} mode={mode} onMode={setMode} ofThemes />
      <p className="t13 soft measure">Each places alone. Until all have handed in, nobody receives anything that depends on where another placed something, and what somebody placed by hand before is out of the readers’ sight.</p>
      <Checkbox checked={training} onChange={setTraining} about="It is marked as training, and places nothing in the study.">This round is for training</Checkbox>
      <div><Button kind="primary" type="submit" reason={missing} disabled={start.isPending}>{start.isPending ? "Starting …" : "Start"}</Button></div>
    </form>
  );
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** What there is to place of a kind, in the order of the study; undefined while it is read. */
function useThings(what: What): readonly Named[] | undefined {
  const themes = useRead("/themes", {}, { when: what === "theme" });
  const codes = useRead("/codes", {}, { when: what === "code" });
  const ofPractices = what === "practice";
  const schemas = useRead("/practice-schemas", {}, { when: ofPractices });
  const asked = schemas.data?.schemas.flatMap((one) => one.properties);
  const practices = useRead("/practices", {}, { when: ofPractices });
  const cases = useRead("/cases", {}, { when: ofPractices });
  const relations = useRead("/relations", {}, { when: what === "relation" });
  switch (what) {
    case "theme":
      return themes.data?.filter((one) => one.state !== "retired").map((one) => ({ id: one.id, name: one.name }));
    case "code":
      return codes.data?.filter((one) => !one.group && !one.retired).map((one) => ({ id: one.id, name: `${one.key} ${one.name}`.trim() }));
    case "practice":
      if (asked?.length === 0) return [];
      return practices.data?.flatMap((one) => {
        const called = asked?.find((each) => each.key === one.practice_key)?.name ?? one.practice_key;
        const where = cases.data?.find((each) => each.id === one.case_id)?.name;
        return one.practice_id ? [{ id: one.practice_id, name: [called, where].filter(Boolean).join(", ") }] : [];
      });
    default:
      return relations.data?.map((one) => ({ id: one.id, name: `${one.from_name} ${one.kind} ${one.to_name}` }));
  }
}

const PLACED = "placed by hand";

/** Where passages to be placed are taken from, and those there are: under a code or theme, or on the lens by hand. */
function usePassages(wanted: boolean, term: string | null, lens: string | null): { readonly terms: readonly { id: string; label: string }[]; readonly things: readonly Named[] | undefined } {
  const words = useRead("/query/words", {}, { when: wanted });
  const found = useRead("/query", { text: term ?? "", limit: 200 }, { when: wanted && term !== null && term !== PLACED });
  const placed = useRead("/placements/passages", { lens_id: lens ?? "" }, { when: wanted && term === PLACED && lens !== null });
  const terms = [{ id: PLACED, label: "on this lens by hand" }, ...(words.data?.codes ?? []).map((one) => ({ id: one.term, label: one.name })), ...(words.data?.themes ?? []).map((one) => ({ id: one.term, label: `theme ${one.name}` }))];
  if (term === null) return { terms, things: [] };
  const all = term === PLACED ? placed.data : found.data?.passages;
  const named = new Map((all ?? []).map((one) => [`${one.version_id}.${one.start}-${one.end}`, `${[one.label, one.turn === null ? "" : `turn ${one.turn}`].filter(Boolean).join(", ")}: ${shortened(one.words)}`]));
  return { terms, things: all && [...named].map(([id, name]) => ({ id, name })) };
}

function shortened(words: string): string {
  return words.length > 90 ? `${words.slice(0, 88).trimEnd()} …` : words;
}

function whatIsMissing(name: string, lens: string | null, n: number, readers: number): string | null {
  if (!name.trim()) return "The round needs a name.";
  if (!lens) return "Choose a lens.";
  if (n === 0) return "Choose what is placed.";
  return readers < 2 ? "Choose two or more who place." : null;
}
