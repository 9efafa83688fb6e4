import { OptionRow, Section, Select } from "../../components";
import { useViewer } from "../../state";
import type { Researcher, RoundView } from "./types";

export type SettlingMode = RoundView["settling"];
export const NOBODY = "-";

interface SettlingProps {
  readonly people: readonly Researcher[];
  readonly readers: readonly string[];
  readonly settler: string;
  readonly onSettler: (id: string) => void;
  readonly mode: SettlingMode;
  readonly onMode: (mode: SettlingMode) => void;
  readonly ofThemes: boolean;
}

/** Who settles where readings differ, and what was agreed on it beforehand. */
export function Settling({ people, readers, settler, onSettler, mode, onMode, ofThemes }: SettlingProps) {
  const { reflexive } = useViewer();
  return (
    <Section title="Who settles where readings differ">
      {reflexive ? null : <OptionRow<SettlingMode>
        label="How it is settled"
        layout="list"
        value={mode}
        onChange={onMode}
        options={[
          { id: "together", label: "Talked over", about: "The readers, or whoever is named below, settle place by place or by pattern." },
          { id: "third reader", label: "A third reader settles", about: "One who does not read in this round sees both readings and settles alone." },
          { id: "majority", label: "What more than half read alike counts", about: readers.length < 3 || ofThemes ? "For readings of three or more." : "The rest is talked over. It is to the letter: two of three who marked the same words with the same code.", disabled: readers.length < 3 || ofThemes },
        ]}
      />}
      <Select label="Settles" value={settler} onChange={onSettler} options={[...(mode === "third reader" ? [] : [{ id: NOBODY, label: "The readers together" }]), ...people.map((one) => ({ id: one.id, label: one.name }))]} />
    </Section>
  );
}

/** What is in the way of settling so; empty when nothing is. */
export function wrongWithSettling(mode: SettlingMode, settler: string, readers: readonly string[]): string {
  if (mode === "third reader" && (settler === NOBODY || readers.includes(settler))) return "Choose a third reader who does not read in this round.";
  return mode === "majority" && readers.length < 3 ? "For a majority three or more read." : "";
}
