import { classes } from "./classes";
import "./CodeName.css";

export interface CodeNameProps {
  readonly name: string;
  /** Letter and number; also its key. */
  readonly id?: string | undefined;
  /** 1 to 8; codes of one family share it. */
  readonly family: number;
  readonly retired?: boolean;
  /** In the family's own colour (beside words), else in ink (in lists). */
  readonly coloured?: boolean;
}

/** A code as it is written everywhere: swatch, id, name. The name is the identity, the colour a help. */
export function CodeName({ name, id, family, retired, coloured }: CodeNameProps) {
  return (
    <span className={classes("code-name", retired && "code-retired", coloured && "code-coloured")} data-family={slotOf(family)}>
      <span className="swatch" aria-hidden="true" />
      {id ? <span className="code-id num">{id}</span> : null}
      <span className="code-words">{name}</span>
    </span>
  );
}

/** Beyond eight families hues come again. */
export function slotOf(family: number): number {
  return ((((Math.trunc(family) - 1) % 8) + 8) % 8) + 1;
}

/** The initial of a coder, with the line that is theirs: first solid, second dashed, third dotted, fourth double. */
export function CoderInitial({ initials, place, name }: { initials: string; place: number; name?: string }) {
  return (
    <abbr className={classes("coder-initial", `coder-${Math.min(Math.max(place, 1), 4)}`)} title={name}>
      {initials}
    </abbr>
  );
}
