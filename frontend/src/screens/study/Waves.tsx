import { useState } from "react";

import { Button, Dialog, EmptyState, Field, Reading, Section, Table, TextArea } from "../../components";
import { newId, useMay, useRead, useWrite } from "../../state";
import { day } from "./days";
import type { components } from "../../api/schema";

type Wave = components["schemas"]["WaveView"];

/** The windows in which material was collected; an interview belongs to one by its date. */
export function Waves() {
  const waves = useRead("/waves");
  const may = useMay("field");
  const [open, setOpen] = useState<Wave | "new" | null>(null);
  return (
    <Section title="Waves">
      <Reading of={waves}>
        {(all) => (
          <Table
            caption="Waves"
            rows={all}
            rowId={(one) => one.id}
            empty={<EmptyState title="No wave written down">A study that goes back to its people names each time; interviews fall in by their date, and queries and counts go by it.</EmptyState>}
            columns={[
              { id: "name", head: "Wave", names: true, cell: (one) => (may ? <Button kind="quiet" onPress={() => setOpen(one)} label={`Change ${one.name}`}>{one.name}</Button> : one.name) },
              { id: "from", head: "From", cell: (one) => (one.valid_from ? <span className="num">{day(one.valid_from)}</span> : <span className="faint">not told</span>) },
              { id: "to", head: "Until", cell: (one) => (one.valid_to ? <span className="num">{day(one.valid_to)}</span> : <span className="faint">no end</span>) },
              { id: "n", head: "Interviews", number: true, cell: (one) => one.n_encounters },
            ]}
          />
        )}
      </Reading>
      {may ? <Button kind="quiet" onPress={() => setOpen("new")}>Add a wave</Button> : null}
      <Dialog title={open === "new" ? "Add a wave" : "Change the wave"} open={open !== null} onClose={() => setOpen(null)}>
        {open === null ? null : <WaveForm wave={open === "new" ? null : open} onDone={() => setOpen(null)} />}
      </Dialog>
    </Section>
  );
}

function WaveForm({ wave, onDone }: { wave: Wave | null; onDone: () => void }) {
  const [id] = useState(() => wave?.id ?? newId());
  const [name, setName] = useState(wave?.name ?? "");
  const [from, setFrom] = useState(wave?.valid_from ?? "");
  const [to, setTo] = useState(wave?.valid_to ?? "");
  const [purpose, setPurpose] = useState(wave?.purpose ?? "");
  const [wrong, setWrong] = useState<{ place: string; message: string } | null>(null);
  const topics = ["waves", "query", "crosstab"];
  const write = useWrite("/waves/write", { topics, onDone, onRefused: (refusal) => { setWrong({ place: refusal.problem.place ?? "", message: refusal.message }); return true; } });
  const remove = useWrite("/waves/remove", { topics, onDone });
  const wrongAt = (place: string) => (wrong && (wrong.place === place || (place === "name" && !wrong.place.startsWith("valid"))) ? wrong.message : "");
  return (
    <form
      className="plan-form"
      onSubmit={(event) => {
        event.preventDefault();
        write.mutate({ id, name, valid_from: from, valid_to: to, purpose });
      }}
    >
      <Field label="Name" value={name} onChange={setName} autoFocus required maxLength={100} wrong={wrongAt("name")} />
      <div className="plan-two">
        <Field label="From" type="date" value={from} onChange={setFrom} wrong={wrongAt("valid_from")} />
        <Field label="Until" type="date" value={to} onChange={setTo} wrong={wrongAt("valid_to")} />
      </div>
      <TextArea label="What it is for" value={purpose} onChange={setPurpose} rows={2} maxLength={2000} />
      <div className="plan-ways">
        <Button kind="primary" type="submit" disabled={!name.trim()} busy={write.isPending && "Keeping …"}>{wave ? "Keep it" : "Add the wave"}</Button>
        {wave ? <Button kind="quiet" onPress={() => remove.mutate({ id })}>Remove it</Button> : null}
      </div>
    </form>
  );
}
