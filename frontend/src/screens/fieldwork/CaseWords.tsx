import { useState } from "react";

import { TextArea } from "../../components";
import { useMay, useWrite } from "../../state";

/** What a case is, in the researcher's own words; kept when one leaves the field, and taken back by a step. */
export function CaseWords({ caseId, words }: { caseId: string; words: string }) {
  const [draft, setDraft] = useState<string | null>(null);
  const change = useWrite("/cases/change", { topics: ["cases"], onDone: () => setDraft(null), onRefused: () => setDraft(draft) });
  const may = useMay("field");
  const keep = () => {
    if (draft === null || draft === words) setDraft(null);
    else change.mutate({ id: caseId, description: draft });
  };
  return (
    <TextArea
      label="In your words"
      value={draft ?? words}
      onChange={setDraft}
      onBlur={keep}
      disabled={!may}
      serif
      rows={3}
      maxLength={5000}
      about={draft === null ? (words ? "" : "Nothing is written yet. What is this case, and what is particular about it?") : "Kept when you leave the field."}
    />
  );
}
