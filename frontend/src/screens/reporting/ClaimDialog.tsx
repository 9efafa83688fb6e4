import { useEffect, useState } from "react";

import { Button, Checkbox, Dialog, Field, OptionRow, Select } from "../../components";
import { newId, useRead, useWrite } from "../../state";
import { EVERYBODY, Over } from "./Over";
import { QUANTIFIERS, type ClaimView, type Quantifier, type Stretch, type Unit } from "./types";

export interface Chosen extends Stretch {
  readonly sentence: string;
}

export const UNITS = [
  { id: "cases", label: "Cases" },
  { id: "participants", label: "People" },
  { id: "encounters", label: "Interviews" },
] as const satisfies readonly { readonly id: Unit; readonly label: string }[];

interface ClaimDialogProps {
  readonly chosen: Chosen;
  readonly reportId: string;
  readonly onClose: () => void;
  readonly onMade: (made: ClaimView) => void;
}

/** What a sentence claims, guessed from its words, and over whom it counts. */
export function ClaimDialog({ chosen, reportId, onClose, onMade }: ClaimDialogProps) {
  const [quantifier, setQuantifier] = useState<Quantifier | null>(null);
  const [n, setN] = useState("");
  const [unitChosen, setUnit] = useState<Unit | null>(null);
  const [unitGuessed, setUnitGuessed] = useState<Unit>("cases");
  const unit = unitChosen ?? unitGuessed;
  const [interpretive, setInterpretive] = useState(false);
  const [over, setOver] = useState(EVERYBODY);
  const [practice, setPractice] = useState("");
  const { mutate: guess } = useWrite("/claims/guess", {
    onDone: (said) => {
      setQuantifier((before) => before ?? said.quantifier);
      setN((before) => before || String(said.n ?? ""));
      setUnitGuessed(said.unit);
    },
  });
  useEffect(() => guess({ text: chosen.sentence }), [guess, chosen.sentence]);
  const make = useWrite("/claims/make", {
    topics: ["report"],
    // It is known at once, so that its sentence does not stand as a bare mark until the list is read again.
    answered: (made, _, change) => change<ClaimView[]>("/claims", {}, (before) => [...before.filter((one) => one.id !== made.id), made]),
    onDone: onMade,
  });
  const number = Number.parseInt(n, 10);
  const missing = quantifier === "exactly n" && !(number >= 0) ? "Write how many." : "";
  const send = (): void => {
    if (make.isPending) return;
    make.mutate({
      id: newId(),
      text: chosen.sentence,
      kind: interpretive ? "interpretive" : "empirical",
      quantifier,
      n: quantifier === "exactly n" ? number : null,
      unit,
      scope: { case_ids: [...over.caseIds], roles: [...over.roles], words: over.words },
      practice,
      report_id: reportId,
    });
  };
  return (
    <Dialog
      title="Make a claim"
      open
      onClose={onClose}
      actions={
        <>
          <Button kind="primary" onPress={send} disabled={Boolean(missing) || quantifier === null}>Make the claim</Button>
          <Button kind="quiet" onPress={onClose}>Cancel</Button>
        </>
      }
    >
      <div className="stack">
        <p className="said">{chosen.sentence}</p>
        <Checkbox checked={interpretive} onChange={setInterpretive} about="It interprets; nothing is counted behind it, and it is printed as yours.">
          My own reading
        </Checkbox>
        {interpretive ? null : (
          <>
            <Select label="How much it claims, as its words seem to say" value={quantifier} onChange={setQuantifier} options={QUANTIFIERS} />
            {quantifier === "exactly n" ? <Field label="How many" type="number" value={n} onChange={setN} wrong={missing} /> : null}
            <OptionRow label="What is counted" showLabel layout="segments" value={unit} onChange={setUnit} options={UNITS} />
            <Over unit={unit} value={over} onChange={setOver} />
            {unit === "cases" ? <PracticeSelect value={practice} onChange={setPractice} /> : null}
          </>
        )}
      </div>
    </Dialog>
  );
}

const NOTHING = "nothing";

/** A settled practice that counts behind the sentence besides what is linked to it. */
function PracticeSelect({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const schemas = useRead("/practice-schemas");
  const properties = (schemas.data?.schemas ?? []).flatMap((one) => one.properties);
  if (!properties.length) return null;
  const options = [
    { id: NOTHING, label: "Only what is linked to it" },
    ...properties.flatMap((one) => ["yes", "partly", "no"].map((said) => ({ id: `${one.key}=${said}`, label: `${one.name}: ${said}` }))),
  ];
  return <Select label="Counts settled practices too" value={value || NOTHING} onChange={(chosen) => onChange(chosen === NOTHING ? "" : chosen)} options={options} />;
}
