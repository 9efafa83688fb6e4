import { Heading, OptionRow, Screen } from "../../components";
import { navigate, useParams, useViewer } from "../../state";
import { Levels } from "./Levels";
import { Matrix } from "./Matrix";
import { Practices } from "./Practices";
import { Queries } from "./Queries";
import { Relations } from "./Relations";
import { Saturation } from "./Saturation";
import { ThemePage } from "./ThemePage";
import { Themes } from "./Themes";
import "./Interpret.css";
import "./Asking.css";

type Part = "themes" | "levels" | "relations" | "practices" | "matrix" | "queries" | "saturation";

/** `counts`: not a part of a study that is read reflexively. */
const PARTS: readonly { readonly id: Part; readonly label: string; readonly about: string; readonly counts?: boolean }[] = [
  { id: "themes", label: "Themes", about: "Patterns of meaning, each with its central idea, and what tells it differently." },
  { id: "levels", label: "Levels", about: "Where each theme stands in the lens, and what at one level acts on what at another." },
  { id: "relations", label: "Relations", about: "Something at one level acts on something at another: with evidence for it and otherwise." },
  { id: "practices", label: "Practices", about: "What each informant told, and what was settled for the team. Not asked is not no." },
  { id: "matrix", label: "Matrix", about: "What each team says to each theme, in your own words, with the passages it rests on." },
  { id: "queries", label: "Queries", about: "Passages by what they carry, what stands near them and what is known of them." },
  { id: "saturation", label: "Saturation", about: "How the codes grew over the interviews, in the order held. Nothing is claimed by it.", counts: true },
];

/** From readings to themes, levels, relations and practices. */
export default function Interpret() {
  const { part, itemId } = useParams();
  const { reflexive } = useViewer();
  const parts = PARTS.filter((one) => !(reflexive && one.counts));
  const here = parts.find((one) => one.id === part) ?? parts[0];
  if (!here) return null;
  if (here.id === "themes" && itemId) return <Screen title="Theme" className="interpret"><ThemePage themeId={itemId} /></Screen>;
  return (
    <Screen title={here.label} className="interpret">
      <Heading title="Interpret" about={here.about}>
        <OptionRow<Part>
          label="Part"
          layout="segments"
          value={here.id}
          onChange={(id) => navigate(`/interpret/${id}`)}
          options={parts.map(({ id, label }) => ({ id, label }))}
        />
      </Heading>
      {here.id === "themes" ? <Themes /> : null}
      {here.id === "levels" ? <Levels /> : null}
      {here.id === "relations" ? <Relations /> : null}
      {here.id === "practices" ? <Practices /> : null}
      {here.id === "matrix" ? <Matrix /> : null}
      {here.id === "queries" ? <Queries /> : null}
      {here.id === "saturation" ? <Saturation /> : null}
    </Screen>
  );
}
