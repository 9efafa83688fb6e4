import { Field, OptionRow, Section } from "../../components";
import { sharedOut, type How } from "./sharing";
import type { SourceRow } from "./types";
import { listed, many } from "./words";

interface SharingProps {
  readonly readers: readonly { readonly id: string; readonly name: string }[];
  readonly sources: readonly SourceRow[];
  readonly how: How;
  readonly onHow: (how: How) => void;
  readonly byAll: string;
  readonly onByAll: (byAll: string) => void;
}

/** Whether all read all, each interview is read by two, or some by all and the rest by one. */
export function Sharing({ readers, sources, how, onHow, byAll, onByAll }: SharingProps) {
  if (readers.length < 2) return null;
  const shares = sharedOut(readers.map((one) => one.id), sources, how, Number(byAll) || 0);
  const names = new Map(readers.map((one) => [one.id, one.name]));
  const options = [
    { id: "all" as const, label: "All read everything" },
    ...(readers.length > 2 ? [{ id: "two" as const, label: "Each interview by two", about: "In turn, so that every two readers share some." }] : []),
    { id: "some" as const, label: "Some by all, the rest by one", about: "What one reads alone is in no comparison; it is not a difference." },
  ];
  return (
    <Section title="Who reads which">
      <OptionRow<How> label="Who reads which" layout="list" value={how} onChange={onHow} options={options} />
      {how === "some" ? <Field label="Interviews that all read" type="number" value={byAll} onChange={onByAll} about="Spread over the teams." /> : null}
      {shares.length > 0 ? <p className="t13 soft">{listed(shares.map((one) => `${names.get(one.judge_id) ?? ""} reads ${many(one.source_ids.length, "interview")}`))}.</p> : null}
    </Section>
  );
}
