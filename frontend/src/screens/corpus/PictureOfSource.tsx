import { useState } from "react";

import { Button, Reading, Section, TextArea } from "../../components";
import { addressOf, announce, useRead, useWrite } from "../../state";
import type { PictureView, SourceRow } from "./types";

/** The picture itself, and what is to be seen in it in words. */
export function PictureOfSource({ row, may }: { row: SourceRow; may: boolean }) {
  const picture = useRead("/pictures", { version_id: row.version_id ?? "" }, { when: row.version_id !== null });
  return (
    <Reading of={picture}>
      {(data) => (
        <>
          <Section title="The picture" aside={`${data.width} by ${data.height} pixels`}>
            <p className="t13 soft measure">Kept with nothing in it but the picture: what the camera or a program wrote into the file was left out when it came in. Nobody’s face is covered.</p>
            <p className="picture-whole"><img src={addressOf("/pictures/file", { version_id: data.version_id })} alt={data.description || `The picture ${row.name}. It is not described yet.`} /></p>
          </Section>
          <Section title="What is to be seen"><Described key={data.version_id} picture={data} may={may} /></Section>
        </>
      )}
    </Reading>
  );
}

function Described({ picture, may }: { picture: PictureView; may: boolean }) {
  const [words, setWords] = useState(picture.description);
  const describe = useWrite("/pictures/describe", { topics: ["pictures", "passages"], onDone: () => announce("Kept.") });
  if (!may) return <p className="measure">{picture.description || <span className="soft">It is not described yet.</span>}</p>;
  const changed = words.trim() !== picture.description;
  return (
    <form className="picture-form" onSubmit={(event) => { event.preventDefault(); if (changed) describe.mutate({ version_id: picture.version_id, description: words.trim() }); }}>
      <TextArea label="In a sentence or two" value={words} onChange={setWords} rows={3} maxLength={2000} about="Read out in place of the picture, and printed beside it in lists. Leave out who it is, where that is not to be known." />
      <Button type="submit" disabled={!changed}>Keep</Button>
    </form>
  );
}
