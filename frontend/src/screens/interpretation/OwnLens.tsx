import { useRef, useState } from "react";

import { told } from "../../api/problem";
import { Button, Notice } from "../../components";
import { announce, newId, useMay, useUpload } from "../../state";
import type { Lens } from "./types";

/** A lens of one's own as a file; what is wrong with one is said with its place, and nothing comes in. */
export function OwnLens() {
  const chooser = useRef<HTMLInputElement>(null);
  const [refused, setRefused] = useState<unknown>(null);
  const send = useUpload<Lens>("/lenses/import", { topics: ["figures", "placements"] });
  const may = useMay("lead");
  if (!may) return null;
  const bring = (file: File | undefined): void => {
    if (!file) return;
    setRefused(null);
    send({ file, fields: { id: newId() } })
      .then((lens) => announce(`${lens.name} is in the study; choose it under Lens.`))
      .catch((refusal: unknown) => setRefused(refusal));
  };
  return (
    <>
      <Button kind="quiet" onPress={() => chooser.current?.click()}>Bring in a lens of your own</Button>
      <input ref={chooser} type="file" accept=".yaml,.yml" hidden aria-label="The file of the lens" onChange={(event) => { bring(event.target.files?.[0]); event.target.value = ""; }} />
      {refused ? <Notice fact={told(refused).fact} meaning={told(refused).advice} urgent /> : null}
    </>
  );
}
