import type { ReactNode } from "react";

import { told } from "../api/problem";
import { Button } from "./Button";
import { classes } from "./classes";
import "./Notice.css";

export interface NoticeProps {
  /** The fact, as one sentence. */
  readonly fact: ReactNode;
  /** What it means. */
  readonly meaning?: ReactNode;
  /** The way out: buttons or links. */
  readonly children?: ReactNode;
  /** care: needs a look. plain: good to know. */
  readonly kind?: "care" | "plain";
  /** Read out at once: it answers something the person just did. */
  readonly urgent?: boolean;
}

/** A fact, what it means, and what to do. */
export function Notice({ fact, meaning, children, kind = "care", urgent }: NoticeProps) {
  return (
    <div className={classes("notice", `notice-${kind}`)} role={urgent ? "alert" : "note"}>
      <p className="notice-fact">{fact}</p>
      {meaning ? <p className="notice-meaning">{meaning}</p> : null}
      {children ? <div className="notice-ways">{children}</div> : null}
    </div>
  );
}

/** The same for something that could not be read or done. */
export function RefusalNotice({ error, retry, children }: { error: unknown; retry?: () => void; children?: ReactNode }) {
  const { fact, advice } = told(error);
  return (
    <Notice fact={fact} meaning={advice} urgent>
      {retry ? <Button onPress={retry}>Try again</Button> : null}
      {children}
    </Notice>
  );
}
