import { EmptyState, Reading, Screen, Section, Table } from "../../components";
import { useRead } from "../../state";
import { Approvals } from "./Approvals";
import { Particulars } from "./Particulars";
import { Question } from "./Question";
import { Team } from "./Team";
import { Waves } from "./Waves";
import "./Home.css";
import "./Plan.css";

/** What the study asks, how it works, who is in the team, and under which approvals. */
export default function Plan() {
  const study = useRead("/study");
  return (
    <Screen title="Plan" className="plan">
      <Reading of={study}>
        {(data) => (
          <>
            <div className="home-question"><Question question={data.question} /></div>
            <div className="home-columns">
              <div><Particulars study={data} /></div>
              <div>
                <Team />
                <Approvals />
                <Waves />
                <Guides />
              </div>
            </div>
          </>
        )}
      </Reading>
    </Screen>
  );
}

function Guides() {
  const guides = useRead("/instruments");
  return (
    <Section title="Guides, diaries and forms">
      <Reading of={guides}>
        {(all) => (
          <Table
            caption="Guides, diaries and forms"
            rows={all}
            rowId={(one) => one.id}
            empty={<EmptyState title="No guide yet">An interview held with a guide says which version of it.</EmptyState>}
            columns={[
              { id: "kind", head: "What", names: true, cell: (one) => one.kind },
              { id: "version", head: "Version", cell: (one) => one.version },
              { id: "prompts", head: "Questions", number: true, cell: (one) => one.prompts.length },
            ]}
          />
        )}
      </Reading>
    </Section>
  );
}
