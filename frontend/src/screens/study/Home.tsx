import { Reading, Screen } from "../../components";
import { useRead, useViewer } from "../../state";
import { HomeEmpty } from "./HomeEmpty";
import { HomeStanding } from "./HomeStanding";
import "./Home.css";

export interface HomeStage {
  readonly key: string;
  readonly title: string;
  readonly sentence: string;
  readonly waiting: number;
}

export interface NextThing {
  readonly title: string;
  readonly why: string;
  readonly to: string;
  readonly action?: string;
  readonly stage?: string;
}

export interface HomeView {
  readonly title: string;
  readonly question: string;
  readonly profile: string;
  readonly n_sources: number;
  readonly n_participants: number;
  readonly n_codes: number;
  readonly n_codings: number;
  readonly n_themes: number;
  readonly n_claims: number;
  readonly stages: readonly HomeStage[];
  readonly next: NextThing | null;
  readonly then?: readonly NextThing[];
  readonly empty: boolean;
}

/** The first page: the question, the one next thing, and where every stage stands. */
export default function Home() {
  const home = useRead<HomeView>("/home");
  const viewer = useViewer();
  return (
    <Screen title={viewer.study_title || "Untitled study"} className="home">
      <Reading of={home}>{(data) => (data.empty ? <HomeEmpty home={data} /> : <HomeStanding home={data} />)}</Reading>
    </Screen>
  );
}
