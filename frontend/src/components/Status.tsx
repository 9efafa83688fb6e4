import { useEffect, useLayoutEffect, useRef } from "react";

import { dismiss, useAnnouncements } from "../state/announcements";
import { Button } from "./Button";
import { classes } from "./classes";
import "./Status.css";

/**
 * What just happened, in a corner and to assistive technology. One for the whole page; it never takes the focus, and
 * lies on no bar along the bottom: the reading above the bar, or the end of the page, gives way by its height.
 */
export function StatusRegion() {
  const said = useAnnouncements();
  const region = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (region.current) giveRoom(said.length > 0 ? region.current.offsetHeight + GAP : 0);
  }, [said]);
  useEffect(() => () => giveRoom(0), []);
  return (
    <div ref={region} className="toasts" role="region" aria-label="What just happened">
      {/* Two regions that are always there: one that is made together with its words is not read out. */}
      <div role="status" aria-live="polite">{said.filter((one) => one.kind === "done").map(row)}</div>
      <div role="alert" aria-live="assertive">{said.filter((one) => one.kind === "refused").map(row)}</div>
    </div>
  );
}

const GAP = 16;

/** Whoever stands at the end of a page stays there when it becomes longer. */
function giveRoom(px: number): void {
  const page = document.documentElement;
  const atEnd = page.scrollHeight > window.innerHeight && window.scrollY + window.innerHeight >= page.scrollHeight - GAP;
  page.style.setProperty("--toast-room", `${px}px`);
  if (atEnd && px > 0) window.scrollTo({ top: page.scrollHeight, behavior: "instant" });
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
