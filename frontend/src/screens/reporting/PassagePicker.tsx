import { useState } from "react";

import { Button, CodeFinder, Reading, Waiting } from "../../components";
import { useRead } from "../../state";
import type { PassageView } from "./types";

interface PassagePickerProps {
  /** Places taken already, as "version start-end". */
  readonly taken: ReadonlySet<string>;
  readonly ways: readonly { readonly id: string; readonly label: string }[];
  readonly onTake: (passage: PassageView, way: string) => void;
  /** What can be done with one taken already; without it, that it is taken is only said. */
  readonly again?: { readonly label: string; readonly onTake: (passage: PassageView) => void };
}

/** Passages of a code to take, one by one. */
export function PassagePicker({ taken, ways, onTake, again }: PassagePickerProps) {
  const codes = useRead("/codes");
  const [codeId, setCodeId] = useState<string | null>(null);
  const passages = useRead("/passages", { code_id: codeId ?? "" }, { when: codeId !== null });
  const options = (codes.data ?? []).filter((one) => !one.retired).map((one) => ({ id: one.id, label: `${one.key ? `${one.key} ` : ""}${one.name}` }));
  return (
    <section className="passage-picker" aria-label="Passages of a code">
      {codes.data ? <CodeFinder label="Passages of the code" chosen="Passages of" autoFocus codes={options} value={codeId} onChange={setCodeId} /> : <Waiting />}
      {codeId === null ? null : (
        <Reading of={passages} waiting={<Waiting />}>
          {(found) =>
            found.passages.length === 0 ? (
              <p className="t13 soft">No passage of this code is agreed or coded openly yet.</p>
            ) : (
              <ul>
                {found.passages.map((one) => (
                  <li key={`${one.id} ${one.code_id}`} className="evidence">
                    <p className="t12"><span className="medium">{one.label}</span> <span className="soft">{[one.case_name, one.turn === null ? "" : `turn ${one.turn}`].filter(Boolean).join(" · ")}</span></p>
                    <blockquote className="said">{one.words}</blockquote>
                    {taken.has(`${one.version_id} ${one.start}-${one.end}`) ? (
                      <p className="t12 soft picker-ways">{again ? <Button label={`${again.label}: ${one.label}, ${one.turn === null ? "passage" : `turn ${one.turn}`}`} onPress={() => again.onTake(one)}>{again.label}</Button> : null}{again ? "Kept already" : "Taken already"}</p>
                    ) : (
                      <p className="picker-ways">
                        {ways.map((way) => (
                          <Button key={way.id} label={`${way.label}: ${one.label}, ${one.turn === null ? "passage" : `turn ${one.turn}`}`} onPress={() => onTake(one, way.id)}>{way.label}</Button>
                        ))}
                      </p>
                    )}
                  </li>
                ))}
              </ul>
            )
          }
        </Reading>
      )}
    </section>
  );
}
