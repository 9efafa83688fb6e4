import { useRef } from "react";

import { Button, DropZone, FileList, Link, STAGES, stageTitle, useDropAnywhere } from "../../components";
import { navigate, newId, useImporting, useKeys, useMay, useViewer } from "../../state";
import type { HomeView } from "./Home";
import { Question } from "./Question";
import { takenOf, type ImportAnswer } from "./taking";

const BEGINNINGS: readonly (readonly [string, string, string, string])[] = [
  ["A codebook", "From a table, or from another program", "Definitions, colours and order come too.", "/code"],
  ["People", "From a table of teams and people", "Labels and consent at once; names are kept apart.", "/cases"],
];

/** Nothing is here yet: drop transcripts, or write the question, or go wherever the method begins. */
export function HomeEmpty({ home }: { home: HomeView }) {
  const may = useMay("field");
  const { reflexive } = useViewer();
  const zone = useRef<HTMLDivElement>(null);
  const importing = useImporting<ImportAnswer>("/sources/import", {
    fields: () => ({ id: newId() }),
    taken: takenOf,
    topics: ["home", "sources", "viewer"],
  });
  useDropAnywhere(may ? importing.add : null);
  useKeys("This page", [{ keys: "I", label: "Choose files", run: () => zone.current?.querySelector("button")?.click() }]);
  const some = importing.files.some((one) => one.state === "accepted");
  return (
    <>
      <div className="home-columns home-first">
        <div ref={zone}>
          {may ? (
            <DropZone
              large
              title={<><span className="by-pointer">Drop transcripts here</span><span className="by-touch">Add transcripts</span></>}
              about="Word, text, subtitles or PDF, one file or a folder of them. Speakers and times are read from the file. Nothing leaves this computer."
              keys="I"
              onFiles={importing.add}
            />
          ) : (
            <p className="home-why">Nothing is in this study yet. Whoever leads it can add transcripts.</p>
          )}
          <FileList files={importing.files} onStop={importing.stop}>
            {some && !importing.running ? (
              <Button kind="primary" onPress={() => navigate("/code")}>Read and code the first</Button>
            ) : null}
          </FileList>
        </div>
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
