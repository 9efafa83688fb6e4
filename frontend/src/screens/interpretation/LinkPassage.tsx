import { useState } from "react";

import { Button, Dialog, Reading, Select } from "../../components";
import { announce, newId, useRead, useWrite } from "../../state";
import type { FoundView } from "./types";

type Stance = "supports" | "qualifies" | "contradicts";

const STANCES: readonly (readonly [Stance, string, string])[] = [
  ["supports", "Speaks for it", "speaks for it"],
  ["qualifies", "Qualifies it", "qualifies it"],
  ["contradicts", "Tells it otherwise", "tells it otherwise"],
];

/** Passages under a code or theme, each to be linked as speaking for something, qualifying it or telling it otherwise. */
export function LinkPassage({ kind, subjectId, title, onClose }: { kind: "theme" | "relation"; subjectId: string; title: string; onClose: () => void }) {
  const [term, setTerm] = useState<string | null>(null);
  const words = useRead("/query/words");
  const linked = useRead("/evidence", { subject_kind: kind, subject_id: subjectId });
  const link = useWrite("/evidence/link", { topics: ["evidence", "themes", "relations", "figures", "cases"] });
  const known = words.data;
  const stanceOf = (one: FoundView) => linked.data?.find((each) => each.version_id === one.version_id && each.start === one.start && each.end === one.end)?.stance;
  const keep = (one: FoundView, stance: Stance, said: string) => {
    link.mutate({ id: newId(), subject_kind: kind, subject_id: subjectId, stance, target_kind: "segment", version_id: one.version_id, start: one.start, end: one.end });
    announce(`${one.label || "The passage"} ${said}.`);
  };
  return (
    <Dialog title={`Link a passage to ${title}`} open wide onClose={onClose} actions={<Button onPress={onClose}>Done</Button>}>
      <div className="form-stack">
        <Select
          label="Passages under"
          value={term}
          onChange={setTerm}
          placeholder="a code or theme"
          options={[...(known?.codes ?? []).map((one) => ({ id: one.term, label: one.name })), ...(known?.themes ?? []).map((one) => ({ id: one.term, label: `theme ${one.name}` }))]}
        />
        {term === null ? <p className="soft">Choose where to look. What tells it otherwise often stands under another code.</p> : <Under key={term} term={term} stanceOf={stanceOf} onLink={keep} />}
      </div>
    </Dialog>
  );
}

interface UnderProps {
  readonly term: string;
  readonly stanceOf: (one: FoundView) => string | undefined;
  readonly onLink: (one: FoundView, stance: Stance, said: string) => void;
}

const STEP = 100;

function Under({ term, stanceOf, onLink }: UnderProps) {
  const [limit, setLimit] = useState(STEP);
  const found = useRead("/query", { text: term, limit }, { keepPrevious: true });
  return (
    <Reading of={found}>
      {({ passages, n_left }) => (
        <>
          {passages.length === 0 ? <p className="soft">No passage stands under it yet.</p> : null}
          {n_left > 0 ? <p className="t13 soft">These are the first {passages.length}, in the order of the interviews. The rest comes below them.</p> : null}
          <ul className="theme-held">
            {passages.map((one) => {
              const there = STANCES.find(([stance]) => stance === stanceOf(one));
              const who = `${one.label || one.source}${one.turn ? `, turn ${one.turn}` : ""}`;
              return (
                <li key={one.id}>
                  <p className="t12 soft">{who}</p>
                  <blockquote className="said">{one.words}</blockquote>
                  {there ? <p className="t13">It {there[2]}.</p> : <p className="theme-ways">{STANCES.map(([stance, words, said]) => <Button key={stance} kind="quiet" label={`${who}: ${words}`} onPress={() => onLink(one, stance, said)}>{words}</Button>)}</p>}
                </li>
              );
            })}
          </ul>
          {n_left > 0 ? <Button onPress={() => setLimit(limit + STEP)}>{`Show ${n_left > STEP ? `the next ${STEP}` : "the rest"}`}</Button> : null}
        </>
      )}
    </Reading>
  );
}
