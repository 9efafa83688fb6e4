import { useState } from "react";

import { Button, Dialog, Reading, Select } from "../../components";
import { newId, useRead, useWrite } from "../../state";
import { PLACING_TOPICS, sameWords } from "../coding/PlaceOnLens";
import type { FoundView, Lens } from "./types";

/** Passages under a code or theme, each to be put at a level of the lens; `theme` is the one to begin with, by key and name. */
export function PlacePassages({ lens, theme, onClose }: { lens: Lens; theme?: string; onClose: () => void }) {
  const words = useRead("/query/words");
  const known = words.data;
  const [chosen, setTerm] = useState<string | null>(null);
  const term = chosen ?? known?.themes.find((one) => one.name === theme)?.term ?? null;
  return (
    <Dialog title={theme ? `Place passages of ${theme}` : "Place passages at levels"} open wide onClose={onClose} actions={<Button onPress={onClose}>Done</Button>}>
      <div className="form-stack">
        <p className="t13 soft">On {lens.name}. A passage is placed by itself, whatever its code or theme stands at; Ctrl Z takes a step back.</p>
        <Select
          label="Passages under"
          value={term}
          onChange={setTerm}
          placeholder="a code or theme"
          options={[...(known?.codes ?? []).map((one) => ({ id: one.term, label: one.name })), ...(known?.themes ?? []).map((one) => ({ id: one.term, label: `theme ${one.name}` }))]}
        />
        {term === null ? <p className="soft">Choose where to look.</p> : <Under key={term} term={term} lens={lens} />}
      </div>
    </Dialog>
  );
}

const STEP = 100;

function Under({ term, lens }: { term: string; lens: Lens }) {
  const [limit, setLimit] = useState(STEP);
  const found = useRead("/query", { text: term, limit }, { keepPrevious: true });
  const placed = useRead("/placements/passages", { lens_id: lens.id }, { keepPrevious: true });
  const place = useWrite("/placements/place", { topics: PLACING_TOPICS });
  const levels = lens.levels.map((one) => ({ id: one.key, label: one.name, about: one.definition ?? "" }));
  const levelOf = (one: FoundView) => placed.data?.find((each) => each.mine && sameWords(each, one))?.level_key ?? null;
  const put = (one: FoundView, level_key: string): void =>
    place.mutate({ id: newId(), lens_id: lens.id, level_key, target_kind: "segment", target_id: "", version_id: one.version_id, start: one.start, end: one.end });
  return (
    <Reading of={found}>
      {({ passages, n_left }) => (
        <>
          {passages.length === 0 ? <p className="soft">No passage stands under it yet.</p> : null}
          {n_left > 0 ? <p className="t13 soft">These are the first {passages.length}, in the order of the interviews. The rest comes below them.</p> : null}
          <ul className="theme-held">
            {passages.map((one) => (
              <li key={one.id}>
                <p className="t12 soft">{`${one.label || one.source}${one.turn ? `, turn ${one.turn}` : ""}`}</p>
                <blockquote className="said">{one.words}</blockquote>
                <Select label="I place it at" inline value={levelOf(one)} placeholder="a level" options={levels} onChange={(key) => put(one, key)} />
              </li>
            ))}
          </ul>
          {n_left > 0 ? <Button onPress={() => setLimit(limit + STEP)}>{`Show ${n_left > STEP ? `the next ${STEP}` : "the rest"}`}</Button> : null}
        </>
      )}
    </Reading>
  );
}
