import { Link, STAGES, stageTitle } from "../../components";
import { useViewer, type Importing } from "../../state";
import { FirstFiles } from "./FirstFiles";
import type { HomeView } from "./Home";
import { Question } from "./Question";

const BEGINNINGS: readonly (readonly [string, string, string, string])[] = [
  ["A codebook", "Write its codes down", "With a definition each; or let it grow while you read.", "/code"],
  ["People", "From a table of teams and people", "Labels and consent at once; names are kept apart.", "/cases"],
];

/** Nothing is here yet: drop transcripts, or write the question, or go wherever the method begins. */
export function HomeEmpty({ home, importing }: { home: HomeView; importing: Importing }) {
  const { reflexive } = useViewer();
  return (
    <>
      <div className="home-columns home-first">
        <div><FirstFiles importing={importing} offer /></div>
        <div className="home-question"><Question question={home.question} /></div>
      </div>
      <div className="home-columns">
        <section aria-label="Or begin with what you have">
          <h2 className="section-title home-label">Or begin with what you have</h2>
          <ul className="home-things">
            {BEGINNINGS.map(([label, title, why, to]) => (
              <li key={label}>
                <span className="label">{label}</span>
                <span>
                  <Link to={to} plain className="medium">{title}</Link>
                  <span className="t13 soft home-thing-why">{why}</span>
                </span>
              </li>
            ))}
          </ul>
          <p className="t13 soft home-look">Rather look first? <code>anselm demo</code> opens an invented study of nine teams with everything in it.</p>
        </section>
        <section aria-label="The path of a study">
          <h2 className="section-title">The path of a study</h2>
          <p className="t13 soft">No stage is compulsory and none is locked.</p>
          <table className="home-stages">
            <caption className="unseen">What each stage is for</caption>
            <tbody>
              {STAGES.map((stage) => (
                <tr key={stage.key}>
                  <th scope="row"><Link to={stage.to} plain>{stageTitle(stage, reflexive)}</Link></th>
                  <td className="soft">{stage.path}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
    </>
  );
}
