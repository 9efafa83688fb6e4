import { useState } from "react";

import { Button, Dialog, Menu, Reading, Table, type Column } from "../../components";
import { announce, newId, useRead, useWrite } from "../../state";
import { RuleForm } from "./RuleForm";
import { counted, type RuleView } from "./types";

const TOPICS = ["anonymisation"] as const;

/** The rules, and what a second person said of each. */
export function AnonymiseRules() {
  const rules = useRead("/anonymisation/rules");
  const [changing, setChanging] = useState<RuleView | "new" | null>(null);
  const check = useWrite("/anonymisation/rules/check", { topics: TOPICS, onDone: () => announce("Looked at.") });
  const remove = useWrite("/anonymisation/rules/remove", { topics: TOPICS, onDone: () => announce("The rule is gone.") });
  const theirs = (rules.data ?? []).filter((one) => one.state === "waiting" && !one.mine);
  const columns: Column<RuleView>[] = [
    { id: "forms", head: "Words", names: true, cell: (one) => <>{one.forms.join(" · ")}<span className="t12 soft source-second">{[one.what, one.participant_code || one.who, one.source_ids.length > 0 ? `in ${counted(one.source_ids.length, "source")} only` : "", one.any_case ? "in any letter case" : ""].filter(Boolean).join(" · ")}</span></> },
    { id: "put", head: "In their place", cell: (one) => (one.state === "left" ? <span className="soft">stay as they are</span> : one.replacement) },
    { id: "why", head: "Why", wideOnly: true, cell: (one) => one.reason },
    { id: "state", head: "Second person", cell: (one) => <Looked one={one} onCheck={() => check.mutate({ ids: [one.id] })} /> },
    { id: "n", head: "Replaced", number: true, wideOnly: true, cell: (one) => one.n_replaced || <span className="faint">none yet</span> },
    { id: "more", head: <span className="unseen">More</span>, number: true, cell: (one) => <More one={one} onChange={() => setChanging(one)} onRemove={() => remove.mutate({ ids: [one.id] })} /> },
  ];
  return (
    <>
      <p className="anonymise-ways">
        <Button kind="primary" onPress={() => setChanging("new")}>A new rule</Button>
        {theirs.length > 1 ? <Button onPress={() => check.mutate({ ids: theirs.map((one) => one.id) })}>I have looked at all {theirs.length}</Button> : null}
      </p>
      <Reading of={rules}>{(all) => <Table caption="Rules by which words are replaced" columns={columns} rows={all} rowId={(one) => one.id} empty={<p className="soft">No rule yet. The proposals are a start; the names you know are another.</p>} />}</Reading>
      {changing ? (
        <Dialog title={changing === "new" ? "A new rule" : "Change the rule"} open wide onClose={() => setChanging(null)}>
          <RuleForm
            start={changing === "new" ? { id: newId(), forms: "", what: "person", replacement: "" } : { id: changing.id, forms: changing.forms.join("\n"), what: changing.what, replacement: changing.replacement, who: changing.who, participant_id: changing.participant_id ?? "", source_ids: changing.source_ids, reason: changing.reason, any_case: changing.any_case }}
            onDone={() => setChanging(null)}
          />
        </Dialog>
      ) : null}
    </>
  );
}

function Looked({ one, onCheck }: { one: RuleView; onCheck: () => void }) {
  if (one.state === "left") return <span className="soft">{one.by} left them</span>;
  if (one.state === "checked") return <span className="soft">{one.checked_by} looked at it</span>;
  if (one.mine) return <span className="soft">waits; you wrote it</span>;
  return <Button label={`I have looked at it: ${one.forms[0] ?? ""}`} onPress={onCheck}>I have looked at it</Button>;
}

function More({ one, onChange, onRemove }: { one: RuleView; onChange: () => void; onRemove: () => void }) {
  return (
    <Menu
      label={`More about the rule for ${one.forms[0] ?? ""}`}
      caret={false}
      className="source-more"
      actions={[
        { id: "change", label: "Change", run: onChange },
        { id: "remove", label: "Remove", run: onRemove, apart: true, care: true, disabled: one.n_replaced > 0, ...(one.n_replaced > 0 ? { about: "It has replaced words" } : {}) },
      ]}
    >
      …
    </Menu>
  );
}
