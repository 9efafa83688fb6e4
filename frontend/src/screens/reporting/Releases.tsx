import { EmptyState, Heading, Link, Reading, Screen, Table, type Column } from "../../components";
import { addressOf, useKeys, useMay, navigate, useRead } from "../../state";
import { Capsules } from "./Capsules";
import { FORMATS, type ReleaseView, type ReportView } from "./types";

const WHEN = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });

const COLUMNS: readonly Column<ReleaseView>[] = [
  { id: "number", head: "Release", names: true, cell: (one) => <Named one={one} /> },
  { id: "format", head: "As", wideOnly: true, cell: kindOf },
  { id: "recipients", head: "Received by", cell: (one) => one.recipients.join(", ") || <span className="soft">nobody named</span> },
  { id: "by", head: "By", wideOnly: true, cell: (one) => one.by },
  { id: "when", head: "On", wideOnly: true, cell: (one) => <time dateTime={one.created_at}>{WHEN.format(new Date(one.created_at))}</time> },
  { id: "sum", head: "Checksum (SHA-256)", wideOnly: true, cell: (one) => <code className="release-sum">{one.sha256}</code> },
];

function kindOf(one: ReleaseView): string {
  return FORMATS.find((known) => known.id === one.format)?.label ?? one.format;
}

/** Its file; where there is no room for columns, all that is known of it beneath. */
function Named({ one }: { one: ReleaseView }) {
  return (
    <>
      <Link download to={addressOf("/release/file", { id: one.id })}>{`Release ${one.number}`}</Link>
      <span className="narrow-only t12 release-about">
        <span>{kindOf(one)}, {WHEN.format(new Date(one.created_at))}, by {one.by}</span>
        <span className="soft">Checksum (SHA-256) <code className="release-sum">{one.sha256}</code></span>
      </span>
    </>
  );
}

/** What was released of a report: to whom, with its checksum, and its file made again. */
export function Releases({ report }: { report: ReportView }) {
  const releases = useRead("/releases", { report_id: report.id });
  const may = useMay("lead");
  const back = `/report/${report.id}`;
  useKeys("Releases", [{ keys: "Esc", label: "Back to the report", run: () => navigate(back) }]);
  return (
    <Screen title={`Releases of ${report.title}`}>
      <Heading title="Releases" above={report.title} about="A release never changes. Its file is made again as long as nothing in it has been withdrawn.">
        <Link to={back}>Back to the report</Link>
      </Heading>
      <Reading of={releases}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState title="Nothing is released yet" action={may ? <Link to={`${back}?release=`}>Release this report</Link> : null}>A release is made once every quotation may be printed and every claim has something behind it. Drafts are always possible.</EmptyState>
          ) : (
            <Table caption={`Releases of ${report.title}`} columns={COLUMNS} rows={all} rowId={(one) => one.id} />
          )
        }
      </Reading>
      <Capsules report={report} />
    </Screen>
  );
}
