import { useRef, useState } from "react";

import { told } from "../../api/problem";
import { Button, DropZone, Notice, Section, useDropAnywhere } from "../../components";
import { useUpload } from "../../state";
import type { CheckedFile, CheckedPlace } from "./types";

const ABOUT: Readonly<Record<CheckedPlace["kind"], string>> = {
  quotation: "Quotation",
  label: "Label",
  count: "Count",
  consent: "Consent",
  gone: "Taken out",
};

/** A Word file that came back from co-authors, held against the study: dropped anywhere on the page, or chosen. */
export function CheckWord() {
  const [found, setFound] = useState<CheckedFile | null>(null);
  const [refused, setRefused] = useState<unknown>(null);
  const [reading, setReading] = useState("");
  const upload = useUpload<CheckedFile>("/report/check-file");
  const newest = useRef(0);
  const check = (files: readonly File[]): void => {
    const file = files[0];
    if (!file) return;
    const mine = (newest.current += 1);
    setFound(null);
    setRefused(null);
    setReading(file.name);
    upload({ file })
      .then((answer) => mine === newest.current && setFound(answer))
      .catch((refusal: unknown) => mine === newest.current && setRefused(refusal))
      .finally(() => mine === newest.current && setReading(""));
  };
  useDropAnywhere(check);
  const away = (): void => { setFound(null); setRefused(null); };
  return (
    <Section title="A Word file that came back" className="check-word">
      <DropZone
        one
        title="Drop the Word file here"
        about="Every quotation, label and count is held against the study, and what was taken out is named. Nothing of the file is kept."
        chooseLabel="Choose a Word file"
        accept={[".docx"]}
        onFiles={check}
      />
      <p className="t13 soft" role="status">{reading ? `Checking ${reading} …` : ""}</p>
      {refused ? <Notice fact={told(refused).fact} meaning={told(refused).advice} urgent /> : null}
      {found ? <Checked found={found} onAway={away} /> : null}
    </Section>
  );
}

function Checked({ found, onAway }: { found: CheckedFile; onAway: () => void }) {
  const n = found.findings.length;
  return (
    <section className="checked" aria-label={`What was found in ${found.file}`}>
      <p className="strong" role="status">
        {n === 0 ? `Everything in ${found.file} stands as the study has it.` : `${n} ${n === 1 ? "place" : "places"} in ${found.file} ${n === 1 ? "needs" : "need"} a look.`}
      </p>
      <p className="t13 soft">
        {found.made_of} Looked at: {found.n_quotations} {found.n_quotations === 1 ? "quotation" : "quotations"}, {found.n_claims} {found.n_claims === 1 ? "sentence" : "sentences"} with a count.
      </p>
      <ol className="checked-places">
        {found.findings.map((one, at) => (
          <li key={at} className="checked-place">
            <p className="t12 soft">
              <span className="strong">{ABOUT[one.kind]}</span> · {one.section ? `${one.section}, ` : ""}paragraph {one.paragraph}
            </p>
            <p className="checked-reason">{one.reason}</p>
            {one.around ? <p className="serif soft checked-around">… {one.around} …</p> : null}
            <p className="t13 soft">{one.advice}</p>
          </li>
        ))}
      </ol>
      {found.notes.map((note) => <p key={note} className="t12 soft">{note}</p>)}
      <Button kind="quiet" onPress={onAway}>Put this away</Button>
    </section>
  );
}
