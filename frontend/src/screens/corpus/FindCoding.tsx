import { useRef, useState } from "react";

import type { components } from "../../api/schema";
import { Button, CodeFinder, OptionRow } from "../../components";
import { announce, newId, useRead, useWrite } from "../../state";
import { counted } from "./types";

export type Hit = components["schemas"]["Hit"];
type Much = "words" | "turn";

export function keyOf(hit: Hit): string {
  return `${hit.version_id} ${hit.start}-${hit.end}`;
}

interface FindCodingProps {
  readonly hits: readonly Hit[];
  readonly nAll: number;
  readonly chosen: ReadonlySet<string>;
  readonly onChosen: (keys: ReadonlySet<string>) => void;
}

const MUCH = [
  { id: "words", label: "The words found" },
  { id: "turn", label: "The whole turn" },
] as const;

/** Some or all of what was found is given a code, in one step that is undone in one. */
export function FindCoding({ hits, nAll, chosen, onChosen }: FindCodingProps) {
  const codes = useRead("/codes");
  const [codeId, setCodeId] = useState<string | null>(null);
  const [much, setMuch] = useState<Much>("words");
  const places = placesOf(hits.filter((hit) => chosen.has(keyOf(hit))), much);
  const options = (codes.data ?? []).filter((one) => !one.retired && !one.group).map((one) => ({ id: one.id, label: `${one.key ? `${one.key} ` : ""}${one.name}` }));
  const name = options.find((one) => one.id === codeId)?.label ?? "";
  const add = useWrite("/codes/add", { topics: ["codes"] });
  const make = (name: string): (() => void) | null => {
    if (codes.data?.some((one) => one.name.toLowerCase() === name.toLowerCase())) return null;
    return () => {
      const id = newId();
      add.mutate({ id, name });
      setCodeId(id);
    };
  };
  const box = useRef<HTMLElement>(null);
  const give = useWrite("/codings/apply-many", {
    topics: ["codings"],
    onDone: () => {
      box.current?.querySelector("button")?.focus();
      announce(`${name} given to ${counted(places.length, "place")}. What had it already stays as it is.`);
      onChosen(new Set());
    },
  });
  const all = hits.length === nAll ? `Choose all ${nAll}` : `Choose the ${hits.length} shown`;
  return (
    <section ref={box} className="found-coding" aria-label="Code what was found">
      <p className="found-ways t13">
        <Button kind="quiet" onPress={() => onChosen(new Set(hits.map(keyOf)))}>{all}</Button>
        {chosen.size ? <Button kind="quiet" onPress={() => onChosen(new Set())}>Choose none</Button> : null}
        <span className="soft" role="status">{chosen.size ? `${chosen.size} chosen.` : "Choose places to give them a code together."}</span>
      </p>
      {chosen.size ? (
        <div className="found-giving">
          <CodeFinder label="Code" chosen="Code" codes={options} value={codeId} onChange={setCodeId} making={make} />
          <OptionRow<Much> label="What is coded" showLabel layout="segments" value={much} onChange={setMuch} options={MUCH} />
          <Button
            kind="primary"
            busy={give.isPending ? "Coding" : false}
            reason={codeId === null ? "Choose a code." : null}
            onPress={() => give.mutate({ codings: places.map((one) => ({ id: newId(), code_id: codeId ?? "", ...one })) })}
          >
            {`Code ${counted(places.length, "place")}`}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

/** Each place once, where several hits lie in one turn. */
function placesOf(hits: readonly Hit[], much: Much): readonly { version_id: string; start: number; end: number }[] {
  const places = hits.map((hit) => ({ version_id: hit.version_id, start: much === "turn" ? hit.block_start : hit.start, end: much === "turn" ? hit.block_end : hit.end }));
  return [...new Map(places.map((one) => [`${one.version_id} ${one.start}-${one.end}`, one])).values()];
}
