import { useState } from "react";

import { Button, Dialog, DropZone, FileList, Table } from "../../components";
import { useImporting, type Taken } from "../../state";
import type { Problem } from "./types";

interface Answer {
  readonly refused: readonly Problem[];
}

export interface TableFileProps<A extends Answer> {
  readonly path: string;
  readonly title: string;
  /** Which columns it reads. */
  readonly about: string;
  readonly took: (answer: A) => Taken;
  readonly topics: readonly string[];
  readonly onClose: () => void;
}

/** People or consents from a table in a file: all of it or nothing, and each line that could not be read by its number. */
export function TableFile<A extends Answer>({ path, title, about, took, topics, onClose }: TableFileProps<A>) {
  const [wrong, setWrong] = useState<readonly Problem[]>([]);
  const importing = useImporting<A>(path, {
    taken: (answer) => {
      setWrong(answer.refused);
      if (answer.refused.length === 0) return took(answer);
      const lines = new Set(answer.refused.map((one) => one.row)).size;
      return { refused: true, words: `Nothing was entered: ${lines === 1 ? "one line" : `${lines} lines`} could not be read.` };
    },
    topics,
  });
  return (
    <Dialog title={title} open wide onClose={onClose} actions={<Button kind="primary" onPress={onClose}>Done</Button>}>
      <div className="cases-form">
        <DropZone one title="Drop a table here" about={about} accept={[".csv", ".tsv", ".txt", ".xlsx"]} onFiles={importing.add} />
        <FileList files={importing.files} onStop={importing.stop} />
        {wrong.length > 0 ? (
          <Table
            caption="Lines to put right in the file; then choose it again"
            showCaption
            dense
            rows={wrong}
            rowId={(one) => `${one.row} ${one.column} ${one.reason}`}
            columns={[
              { id: "line", head: "Line", names: true, cell: (one) => one.row },
              { id: "column", head: "Column", cell: (one) => one.column },
              { id: "why", head: "Why", cell: (one) => one.reason },
            ]}
          />
        ) : null}
      </div>
    </Dialog>
  );
}
