import { useState } from "react";

import { Button, Dialog, Link, OptionRow } from "../../components";
import { setQuery, useRead, useWrite } from "../../state";
import { counted, type RoundView } from "./types";

export interface RoundBoxProps {
  readonly round: RoundView | null;
  /** Rounds this text is read in by the viewer, open now. */
  readonly open: readonly RoundView[];
}

/** Which reading one is in: open coding, or a round one reads apart from the others. */
export function RoundBox({ round, open }: RoundBoxProps) {
  if (!round && open.length === 0) return null;
  return (
    <section className="round-box" aria-label="This coding round">
      <h2 className="section-title">{round ? "This coding round" : "Rounds of reading apart"}</h2>
      {open.length > 0 ? (
        <OptionRow
          label="Which reading"
          layout="list"
          value={round?.id ?? "open"}
          onChange={(id) => setQuery({ round: id })}
          options={[{ id: "open", label: "Open coding" }, ...open.map((one) => ({ id: one.id, label: one.name }))]}
        />
      ) : null}
      {round ? <Inside round={round} /> : <p className="t13 soft round-words">You read this text in {open.length === 1 ? "a round" : "rounds"}. What you code in open coding is seen by all.</p>}
    </section>
  );
}

function Inside({ round }: { round: RoundView }) {
  const [asking, setAsking] = useState(false);
  const back = useWrite("/rounds/take-back", { topics: ["rounds", "round", "home"] });
  const done = useRead("/codings/table", { set: round.id }, { topics: ["codings"], when: round.state === "judging" && round.i_read });
  const begun = new Set(done.data?.map((row) => row.source)).size;
  const n = round.my_source_ids.length;
  const apart = round.blind && round.state === "judging";
  return (
    <>
      <dl className="round-facts">
        <dt>Round</dt>
        <dd>{round.name}{round.training ? ", for practice" : ""}</dd>
        <dt>Codebook</dt>
        <dd>{round.kind === "unitise" ? "none: units are marked, without codes" : round.codebook_number ? `v${round.codebook_number}, as it was when the round began` : "the living one"}</dd>
        {round.i_read ? <dt>Yours</dt> : null}
        {round.i_read ? <dd className="num">{round.i_have_handed_in ? "handed in" : `begun in ${begun} of ${counted(n, "interview")}`}</dd> : null}
        <dt>Others</dt>
        <dd>{apart ? "unseen until opened" : round.state === "judging" ? "seen as they read" : "opened"}</dd>
      </dl>
      {apart ? <p className="t13 soft round-words">Nobody sees what you code here, and you see nobody’s, until all have handed in and the readings are opened.</p> : null}
      {round.state === "judging" && round.i_read && !round.i_have_handed_in ? <Button onPress={() => setAsking(true)}>Hand in my reading</Button> : null}
      {round.i_have_handed_in && round.state === "judging" ? <Button onPress={() => back.mutate({ id: round.id })}>Take my reading back</Button> : null}
      {round.i_have_handed_in || round.state !== "judging" ? <Link to={`/compare/${round.id}`}>Go to {round.name} in Compare</Link> : null}
      <HandIn round={round} begun={begun} open={asking} onClose={() => setAsking(false)} />
    </>
  );
}

function HandIn({ round, begun, open, onClose }: { round: RoundView; begun: number; open: boolean; onClose: () => void }) {
  // The head of the desk says that it is handed in; a message in the corner would lie on the way back.
  const submit = useWrite("/rounds/submit", { topics: ["rounds", "round", "home"] });
  const left = round.my_source_ids.length - begun;
  return (
    <Dialog
      title={`Hand in your reading of ${round.name}`}
      open={open}
      onClose={onClose}
      actions={
        <>
          <Button kind="primary" onPress={() => { submit.mutate({ id: round.id }); onClose(); }}>Hand in</Button>
          <Button kind="quiet" onPress={onClose}>Read on</Button>
        </>
      }
    >
      <p>{left > 0 ? `In ${counted(left, "interview")} of yours nothing is coded yet. ` : "You have coded in every interview of yours. "}After handing in nothing of it changes. You can take it back until the readings are opened; that it was taken back stays visible.</p>
    </Dialog>
  );
}
