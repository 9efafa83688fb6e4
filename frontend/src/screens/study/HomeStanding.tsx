import { Button, Link, STAGES } from "../../components";
import { navigate, useCommands, useKeys, useViewer } from "../../state";
import type { HomeStage, HomeView, NextThing } from "./Home";
import { Question } from "./Question";

export function HomeStanding({ home }: { home: HomeView }) {
  const viewer = useViewer();
  return (
    <>
      <div className="home-question">
        <Question question={home.question} />
        <p className="t13 soft">{[home.title, viewer.profile_name].filter(Boolean).join(" · ")}</p>
      </div>
      <div className="home-columns">
        <section aria-label="Next">
          <h2 className="section-title home-label">Next</h2>
          {home.next ? <Next next={home.next} /> : <p className="home-why">Nothing is waiting for you.</p>}
          {home.then?.length ? <Then things={home.then} /> : null}
        </section>
        <Stages stages={home.stages} />
      </div>
    </>
  );
}

function Next({ next }: { next: NextThing }) {
  const go = (): void => navigate(next.to);
  useKeys("This page", [{ keys: "Enter", label: next.action ?? next.title, run: go }]);
  useCommands([{ id: "next", label: next.title, group: "Next", keys: "Enter", run: go }]);
  return (
    <div className="home-next">
      <h3 className="serif t22 strong">{next.title}</h3>
      <p className="home-why">{next.why}</p>
      <Button kind="primary" keys="Enter" onPress={go}>{next.action ?? "Go there"}</Button>
    </div>
  );
}

function Then({ things }: { things: readonly NextThing[] }) {
  return (
    <>
      <h2 className="section-title home-label home-then">Then</h2>
      <ul className="home-things">
        {things.map((thing) => (
          <li key={thing.to + thing.title}>
            <span className="label">{thing.stage ?? ""}</span>
            <span>
              <Link to={thing.to} plain className="medium">{thing.title}</Link>
              <span className="t13 soft home-thing-why">{thing.why}</span>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Stages({ stages }: { stages: readonly HomeStage[] }) {
  return (
    <section aria-label="Where the study stands">
      <h2 className="section-title home-label">Where the study stands</h2>
      <table className="home-stages">
        <caption className="unseen">Each stage in a sentence, and what is waiting for you there</caption>
        <tbody>
          {stages.map((stage) => (
            <tr key={stage.key}>
              <th scope="row"><Link to={STAGES.find((one) => one.key === stage.key)?.to ?? "/"} plain>{stage.title}</Link></th>
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
