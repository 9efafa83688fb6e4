import { EmptyState, Heading, Link, Reading, Screen, Table, type Column } from "../../components";
import { addressOf, useKeys, useMay, navigate, useRead } from "../../state";
import { Capsules } from "./Capsules";
import { FORMATS, type ReleaseView, type ReportView } from "./types";

const WHEN = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });

const COLUMNS: readonly Column<ReleaseView>[] = [
  { id: "number", head: "Release", names: true, cell: (one) => <Link download to={addressOf("/release/file", { id: one.id })}>{`Release ${one.number}`}</Link> },
  { id: "format", head: "As", cell: (one) => FORMATS.find((known) => known.id === one.format)?.label ?? one.format },
  { id: "recipients", head: "Received by", cell: (one) => one.recipients.join(", ") || <span className="soft">nobody named</span> },
  { id: "by", head: "By", cell: (one) => one.by },
  { id: "when", head: "On", cell: (one) => <time dateTime={one.created_at}>{WHEN.format(new Date(one.created_at))}</time> },
  { id: "sum", head: "Checksum (SHA-256)", cell: (one) => <code className="release-sum">{one.sha256}</code> },
];

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
