import { Heading, Reading, Screen, Section, Table } from "../../components";
import { useRead, useViewer } from "../../state";
import type { HomeView } from "./Home";
import { Question } from "./Question";
import "./Home.css";

interface Researcher {
  readonly id: string;
  readonly name: string;
  readonly initials: string;
  readonly key: string;
  readonly roles: readonly string[];
  readonly credentials: string;
  readonly training: string;
  readonly ties: string;
  readonly ended: boolean;
}

/** What the study asks, how it works, and who is in the team. */
export default function Plan() {
  const home = useRead<HomeView>("/home");
  const team = useRead<readonly Researcher[]>("/researchers");
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
