import type { components } from "../../api/schema";
import { Reading, Screen } from "../../components";
import { useRead, useViewer } from "../../state";
import { HomeEmpty } from "./HomeEmpty";
import { HomeStanding } from "./HomeStanding";
import "./Home.css";

export type HomeView = components["schemas"]["HomeView"];

/** The first page: the question, the one next thing, and where every stage stands. */
export default function Home() {
  const home = useRead("/home");
  const viewer = useViewer();
  return (
    <Screen title={viewer.study_title || "Untitled study"} className="home">
      <Reading of={home}>{(data) => (data.empty ? <HomeEmpty home={data} /> : <HomeStanding home={data} />)}</Reading>
    </Screen>
  );
}
