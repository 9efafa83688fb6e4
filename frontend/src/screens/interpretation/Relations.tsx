import { useState } from "react";

import { Button, Drawer, EmptyState, OptionRow, Reading } from "../../components";
import { announce, setQuery, useMay, usePlace, useRead, useWrite } from "../../state";
import { Chains } from "./Chains";
import { EvidenceList } from "./EvidenceList";
import { LinkPassage } from "./LinkPassage";
import { RelationForm } from "./RelationForm";
import { BASIS_WORDS, DESCRIBED_AS, KIND_WORDS, SIGN_WORDS, type RelationView } from "./types";

type Way = "list" | "chains";

/** Every relation with its number as in the figure; what stands against it comes first. */
export function Relations() {
  const relations = useRead("/relations", {}, { topics: ["evidence"] });
  const [open, setOpen] = useState<RelationView | null>(null);
  const [linking, setLinking] = useState<RelationView | null>(null);
  const [stating, setStating] = useState(false);
  const [changing, setChanging] = useState<RelationView | null>(null);
  const remove = useWrite("/relations/remove", { topics: ["relations", "figures", "evidence"], onDone: () => announce("The relation is removed.") });
  const may = useMay("write");
  const way: Way = usePlace().query.get("as") === "chains" ? "chains" : "list";
  return (
    <>
      <div className="interpret-bar">
        <Button kind="primary" onPress={() => setStating(true)} reason={may ? null : "Your role reads only."}>State a relation</Button>
        <OptionRow<Way> label="Shown as" layout="segments" value={way} onChange={(to) => setQuery({ as: to === "chains" ? to : null })} options={[{ id: "list", label: "One by one" }, { id: "chains", label: "Chains" }]} />
      </div>
      {way === "chains" ? <Chains /> : <Reading of={relations}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState title="Levels listed, interactions not analysed">
              A relation says that something at one level does something to something at another, and what speaks for it and against it.
            </EmptyState>
          ) : (
            <ol className="relation-list">
              {all.map((one, at) => (
                <Relation key={one.id} one={one} number={at + 1} acted={one.to_kind === "relation" ? 1 + all.findIndex((other) => other.id === one.to_id) : 0} onOpen={() => setOpen(one)} />
              ))}
            </ol>
          )
        }
      </Reading>}
      {changing ? <RelationForm given={changing} onClose={() => setChanging(null)} /> : null}
      {stating ? <RelationForm onClose={() => setStating(false)} /> : null}
      {linking ? <LinkPassage kind="relation" subjectId={linking.id} title={`${linking.from_name} ${KIND_WORDS[linking.kind] ?? linking.kind} ${linking.to_name}`} onClose={() => { setOpen(linking); setLinking(null); }} /> : null}
      {open ? (
        <Drawer title={`${open.from_name} ${KIND_WORDS[open.kind] ?? open.kind} ${open.to_name}`} open onClose={() => setOpen(null)}>
          <p className="serif">{open.mechanism}</p>
          <p className="t13 soft">{SIGN_WORDS[open.sign]} · {BASIS_WORDS[open.basis]}</p>
          {may ? (
            <p className="relation-ways">
              <Button kind="quiet" onPress={() => { setLinking(open); setOpen(null); }}>Link a passage</Button>
              <Button kind="quiet" onPress={() => { setChanging(open); setOpen(null); }}>Change it</Button>
              <Button kind="quiet" className="care" onPress={() => { remove.mutate({ id: open.id }); setOpen(null); }}>Remove it</Button>
            </p>
          ) : null}
          <EvidenceList kind="relation" subjectId={open.id} />
        </Drawer>
      ) : null}
    </>
  );
}

/** `acted`: the number of the relation it acts on, 0 where it acts on something else. */
function Relation({ one, number, acted, onOpen }: { one: RelationView; number: number; acted: number; onOpen: () => void }) {
  const teams = (n: number) => `${n} ${n === 1 ? "team" : "teams"}`;
  return (
    <li className="relation">
      <span className="relation-number num" aria-hidden="true">{number}</span>
      <div className="relation-words">
        <p>
          <span className="serif strong">{one.from_name}</span> <span className="soft">({one.from_level})</span>{" "}
          {one.asserted ? "is described as" : "is proposed, without evidence yet, as"} {DESCRIBED_AS[one.kind] ?? one.kind}{" "}
          <span className="serif strong">{acted ? `relation ${acted}` : one.to_name}</span> <span className="soft">({one.to_level})</span>
        </p>
        <p className="t13">{one.mechanism}</p>
        <p className="t13 soft">
          {SIGN_WORDS[one.sign]} · {BASIS_WORDS[one.basis]} · {teams(one.case_ids_for.length)} for{one.n_qualifies ? `, ${one.n_qualifies} ${one.n_qualifies === 1 ? "qualifies" : "qualify"} it` : ""}{one.n_against ? `, ${teams(one.case_ids_against.length)} otherwise` : ", none otherwise"}
        </p>
      </div>
      <Button kind="quiet" onPress={onOpen} label={`Evidence for relation ${number}`}>Evidence</Button>
    </li>
  );
}
