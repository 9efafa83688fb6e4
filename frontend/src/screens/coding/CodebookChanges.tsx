import type { components } from "../../api/schema";
import { CodeName, Field, Heading, Link, Reading, Screen, Section, Select } from "../../components";
import { addressOf, setQuery, usePlace, useRead } from "../../state";
import { counted } from "./types";
import { whatWords } from "./bringing";
import "./Codebook.css";

type Changes = components["schemas"]["CodebookChanges"];
type Change = components["schemas"]["CodeChange"];
type Version = components["schemas"]["CodebookVersion"];

const DAY = "day";
const NEWEST = "newest";
const NOW = "now";
const GROUPS = [
  { became: "new", title: "New" },
  { became: "changed", title: "Changed" },
  { became: "gone", title: "No longer in use" },
] as const;

/** What changed in the codebook between two moments: in sentences, and word by word. */
export function CodebookChanges() {
  const { query } = usePlace();
  const since = query.get("since") ?? "";
  const until = query.get("until") ?? "";
  const versions = useRead("/codebook-versions");
  const changes = useRead("/codes/changes", { since, until }, { topics: ["codes"], keepPrevious: true });
  return (
    <Screen title="What changed in the codebook" className="changes">
      <Heading title="What changed in the codebook" above={<Link to="/code">Code</Link>} about={changes.data ? `Between ${changes.data.since} and ${changes.data.until}.` : ""}>
        <Link download to={addressOf("/codes/changes/export", { since, until, format: "docx" })}>Word</Link>
      </Heading>
      <div className="changes-asked">
        <Moment label="Since" value={since} versions={versions.data ?? []} usual={{ id: NEWEST, label: "the newest version" }} onChange={(moment) => setQuery({ since: moment || null })} />
        <Moment label="Until" value={until} versions={versions.data ?? []} usual={{ id: NOW, label: "now" }} onChange={(moment) => setQuery({ until: moment || null })} />
      </div>
      <Reading of={changes}>{(told) => <Told told={told} />}</Reading>
    </Screen>
  );
}

interface MomentProps {
  readonly label: string;
  readonly value: string;
  readonly versions: readonly Version[];
  readonly usual: { readonly id: string; readonly label: string };
  readonly onChange: (moment: string) => void;
}

/** A version that was kept, or a day: of a meeting, say. */
function Moment({ label, value, versions, usual, onChange }: MomentProps) {
  const isDay = value.includes("-");
  const today = new Date().toISOString().slice(0, 10);
  const kept = [...versions].reverse().map((one) => ({ id: `v${one.number}`, label: `v${one.number}, kept ${one.created_at.slice(0, 10)}`, about: one.note }));
  return (
    <div className="changes-moment">
      <Select
        label={label}
        value={isDay ? DAY : value || usual.id}
        onChange={(id) => onChange(id === usual.id ? "" : id === DAY ? today : id)}
        options={[usual, ...kept, { id: DAY, label: "a day" }]}
      />
      {isDay ? <Field label={`${label} which day`} type="date" value={value} onChange={(day) => day && onChange(day)} /> : null}
    </div>
  );
}

function Told({ told }: { told: Changes }) {
  const open = told.n_same !== null;
  const same = told.n_same === null ? "" : `${counted(told.n_same, "code")} ${told.n_same === 1 ? "is as it was" : "are as they were"}.`;
  return (
    <>
      <p className="soft changes-same" role="status">{told.codes.length > 0 ? same : `${told.first ? "This is the first codebook that was kept. Nothing changed since." : "Nothing changed."} ${same}`}</p>
      {GROUPS.map(({ became, title }) => {
        const these = told.codes.filter((one) => one.became === became);
        return these.length === 0 ? null : (
          <Section key={became} title={title} aside={open ? counted(these.length, "code") : null}>
            {these.map((one) => <OneChange key={one.code_id} change={one} />)}
          </Section>
        );
      })}
    </>
  );
}

function OneChange({ change }: { change: Change }) {
  return (
    <article className="change">
      <h3 className="change-name">{change.group ? change.name : <CodeName name={change.name} id={change.key} family={change.family} retired={change.became === "gone"} />}</h3>
      {change.said.length > 0 ? <p className="t13">{change.said.join(" ")}</p> : null}
      {change.texts.map((text) => (
        <p key={text.what} className="change-text">
          <span className="t12 soft change-what">{whatWords(text.what)}</span>
          <span>
            {text.pieces.map((piece, at) =>
              piece.fate === "out" ? <del key={at}>{piece.words}</del> : piece.fate === "in" ? <ins key={at}>{piece.words}</ins> : <span key={at}>{piece.words}</span>,
            )}
          </span>
        </p>
      ))}
      {change.by.length > 0 ? <p className="t12 faint">By {change.by.join(", ")}</p> : null}
    </article>
  );
}
