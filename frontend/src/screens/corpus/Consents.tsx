import { classes } from "../../components";
import type { SourceRow } from "./types";

const SHORT: Readonly<Record<string, string>> = {
  given: "yes",
  refused: "no",
  withdrawn: "withdrawn",
  "not recorded": "not recorded",
  "does not apply": "does not apply",
};

/** What everyone heard here has agreed to, in words; a mark beside it, never colour alone. */
export function Consents({ row }: { row: SourceRow }) {
  if (row.consent_take_part === "not recorded" && row.consent_quote === "not recorded") {
    return <span className="soft"><Mark state="not recorded" /> not recorded</span>;
  }
  return (
    <span className="consents">
      <span><Mark state={row.consent_take_part} /> take part {SHORT[row.consent_take_part] ?? row.consent_take_part}</span>
      <span><Mark state={row.consent_quote} /> quote {SHORT[row.consent_quote] ?? row.consent_quote}</span>
    </span>
  );
}

export function consentWords(row: SourceRow): string {
  if (row.consent_take_part === "given" && row.consent_quote === "given") return "consent given";
  return row.consent_quote === "not recorded" ? "consent not recorded" : `quote: ${SHORT[row.consent_quote] ?? row.consent_quote}`;
}

function Mark({ state }: { state: string }) {
  return <i className={classes("consent-mark", `consent-${state.replaceAll(" ", "-")}`)} aria-hidden="true" />;
}
