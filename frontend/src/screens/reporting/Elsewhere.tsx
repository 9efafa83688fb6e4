import { useState } from "react";

import { Checkbox, Link, Reading, Section, Select } from "../../components";
import { addressOf, useRead } from "../../state";

const FORMATS = [
  { id: "qdpx", label: "A REFI-QDA project", about: "NVivo, ATLAS.ti, MAXQDA, QualCoder and others open it." },
  { id: "qdc", label: "A REFI-QDA codebook", about: "The codes with their definitions." },
  { id: "xlsx", label: "A spreadsheet", about: "Every coding with its words, and the codebook." },
  { id: "csv", label: "Codings as csv", about: "One line a coding." },
] as const;
type Format = (typeof FORMATS)[number]["id"];

/** The study for another program: what the format holds, and what it cannot hold, before the file is taken. */
export function Elsewhere() {
  const [format, setFormat] = useState<Format>("qdpx");
  const [along, setAlong] = useState(false);
  const [withPdf, setWithPdf] = useState(false);
  const sound = along && format === "qdpx";
  const pages = withPdf && format === "qdpx";
  const losses = useRead("/export/losses", { format, sound, pages });
  return (
    <Section title="Take the study elsewhere">
      <div className="elsewhere-as">
        <Select
          label="As"
          value={format}
          options={FORMATS.map((one) => ({ id: one.id, label: one.label, about: one.about }))}
          onChange={(id) => setFormat(id as Format)}
        />
        {format === "qdpx" ? <Checkbox checked={along} onChange={setAlong} about="Recordings that may be heard, with their coded stretches. No voice in them is disguised.">With the sound</Checkbox> : null}
        {format === "qdpx" ? <Checkbox checked={withPdf} onChange={setWithPdf} about="As they were brought in, with the coded regions of their pages. Where names are replaced in a text, its PDF stays here.">With the PDF files</Checkbox> : null}
      </div>
      <Reading of={losses}>
        {(known) => (
          <div className="elsewhere">
            <p className="t13">{known.holds}</p>
            {known.losses.length ? (
              <>
                <p className="t13 soft">It cannot hold:</p>
                <ul className="t13">{known.losses.map((one) => <li key={one}>{one}</li>)}</ul>
              </>
            ) : null}
            <Link download to={addressOf("/export", { format, sound, pages })}>{`Take it as .${format}`}</Link>
          </div>
        )}
      </Reading>
    </Section>
  );
}
