import { useState } from "react";

import { Button, Checkbox, Dialog, Field, OptionRow, TextArea } from "../../components";
import { newId, useWrite } from "../../state";
import type { Piece } from "./board";
import type { CodeView, ThemeView } from "./types";

type State = "candidate" | "final" | "retired";

/** Make a theme, or change one. Retiring needs a reason, which is its history. */
export function ThemeForm({ theme, codes, first, onClose }: { theme: ThemeView | null; codes: readonly CodeView[]; first?: Piece; onClose: () => void }) {
  const [name, setName] = useState(theme?.name ?? "");
  const [idea, setIdea] = useState(theme?.central_idea ?? "");
  const [boundary, setBoundary] = useState(theme?.boundary ?? "");
  const [state, setState] = useState<State>(theme?.state ?? "candidate");
  const [major, setMajor] = useState(theme?.major ?? true);
  const [reason, setReason] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(theme?.code_ids ?? (first?.kind === "code" ? [first.id] : [])));
  const add = useWrite("/themes/add", { topics: ["home"], onDone: onClose });
  const change = useWrite("/themes/change", { topics: ["home"], onDone: onClose });
  const member = useWrite("/themes/add-member");
  const leave = useWrite("/themes/remove-member");

  const keep = () => {
    if (!theme) {
      add.mutate({ id: newId(), name, central_idea: idea, boundary, major, code_ids: [...chosen] });
      return;
    }
    for (const id of chosen) {
      if (!theme.code_ids.includes(id)) member.mutate({ id: newId(), theme_id: theme.id, target_kind: "code", target_id: id });
    }
    for (const one of theme.members) {
      if (one.target_kind === "code" && !chosen.has(one.target_id)) leave.mutate({ id: one.id });
    }
    change.mutate({ id: theme.id, name, central_idea: idea, boundary, state, major, ...(reason.trim() ? { reason } : {}) });
  };
  const missing = !name.trim() ? "A theme needs a name." : state === "retired" && theme?.state !== "retired" && !reason.trim() ? "Say why it is retired." : null;
  return (
    <Dialog
      title={theme ? theme.name : "New theme"}
      open
      wide
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Leave it</Button>
          <Button kind="primary" onPress={keep} reason={missing}>{theme ? "Keep the theme" : "Make the theme"}</Button>
        </>
      }
    >
      <div className="form-stack">
        <Field label="Name" value={name} onChange={setName} autoFocus serif maxLength={300} />
        <TextArea label="Central idea, in one sentence" value={idea} onChange={setIdea} serif rows={2} />
        <TextArea label="Boundary: what is in, what is not" value={boundary} onChange={setBoundary} rows={2} />
        {theme ? (
          <OptionRow<State>
            label="Where it stands"
            showLabel
            value={state}
            onChange={setState}
            options={[{ id: "candidate", label: "Candidate" }, { id: "final", label: "Final" }, { id: "retired", label: "Retired" }]}
          />
        ) : null}
        <Checkbox checked={major} onChange={setMajor}>A major theme</Checkbox>
        {theme ? <TextArea label="Why" value={reason} onChange={setReason} rows={2} maxLength={5000} about="It stands in the history of the theme; needed only where it is retired." /> : null}
        <fieldset>
          <legend className="field-label">Codes it rests on</legend>
          <div className="check-list">
            {codes.filter((code) => !code.group).map((code) => (
              <Checkbox key={code.id} checked={chosen.has(code.id)} onChange={(on) => setChosen(toggled(chosen, code.id, on))}>
                {code.key} {code.name}
              </Checkbox>
            ))}
          </div>
        </fieldset>
      </div>
    </Dialog>
  );
}

function toggled(chosen: ReadonlySet<string>, id: string, on: boolean): ReadonlySet<string> {
  const next = new Set(chosen);
  if (on) next.add(id);
  else next.delete(id);
  return next;
}
