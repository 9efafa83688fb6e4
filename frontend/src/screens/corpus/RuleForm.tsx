import { useState } from "react";

import { Button, Checkbox, Field, Select, TextArea } from "../../components";
import { announce, useRead, useWrite } from "../../state";
import type { Identifying } from "./types";

export interface RuleStart {
  readonly id: string;
  readonly forms: string;
  readonly what: Identifying;
  readonly replacement: string;
  readonly who?: string;
  readonly participant_id?: string;
  readonly source_ids?: readonly string[];
  readonly reason?: string;
  readonly any_case?: boolean;
}

export const KINDS: readonly Identifying[] = ["person", "place", "organisation", "phone number", "e-mail address", "postcode", "date", "number", "other"];
const NOBODY = "nobody";
const ALL = "all";

/** What usually stands in place of such words. */
export function usualReplacement(what: Identifying): string {
  return what === "person" ? "[name]" : what === "other" ? "[left out]" : `[${what}]`;
}

/** A rule, new or changed: the wordings, what stands in their place, about whom, where and why. */
export function RuleForm({ start, onDone }: { start: RuleStart; onDone: () => void }) {
  const [forms, setForms] = useState(start.forms);
  const [put, setPut] = useState(start.replacement);
  const [what, setWhat] = useState<Identifying>(start.what);
  const [who, setWho] = useState(start.who ?? "");
  const [person, setPerson] = useState(start.participant_id || NOBODY);
  const [source, setSource] = useState(start.source_ids?.[0] ?? ALL);
  const [reason, setReason] = useState(start.reason ?? "");
  const [anyCase, setAnyCase] = useState(start.any_case ?? false);
  const write = useWrite("/anonymisation/rules/write", { topics: ["anonymisation"], onDone: () => { announce("The rule waits for a second person."); onDone(); } });
  const keep = (): void => {
    const several = (start.source_ids?.length ?? 0) > 1 && source === start.source_ids?.[0];
    write.mutate({ id: start.id, forms, replacement: put, what, who, participant_id: person === NOBODY ? "" : person, source_ids: several ? [...(start.source_ids ?? [])] : source === ALL ? [] : [source], reason, any_case: anyCase });
  };
  return (
    <form className="rule-form" onSubmit={(event) => { event.preventDefault(); if (forms.trim() && put.trim()) keep(); }}>
      <TextArea label="Words, each wording on a line of its own" value={forms} onChange={setForms} rows={2} about="Christine Okafor, Christine, Chrissie: one person, one rule." />
      <div className="source-pair">
        <Field label="In their place" value={put} onChange={setPut} autoFocus required />
        <Select label="What they are" value={what} onChange={setWhat} options={KINDS.map((id) => ({ id, label: id }))} />
      </div>
      <About person={person} setPerson={setPerson} who={who} setWho={setWho} source={source} setSource={setSource} />
      <Field label="Why" value={reason} onChange={setReason} />
      <Checkbox checked={anyCase} onChange={setAnyCase}>Also in other letter case: CHRISTINE, christine</Checkbox>
      <div className="source-keep">
        <Button type="submit" kind="primary" disabled={!forms.trim() || !put.trim()}>Keep the rule</Button>
        <Button kind="quiet" onPress={onDone}>Leave it</Button>
      </div>
    </form>
  );
}

interface AboutProps {
  readonly person: string;
  readonly setPerson: (id: string) => void;
  readonly who: string;
  readonly setWho: (words: string) => void;
  readonly source: string;
  readonly setSource: (id: string) => void;
}

/** About whom, and in which texts. */
function About({ person, setPerson, who, setWho, source, setSource }: AboutProps) {
  const people = useRead("/participants").data ?? [];
  const sources = useRead("/sources").data ?? [];
  return (
    <div className="source-pair">
      <Select label="A participant" value={person} onChange={setPerson} options={[{ id: NOBODY, label: "None of them" }, ...people.map((one) => ({ id: one.id, label: one.label || one.code, about: [one.code, one.profession].filter(Boolean).join(", ") }))]} />
      {person === NOBODY ? <Field label="About whom" value={who} onChange={setWho} placeholder="the ward manager, say" /> : null}
      <Select label="In" value={source} onChange={setSource} options={[{ id: ALL, label: "The whole study" }, ...sources.map((one) => ({ id: one.id, label: `Only ${one.title || one.name}` }))]} />
    </div>
  );
}
