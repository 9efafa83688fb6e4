import { useEffect, useRef, useState } from "react";

import { Field } from "./Field";
import "./CodeFinder.css";

interface Named {
  readonly id: string;
  readonly label: string;
}

export interface CodeFinderProps {
  readonly label: string;
  /** What stands before the name of the code chosen. */
  readonly chosen: string;
  readonly codes: readonly Named[];
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
  readonly autoFocus?: boolean;
  /** What makes a code of the name typed; null where one may not, or there is one. */
  readonly making?: (name: string) => (() => void) | null;
}

const SHOWN = 8;

/** A code by any part of its name. */
export function CodeFinder({ label, chosen, codes, value, onChange, autoFocus = false, making }: CodeFinderProps) {
  const [typed, setTyped] = useState("");
  const [again, setAgain] = useState(false);
  const picked = useRef(false);
  const said = useRef<HTMLParagraphElement>(null);
  // The field goes when a code is chosen; whoever chose it stays where they were. Not on the button: the same Enter would press it.
  const taken = codes.find((one) => one.id === value);
  useEffect(() => {
    if (!picked.current || !taken) return;
    picked.current = false;
    said.current?.focus({ preventScroll: true });
  }, [taken]);
  const wanted = typed.trim().toLocaleLowerCase("en-GB");
  const found = codes.filter((one) => one.label.toLocaleLowerCase("en-GB").includes(wanted));
  const first = wanted ? found[0] : undefined;
  const pick = (id: string): void => {
    setTyped("");
    picked.current = true;
    onChange(id);
  };
  const name = typed.trim();
  const begin = name ? making?.(name) : null;
  const make = begin
    ? (): void => {
        setTyped("");
        picked.current = true;
        begin();
      }
    : undefined;
  if (taken) {
    const another = (): void => {
      setAgain(true);
      onChange(null);
    };
    return (
      <p ref={said} tabIndex={-1} className="code-finder t13">
        {chosen} <span className="medium">{taken.label}</span> <button type="button" className="link-like" onClick={another}>Another code</button>
      </p>
    );
  }
  return (
    <div className="code-finder">
      <Field label={label} type="search" autoFocus={autoFocus || again} value={typed} onChange={setTyped} onEnter={first ? () => pick(first.id) : make} about={first ? `Enter takes the first, ${first.label}.` : make ? `Enter makes the code ${name}.` : codes.length === 0 ? "No code yet." : "Type any part of its name."} />
      <ul aria-label="Codes">
        {found.slice(0, SHOWN).map((one) => (
          <li key={one.id}><button type="button" className="link-like" onClick={() => pick(one.id)}>{one.label}</button></li>
        ))}
        {make ? <li><button type="button" className="link-like" onClick={make}>New code {name}</button></li> : null}
      </ul>
      {found.length > SHOWN ? <p className="t12 soft">and {found.length - SHOWN} more</p> : found.length === 0 && !make ? <p className="t12 soft">No code has that in its name.</p> : null}
    </div>
  );
}
