import { useState } from "react";

import { Button, Dialog, Field, OptionRow, Select, TextArea } from "../../components";
import { newId, useRead, useWrite } from "../../state";
import { BASIS_WORDS, KIND_WORDS, SIGN_WORDS, type RelationView } from "./types";

type Basis = "told" | "inferred" | "both";
type Kind = "enables" | "constrains" | "erodes" | "buffers" | "substitutes" | "triggers" | "feeds" | "bypasses";

type Sign = RelationView["sign"];

/** What a kind says by itself of more or less, until somebody says otherwise. */
const signBy = (kind: Kind): Sign => (kind === "constrains" || kind === "erodes" ? "minus" : "plus");

interface End {
  readonly what: string;
  readonly name: string;
  readonly level: string;
}

const NONE: End = { what: "", name: "", level: "" };

function endOf(kind: string, id: string, name: string, level: string): End {
  return { what: kind === "factor" ? "" : `${kind}:${id}`, name, level };
}

/** State that something at one level acts on something at another, or state a relation anew; its evidence stays. */
export function RelationForm({ given, onClose }: { given?: RelationView; onClose: () => void }) {
  const lenses = useRead("/lenses");
  const [from, setFrom] = useState<End>(given ? endOf(given.from_kind, given.from_id, given.from_name, given.from_level) : NONE);
  const [to, setTo] = useState<End>(given ? endOf(given.to_kind, given.to_id, given.to_name, given.to_level) : NONE);
  const [kind, setKind] = useState<Kind>(given?.kind ?? "enables");
  const [basis, setBasis] = useState<Basis>(given?.basis ?? "told");
  const [chosen, setSign] = useState<Sign | null>(given && given.sign !== signBy(given.kind) ? given.sign : null);
  const sign = chosen ?? signBy(kind);
  const [mechanism, setMechanism] = useState(given?.mechanism ?? "");
  const relate = useWrite("/relations/relate", { topics: ["figures"], onDone: onClose });
  const lens = lenses.data?.lenses.find((one) => one.id === (given?.lens_id ?? lenses.data.active_id));
  const whole = (end: End) => end.level && (end.what !== "" || end.name.trim() !== "");
  const missing = !lens ? "Choose a lens under Levels first." : !whole(from) || !whole(to) ? "Name both ends and their levels." : null;
  const keep = () => {
    const [fromKind, fromId] = parts(from);
    const [toKind, toId] = parts(to);
    relate.mutate({
      id: given?.id ?? newId(),
      ...(given ? { key: given.key } : {}),
      from_kind: fromKind,
      from_id: fromId,
      from_name: from.name,
      from_level: from.level,
      to_kind: toKind,
      to_id: toId,
      to_name: to.name,
      to_level: to.level,
      kind,
      sign,
      basis,
      mechanism,
      lens_id: lens?.id ?? null,
    });
  };
  return (
    <Dialog
      title={given ? "Change the relation" : "State a relation"}
      open
      wide
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Leave it</Button>
          <Button kind="primary" onPress={keep} reason={missing}>{given ? "Keep it" : "State it"}</Button>
        </>
      }
    >
      <div className="form-stack">
        <EndFields title="What acts" end={from} lensId={lens?.id} onChange={setFrom} />
        <Select<Kind>
          label="What it does"
          value={kind}
          onChange={setKind}
          options={(Object.keys(KIND_WORDS) as Kind[]).map((id) => ({ id, label: KIND_WORDS[id] ?? id }))}
        />
        <EndFields title="What it acts on" end={to} lensId={lens?.id} onChange={setTo} />
        <OptionRow<Sign>
          label="More or less"
          showLabel
          value={sign}
          onChange={setSign}
          options={(["plus", "minus", "mixed"] as const).map((id) => ({ id, label: SIGN_WORDS[id] }))}
        />
        <TextArea label="How it works, in a sentence" value={mechanism} onChange={setMechanism} serif rows={2} />
        <OptionRow<Basis>
          label="Where this comes from"
          showLabel
          value={basis}
          onChange={setBasis}
          options={(["told", "inferred", "both"] as const).map((id) => ({ id, label: BASIS_WORDS[id] ?? id }))}
        />
      </div>
    </Dialog>
  );
}

function parts(end: End): [string, string] {
  const [kind = "factor", id = ""] = end.what ? end.what.split(":") : ["factor", ""];
  return [kind, id];
}

function EndFields({ title, end, lensId, onChange }: { title: string; end: End; lensId: string | undefined; onChange: (end: End) => void }) {
  const codes = useRead("/codes", {});
  const themes = useRead("/themes");
  const lenses = useRead("/lenses");
  const levels = lenses.data?.lenses.find((one) => one.id === lensId)?.levels ?? [];
  const [before] = useState(end);
  const options = [
    { id: "", label: "A factor with a name of its own" },
    ...(themes.data ?? []).map((theme) => ({ id: `theme:${theme.id}`, label: `Theme: ${theme.name}` })),
    ...(codes.data ?? []).filter((code) => !code.group).map((code) => ({ id: `code:${code.id}`, label: `${code.key} ${code.name}` })),
    // A relation or a practice that stands at this end already; such ends are not offered anew here.
    ...(/^(relation|practice):/.test(before.what) ? [{ id: before.what, label: before.name }] : []),
  ];
  return (
    <fieldset>
      <legend className="strong t14">{title}</legend>
      <div className="form-pair">
        <Select label="Code, theme or factor" value={end.what} options={options} onChange={(what) => onChange({ ...end, what, name: what === before.what ? before.name : "" })} />
        <Select label="At the level" value={end.level || null} options={levels.map((level) => ({ id: level.key, label: level.name }))} onChange={(level) => onChange({ ...end, level })} />
      </div>
      {end.what === "" ? <Field label="Name of the factor" value={end.name} onChange={(name) => onChange({ ...end, name })} /> : null}
    </fieldset>
  );
}
