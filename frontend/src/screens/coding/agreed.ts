/** The agreed reading of a closed round, as one of the ways a text is shown. */

import type { RoundView } from "./types";

/** Before the round's identifier in the address: what was agreed in it, in place of who marked what. */
export const AGREED = "agreed-";

export function hasAgreed(round: RoundView): boolean {
  return round.kind === "code" && round.state === "closed";
}

export function agreedName(round: RoundView): string {
  return `Agreed reading of ${round.name}`;
}
