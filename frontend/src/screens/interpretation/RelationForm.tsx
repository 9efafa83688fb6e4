import { useState } from "react";

import { Button, Dialog, Field, OptionRow, Select, TextArea } from "../../components";
import { newId, useRead, useWrite } from "../../state";
import { BASIS_WORDS, KIND_WORDS } from "./types";

type Basis = "told" | "inferred" | "both";
type Kind = "enables" | "constrains" | "erodes" | "buffers" | "substitutes" | "triggers" | "feeds" | "bypasses";

interface End {
  readonly what: string;
  readonly name: string;
  readonly level: string;
}

const NONE: End = { what: "", name: "", level: "" };

/** State that something at one level acts on something at another. */
export function RelationForm({ onClose }: { onClose: () => void }) {
  const lenses = useRead("/lenses");
  const [from, setFrom] = useState<End>(NONE);
  const [to, setTo] = useState<End>(NONE);
  const [kind, setKind] = useState<Kind>("enables");
  const [basis, setBasis] = useState<Basis>("told");
  const [mechanism, setMechanism] = useState("");
  const relate = useWrite("/relations/relate", { topics: ["figures"], onDone: onClose });
  const lens = lenses.data?.lenses.find((one) => one.id === lenses.data.active_id);
  const whole = (end: End) => end.level && (end.what !== "" || end.name.trim() !== "");
  const missing = !lens ? "Choose a lens under Levels first." : !whole(from) || !whole(to) ? "Name both ends and their levels." : null;
  const keep = () => {
    const [fromKind, fromId] = parts(from);
    const [toKind, toId] = parts(to);
    relate.mutate({
      id: newId(),
      from_kind: fromKind,
      from_id: fromId,
      from_name: from.name,
      from_level: from.level,
      to_kind: toKind,
      to_id: toId,
      to_name: to.name,
      to_level: to.level,
      kind,
      basis,
      mechanism,
      lens_id: lens?.id ?? null,
    });
  };
  return (
    <Dialog
      title="State a relation"
      open
      wide
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Leave it</Button>
          <Button kind="primary" onPress={keep} reason={missing}>State it</Button>
        </>
      }
    >
      <div className="form-stack">
        <EndFields title="What acts" end={from} onChange={setFrom} />
        <Select<Kind>
          label="What it does"
          value={kind}
          onChange={setKind}
          options={(Object.keys(KIND_WORDS) as Kind[]).map((id) => ({ id, label: KIND_WORDS[id] ?? id }))}
        />
        <EndFields title="What it acts on" end={to} onChange={setTo} />
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

function EndFields({ title, end, onChange }: { title: string; end: End; onChange: (end: End) => void }) {
  const codes = useRead("/codes", {});
  const themes = useRead("/themes");
  const lenses = useRead("/lenses");
  const levels = lenses.data?.lenses.find((one) => one.id === lenses.data.active_id)?.levels ?? [];
  const options = [
    { id: "", label: "A factor with a name of its own" },
    ...(themes.data ?? []).map((theme) => ({ id: `theme:${theme.id}`, label: `Theme: ${theme.name}` })),
    ...(codes.data ?? []).filter((code) => !code.group).map((code) => ({ id: `code:${code.id}`, label: `${code.key} ${code.name}` })),
  ];
  return (
    <fieldset>
      <legend className="strong t14">{title}</legend>
      <div className="form-pair">
        <Select label="Code, theme or factor" value={end.what} options={options} onChange={(what) => onChange({ ...end, what })} />
        <Select label="At the level" value={end.level || null} options={levels.map((level) => ({ id: level.key, label: level.name }))} onChange={(level) => onChange({ ...end, level })} />
      </div>
      {end.what === "" ? <Field label="Name of the factor" value={end.name} onChange={(name) => onChange({ ...end, name })} /> : null}
    </fieldset>
  );
}
