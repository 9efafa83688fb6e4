/** The choices at one difference, their keys, and what is sent for each. */

import type { Option } from "../../components";
import type { DifferenceView, Outcome, ReaderView } from "./types";
import { pairOf, readsAs } from "./words";

/** The options in the order of their keys; those that would say nothing here are there and cannot be chosen. */
export function optionsOf(one: DifferenceView, readers: readonly ReaderView[]): readonly Option<Outcome>[] {
  const [first, second] = pairOf(one, readers);
  const codes = new Set(one.sides.map((side) => side.code_id));
  const boundary = one.kind === "boundary";
  const as = (reader: ReaderView | undefined): string => {
    if (!reader) return "No other reader";
    const words = readsAs(one, reader.id);
    return boundary ? `Ends as ${reader.initials}` : `${words.charAt(0).toUpperCase()}${words.slice(1)}, as ${reader.initials}`;
  };
  return [
    { id: "first", label: as(first), keys: "1", disabled: !first },
    { id: "second", label: as(second), keys: "2", disabled: !second },
    { id: "both codes", label: "Both codes", keys: "3", disabled: codes.size < 2 },
    { id: "neither", label: "Neither", keys: "4" },
    { id: "other", label: "Another code", keys: "5" },
    { id: "both stand", label: "Both readings stand", keys: "6" },
    ...(boundary || hasTwoSides(one)
      ? ([
          { id: "union", label: "All the words", keys: "B" },
          { id: "intersection", label: "Shared words only", keys: "B" },
        ] as const)
      : []),
  ];
}

/** More than one stretch of one code, so that there are ends to decide about. */
function hasTwoSides(one: DifferenceView): boolean {
  const counts = new Map<string, number>();
  for (const side of one.sides) counts.set(side.code_id, (counts.get(side.code_id) ?? 0) + 1);
  return [...counts.values()].some((n) => n > 1);
}

/** B goes from all the words to the shared ones and back. */
export function nextBoundary(now: Outcome | null): Outcome {
  return now === "union" ? "intersection" : "union";
}
