import { useState } from "react";

import { Button, Dialog, EmptyState, Field, Link, OptionRow, Reading, Select } from "../../components";
import { announce, newId, useRead, useWrite } from "../../state";
import type { Lens } from "./types";

/** Words of a text, and whose they are: what is put at a level. */
export interface PlacedWords {
  readonly version_id: string;
  readonly start: number;
  readonly end: number;
  readonly words: string;
  readonly who: string;
}

/** What has to be read anew once a passage was placed, or taken off. */
export const PLACING_TOPICS = ["placements", "figures", "themes"] as const;

/** Put a passage at a level of a lens, with the reason: from the text it stands in. */
export function PlaceOnLens({ passage, onClose }: { passage: PlacedWords; onClose: () => void }) {
  const lenses = useRead("/lenses");
  const [chosen, setChosen] = useState<string | null>(null);
  const all = lenses.data?.lenses ?? [];
  const lens = all.find((one) => one.id === chosen) ?? all.find((one) => one.active) ?? all[0];
  if (lenses.data && !lens) {
    return (
      <Dialog title="Place this passage at a level" open onClose={onClose} actions={<Button onPress={onClose}>Close</Button>}>
        <EmptyState title="No lens yet">A lens is chosen under <Link to="/interpret/levels">Interpret, Levels</Link>; passages can be placed on it after that.</EmptyState>
      </Dialog>
    );
  }
  if (!lens) return null;
  const choice = all.length > 1 ? <Select label="Lens" value={lens.id} onChange={setChosen} options={all.map((one) => ({ id: one.id, label: one.name }))} /> : null;
  return <Chosen key={lens.id} lens={lens} passage={passage} onClose={onClose} choice={choice} />;
}

function Chosen({ lens, passage, onClose, choice }: { lens: Lens; passage: PlacedWords; onClose: () => void; choice: React.ReactNode }) {
  const placed = useRead("/placements/passages", { lens_id: lens.id });
  return (
    <Reading of={placed}>
      {(all) => <Form key={all.length} lens={lens} passage={passage} onClose={onClose} choice={choice} mine={all.find((one) => one.mine && sameWords(one, passage)) ?? null} />}
    </Reading>
  );
}

interface FormProps {
  readonly lens: Lens;
  readonly passage: PlacedWords;
  readonly onClose: () => void;
  readonly choice: React.ReactNode;
  readonly mine: { readonly id: string; readonly level_key: string; readonly reason: string } | null;
}

function Form({ lens, passage, onClose, choice, mine }: FormProps) {
  const [level, setLevel] = useState<string | null>(mine?.level_key ?? null);
  const [reason, setReason] = useState(mine?.reason ?? "");
  const done = (words: string) => () => { announce(words); onClose(); };
  const place = useWrite("/placements/place", { topics: PLACING_TOPICS, onDone: done(`Placed at ${lens.levels.find((one) => one.key === level)?.name ?? "its level"}.`) });
  const off = useWrite("/placements/remove", { topics: PLACING_TOPICS, onDone: done("Taken off its level.") });
  const put = (): void => {
    if (level === null) return;
    const { version_id, start, end } = passage;
    place.mutate({ id: newId(), lens_id: lens.id, level_key: level, target_kind: "segment", target_id: "", version_id, start, end, reason: reason.trim() });
  };
  return (
    <Dialog
      title="Place this passage at a level"
      open
      wide
      onClose={onClose}
      actions={
        <>
          <Button kind="primary" disabled={level === null || place.isPending} onPress={put}>{mine ? "Move it" : "Place it"}</Button>
          {mine ? <Button kind="quiet" onPress={() => off.mutate({ id: mine.id })}>Take it off</Button> : null}
          <Button kind="quiet" onPress={onClose}>Not now</Button>
        </>
      }
    >
      <div className="form-stack">
        <div>
          <p className="t12 soft">{passage.who}</p>
          <blockquote className="said">{passage.words}</blockquote>
        </div>
        {choice}
        <OptionRow label={`At which level of ${lens.name}`} showLabel layout="list" value={level} onChange={setLevel} options={lens.levels.map((one) => ({ id: one.key, label: one.name, about: one.definition ?? "" }))} />
        <Field label="Why there, if you want to say" value={reason} onChange={setReason} maxLength={5000} />
      </div>
    </Dialog>
  );
}

/** Whether two are the same words of the same text. */
export function sameWords(one: { version_id: string; start: number; end: number }, other: { version_id: string; start: number; end: number }): boolean {
  return one.version_id === other.version_id && one.start === other.start && one.end === other.end;
}
