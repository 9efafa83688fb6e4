import { useState } from "react";

import type { Refusal } from "../../api/problem";
import { Button, Dialog, Field, Reading, TextArea } from "../../components";
import { announce, newId, useRead, useSteps, useWrite } from "../../state";
import { useHiddenCounts } from "./hiddenCounts";
import { splitOf, splitSaid } from "./splitting";
import type { CodeView, PassageView } from "./types";

export interface SplitCodeProps {
  readonly code: CodeView;
  /** Below which code it lies; empty at the top. */
  readonly under: string;
  readonly chosen: readonly PassageView[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

interface Wrong {
  readonly place: string;
  readonly words: string;
}

/** Chosen passages go to a new code beside this one: how it is called, what it means, and what happens. */
export function SplitCode({ code, under, chosen, onClose, onDone }: SplitCodeProps) {
  const { hidden } = useHiddenCounts();
  const [id] = useState(newId);
  const [name, setName] = useState("");
  const [definition, setDefinition] = useState("");
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const steps = useSteps();
  const found = useRead("/codes/splitting", { code_id: code.id }, { topics: ["codes", "codings"] });
  const split = useWrite("/codes/split", {
    topics: ["codes", "codings", "passages", "sources"],
    onDone: ({ n_moved, n_left }) => {
      announce(splitSaid(name.trim(), code.name, n_moved, n_left, !hidden), { action: { label: "Take it back", run: () => void steps.undo() } });
      onDone();
    },
    onRefused: ({ problem }: Refusal) => {
      setWrong({ place: problem.place ?? "", words: [problem.detail, problem.advice].filter(Boolean).join(" ") });
      return true;
    },
  });
  const places = chosen.map(({ version_id, start, end }) => ({ version_id, start, end }));
  const send = (): void => {
    setWrong(null);
    split.mutate({ id: code.id, parts: [{ id, name: name.trim(), definition: definition.trim(), places }] });
  };
  return (
    <Dialog title={`Split ${code.name}`} open onClose={onClose}>
      <Reading of={found}>
        {(ground) => {
          const { words, refused } = splitOf(code, under, ground, chosen, !hidden);
          if (refused) return <><p role="alert">{refused}</p><div className="dialog-actions"><Button kind="plain" onPress={onClose}>Close</Button></div></>;
          return (
            <form className="split-form" onSubmit={(event) => { event.preventDefault(); if (name.trim() && !split.isPending) send(); }}>
              <Field label="Name of the new code" value={name} onChange={setName} autoFocus required maxLength={200} wrong={wrong?.place === "name" && wrong.words} />
              <TextArea label="Definition" value={definition} onChange={setDefinition} rows={3} maxLength={5000} about={`What it is about, and how it differs from ${code.name}.`} />
              <ul className="t13 soft split-words" aria-label="What will happen">{words.map((one) => <li key={one}>{one}</li>)}</ul>
              {wrong && wrong.place !== "name" ? <p className="t13" role="alert">{wrong.words}</p> : null}
              <div className="dialog-actions">
                <Button kind="primary" type="submit" disabled={!name.trim()} busy={split.isPending && "Splitting …"}>Split it off</Button>
                <Button kind="quiet" onPress={onClose}>Leave as it was</Button>
              </div>
            </form>
          );
        }}
      </Reading>
    </Dialog>
  );
}
