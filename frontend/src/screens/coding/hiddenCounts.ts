/** Whether counts of codings are out of sight while one codes. Each person's own choice, kept in this browser. */

import { useViewer } from "../../state";
import { useOwnSwitch } from "./ownSwitch";

export interface HiddenCounts {
  /** Also in a reflexive study, which counts no codes. */
  readonly hidden: boolean;
  /** Null where there is nothing to choose. */
  readonly hide: ((hidden: boolean) => void) | null;
}

export function useHiddenCounts(): HiddenCounts {
  const { reflexive } = useViewer();
  const [hidden, hide] = useOwnSwitch("counts-hidden");
  return { hidden: hidden || reflexive, hide: reflexive ? null : hide };
}
