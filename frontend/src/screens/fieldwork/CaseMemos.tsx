import { useState } from "react";

import { Button, TextArea } from "../../components";
import { newId, useMay, useWrite } from "../../state";
import type { MemoView } from "./types";

const DATE = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });

/** Memos about a case and its sources, newest first. */
export function MemoList({ of }: { of: readonly MemoView[] }) {
  if (of.length === 0) return <p className="soft">No memo is about it yet.</p>;
  return (
    <ul className="case-said">
      {of.map((one) => (
        <li key={one.id}>
          <p className="t12 soft">
            {one.author}, <time dateTime={one.created_at}>{DATE.format(new Date(one.created_at))}</time>
            {one.about_kind === "source" ? " · on a source" : ""}
            {one.private ? " · only you read this" : ""}
          </p>
          <p className="case-memo">{one.body}</p>
        </li>
      ))}
    </ul>
  );
}

export function CaseMemos({ caseId, of }: { caseId: string; of: readonly MemoView[] }) {
  const [words, setWords] = useState("");
  const may = useMay("write");
  const write = useWrite("/memos/write", { topics: ["cases", "memos"], onDone: () => setWords("") });
  return (
    <>
      <MemoList of={of} />
      <div className="no-print">
        <TextArea label="A memo about this case" value={words} onChange={setWords} rows={2} disabled={!may} />
        {words.trim() ? <Button onPress={() => write.mutate({ id: newId(), body: words, about_kind: "case", about_id: caseId })}>Keep the memo</Button> : null}
      </div>
    </>
  );
}
