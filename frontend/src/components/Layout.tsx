import { useEffect, useLayoutEffect, useRef, type ReactNode } from "react";

import { usePlace } from "../state/router";
import { classes } from "./classes";
import "./Layout.css";

export interface ScreenProps {
  /** The browser tab's title, and what is read out on arriving. */
  readonly title: string;
  readonly children: ReactNode;
  /** page: one column that scrolls with the page. fill: exactly the window, whatever is inside scrolls by itself. */
  readonly layout?: "page" | "fill";
  readonly className?: string;
}

/** The frame of every screen: one `main`, a title for the tab, and the focus at its start after moving here. */
export function Screen({ title, children, layout = "page", className }: ScreenProps) {
  const main = useRef<HTMLElement>(null);
  const { path } = usePlace();
  useEffect(() => {
    document.title = `${title} · Anselm`;
  }, [title]);
  useEffect(() => {
    // Where the focus went away with the screen before, or stayed behind in the rail: the next key is meant for what was
    // gone to. Never out of a field one is typing in.
    const look = (): void => {
      const active = document.activeElement;
      if (active === null || active === document.body || !active.isConnected || active.closest(".rail")) main.current?.focus({ preventScroll: true });
    };
    look();
    // A palette gives the focus back a frame after it went.
    let frame = requestAnimationFrame(() => (frame = requestAnimationFrame(look)));
    return () => cancelAnimationFrame(frame);
  }, [path]);
  return (
    <main ref={main} id="main" tabIndex={-1} className={classes("screen", `screen-${layout}`, className)} aria-label={title}>
      {children}
    </main>
  );
}

export interface SplitProps {
  readonly children: ReactNode;
  /** A panel beside the reading: codebook, queue. On a narrow window it comes first, as long as its words. */
  readonly start?: ReactNode;
  readonly end?: ReactNode;
  /** A bar along the bottom: sound, decisions. */
  readonly foot?: ReactNode;
  readonly startLabel?: string;
  readonly endLabel?: string;
  readonly startWidth?: number;
  readonly endWidth?: number;
}

/** Reading in the middle, panels beside it. Use inside `<Screen layout="fill">`. */
export function Split({ children, start, end, foot, startLabel, endLabel, startWidth = 272, endWidth = 288 }: SplitProps) {
  const columns = [start ? `${startWidth}px` : "", "minmax(0, 1fr)", end ? `${endWidth}px` : ""].filter(Boolean).join(" ");
  return (
    <div className="split" style={{ "--split-columns": columns } as React.CSSProperties}>
      {start ? <aside className="split-start" aria-label={startLabel}>{start}</aside> : null}
      <div className="split-middle">{children}</div>
      {end ? <aside className="split-end" aria-label={endLabel}>{end}</aside> : null}
      {foot ? <Foot>{foot}</Foot> : null}
    </div>
  );
}

/** The bar along the bottom tells how high it is, where it stays in sight, so that nothing is laid over it. */
function Foot({ children }: { children: ReactNode }) {
  const bar = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const here = bar.current;
    if (!here || typeof ResizeObserver === "undefined") return;
    const page = document.documentElement;
    const tell = (): void => {
      const stays = getComputedStyle(here).position === "sticky" || (here.parentElement && getComputedStyle(here.parentElement).display === "grid");
      page.style.setProperty("--foot-room", `${stays ? here.offsetHeight : 0}px`);
    };
    const watch = new ResizeObserver(tell);
    watch.observe(here);
    window.addEventListener("resize", tell);
    return () => {
      watch.disconnect();
      window.removeEventListener("resize", tell);
      page.style.setProperty("--foot-room", "0px");
    };
  }, []);
  return <div ref={bar} className="split-foot">{children}</div>;
}

/** A part of a panel or page with its small heading; `aside` stands at the end of the heading's line. */
export function Section({ title, aside, children, className }: { title: string; aside?: ReactNode; children: ReactNode; className?: string }) {
  return (
    <section className={classes("section", className)} aria-label={title}>
      <div className="section-head">
        <h2 className="section-title">{title}</h2>
        {aside ? <span className="t12 soft">{aside}</span> : null}
      </div>
      {children}
    </section>
  );
}

/** The head of a screen: what this is, one line about it, and what one can do, at the end of the line. */
export function Heading({ title, above, about, serif, children }: { title: ReactNode; above?: ReactNode; about?: ReactNode; serif?: boolean; children?: ReactNode }) {
  return (
    <header className="heading">
      <div>
        {above ? <p className="label">{above}</p> : null}
        <h1 className={classes("title", serif && "serif")}>{title}</h1>
        {about ? <p className="t13 soft heading-about">{about}</p> : null}
      </div>
      {children ? <div className="heading-actions">{children}</div> : null}
    </header>
  );
}
