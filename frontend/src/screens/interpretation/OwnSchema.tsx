import { useRef, useState } from "react";

import { addressOf } from "../../api/client";
import { told } from "../../api/problem";
import { Button, Link, Notice } from "../../components";
import { announce, newId, useMay, useUpload } from "../../state";
import type { PracticeSchema } from "./types";

/** A practice schema of one's own as a file, and the one that comes with the program to begin from. */
export function OwnSchema({ shipped, onBrought }: { shipped: readonly string[]; onBrought: (schema: PracticeSchema) => void }) {
  const chooser = useRef<HTMLInputElement>(null);
  const [refused, setRefused] = useState<unknown>(null);
  const send = useUpload<PracticeSchema>("/practice-schemas/import", { topics: ["practices", "practice-schemas"] });
  const may = useMay("lead");
  if (!may) return null;
  const bring = (file: File | undefined): void => {
    if (!file) return;
    setRefused(null);
    send({ file, fields: { id: newId() } })
      .then((schema) => {
        announce(`${schema.name} is in the study, with ${schema.properties.length === 1 ? "1 practice" : `${schema.properties.length} practices`}.`);
        onBrought(schema);
      })
      .catch((refusal: unknown) => setRefused(refusal));
  };
  return (
    <>
      <Button kind="quiet" onPress={() => chooser.current?.click()}>Bring in practices of your own</Button>
      <input ref={chooser} type="file" accept=".yaml,.yml" hidden aria-label="The file of the practices" onChange={(event) => { bring(event.target.files?.[0]); event.target.value = ""; }} />
      {shipped.map((key) => (
        <Link key={key} download to={addressOf("/practice-schemas/shipped", { key })}>{key === "workplace-learning" ? "A file to begin from" : `${key} as a file to begin from`}</Link>
      ))}
      {refused ? <Notice fact={told(refused).fact} meaning={told(refused).advice} urgent /> : null}
    </>
  );
}
