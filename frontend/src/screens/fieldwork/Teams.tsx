import { useState } from "react";

import { Button, EmptyState, Link, Reading, Table } from "../../components";
import { useMay, useRead } from "../../state";
import { CaseForm } from "./CaseForm";
import type { AttributeView, CaseView, ParticipantView } from "./types";

/** What is compared, each leading to its page: who was heard, and which role was not. */
export function Teams() {
  const cases = useRead("/cases");
  const people = useRead("/participants");
  const attributes = useRead("/attributes", { about: "case" });
  const [open, setOpen] = useState<CaseView | "new" | null>(null);
  const may = useMay("field");
  const heard = heardIn(people.data ?? []);
  return (
    <>
      <div className="cases-bar">
        <Button kind="primary" onPress={() => setOpen("new")} reason={may ? null : "Your role reads only."}>Add a team</Button>
        {(cases.data?.length ?? 0) > 1 ? <Link to={`/cases/beside?cases=${(cases.data ?? []).filter((one) => one.kind === "team").slice(0, 2).map((one) => one.id).join(",")}`}>Side by side</Link> : null}
      </div>
      <Reading of={cases}>
        {(all) => (
          <Table
            caption="Teams, who was heard in each, and which role was not"
            rows={all}
            rowId={(one) => one.id}
            empty={<EmptyState title="No team yet">A case is what you compare: a team, a person, an organisation. Add one, then say whose each interview is.</EmptyState>}
            columns={[
              { id: "code", head: "Code", cell: (one) => one.code },
              { id: "name", head: "Name", names: true, cell: (one) => <Link to={`/cases/${one.id}`}>{one.name}</Link> },
              { id: "heard", head: "Heard", cell: (one) => (heard.labels(one.id) ? <span className="nowrap">{heard.labels(one.id)}</span> : <span className="soft">nobody yet</span>) },
              { id: "not", head: "Role not heard", cell: (one) => (one.kind === "team" && heard.missing(one.id)) || <span className="soft">–<span className="unseen"> none</span></span> },
              { id: "since", head: "Since", cell: (one) => <span className="nowrap">{one.founded}</span> },
              ...(attributes.data ?? []).slice(0, 2).map((attribute) => ({ id: attribute.id, head: attribute.name, wideOnly: true, cell: (one: CaseView) => valueOf(attribute, one.id) })),
              { id: "about", head: "About", wideOnly: true, cell: (one) => <span className="t13 soft">{one.description}</span> },
              { id: "sources", head: "Sources", number: true, cell: (one) => one.n_sources },
              { id: "change", head: <span className="unseen">Change</span>, cell: (one) => (may ? <Button kind="quiet" onPress={() => setOpen(one)} label={`Change ${one.name}`}>Change</Button> : null) },
            ]}
          />
        )}
      </Reading>
      {open ? <CaseForm known={open === "new" ? null : open} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

function valueOf(attribute: AttributeView, caseId: string): string {
  const held = attribute.values.filter((one) => one.about_id === caseId).at(-1);
  return held ? held.value || held.missing : "";
}

/** The labels heard in a case, and the roles of the study that were heard elsewhere but not there. */
function heardIn(people: readonly ParticipantView[]) {
  const roles = [...new Set(people.flatMap((one) => one.memberships.map((held) => held.role)))].sort();
  const spoke = people.filter((one) => one.source_ids.length > 0).flatMap((one) => one.memberships);
  const there = (id: string) => spoke.filter((held) => held.case_id === id);
  return {
    labels: (id: string) => there(id).map((held) => held.label).sort().join(", "),
    missing: (id: string) => roles.filter((role) => !there(id).some((held) => held.role === role)).join(", "),
  };
}
