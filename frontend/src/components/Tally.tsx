import { classes } from "./classes";
import "./Tally.css";

export type Mark = "yes" | "partly" | "no" | "not-asked" | "withdrawn";

export interface TallyProps {
  /** One mark a case, in the order of the cases. Cases outside the claim's scope are not in it. */
  readonly marks: readonly Mark[];
  /** The same in words; made from the marks where not given. */
  readonly words?: string;
  readonly kind?: "plain" | "care" | "unchecked";
  readonly names?: readonly string[];
}

/** One tick a case: tall filled is yes, half filled on a condition, tall hollow no, a low dash not asked. Always with the same in words. */
export function Tally({ marks, words, kind = "plain", names }: TallyProps) {
  return (
    <span className={classes("tally", `tally-${kind}`)}>
      {kind === "care" ? <span className="care-mark" aria-hidden="true" /> : null}
      <span className="tally-ticks" aria-hidden="true">
        {marks.map((mark, at) => (
          <i key={at} className={`tick tick-${mark}`} title={names?.[at]} />
        ))}
      </span>
      <span className="tally-words num">{words ?? tallyWords(marks)}</span>
    </span>
  );
}

const SAID: readonly (readonly [Mark, string])[] = [
  ["yes", "yes"],
  ["partly", "on a condition"],
  ["no", "no"],
  ["not-asked", "not asked"],
  ["withdrawn", "withdrawn"],
];

/** "3 yes · 5 no · 1 not asked": what did not happen is left out, save that nobody was in scope. */
export function tallyWords(marks: readonly Mark[]): string {
  const said = SAID.map(([mark, word]) => [marks.filter((one) => one === mark).length, word] as const)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`);
  return said.join(" · ") || "no case in scope";
}
