import { Heading, Screen, STAGES, stageTitle } from "../../components";
import { useViewer } from "../../state";

const STAGE = STAGES.find((stage) => stage.key === "interpret");

export default function Interpret() {
  const { reflexive } = useViewer();
  if (!STAGE) return null;
  return (
    <Screen title={stageTitle(STAGE, reflexive)}>
      <Heading title={stageTitle(STAGE, reflexive)} about={STAGE.path} />
    </Screen>
  );
}
