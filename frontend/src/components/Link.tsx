import type { MouseEvent, ReactNode } from "react";

import { navigate } from "../state/router";
import { classes } from "./classes";
import "./Link.css";

export interface LinkProps {
  readonly to: string;
  readonly children: ReactNode;
  readonly className?: string | undefined;
  /** Where the words around make clear that it leads somewhere (a table row's head, the rail). */
  readonly plain?: boolean;
  readonly current?: boolean;
  readonly label?: string;
  readonly download?: boolean;
}

/** A real link: it opens in a new tab when asked to. Addresses of the interface (downloads) go to the server. */
export function Link({ to, children, className, plain, current, label, download }: LinkProps) {
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0;
    if (elsewhere || download || event.defaultPrevented || !to.startsWith("/") || to.startsWith("/api/")) return;
    event.preventDefault();
    navigate(to);
  };
  return (
    <a
      href={to}
      className={classes("link", plain && "link-plain", className)}
      onClick={follow}
      aria-label={label}
      download={download}
      {...(current ? { "aria-current": "page" as const } : {})}
    >
      {children}
    </a>
  );
}
