import { Heading, Link, OptionRow, Screen } from "../../components";
import { navigate, useKeys, useMay } from "../../state";
import { AnonymiseLeft } from "./AnonymiseLeft";
import { AnonymiseProposed } from "./AnonymiseProposed";
import { AnonymiseRules } from "./AnonymiseRules";
import { AnonymiseTexts } from "./AnonymiseTexts";
import "./Anonymise.css";
import "./Sources.css";

type Part = "proposed" | "rules" | "texts" | "left";

const PARTS: readonly { readonly id: Part; readonly label: string; readonly keys: string; readonly about: string }[] = [
  { id: "proposed", label: "Proposed", keys: "1", about: "Names, numbers and dates found by their form. What has no such form, you see only by reading." },
  { id: "rules", label: "Rules", keys: "2", about: "Which words are replaced by what, about whom and why. A second person looks at each." },
  { id: "texts", label: "Texts", keys: "3", about: "Applying the rules makes a new version. What was coded follows, and the text as it was said stays." },
  { id: "left", label: "What is left", keys: "4", about: "Where words of the rules are still found: in anonymised texts, in names, in what you wrote." },
];

/** The sentence about a part stands above, once; in the bar four of them would be wider than a laptop. */
const CHOICES = PARTS.map(({ id, label, keys }) => ({ id, label, keys }));

/** Words that tell who somebody is: proposed, ruled on, replaced, and looked for again. */
export function Anonymise({ part }: { part: string }) {
  const may = useMay("field");
  const here = PARTS.find((one) => one.id === part) ?? PARTS[0];
  const go = (id: string): void => navigate(`/sources/anonymise/${id}`, { replace: true });
  useKeys("Anonymise", PARTS.map((one) => ({ keys: one.keys, label: one.label, run: () => go(one.id) })));
  if (!here) return null;
  return (
    <Screen title="Anonymise" className="anonymise">
      <Heading title="Anonymise" above={<Link to="/sources">Sources</Link>} about={here.about}>
        <OptionRow<Part> label="Part" layout="segments" value={here.id} onChange={go} options={CHOICES} />
      </Heading>
      {may ? <Inside part={here.id} /> : <p className="soft">Those who do the fieldwork replace names. You do not see the rules, because they hold the names.</p>}
    </Screen>
  );
}

function Inside({ part }: { part: Part }) {
  if (part === "rules") return <AnonymiseRules />;
  if (part === "texts") return <AnonymiseTexts />;
  if (part === "left") return <AnonymiseLeft />;
  return <AnonymiseProposed />;
}
