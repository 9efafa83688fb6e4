/** Where a recording is in the text: turns and the moments they begin at, in milliseconds. */

export interface TimedTurn {
  readonly number: number;
  readonly t0_ms: number | null;
}

/** A player may stand a little before the moment it was sent to. */
const SHY_MS = 60;

/** The turn that is heard at a moment: the last one that has begun. Before the first, and without times, none. */
export function turnAt<T extends TimedTurn>(turns: readonly T[], atMs: number): T | null {
  let found: T | null = null;
  for (const turn of turns) {
    if (turn.t0_ms !== null && turn.t0_ms <= atMs + SHY_MS) found = turn;
    else if (turn.t0_ms !== null) break;
  }
  return found;
}

/** The moment to hear a turn from: its own, or that of the last turn before it that has one. */
export function momentOf(turns: readonly TimedTurn[], number: number): number | null {
  let found: number | null = null;
  for (const turn of turns) {
    if (turn.number > number) break;
    if (turn.t0_ms !== null) found = turn.t0_ms;
  }
  return found;
}

/** The first turn still without a moment, from a turn on; null when all have one. */
export function nextUntimed<T extends TimedTurn>(turns: readonly T[], from = 0): T | null {
  return turns.find((turn) => turn.number >= from && turn.t0_ms === null) ?? turns.find((turn) => turn.t0_ms === null) ?? null;
}

/** "12 min 14 s", for what is read out. */
export function spokenClock(milliseconds: number): string {
  const seconds = Math.floor(Math.max(0, milliseconds) / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const words = ["h", "min", "s"];
  const from = Math.min(parts.findIndex((part) => part > 0) + 3, 5) % 3;
  return parts.slice(parts.some((part) => part > 0) ? from : 2).map((part, at, all) => `${part} ${words[3 - all.length + at]}`).join(" ");
}
