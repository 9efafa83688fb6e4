import { today } from "../../model/today";
import type { components } from "../../api/schema";
import { Reading, Screen, useDropAnywhere } from "../../components";
import { arrived, navigate, newId, useImporting, useMay, useRead, useViewer } from "../../state";
import { HomeEmpty } from "./HomeEmpty";
import { HomeStanding } from "./HomeStanding";
import { isFolder, isTable, takenOf, type ImportAnswer } from "./taking";
import { useWithSound } from "./withSound";
import "./Home.css";

export type HomeView = components["schemas"]["HomeView"];

/** The first page: the question, the one next thing, and where every stage stands. */
export default function Home() {
  const home = useRead("/home", { today: today() });
  const viewer = useViewer();
  const may = useMay("field");
  const taking = useWithSound(useImporting<ImportAnswer>("/sources/import", {
    fields: () => ({ id: newId() }),
    taken: takenOf,
    topics: ["home", "sources", "viewer"],
  }));
  // A table is looked at before it comes in, and a folder is read in the background: both in the list of sources.
  const importing = { ...taking, add: (files: readonly File[]) => (files.some(isTable) || isFolder(files) ? toSources(files) : taking.add(files)) };
  useDropAnywhere(may ? importing.add : null);
  return (
    <Screen title={viewer.study_title || "Untitled study"} className="home">
      <Reading of={home}>
        {(data) => (data.empty ? <HomeEmpty home={data} importing={importing} /> : <HomeStanding home={data} importing={importing} />)}
      </Reading>
    </Screen>
  );
}

function toSources(files: readonly File[]): void {
  arrived.set((before) => [...before, ...files]);
  navigate("/sources");
}
