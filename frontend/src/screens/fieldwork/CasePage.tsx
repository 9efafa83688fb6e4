import { useState } from "react";

import { Button, Heading, Link, Reading, Screen, Section, Table } from "../../components";
import { useMay, useRead } from "../../state";
import { CaseForm } from "./CaseForm";
import { CaseTold } from "./CaseTold";
import { CaseWords } from "./CaseWords";
import { Facts } from "./Facts";
import type { CasePageView, CaseToldView } from "./types";

const RESTS_ON = ["codings", "themes", "relations", "evidence", "practices", "accounts", "memos", "attributes"];

/** Everything about one case: who was heard, which role was not, and what the study made of it. */
export function CasePage({ caseId }: { caseId: string }) {
  const told = useRead("/cases/told", { case_ids: [caseId] }, { topics: RESTS_ON, keepPrevious: true });
  const shown = told.data?.[0];
  return (
    <Screen title={shown ? `${shown.page.code} ${shown.page.name}` : "Case"} className="cases">
      <Reading of={told}>{([one]) => (one ? <Page key={one.page.id} told={one} /> : null)}</Reading>
    </Screen>
  );
}

function Page({ told }: { told: CaseToldView }) {
  const { page } = told;
  const [changing, setChanging] = useState(false);
  const may = useMay("field");
  return (
    <>
      <Heading
        serif
        title={page.name}
        above={<Link to="/cases">Cases</Link>}
        about={[page.code, page.founded ? `since ${page.founded}` : "", page.parent_name].filter(Boolean).join(" · ")}
      >
        {page.before_id ? <Link to={`/cases/${page.before_id}`}>Before</Link> : null}
        {page.after_id ? <Link to={`/cases/${page.after_id}`}>Next</Link> : null}
        <Link to={`/cases/beside?cases=${[page.id, page.after_id ?? page.before_id].filter(Boolean).join(",")}`}>Beside another</Link>
        <Button kind="quiet" onPress={() => window.print()}>Print</Button>
        <Button onPress={() => setChanging(true)} reason={may ? null : "Your role reads only."}>Change it</Button>
      </Heading>
      <div className="case-page">
        <div>
          <Section title="About it"><CaseWords caseId={page.id} words={page.description} /></Section>
          <Heard page={page} />
          <CaseTold told={told} />
        </div>
        <div>
          <Known page={page} />
          <Sources page={page} />
        </div>
      </div>
      {changing ? <CaseForm known={page} onClose={() => setChanging(false)} /> : null}
    </>
  );
}

function Heard({ page }: { page: CasePageView }) {
  const missing = page.roles_not_heard.length;
  const nameOf = (id: string) => {
    const source = page.sources.find((one) => one.source_id === id);
    return source ? source.encounter_code || source.name : "a source";
  };
  return (
    <Section title="Who was heard">
      <p className="t14">
        {page.roles_heard.length > 0 ? `Heard: role ${page.roles_heard.join(", ")}.` : "Nobody has been heard yet."}
        {missing > 0 ? ` Not heard: role ${page.roles_not_heard.join(", ")}.` : ""}
      </p>
      <Table
        caption="People of this case"
        dense
        rows={page.people}
        rowId={(one) => `${one.participant_id} ${one.role} ${one.valid_from}`}
        empty={<p className="soft">Nobody has a role here yet. Give people theirs under <Link to="/cases/people">People</Link>.</p>}
        columns={[
          { id: "label", head: "Label", names: true, cell: (one) => one.label || one.code },
          { id: "role", head: "Role", cell: (one) => one.role },
          { id: "profession", head: "Profession", cell: (one) => one.profession },
          { id: "heard", head: "Heard in", cell: (one) => (one.heard ? one.source_ids.map((id) => <Link key={id} to={`/code/${id}`} className="case-heard">{nameOf(id)}</Link>) : <span className="soft">not yet</span>) },
        ]}
      />
    </Section>
  );
}

function Sources({ page }: { page: CasePageView }) {
  return (
    <Section title="Sources">
      <Table
        caption="Sources of this case"
        dense
        rows={page.sources}
        rowId={(one) => one.source_id}
        empty={<p className="soft">No source says that it is of this case yet. Bind one under Sources.</p>}
        columns={[
          { id: "name", head: "Source", names: true, cell: (one) => <Link to={`/code/${one.source_id}`}>{one.encounter_code || one.name}</Link> },
          { id: "who", head: "Who", cell: (one) => one.labels.join(", ") },
          { id: "when", head: "Held", cell: (one) => one.held_on },
        ]}
      />
    </Section>
  );
}

function Known({ page }: { page: CasePageView }) {
  const [asking, setAsking] = useState(false);
  const may = useMay("field");
  return (
    <Section title="What is known of it">
      {page.facts.length === 0 ? <p className="soft">Nothing is recorded yet.</p> : null}
      <dl className="case-facts t13">
        {page.facts.map((fact) => [
          <dt key={`${fact.attribute_id} name`}>{fact.name}</dt>,
          <dd key={`${fact.attribute_id} value`}>{fact.value || fact.missing}</dd>,
        ])}
      </dl>
      <Button kind="quiet" className="no-print" onPress={() => setAsking(true)} reason={may ? null : "Your role reads only."}>Enter what is known</Button>
      {asking ? <Facts caseId={page.id} name={page.name} onClose={() => setAsking(false)} /> : null}
    </Section>
  );
}
