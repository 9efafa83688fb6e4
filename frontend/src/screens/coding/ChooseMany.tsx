import { useState } from "react";

import { Button, Checkbox, Select } from "../../components";
import { announce, setQuery, useCommands, usePlace, useWrite } from "../../state";
import { useResting } from "./resting";
import { SplitCode } from "./SplitCode";
import { counted, type CodeView, type PassageView } from "./types";

export type Chosen = ReadonlySet<string>;

export interface ChooseManyProps {
  readonly code: CodeView;
  /** Codes that can be given instead. */
  readonly living: readonly CodeView[];
  /** Below which code it lies; empty at the top. */
  readonly under: string;
  readonly shown: readonly PassageView[];
  readonly chosen: Chosen;
  readonly onChosen: (chosen: Chosen) => void;
}

/** Whether one came to choose what shall be split off: the address says so. */
export function useSplitting(): boolean {
  return usePlace().query.has("split");
}

/** Some passages, or all: another code for them, or none, or a new one. One's own open coding changes; what others coded stays. */
export function ChooseMany({ code, living, under, shown, chosen, onChosen }: ChooseManyProps) {
  const [to, setTo] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const begun = useSplitting();
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
  const splitOff = (): void => (meant.length > 0 ? setAsking(true) : setQuery({ split: "" }));
  useCommands([{ id: "split code", label: meant.length > 0 ? `Split ${code.name}: the chosen passages go to a new code` : `Split ${code.name}: choose passages for a new code`, group: "Codebook", also: "divide separate code in two new", run: splitOff }]);
  const done = (): void => {
    setAsking(false);
    onChosen(new Set());
    setQuery({ split: null });
  };
  return (
    <div className={begun ? "t13 passages-ways passages-begun" : "t13 passages-ways"}>
      {begun ? <p className="passages-begun-words" role="status">Choose the passages of {code.name} that go to a new code. <Button kind="quiet" onPress={() => setQuery({ split: null })}>Leave {code.name} whole</Button></p> : null}
      <Checkbox checked={meant.length === shown.length} some={meant.length > 0 && meant.length < shown.length} onChange={(on) => onChosen(new Set(on ? shown.map((one) => one.id) : []))}>
        {meant.length === 0 ? "Choose all" : `${meant.length} of ${shown.length} chosen`}
      </Checkbox>
      {meant.length > 0 || begun ? <Button kind={begun ? "primary" : "plain"} disabled={meant.length === 0} onPress={splitOff}>Split off as a new code …</Button> : null}
      {meant.length > 0 && !begun ? (
        <>
          <Select label="Give instead" inline value={to} onChange={setTo} options={living.filter((one) => one.id !== code.id).map((one) => ({ id: one.id, label: `${one.key} ${one.name}`.trim() }))} />
          <Button onPress={() => to && send(to)} disabled={to === null}>Give it</Button>
          <Button kind="care" onPress={() => send("")}>Take {code.name} off</Button>
        </>
      ) : null}
      {asking ? <SplitCode code={code} under={under} chosen={meant} onClose={() => setAsking(false)} onDone={done} /> : null}
    </div>
  );
}

/** The chosen with one more, or one less. */
export function choosing(chosen: Chosen, id: string, on: boolean): Chosen {
  return new Set(on ? [...chosen, id] : [...chosen].filter((other) => other !== id));
}
