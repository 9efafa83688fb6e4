import { useState } from "react";

import type { components } from "../../api/schema";
import { Button, Dialog, Field, Menu } from "../../components";
import { announce, newId, setQuery, useCommands, useMay, useRead, useWrite } from "../../state";
import { counted, dayWords } from "./types";

type SavedFindView = components["schemas"]["SavedFindView"];
export type Only = "all" | "participants" | "interviewers";

/** "62 when kept on 3 May 2026, 65 now"; one number where it is the same. */
export function countsWords(one: Pick<SavedFindView, "n_hits" | "n_hits_now" | "created_at">): string {
  const day = dayWords(one.created_at);
  if (one.n_hits === one.n_hits_now) return `${counted(one.n_hits, "place")}, as when kept on ${day}`;
  return `${one.n_hits} when kept on ${day}, ${one.n_hits_now} now`;
}

const SAID_BY: Readonly<Record<string, string>> = { participants: "said by participants", interviewers: "said by interviewers" };

/** Finds kept by name: each is run again, renamed, taken away, and says how many places there were and are. */
export function KeptFinds({ words, only, onRun }: { words: string; only: Only; onRun: (words: string, only: Only) => void }) {
  const kept = useRead("/finds").data ?? [];
  const may = useMay("write");
  const [naming, setNaming] = useState<SavedFindView | "new" | null>(null);
  const here = kept.find((one) => one.words === words && one.only === only);
  const run = (one: SavedFindView): void => onRun(one.words, one.only as Only);
  useCommands([
    ...kept.map((one) => ({ id: `kept find ${one.id}`, label: `Find: ${one.name}`, group: "Kept finds", also: one.words, run: () => run(one) })),
    ...(may && words && !here ? [{ id: "keep find", label: "Keep this find", group: "Kept finds", also: "save", run: () => setNaming("new") }] : []),
  ]);
  if (kept.length === 0 && !(may && words)) return null;
  return (
    <section className="kept-finds" aria-label="Kept finds">
      {may && words && !here ? <Button kind="quiet" onPress={() => setNaming("new")}>Keep this find</Button> : null}
      {kept.length > 0 ? (
        <>
          <h2 className="section-title">Kept finds</h2>
          <ul>{kept.map((one) => <Kept key={one.id} one={one} current={one === here} may={may} onRun={() => run(one)} onRename={() => setNaming(one)} />)}</ul>
        </>
      ) : null}
      {naming ? <Naming one={naming === "new" ? null : naming} words={words} only={only} onClose={() => setNaming(null)} /> : null}
    </section>
  );
}

interface KeptProps {
  readonly one: SavedFindView;
  readonly current: boolean;
  readonly may: boolean;
  readonly onRun: () => void;
  readonly onRename: () => void;
}

function Kept({ one, current, may, onRun, onRename }: KeptProps) {
  const remove = useWrite("/finds/remove", { topics: ["finds"], onDone: () => announce(`${one.name} is taken away. Ctrl Z brings it back.`) });
  const again = useWrite("/finds/save", { topics: ["finds"], onDone: () => announce(`${one.name} is kept with the count of today.`) });
  const only = one.only as Only;
  return (
    <li className="kept-find" aria-current={current || undefined}>
      <Button kind="quiet" label={`Find ${one.name} again`} onPress={onRun}>{one.name}</Button>
      <span className="kept-find-words"><q>{one.words}</q>{SAID_BY[only] ? `, ${SAID_BY[only]}` : ""}</span>
      <span className="t12 soft num">{countsWords(one)} · {one.mine ? "you" : one.by}{one.only_mine ? ", only you see it until your round is opened" : ""}</span>
      {may ? (
        <Menu
          label={`What to do with ${one.name}`}
          caret={false}
          className="source-more"
          actions={[
            { id: "rename", label: "Rename", run: onRename },
            { id: "again", label: "Keep with the count of today", run: () => again.mutate({ id: one.id, name: one.name, words: one.words, only }) },
            { id: "remove", label: "Take away", run: () => remove.mutate({ id: one.id }), care: true, apart: true },
          ]}
        >
          …
        </Menu>
      ) : null}
    </li>
  );
}

function Naming({ one, words, only, onClose }: { one: SavedFindView | null; words: string; only: Only; onClose: () => void }) {
  const [name, setName] = useState(one?.name ?? words.slice(0, 200));
  const save = useWrite("/finds/save", { topics: ["finds"], onDone: onClose });
  const rename = useWrite("/finds/rename", { topics: ["finds"], onDone: onClose });
  const keep = (): void => {
    if (!name.trim()) return;
    if (one) rename.mutate({ id: one.id, name: name.trim() });
    else save.mutate({ id: newId(), name: name.trim(), words, only });
  };
  return (
    <Dialog
      title={one ? "Rename this find" : "Keep this find"}
      open
      onClose={onClose}
      actions={
        <>
          <Button kind="primary" reason={name.trim() ? null : "Give it a name."} onPress={keep}>{one ? "Rename" : "Keep it"}</Button>
          <Button kind="quiet" onPress={onClose}>Leave it</Button>
        </>
      }
    >
      <Field label="Name" value={name} onChange={setName} onEnter={keep} autoFocus maxLength={200} />
      <p className="t12 soft"><q>{one?.words ?? words}</q>{SAID_BY[one?.only ?? only] ? `, ${SAID_BY[one?.only ?? only]}` : ""}. Kept with its date and how many places there are; whoever reads the study may run it.</p>
    </Dialog>
  );
}

/** Put a kept find into the address, as if it had been typed. */
export function runFind(words: string, only: Only): void {
  setQuery({ find: words, only: only === "all" ? null : only });
}
