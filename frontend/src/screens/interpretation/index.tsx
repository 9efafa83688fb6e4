import { Heading, OptionRow, Screen } from "../../components";
import { navigate, useParams } from "../../state";
import { Levels } from "./Levels";
import { Practices } from "./Practices";
import { Relations } from "./Relations";
import { Themes } from "./Themes";
import "./Interpret.css";

type Part = "themes" | "levels" | "relations" | "practices";

const PARTS: readonly { readonly id: Part; readonly label: string; readonly about: string }[] = [
  { id: "themes", label: "Themes", about: "Patterns of meaning, each with its central idea, and what tells it differently." },
  { id: "levels", label: "Levels", about: "Where each theme stands in the lens, and what at one level acts on what at another." },
  { id: "relations", label: "Relations", about: "Something at one level acts on something at another: with evidence for it and otherwise." },
  { id: "practices", label: "Practices", about: "What each informant told, and what was settled for the team. Not asked is not no." },
];

/** From readings to themes, levels, relations and practices. */
export default function Interpret() {
  const { part } = useParams();
  const here = PARTS.find((one) => one.id === part) ?? PARTS[0];
  if (!here) return null;
  return (
    <Screen title={here.label} className="interpret">
      <Heading title="Interpret" about={here.about}>
        <OptionRow<Part>
          label="Part"
          layout="segments"
          value={here.id}
          onChange={(id) => navigate(`/interpret/${id}`)}
          options={PARTS.map(({ id, label }) => ({ id, label }))}
        />
      </Heading>
      {here.id === "themes" ? <Themes /> : null}
      {here.id === "levels" ? <Levels /> : null}
      {here.id === "relations" ? <Relations /> : null}
      {here.id === "practices" ? <Practices /> : null}
    </Screen>
  );
}
