/** The codes that `.` and the numbers give: those used last, the latest first. */

import { usable, type CodeView } from "./types";

export function usedLast(codes: readonly CodeView[], recent: readonly string[]): readonly CodeView[] {
  const given = usable(codes);
  const byId = new Map(given.map((code) => [code.id, code]));
  const used = recent.map((id) => byId.get(id)).filter((code) => code !== undefined);
  // Where there is one code, as in a round of units, it is meant also before it was ever given.
  return used.length === 0 && given.length === 1 ? given : used;
}
