import { Heading, OptionRow, Screen } from "../../components";
import { navigate, useParams } from "../../state";
import { Beside } from "./Beside";
import { CasePage } from "./CasePage";
import { Consent } from "./Consent";
import { Frame } from "./Frame";
import { People } from "./People";
import { Withdrawal } from "./Withdrawal";
import { Teams } from "./Teams";
import "./Cases.css";

type Part = "teams" | "people" | "consent" | "frame";

const PARTS: readonly { readonly id: Part; readonly label: string; readonly about: string }[] = [
  { id: "teams", label: "Teams", about: "What is compared, and who was heard in each." },
  { id: "people", label: "People", about: "Who took part, by code and printed label. Names live in a file of their own." },
  { id: "consent", label: "Consent", about: "What each person said to each use. Not recorded lets one import and code; quoting asks for it." },
  { id: "frame", label: "Frame", about: "Whom you hoped to reach, what came of it, and why." },
];

/** Teams, people and what they agreed to. */
export default function Cases() {
  const { caseId, part } = useParams();
  if (caseId === "people" && part) return <Withdrawal key={part} participantId={part} />;
  if (caseId === "beside") return <Beside />;
  const here = PARTS.find((one) => one.id === (caseId ?? "teams"));
  if (!here) return <CasePage caseId={caseId ?? ""} />;
  return (
    <Screen title={here.label} className="cases">
      <Heading title="Cases" about={here.about}>
        <OptionRow<Part>
          label="Part"
          layout="segments"
          value={here.id}
          onChange={(id) => navigate(id === "teams" ? "/cases" : `/cases/${id}`)}
          options={PARTS.map(({ id, label }) => ({ id, label }))}
        />
      </Heading>
      {here.id === "teams" ? <Teams /> : null}
      {here.id === "people" ? <People /> : null}
      {here.id === "consent" ? <Consent /> : null}
      {here.id === "frame" ? <Frame /> : null}
    </Screen>
  );
}
