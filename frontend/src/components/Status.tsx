import { dismiss, useAnnouncements } from "../state/announcements";
import { Button } from "./Button";
import { classes } from "./classes";
import "./Status.css";

/** What just happened, in a corner and to assistive technology. One for the whole page; it never takes the focus. */
export function StatusRegion() {
  const said = useAnnouncements();
  return (
    <div className="toasts" role="region" aria-label="What just happened">
      {/* Two regions that are always there: one that is made together with its words is not read out. */}
      <div role="status" aria-live="polite">{said.filter((one) => one.kind === "done").map(row)}</div>
      <div role="alert" aria-live="assertive">{said.filter((one) => one.kind === "refused").map(row)}</div>
    </div>
  );
}

function row(one: ReturnType<typeof useAnnouncements>[number]) {
  return (
    <div key={one.id} className={classes("toast", `toast-${one.kind}`)}>
      <div>
        <p className="toast-fact">{one.words}</p>
        {one.advice ? <p className="toast-advice">{one.advice}</p> : null}
      </div>
      {one.action ? (
        <Button kind="quiet" onPress={() => { one.action?.run(); dismiss(one.id); }}>{one.action.label}</Button>
      ) : null}
      <Button kind="quiet" onPress={() => dismiss(one.id)}>Put away</Button>
    </div>
  );
}
