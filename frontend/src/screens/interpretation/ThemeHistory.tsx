import { Button, Link, Reading } from "../../components";
import { addressOf, announce, useRead } from "../../state";
import { historyText, numberWords } from "./history";
import type { HeldView, StepView, ThemeHistoryView } from "./types";

const DATE = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });

/** Every step of a theme and of those it came from: when, who, what and why; to print, copy and take away. */
export function ThemeHistory({ themeId }: { themeId: string }) {
  const history = useRead("/themes/history", { theme_id: themeId }, { topics: ["codings", "memos", "codes"], keepPrevious: true });
  return <Reading of={history}>{(told) => <Told told={told} themeId={themeId} />}</Reading>;
}

function Told({ told, themeId }: { told: ThemeHistoryView; themeId: string }) {
  const copy = () => void navigator.clipboard.writeText(historyText(told)).then(() => announce("The history is copied."));
  return (
    <>
      <p className="asking-ways t13 no-print">
        <Button kind="quiet" onPress={copy}>Copy</Button>
        <Button kind="quiet" onPress={() => window.print()}>Print</Button>
        {(["docx", "md"] as const).map((format) => <Link key={format} download to={addressOf("/themes/history/export", { theme_id: themeId, format })}>{format === "docx" ? "Word" : "Markdown"}</Link>)}
      </p>
      <ol className="theme-steps">
        {told.steps.map((step, at) => <Step key={`${step.at} ${step.theme_id} ${at}`} step={step} here={told.theme_id} />)}
      </ol>
      {told.became.length > 0 ? <p className="t14">It became {told.became.map((one, at) => <span key={one.id}>{at > 0 ? " and " : ""}<Link to={`/interpret/themes/${one.id}`}>{one.name}</Link></span>)}.</p> : null}
    </>
  );
}

function Step({ step, here }: { step: StepView; here: string }) {
  return (
    <li>
      <p className="t12 soft">
        <time dateTime={step.at}>{DATE.format(new Date(step.at))}</time>, {step.by}
        {step.theme_id === here ? "" : <> · <Link to={`/interpret/themes/${step.theme_id}`}>{step.theme}</Link></>}
      </p>
      <div>
        {step.said.map((words) => <p key={words}>{words}</p>)}
        {step.reason ? <p><span className="soft">Why: </span>{step.reason}</p> : null}
        <Moved words="Taken in" of={step.gained} />
        <Moved words="Let go" of={step.lost} />
      </div>
    </li>
  );
}

function Moved({ words, of }: { words: string; of: readonly HeldView[] }) {
  if (of.length === 0) return null;
  return (
    <p>
      <span className="soft">{words}: </span>
      {of.map((one, at) => (
        <span key={one.id}>
          {at > 0 ? "; " : ""}
          {one.name}{numberWords(one)}
          {one.words ? <span className="serif"> “{one.words}”</span> : null}
          {one.label ? <span className="soft"> ({one.label})</span> : null}
        </span>
      ))}
    </p>
  );
}
