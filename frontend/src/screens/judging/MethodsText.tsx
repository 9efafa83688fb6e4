import { useState } from "react";

import { Button, Reading, Section } from "../../components";
import { announce, useRead } from "../../state";
import type { RoundView } from "./types";

/** The round as a methods section tells it, from what is on record, to be copied; read when it is asked for. */
export function MethodsText({ round }: { round: RoundView }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="methods-text" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>For the methods section</summary>
      {open ? <Told round={round} /> : null}
    </details>
  );
}

function Told({ round }: { round: RoundView }) {
  const told = useRead("/rounds/methods", { id: round.id }, { topics: ["codings", "rounds"] });
  const copy = (text: string): void => {
    void navigator.clipboard.writeText(text).then(() => announce("Copied."));
  };
  return (
    <Reading of={told}>
      {({ text }) => (
        <Section title="How this round was read" aside="from what is on record">
          <p className="serif measure">{text}</p>
          <p><Button kind="quiet" onPress={() => copy(text)}>Copy it</Button></p>
        </Section>
      )}
    </Reading>
  );
}
