import { useState } from "react";

import { Button, Heading, Link, Reading, Screen, Section, Table, TextArea } from "../../components";
import { useMay, useRead, useWrite } from "../../state";
import { CaseForm } from "./CaseForm";
import { Facts } from "./Facts";
import type { CasePageView } from "./types";

/** Everything about one case: who was heard, which role was not, and what the study made of it. */
export function CasePage({ caseId }: { caseId: string }) {
  const page = useRead("/cases/page", { case_id: caseId });
  return (
    <Screen title={page.data ? `${page.data.code} ${page.data.name}` : "Case"} className="cases">
      <Reading of={page}>{(shown) => <Page page={shown} />}</Reading>
    </Screen>
  );
}

function Page({ page }: { page: CasePageView }) {
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
        <Button onPress={() => setChanging(true)} reason={may ? null : "Your role reads only."}>Change it</Button>
      </Heading>
      <div className="case-page">
        <div>
          <Heard page={page} />
          <Sources page={page} />
        </div>
        <div>
          <About page={page} />
          <MadeOfIt page={page} />
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

function About({ page }: { page: CasePageView }) {
  const [words, setWords] = useState(page.description);
  const [asking, setAsking] = useState(false);
  const change = useWrite("/cases/change");
  const may = useMay("field");
  return (
    <Section title="About it">
      <TextArea label="In your words" value={words} onChange={setWords} disabled={!may} rows={3} />
      {words !== page.description ? <Button onPress={() => change.mutate({ id: page.id, description: words })}>Keep these words</Button> : null}
      <dl className="case-facts t13">
        {page.facts.map((fact) => [
          <dt key={`${fact.attribute_id} name`}>{fact.name}</dt>,
          <dd key={`${fact.attribute_id} value`}>{fact.value || fact.missing}</dd>,
        ])}
      </dl>
      <Button kind="quiet" onPress={() => setAsking(true)} reason={may ? null : "Your role reads only."}>Enter what is known</Button>
      {asking ? <Facts caseId={page.id} name={page.name} onClose={() => setAsking(false)} /> : null}
    </Section>
  );
}

function MadeOfIt({ page }: { page: CasePageView }) {
  const n = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
  return (
    <Section title="What the study made of it">
      <ul className="t14">
        {page.n_passages === null ? null : <li>{n(page.n_passages, "passage", "passages")} coded, with {n(page.code_ids.length, "code", "codes")}</li>}
        <li><Link to="/interpret/themes">{n(page.theme_ids.length, "theme", "themes")}</Link> told here</li>
        <li><Link to="/interpret/practices">{n(page.practice_ids.length, "practice", "practices")}</Link> settled from {n(page.account_ids.length, "account", "accounts")}</li>
        <li><Link to="/interpret/relations">{n(page.relation_ids.length, "relation", "relations")}</Link> with evidence from here</li>
        <li><Link to="/memos">{n(page.n_memos, "memo", "memos")}</Link> about it</li>
      </ul>
    </Section>
  );
}
