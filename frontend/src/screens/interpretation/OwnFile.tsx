import { useRef, useState, type ReactNode } from "react";

import { addressOf } from "../../api/client";
import { told } from "../../api/problem";
import { Button, Link, Notice } from "../../components";
import { announce, newId, useMay, useUpload } from "../../state";
import type { Lens, PracticeSchema } from "./types";

interface OwnFileProps<T> {
  readonly path: string;
  readonly topics: readonly string[];
  /** What the file holds: "a lens", "the lens". */
  readonly what: string;
  readonly the: string;
  readonly onBrought: (made: T) => void;
  readonly children?: ReactNode;
}

/** Something of one's own as a file; what is wrong with one is said with its place, and nothing comes in. */
function OwnFile<T>({ path, topics, what, the, onBrought, children }: OwnFileProps<T>) {
  const chooser = useRef<HTMLInputElement>(null);
  const [refused, setRefused] = useState<unknown>(null);
  const send = useUpload<T>(path, { topics });
  if (!useMay("lead")) return null;
  const bring = (file: File | undefined): void => {
    if (!file) return;
    setRefused(null);
    send({ file, fields: { id: newId() } })
      .then(onBrought)
      .catch((refusal: unknown) => setRefused(refusal));
  };
  return (
    <>
      <Button kind="quiet" onPress={() => chooser.current?.click()}>{`Bring in ${what} of your own`}</Button>
      <input ref={chooser} type="file" accept=".yaml,.yml" hidden aria-label={`The file of ${the}`} onChange={(event) => { bring(event.target.files?.[0]); event.target.value = ""; }} />
      {children}
      {refused ? <Notice fact={told(refused).fact} meaning={told(refused).advice} urgent /> : null}
    </>
  );
}

export function OwnLens() {
  return <OwnFile<Lens> path="/lenses/import" topics={["figures", "placements"]} what="a lens" the="the lens" onBrought={(lens) => announce(`${lens.name} is in the study; choose it under Lens.`)} />;
}

/** Practices of one's own, and the file that comes with the program to begin from. */
export function OwnSchema({ shipped, onBrought }: { shipped: readonly string[]; onBrought: (schema: PracticeSchema) => void }) {
  const brought = (schema: PracticeSchema): void => {
    announce(`${schema.name} is in the study, with ${schema.properties.length === 1 ? "1 practice" : `${schema.properties.length} practices`}.`);
    onBrought(schema);
  };
  return (
    <OwnFile<PracticeSchema> path="/practice-schemas/import" topics={["practices", "practice-schemas"]} what="practices" the="the practices" onBrought={brought}>
      {shipped.map((key) => (
        <Link key={key} download to={addressOf("/practice-schemas/shipped", { key })}>{key === "workplace-learning" ? "A file to begin from" : `${key} as a file to begin from`}</Link>
      ))}
    </OwnFile>
  );
}
