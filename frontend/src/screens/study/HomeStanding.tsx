import { Button, Link, STAGES, stagesFor, stageTitle } from "../../components";
import { navigate, useCommands, useKeys, useViewer, type Importing } from "../../state";
import { FirstFiles } from "./FirstFiles";
import type { HomeView } from "./Home";
import { Question } from "./Question";

export function HomeStanding({ home, importing }: { home: HomeView; importing: Importing }) {
  const viewer = useViewer();
  // A reader's folder asks nothing but to read.
  const reads = viewer.returns_to !== null;
  const next = home.next && stagesFor(viewer.returns_to).some((one) => one.key === home.next?.to.split("/")[1]) ? home.next : null;
  return (
    <>
      <div className="home-question">
        {reads ? <h1 className="serif t28 strong">{home.title}</h1> : <Question question={home.question} about={[home.title, viewer.profile_name].filter(Boolean).join(" · ")} />}
      </div>
      <div className="home-columns">
        <section aria-label="Next">
          <FirstFiles importing={importing} offer={home.n_sources === 0 && !reads} />
          <h2 className="section-title home-label">Next</h2>
          {next ? <Next next={next} /> : <p className="home-why">Nothing is waiting for you.</p>}
          
        </section>
        <Stages stages={home.stages} />
      </div>
    </>
  );
}

function Next({ next }: { next: NonNullable<HomeView["next"]> }) {
  const { reflexive } = useViewer();
  const stage = STAGES.find((one) => one.key === next.to.split("/")[1]);
  const action = stage ? `Go to ${stageTitle(stage, reflexive)}` : "Go there";
  const go = (): void => navigate(next.to);
  useKeys("This page", [{ keys: "Enter", label: next.title, run: go }]);
  useCommands([{ id: "next", label: next.title, group: "Next", keys: "Enter", run: go }]);
  return (
    <div className="home-next">
      <h3 className="serif t22 strong">{next.title}</h3>
      <p className="home-why">{next.why}</p>
      <Button kind="primary" keys="Enter" onPress={go}>{action}</Button>
    </div>
  );
}

function Stages({ stages }: { stages: HomeView["stages"] }) {
  const here = stagesFor(useViewer().returns_to);
  return (
    <section aria-label="Where the study stands">
      <h2 className="section-title home-label">Where the study stands</h2>
      <table className="home-stages">
        <caption className="unseen">Each stage in a sentence, and what is waiting for you there</caption>
        <tbody>
          {stages.map((stage) => ({ stage, to: here.find((one) => one.key === stage.key)?.to })).map(({ stage, to }) => to === undefined ? null : (
            <tr key={stage.key}>
              <th scope="row"><Link to={to} plain>{stage.title}</Link></th>
              <td>{stage.sentence}</td>
              <td className="home-waiting num">
                {stage.waiting > 0 ? <><b>{stage.waiting}</b><span className="home-wide"> to do</span></> : <span className="faint home-wide">nothing waiting</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
