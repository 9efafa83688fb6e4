import { ProgressBar } from "react-aria-components";

import { Button } from "./Button";
import "./ProgressLine.css";

export interface ProgressLineProps {
  /** What is being done, with its object: "Reading 27 files". */
  readonly label: string;
  /** Between 0 and 1; left out where nobody can know. */
  readonly done?: number;
  /** In words, beside it: "12 of 27". */
  readonly words?: string;
  readonly onCancel?: () => void;
}

/** Something that takes a while: what, how far, and a way to stop it. */
export function ProgressLine({ label, done, words, onCancel }: ProgressLineProps) {
  const known = done !== undefined;
  return (
    <div className="progress">
      <ProgressBar aria-label={label} value={known ? done * 100 : 0} isIndeterminate={!known} {...(words ? { valueLabel: words } : {})}>
        <div className="progress-words">
          <span>{label}</span>
          {words ? <span className="soft num">{words}</span> : null}
        </div>
        <div className="progress-track">
          <div className="progress-done" style={{ width: known ? `${Math.round(done * 100)}%` : "0" }} />
        </div>
      </ProgressBar>
      {onCancel ? <Button kind="quiet" onPress={onCancel}>Stop</Button> : null}
    </div>
  );
}
