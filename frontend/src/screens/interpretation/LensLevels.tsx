import { useState } from "react";

import { Button } from "../../components";
import type { Lens } from "./types";

/** What each level of the lens means, with an example and what is not it. */
export function LensLevels({ lens }: { lens: Lens }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="lens-levels">
      <Button kind="quiet" pressed={open} onPress={() => setOpen(!open)}>{open ? "Hide what its levels mean" : "What its levels mean"}</Button>
      {open ? (
        <dl>
          {lens.levels.map((level) => (
            <div key={level.key}>
              <dt>{level.name}</dt>
              <dd>{level.definition || "It has no definition."}</dd>
              {level.example ? <dd className="t13"><span className="soft">For example</span> {level.example}</dd> : null}
              {level.non_example ? <dd className="t13"><span className="soft">Not</span> {level.non_example}</dd> : null}
            </div>
          ))}
        </dl>
      ) : null}
    </div>
  );
}
