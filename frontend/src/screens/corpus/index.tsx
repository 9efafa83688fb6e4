import { Heading, Screen, STAGES, stageTitle } from "../../components";
import { useViewer } from "../../state";

const STAGE = STAGES.find((stage) => stage.key === "sources");

export default function Sources() {
  const { reflexive } = useViewer();
  if (!STAGE) return null;
  return (
    <Screen title={stageTitle(STAGE, reflexive)}>
      <Heading title={stageTitle(STAGE, reflexive)} about={STAGE.path} />
    </Screen>
  );
}
