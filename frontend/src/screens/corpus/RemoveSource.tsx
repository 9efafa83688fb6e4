import { Button, Dialog } from "../../components";
import { announce, navigate, useSteps, useWrite } from "../../state";
import type { SourceRow } from "./types";

/** Asks before a source goes, and says how it comes back. */
export function RemoveSource({ row, onClose }: { row: SourceRow; onClose: () => void }) {
  const steps = useSteps();
  const title = row.title || row.name;
  const remove = useWrite("/sources/remove", {
    topics: ["home", "codings", "codes"],
    onDone: () => {
      announce(`${title} is removed.`, { action: { label: "Take it back", run: () => void steps.undo() } });
      navigate("/sources");
    },
  });
  return (
    <Dialog
      title={`Remove ${title}`}
      open
      grave
      onClose={onClose}
      actions={
        <>
          <Button kind="care" onPress={() => { remove.mutate({ source_id: row.id }); onClose(); }}>Remove the source</Button>
          <Button kind="quiet" onPress={onClose}>Leave it</Button>
        </>
      }
    >
      <p>
        The source goes with {row.n_codings ? `its ${row.n_codings} codings` : "what was coded in it"} and the memos on its passages. Ctrl Z brings all of it back.
        If a person has withdrawn, do that under Cases: only a withdrawal erases words for good.
      </p>
    </Dialog>
  );
}
