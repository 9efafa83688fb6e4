import { useState } from "react";

import { Button, Dialog, Link, TextArea } from "../../components";
import { newId, useWrite } from "../../state";
import type { BoardView, Place } from "./Stages";
import { HOW_WORDS, reachedWords, type Reached } from "./staging";

/** One stage of one source, or of the study: how far each is and why, to be marked by hand and taken back. */
export function StageCell({ board, place, onClose }: { board: BoardView; place: Place; onClose: () => void }) {
  const stage = board.stages[place.stage];
  const source = board.sources.find((one) => one.id === place.sourceId);
  if (!stage || (place.sourceId && !source)) return null;
  const reached = stage.whole ? [stage.whole] : (source?.cells[place.stage] ?? []);
  const name = (id: string): string => board.analysts.find((one) => one.id === id)?.name ?? "";
  return (
    <Dialog title={`${source ? `${source.name} · ` : ""}${place.stage + 1} ${stage.name}`} open onClose={onClose} actions={<Button onPress={onClose}>Close</Button>}>
      <ul className="stages-reached">
        {reached.map((one) => (
          <li key={one.who}>
            <p className="stages-who">
              <span className={`reached reached-${one.how.replace(" ", "-")}`} aria-hidden="true" />
              <b>{name(one.who) || HOW_WORDS[one.how]}</b>
              {one.who ? ` ${HOW_WORDS[one.how]}` : ""}
            </p>
            <p className="t13 soft">{one.marked_by ? `${reachedWords(one).replace(/^done, m/, "M")}${one.note ? "" : "."}` : one.why}</p>
            {one.may_mark ? <Hand key={one.mark_id ?? ""} one={one} stage={stage.key} sourceId={place.sourceId} /> : null}
          </li>
        ))}
      </ul>
      {source ? <p className="t13"><Link to={stage.about === "analyst" ? `/code/${source.id}` : `/sources/${source.id}`}>{stage.about === "analyst" ? `Read ${source.name}` : `About ${source.name}`}</Link></p> : null}
    </Dialog>
  );
}

function Hand({ one, stage, sourceId }: { one: Reached; stage: string; sourceId: string }) {
  const [note, setNote] = useState("");
  const topics = ["stages"];
  const mark = useWrite("/stages/mark", { topics });
  const unmark = useWrite("/stages/unmark", { topics });
  const markId = one.mark_id;
  if (markId) return <Button kind="quiet" onPress={() => unmark.mutate({ id: markId })} busy={unmark.isPending && "Taking back …"}>Take the mark back</Button>;
  if (one.how === "done") return null;
  return (
    <form
      className="plan-form"
      onSubmit={(event) => {
        event.preventDefault();
        mark.mutate({ id: newId(), stage, source_id: sourceId, note });
      }}
    >
      <TextArea label="Why, if you like" value={note} onChange={setNote} rows={2} maxLength={2000} />
      <div><Button kind="primary" type="submit" busy={mark.isPending && "Marking …"}>Mark it as done</Button></div>
    </form>
  );
}
