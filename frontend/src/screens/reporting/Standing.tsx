import { setQuery, useMay, useRead, useWrite } from "../../state";
import { Button, Section, Select } from "../../components";
import { Drafts } from "./Drafts";
import { livesOf } from "./markdown";
import type { CheckView, FaultView, Known, QuotationView, ReportView } from "./types";

interface StandingProps {
  readonly report: ReportView;
  readonly text: string;
  readonly known: Known;
  readonly check: CheckView | undefined;
  readonly onGo: (fault: FaultView) => void;
  readonly onNext: () => void;
}

/** Who is heard in the text, what stands before a release, and the files of the draft. */
export function Standing({ report, text, known, check, onGo, onNext }: StandingProps) {
  const used = livesOf(text).filter((one) => one.kind === "quote").map((one) => known.quotations.get(one.key));
  const may = useMay("lead");
  const empty = !text.trim();
  return (
    <>
      <Heard quoted={used.filter((one) => one !== undefined && !one.blocked) as QuotationView[]} />
      <Section title="Before release">
        {empty ? <p className="t13 soft">Nothing is written yet.</p> : check ? <Faults check={check} onGo={onGo} /> : <p className="t13 soft" role="status">Reading every sentence …</p>}
        <div className="standing-ways">
          {check?.faults.length ? <Button kind={check.n_refusing ? "primary" : "plain"} keys="F8" onPress={onNext}>Go to the first</Button> : null}
          {may ? <Button kind={check?.n_refusing ? "plain" : "primary"} disabled={!check || empty} onPress={() => setQuery({ release: "" })}>Release</Button> : null}
        </div>
        {empty ? <p className="t12 soft">A release cannot be undone, so an empty report makes none.</p> : check ? <p className="t12 soft">{inTheWay(check.n_refusing)}</p> : null}
      </Section>
      {check ? <Labels report={report} check={check} /> : null}
      <Drafts report={report} />
    </>
  );
}

/** How the quotations of this report are labelled: the wider the label, the fewer portraits. */
function Labels({ report, check }: { report: ReportView; check: CheckView }) {
  const may = useMay("write");
  const write = useWrite("/reports/write", { topics: ["report", "reports"] });
  if (!may || check.labels.length === 0 || check.n_quotations === 0) return null;
  return (
    <Section title="Labels in print">
      <Select
        label="Quotations are labelled"
        value={report.labels || OWN}
        onChange={(id) => write.mutate({ id: report.id, labels: WAYS.find((one) => one === id) ?? "" })}
        options={check.labels.map((one) => ({
          id: one.labels || OWN,
          label: `${LABELS[one.labels || OWN] ?? one.labels}: ${one.example}`,
          about: one.n_people === 1 ? "a label may be one person" : `at least ${one.n_people} people share a label`,
        }))}
      />
      <p className="t12 soft">{report.labels ? "Here you go on seeing each one’s own. In print the walk back says no more than the label." : "Where many quotations under one label build a portrait, a wider label helps."}</p>
    </Section>
  );
}

const OWN = "own";
const WAYS = ["case", "role", "none"] as const;
const LABELS: Readonly<Record<string, string>> = { own: "by person", case: "by team", role: "by role", none: "by nothing" };

const NUMBERS = ["Nothing", "One thing", "Two things", "Three things", "Four things", "Five things"];

function inTheWay(n: number): string {
  if (n === 0) return "Nothing stands in the way.";
  return `${NUMBERS[n] ?? `${n} things`} ${n === 1 ? "stands" : "stand"} in the way.`;
}

function Faults({ check, onGo }: { check: CheckView; onGo: (fault: FaultView) => void }) {
  if (!check.faults.length) {
    return <p className="t13"><span className="good-mark" aria-hidden="true" /> Every sentence and quotation stands as it is printed.</p>;
  }
  return (
    <ul className="faults">
      {check.faults.map((one, at) => (
        <li key={at} className={one.refuses ? "fault fault-refuses" : "fault"}>
          <span className={one.refuses ? "cross-mark" : "care-mark"} aria-hidden="true" />
          <button type="button" onClick={() => onGo(one)}>
            <span className="fault-sentence serif">{one.sentence}</span>
            <span className="t12 fault-reason">{one.refuses ? "" : "Good to know. "}{one.reason}</span>
            {one.advice ? <span className="t12 soft">{one.advice}</span> : null}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Quotations printed, by case and by role; the hollow mark is a role's share of the people. */
function Heard({ quoted }: { quoted: readonly QuotationView[] }) {
  const cases = useRead("/cases");
  const people = useRead("/participants");
  if (quoted.length === 0) return null;
  const kinds = new Set((cases.data ?? []).map((one) => one.kind));
  const teams = (cases.data ?? []).filter((one) => !kinds.has("team") || one.kind === "team");
  const byCase = teams.map((one) => ({ name: one.name || one.code, n: quoted.filter((quote) => quote.case_code === one.code).length }));
  const roles = [...new Set((people.data ?? []).map((one) => one.role).filter(Boolean))];
  const n = people.data?.length ?? 0;
  const byRole = roles.map((role) => ({
    name: role.length === 1 ? `Role ${role}` : role.charAt(0).toUpperCase() + role.slice(1),
    n: quoted.filter((quote) => quote.role === role).length,
    share: n ? (quoted.length * (people.data ?? []).filter((one) => one.role === role).length) / n : 0,
  }));
  const unheard = byCase.filter((one) => one.n === 0).map((one) => one.name);
  return (
    <Section title="Who is heard">
      <p className="t13 soft">
        {quoted.length} {quoted.length === 1 ? "quotation" : "quotations"}. {unheard.length === 0 ? `Every ${kinds.has("team") ? "team" : "case"} is quoted.` : `Nobody is quoted from ${unheard.slice(0, 4).join(", ")}${unheard.length > 4 ? ` and ${unheard.length - 4} more` : ""}.`}
      </p>
      <Bars title={kinds.has("team") ? "By team" : "By case"} rows={byCase} />
      <Bars title="By role; the hollow mark is their share of people" rows={byRole} />
    </Section>
  );
}

function Bars({ title, rows }: { title: string; rows: readonly { name: string; n: number; share?: number }[] }) {
  const most = Math.max(1, ...rows.map((one) => Math.max(one.n, one.share ?? 0)));
  return (
    <>
      <h3 className="t12 soft heard-title">{title}</h3>
      <ul className="heard">
        {rows.map((one) => (
          <li key={one.name} className="t12">
            <span>{one.name}</span>
            <span className="heard-line" aria-hidden="true">
              <i className="heard-bar" style={{ width: `${(100 * one.n) / most}%` }} />
              {one.share !== undefined ? <i className="heard-share" style={{ insetInlineStart: `${(100 * one.share) / most}%` }} /> : null}
            </span>
            <span className="num">{one.n}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
