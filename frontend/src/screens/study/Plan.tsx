import { Heading, Reading, Screen, Section, Table } from "../../components";
import { useRead, useViewer } from "../../state";
import { Question } from "./Question";
import "./Home.css";

/** What the study asks, how it works, and who is in the team. */
export default function Plan() {
  const home = useRead("/home");
  const team = useRead("/researchers");
  const viewer = useViewer();
  return (
    <Screen title="Plan">
      <Reading of={home}>{(data) => <div className="home-question"><Question question={data.question} /></div>}</Reading>
      <Section title="The method">
        <Heading title={viewer.profile_name || "No method profile"} serif />
      </Section>
      <Section title="Who is in the team">
        <Reading of={team}>
          {(people) => (
            <Table
              caption="Researchers"
              rows={people}
              rowId={(one) => one.id}
              columns={[
                { id: "name", head: "Name", names: true, cell: (one) => one.name },
                { id: "roles", head: "Does", cell: (one) => one.roles.join(", ") },
                { id: "training", head: "Training", wideOnly: true, cell: (one) => one.training || <span className="faint">not told</span> },
                { id: "ties", head: "Ties to the people studied", wideOnly: true, cell: (one) => one.ties || <span className="faint">not told</span> },
              ]}
            />
          )}
        </Reading>
      </Section>
    </Screen>
  );
}
