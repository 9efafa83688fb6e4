import { Link, Notice, Reading, Section } from "../../components";
import { useRead } from "../../state";
import { counted, type ResidueView } from "./types";

const WHERE: Readonly<Record<string, string>> = { whole: "", part: "one word of a name", inside: "inside another word" };
const PLACES: Readonly<Record<string, string>> = {
  "text": "In anonymised texts",
  "name of a source": "In names of sources",
  "name of a file": "In names of files",
  "heading of a file": "In headings of files",
  "speaker": "In names of speakers",
  "written beside": "In what was written beside the texts",
};

/** Where words of the rules are still found, place by place. */
export function AnonymiseLeft() {
  const residue = useRead("/anonymisation/residue", { source_id: "" });
  return (
    <Reading of={residue}>
      {(data) => (
        <>
          {data.n_not_anonymised > 0 ? <Notice kind="plain" fact={`${counted(data.n_not_anonymised, "text")} ${data.n_not_anonymised === 1 ? "is" : "are"} read as said, and not looked through here.`}><Link to="/sources/anonymise/texts">Apply the rules</Link></Notice> : null}
          <p role="status" className="num">{data.n === 0 ? "No word of a rule is left in what was looked through." : `${counted(data.n, "place")} found.`}</p>
          {Object.entries(PLACES).map(([where, title]) => <Group key={where} title={title} all={data.found.filter((one) => one.where === where)} />)}
          {data.found.length < data.n ? <p className="soft">The first {data.found.length} are listed.</p> : null}
        </>
      )}
    </Reading>
  );
}

function Group({ title, all }: { title: string; all: readonly ResidueView[] }) {
  if (all.length === 0) return null;
  return (
    <Section title={title} aside={<span className="num">{all.length}</span>}>
      <ul>{all.map((one, at) => <One key={`${one.id} ${one.start ?? ""} ${at}`} one={one} />)}</ul>
    </Section>
  );
}

function One({ one }: { one: ResidueView }) {
  const to = one.start !== null && one.end !== null ? `/code/${one.source_id}?at=${one.start}-${one.end}` : one.source_id ? `/sources/${one.source_id}${one.where === "speaker" ? "/speakers" : ""}` : "";
  const name = one.source_name || one.what;
  return (
    <li className="found-hit">
      {to ? <Link to={to}>{name}</Link> : <span className="t12 soft left-what">{name}</span>}
      <p className="found-words">{one.before}<mark>{one.words}</mark>{one.after} <span className="t12 soft">{WHERE[one.how] ?? ""}</span></p>
    </li>
  );
}
