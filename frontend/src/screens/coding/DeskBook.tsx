import { useMemo, useState, type RefObject } from "react";

import { announce, navigate, useCommands, useMay, useRead, useStore, useWrite } from "../../state";
import type { MenuAction } from "../../components";
import { BringCodes } from "./BringCodes";
import { CodeAbout } from "./CodeAbout";
import { Codebook } from "./Codebook";
import { useHiddenCounts } from "./hiddenCounts";
import type { About } from "./Memos";
import { MergeCode } from "./MergeCode";
import type { CodeView } from "./types";
import type { Desk } from "./useDesk";

export interface DeskBookProps {
  readonly desk: Desk;
  readonly filterRef: RefObject<HTMLInputElement | null>;
  readonly onUse: (code: CodeView) => boolean;
  readonly onEdit: (code: CodeView | "new") => void;
  readonly onMemo: (about: About) => void;
  readonly only: string | null;
  readonly onOnly: (id: string | null) => void;
  /** What counts as used here; the marks in the text where nothing is said. */
  readonly used?: readonly { readonly code_id: string }[];
}

/** The codebook as the desk uses it. */
export function DeskBook({ desk, filterRef, onUse, onEdit, onMemo, only, onOnly, used }: DeskBookProps) {
  const { codes, currentId, keeper, round } = desk;
  const { hidden, hide } = useHiddenCounts();
  const inText = useStore(keeper.marks);
  const marks = used ?? inText;
  const mayCode = useMay("code");
  const [merging, setMerging] = useState<CodeView | null>(null);
  const [bringing, setBringing] = useState(false);
  const frozen = Boolean(round && !round.standing);
  const here = useMemo(() => {
    if (hidden) return null;
    const counts = new Map<string, number>();
    for (const mark of marks) counts.set(mark.code_id, (counts.get(mark.code_id) ?? 0) + 1);
    return counts;
  }, [marks, hidden]);
  const move = useWrite("/codes/move", { topics: ["codes"] });
  const current = desk.codeById.get(desk.aboutId ?? "");
  const more = useMore(current, mayCode && !frozen, setMerging);
  const living = current && !current.retired ? current : undefined;
  const mergeIt = (): void => (living ? setMerging(living) : void announce("Choose the code that shall go in the codebook, then merge it into another.", { kind: "refused" }));
  useCommands(mayCode && !frozen ? [{ id: "merge codes", label: living ? `Merge ${living.name} into another code` : "Merge a code into another", group: "Codebook", also: "join combine unite codes together", run: mergeIt }] : []);
  return (
    <>
      <Codebook
        codes={codes}
        version={useVersion(round?.codebook_number ?? null, frozen)}
        here={here}
        currentId={currentId}
        filterRef={filterRef}
        onCurrent={(id) => {
          desk.setCurrent(id);
          desk.setAbout(id);
        }}
        onUse={onUse}
        onOpen={(code) => (mayCode && !frozen ? onEdit(code) : navigate(`/code/passages/${code.id}`))}
        onMove={mayCode && !frozen ? (to) => move.mutate(to) : null}
        onNew={mayCode ? () => onEdit("new") : null}
        onHide={hide}
        onBring={mayCode && !frozen ? () => setBringing(true) : null}
      >
        {current ? (
          <CodeAbout
            code={current}
            onEdit={mayCode && !frozen ? () => onEdit(current) : null}
            onMemo={() => onMemo({ kind: "code", id: current.id, words: `on the code ${current.name}` })}
            onOnly={() => onOnly(only === current.id ? null : current.id)}
            only={only === current.id}
            more={more}
            onClose={() => {
              desk.setAbout(null);
              // Nothing on the page would say any more that the other codes are out of sight.
              if (only === current.id) onOnly(null);
            }}
          />
        ) : null}
      </Codebook>
      {bringing ? <BringCodes onClose={() => setBringing(false)} /> : null}
      {merging ? <MergeCode code={merging} codes={codes} onClose={() => setMerging(null)} /> : null}
    </>
  );
}

function useVersion(number: number | null, frozen: boolean): string {
  const versions = useRead("/codebook-versions");
  if (frozen) return number ? `v${number}, as frozen` : "";
  const last = versions.data?.length ?? 0;
  return last > 0 ? `after v${last}` : "";
}

function useMore(code: CodeView | undefined, may: boolean, onMerge: (code: CodeView) => void): readonly MenuAction[] {
  const retire = useWrite("/codes/retire", { topics: ["codes"] });
  const restore = useWrite("/codes/restore", { topics: ["codes"] });
  const remove = useWrite("/codes/remove", { topics: ["codes"] });
  if (!code || !may) return [];
  if (code.retired) return [{ id: "restore", label: "Take back into use", run: () => restore.mutate({ id: code.id }) }];
  return [
    ...(code.group || code.n_codings === 0 ? [] : [{ id: "split", label: "Split off a new code", about: "You choose which of its passages go.", run: () => navigate(`/code/passages/${code.id}?split`) }]),
    { id: "merge", label: "Merge into another code", about: "Its passages move over.", run: () => onMerge(code) },
    { id: "retire", label: "Put out of use", about: "Its passages stay; it is no longer offered.", run: () => retire.mutate({ id: code.id }) },
    { id: "remove", label: "Remove", about: "Only a code that was never used.", run: () => remove.mutate({ id: code.id }), care: true, apart: true },
  ];
}
