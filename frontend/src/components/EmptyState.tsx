import type { ReactNode } from "react";

import "./EmptyState.css";

/** Where there is nothing yet: what will stand here, and what to do for it. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <h2 className="serif t22 strong">{title}</h2>
      {children ? <div className="empty-words">{children}</div> : null}
      {action ? <div className="empty-action">{action}</div> : null}
    </div>
  );
}
