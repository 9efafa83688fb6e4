import { useState } from "react";

import { Button, Checkbox, Drawer, Field, Select, slotOf, TextArea } from "../../components";
import { newId, useWrite } from "../../state";
import type { Refusal } from "../../api/problem";
import { Noted } from "./Noted";
import type { CodeView } from "./types";

interface Draft {
  readonly name: string;
  readonly key: string;
  readonly definition: string;
  readonly include: string;
  readonly exclude: string;
  readonly example: string;
  readonly near_miss: string;
  readonly family: number;
  readonly parent_id: string;
  readonly group: boolean;
}

interface Wrong {
  readonly place: string;
  readonly words: string;
}

const NOTHING_WRONG: Wrong = { place: "name", words: "" };
const TOP = "at the top";

export interface CodeDrawerProps {
  /** Null makes a new one. */
  readonly code: CodeView | null;
  readonly codes: readonly CodeView[];
  readonly roundId: string;
  readonly parentId: string | null;
  readonly onClose: () => void;
  readonly onDone: (id: string) => void;
}

/** A code's words: what it means, when to give it and when not. */
export function CodeDrawer({ code, codes, roundId, parentId, onClose, onDone }: CodeDrawerProps) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(code, parentId));
  const set = (changes: Partial<Draft>): void => setDraft((before) => ({ ...before, ...changes }));
  const [wrong, setWrong] = useState<Wrong>(NOTHING_WRONG);
  const answers = {
    topics: ["codes"],
    onDone: ({ id }: CodeView) => onDone(id),
    onRefused: ({ problem }: Refusal) => {
      setWrong({ place: problem.place ?? "name", words: [problem.detail, problem.advice].filter(Boolean).join(" ") });
      return true;
    },
  };
  const add = useWrite("/codes/add", answers);
  const change = useWrite("/codes/change", answers);
  const move = useWrite("/codes/move", { topics: ["codes"] });
  const parents = codes.filter((one) => one.id !== code?.id && !one.retired && (one.group || one.depth === 0));
  const keep = (): void => {
    const { parent_id, ...words } = draft;
    const parent = parent_id === TOP ? null : parent_id;
    const id = code?.id ?? newId();
    if (!code) add.mutate({ id, ...words, parent_id: parent, round_id: roundId });
    else {
      const changed = Object.fromEntries(Object.entries(words).filter(([name, value]) => value !== code[name as keyof CodeView]));
      if (parent !== code.parent_id) move.mutate({ id, parent_id: parent, position: 10_000 });
      if (Object.keys(changed).length > 0) change.mutate({ id, ...changed });
      else onDone(id);
    }
  };
  return (
    <Drawer title={code ? "Edit code" : "New code"} open onClose={onClose}>
      <form
        className="code-form"
        onKeyDown={(event) => {
          // In a field of several lines Enter begins a line.
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            event.currentTarget.requestSubmit();
          }
        }}
        onSubmit={(event) => {
          event.preventDefault();
          if (draft.name.trim()) keep();
        }}
      >
        {code ? <Noted codeId={code.id} /> : null}
        <Field label="Name" value={draft.name} onChange={(name) => set({ name })} autoFocus required maxLength={200} wrong={wrong.place === "name" && wrong.words} />
        <TextArea label="Definition" value={draft.definition} onChange={(definition) => set({ definition })} rows={3} about="What it is about, in a sentence or two." />
        <TextArea label="Include" value={draft.include} onChange={(include) => set({ include })} rows={2} about="When it is given." />
        <TextArea label="Exclude" value={draft.exclude} onChange={(exclude) => set({ exclude })} rows={2} about="When it is not." />
        <TextArea label="Example" value={draft.example} onChange={(example) => set({ example })} rows={2} serif />
        <TextArea label="Near miss" value={draft.near_miss} onChange={(near_miss) => set({ near_miss })} rows={2} serif about="Looks like it, and is not." />
        <div className="code-form-row">
          <Field label="Key" value={draft.key} onChange={(key) => set({ key })} maxLength={12} about={code ? "" : "Left empty, the next one free."} wrong={wrong.place !== "name" && wrong.words} />
          <Families value={draft.family} onChange={(family) => set({ family })} />
        </div>
        <Select label="Lies under" value={draft.parent_id} onChange={(parent_id) => set({ parent_id })} options={[{ id: TOP, label: "The top of the codebook" }, ...parents.map((one) => ({ id: one.id, label: one.name }))]} />
        <Checkbox checked={draft.group} onChange={(group) => set({ group })} about="It gathers codes and is not given to passages.">A group</Checkbox>
        <div className="code-form-ways">
          <Button kind="primary" type="submit" disabled={!draft.name.trim()}>{code ? "Keep" : "Make the code"}</Button>
          <Button kind="quiet" onPress={onClose}>Leave as it was</Button>
        </div>
      </form>
    </Drawer>
  );
}

function draftOf(code: CodeView | null, parentId: string | null): Draft {
  if (!code) return { name: "", key: "", definition: "", include: "", exclude: "", example: "", near_miss: "", family: 0, parent_id: parentId ?? TOP, group: false };
  const { name, key, definition, include, exclude, example, near_miss, family, parent_id, group } = code;
  return { name, key, definition, include, exclude, example, near_miss, family, parent_id: parent_id ?? TOP, group };
}

function Families({ value, onChange }: { value: number; onChange: (family: number) => void }) {
  return (
    <fieldset className="families">
      <legend className="field-label">Colour</legend>
      {[1, 2, 3, 4, 5, 6, 7, 8].map((family) => (
        <label key={family} className="family" data-family={slotOf(family)}>
          <input type="radio" name="family" checked={value === family} onChange={() => onChange(family)} aria-label={`Colour ${family}`} />
          <span className="swatch" aria-hidden="true" />
        </label>
      ))}
    </fieldset>
  );
}
