import { Notice, Reading, Screen } from "../../components";
import { navigate, useParams, useRead } from "../../state";
import { Button } from "../../components";
import { Checklists } from "./Checklists";
import { Desk } from "./Desk";
import { History } from "./History";
import { Releases } from "./Releases";
import { Reports } from "./Reports";
import { WalkBack } from "./WalkBack";
import "./Report.css";

/** The list of reports, checklists, one report, what was released of it, or the walk back from one of its claims. */
export default function Report() {
  const { reportId = "", part = "", itemId = "" } = useParams();
  if (!reportId) return <Reports />;
  if (reportId === "checklists") return <Checklists standard={part === "srqr" ? "srqr" : "coreq"} />;
  if (part === "back" && itemId) return <WalkBack reportId={reportId} claimId={itemId} />;
  return <OneReport reportId={reportId} part={part} itemId={itemId} />;
}

function OneReport({ reportId, part, itemId }: { reportId: string; part: string; itemId: string }) {
  const report = useRead("/report", { id: reportId });
  if (report.data && part === "releases") return <Releases report={report.data} />;
  if (report.data && part === "history") return <History report={report.data} />;
  if (report.data) return <Desk key={report.data.id} report={report.data} claimId={part === "claim" ? itemId : ""} />;
  return (
    <Screen title="Report">
      <Reading of={report}>{() => <Notice fact="This report is not here." />}</Reading>
      {report.error ? <Button onPress={() => navigate("/report")}>To the list of reports</Button> : null}
    </Screen>
  );
}
