import { useState } from "react";

import { Button, Checkbox, Dialog, Field, OptionRow, TextArea } from "../../components";
import { navigate, newId, useRead, useWrite } from "../../state";
import type { HeldView, ThemePageView, ThemeView } from "./types";

const TOPICS = { topics: ["home", "evidence", "figures"] };

/** Why it was done; it stands in the history of the theme. */
function Why({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return <TextArea label="Why" value={value} onChange={onChange} rows={2} maxLength={5000} about="It stands in the history of the theme." />;
}

export function RetireTheme({ theme, onClose }: { theme: ThemeView; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const change = useWrite("/themes/change", { ...TOPICS, onDone: onClose });
  return (
    <Dialog
      title={`Retire “${theme.name}”`}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Leave it</Button>
          <Button kind="primary" reason={reason.trim() ? null : "Say why it is retired."} onPress={() => change.mutate({ id: theme.id, state: "retired", reason })}>Retire it</Button>
        </>
      }
    >
      <Why value={reason} onChange={setReason} />
    </Dialog>
  );
}

export function MergeTheme({ theme, onClose }: { theme: ThemeView; onClose: () => void }) {
  const all = useRead("/themes").data ?? [];
  const [others, setOthers] = useState<readonly string[]>([]);
  const [name, setName] = useState(theme.name);
  const [idea, setIdea] = useState(theme.central_idea);
  const [reason, setReason] = useState("");
  const merge = useWrite("/themes/merge", { ...TOPICS, onDone: (made) => { onClose(); navigate(`/interpret/themes/${made.id}`); } });
  const missing = others.length === 0 ? "Choose what it is merged with." : !name.trim() ? "A theme needs a name." : !reason.trim() ? "Say why." : null;
  return (
    <Dialog
      title={`Merge “${theme.name}”`}
      open
      wide
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Leave it</Button>
          <Button kind="primary" reason={missing} onPress={() => merge.mutate({ id: newId(), theme_ids: [theme.id, ...others], name, central_idea: idea, reason })}>Merge them</Button>
        </>
      }
    >
      <div className="form-stack">
        <fieldset>
          <legend className="field-label">With</legend>
          <div className="check-list">
            {all.filter((one) => one.id !== theme.id && one.state !== "retired").map((one) => (
              <Checkbox key={one.id} checked={others.includes(one.id)} onChange={(on) => setOthers(on ? [...others, one.id] : others.filter((id) => id !== one.id))}>{one.name}</Checkbox>
            ))}
          </div>
        </fieldset>
        <Field label="Name of the new theme" value={name} onChange={setName} serif maxLength={300} />
        <TextArea label="Its central idea" value={idea} onChange={setIdea} serif rows={2} maxLength={5000} />
        <Why value={reason} onChange={setReason} />
        <p className="t13 soft">The old ones are retired and stay in the history. What tells them differently goes along.</p>
      </div>
    </Dialog>
  );
}

type Side = "first" | "second" | "both" | "neither";
const SIDES: readonly { readonly id: Side; readonly label: string }[] = [
  { id: "first", label: "first" },
  { id: "second", label: "second" },
  { id: "both", label: "both" },
  { id: "neither", label: "neither" },
];

export function SplitTheme({ page, onClose }: { page: ThemePageView; onClose: () => void }) {
  const { theme, held } = page;
  const [names, setNames] = useState<readonly [string, string]>(["", ""]);
  const [sides, setSides] = useState<Readonly<Record<string, Side>>>({});
  const [reason, setReason] = useState("");
  const split = useWrite("/themes/split", { ...TOPICS, onDone: (made) => { onClose(); if (made[0]) navigate(`/interpret/themes/${made[0].id}`); } });
  const side = (one: HeldView) => sides[one.id] ?? "first";
  const taken = (mine: Side) => held.filter((one) => side(one) === mine || side(one) === "both").map((one) => one.id);
  const missing = names.some((one) => !one.trim()) ? "Name both themes." : names[0].trim() === names[1].trim() ? "Give them two names." : !reason.trim() ? "Say why." : null;
  const keep = () => split.mutate({
    id: theme.id,
    reason,
    parts: [
      { id: newId(), name: names[0], member_ids: taken("first") },
      { id: newId(), name: names[1], member_ids: taken("second") },
    ],
  });
  return (
    <Dialog
      title={`Split “${theme.name}”`}
      open
      wide
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Leave it</Button>
          <Button kind="primary" reason={missing} onPress={keep}>Split it</Button>
        </>
      }
    >
      <div className="form-stack">
        <div className="form-pair">
          <Field label="First theme" value={names[0]} onChange={(one) => setNames([one, names[1]])} serif maxLength={300} autoFocus />
          <Field label="Second theme" value={names[1]} onChange={(one) => setNames([names[0], one])} serif maxLength={300} />
        </div>
        {held.map((one) => (
          <div key={one.id} className="split-member">
            <span className="t13">{one.words ? `“${one.words.slice(0, 120)}”` : one.name}</span>
            <OptionRow<Side> label={`${one.name} goes to`} value={side(one)} onChange={(to) => setSides({ ...sides, [one.id]: to })} options={SIDES} />
          </div>
        ))}
        <Why value={reason} onChange={setReason} />
        <p className="t13 soft">The old theme is retired and stays in the history. What tells it differently goes to both.</p>
      </div>
    </Dialog>
  );
}
