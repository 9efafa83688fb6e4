import { useState } from "react";

import { Button, Checkbox, Select } from "../../components";
import { announce, useWrite } from "../../state";
import { useResting } from "./resting";
import { counted, type CodeView, type PassageView } from "./types";

export type Chosen = ReadonlySet<string>;

export interface ChooseManyProps {
  readonly code: CodeView;
  /** Codes that can be given instead. */
  readonly living: readonly CodeView[];
  readonly shown: readonly PassageView[];
  readonly chosen: Chosen;
  readonly onChosen: (chosen: Chosen) => void;
}

/** Some passages, or all: another code for them, or none. One's own open coding changes; what others coded stays. */
export function ChooseMany({ code, living, shown, chosen, onChosen }: ChooseManyProps) {
  const [to, setTo] = useState<string | null>(null);
  const resting = useResting();
  const change = useWrite("/codings/change-many", {
    topics: ["codings", "codes", "passages", "sources"],
    onDone: ({ n_changed, n_left, taken_off }) => {
      onChosen(new Set());
      announce(`${counted(n_changed, "passage")} changed.${n_left > 0 ? ` ${n_left} have no open coding of yours and stay.` : ""} Ctrl Z takes it back.`);
      resting.gone(taken_off ?? []);
    },
  });
  // What is not shown any more is not meant any more.
  const meant = shown.filter((one) => chosen.has(one.id));
  const send = (toCodeId: string): void =>
    change.mutate({ code_id: code.id, to_code_id: toCodeId, places: meant.map(({ version_id, start, end }) => ({ version_id, start, end })) });
  return (
    <div className="t13 passages-ways">
      <Checkbox checked={meant.length === shown.length} some={meant.length > 0 && meant.length < shown.length} onChange={(on) => onChosen(new Set(on ? shown.map((one) => one.id) : []))}>
        {meant.length === 0 ? "Choose all" : `${meant.length} of ${shown.length} chosen`}
      </Checkbox>
      {meant.length > 0 ? (
        <>
          <Select label="Give instead" inline value={to} onChange={setTo} options={living.filter((one) => one.id !== code.id).map((one) => ({ id: one.id, label: `${one.key} ${one.name}`.trim() }))} />
          <Button onPress={() => to && send(to)} disabled={to === null}>Give it</Button>
          <Button kind="care" onPress={() => send("")}>Take {code.name} off</Button>
        </>
      ) : null}
    </div>
  );
}

/** The chosen with one more, or one less. */
export function choosing(chosen: Chosen, id: string, on: boolean): Chosen {
  return new Set(on ? [...chosen, id] : [...chosen].filter((other) => other !== id));
}
