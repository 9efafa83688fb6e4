import { EmptyState, OptionRow, Reading, Screen, Section, Table } from "../../components";
import { navigate, useParams, useRead } from "../../state";
import { Approvals } from "./Approvals";
import { Particulars } from "./Particulars";
import { Question } from "./Question";
import { Stages } from "./Stages";
import { Team } from "./Team";
import { Waves } from "./Waves";
import "./Home.css";
import "./Plan.css";

type Part = "study" | "stages";
const PARTS = [{ id: "study", label: "The study" }, { id: "stages", label: "Stages" }] as const;

/** What the study asks and how it works, and how far it is in each stage of its method. */
export default function Plan() {
  const here: Part = useParams()["part"] === "stages" ? "stages" : "study";
  return (
    <Screen title={here === "stages" ? "Stages" : "Plan"} className="plan">
      <div className="plan-parts">
        {here === "stages" ? <h1 className="title">Plan</h1> : <p className="title">Plan</p>}
        <OptionRow<Part> label="Part" layout="segments" value={here} onChange={(id) => navigate(id === "stages" ? "/plan/stages" : "/plan")} options={PARTS} />
      </div>
      {here === "stages" ? <Stages /> : <TheStudy />}
    </Screen>
  );
}

/** The question, the particulars, who is in the team, and under which approvals. */
function TheStudy() {
  const study = useRead("/study");
  return (
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
