import { useState } from "react";

import { Button, Checkbox, Drawer, Link, Reading, TextArea } from "../../components";
import { newId, useMay, useRead, useWrite } from "../../state";
import type { BesideView, CellView } from "./types";

interface Props {
  readonly matrixId: string;
  readonly caseId: string;
  readonly columnId: string;
  readonly onClose: () => void;
}

/** One cell, with the passages beside it that its summary may rest on. */
export function MatrixCell({ matrixId, caseId, columnId, onClose }: Props) {
  const opened = useRead("/matrix/cell", { matrix: matrixId, case_id: caseId, column_id: columnId });
  return (
    <Drawer title={opened.data ? `${opened.data.case} · ${opened.data.column}` : "Cell"} open onClose={onClose}>
      <Reading of={opened}>
        {(answer) => <Writing key={`${caseId} ${columnId}`} cell={answer.cell} passages={answer.passages} matrixId={matrixId} onClose={onClose} />}
      </Reading>
    </Drawer>
  );
}

function keyOf(one: { readonly version_id: string; readonly start: number; readonly end: number }): string {
  return `${one.version_id} ${one.start} ${one.end}`;
}

function Writing({ cell, passages, matrixId, onClose }: { cell: CellView; passages: readonly BesideView[]; matrixId: string; onClose: () => void }) {
  const [summary, setSummary] = useState(cell.summary);
  const [linked, setLinked] = useState<ReadonlySet<string>>(new Set(passages.filter((one) => one.linked).map(keyOf)));
  const [final, setFinal] = useState(cell.final);
  const may = useMay("write");
  const write = useWrite("/matrix/write", { topics: ["matrix"], onDone: onClose });
  const links = passages.filter((one) => linked.has(keyOf(one))).map(({ version_id, start, end }) => ({ version_id, start, end }));
  const missing = final && links.length === 0 ? "A final cell rests on at least one passage." : final && !summary.trim() ? "A final cell has words." : null;
  const tie = (one: BesideView, on: boolean) => {
    const now = new Set(linked);
    if (on) now.add(keyOf(one));
    else now.delete(keyOf(one));
    setLinked(now);
  };
  return (
    <div className="form-stack">
      {cell.why_stale ? <p className="saturation-changed t13">Since it was written: {cell.why_stale}. Keeping it takes that in.</p> : null}
      {may ? <TextArea label="In your own words" value={summary} onChange={setSummary} rows={4} autoFocus maxLength={20_000} /> : <p className="serif">{cell.summary || "Not written yet."}</p>}
      {may ? <Checkbox checked={final} onChange={setFinal}>Final</Checkbox> : null}
      {may ? <p>
        <Button kind="primary" reason={missing} onPress={() => write.mutate({ id: newId(), matrix_id: matrixId, case_id: cell.case_id, column_id: cell.column_id, summary, links, final })}>Keep the cell</Button>
      </p> : null}
      <h3 className="section-title">Passages it may rest on</h3>
      {passages.length === 0 ? <p className="soft">No passage of this team stands under it.</p> : null}
      <ul className="matrix-beside">
        {passages.map((one) => (
          <li key={keyOf(one)}>
            <Checkbox checked={linked.has(keyOf(one))} onChange={(on) => tie(one, on)} disabled={!may}>
              <b>{one.label || one.source}</b>
              {one.new ? <span className="matrix-new"> new</span> : null}
            </Checkbox>
            <Link to={`/code/${one.source_id}?at=${one.start}-${one.end}`} label={`Open ${one.label || one.source}${one.turn ? `, turn ${one.turn}` : ""} in the text`}>{one.turn ? `turn ${one.turn}` : "in the text"}</Link>
            <blockquote className="said">{one.words}</blockquote>
          </li>
        ))}
      </ul>
    </div>
  );
}
