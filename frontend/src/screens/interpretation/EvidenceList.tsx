import { Button, EmptyState, Link, Reading } from "../../components";
import { useMay, useRead, useWrite } from "../../state";
import type { EvidenceView } from "./types";

/** The evidence for something, what tells it otherwise first, each with its words and whose they are. */
export function EvidenceList({ kind, subjectId }: { kind: string; subjectId: string }) {
  const evidence = useRead("/evidence", { subject_kind: kind, subject_id: subjectId });
  const unlink = useWrite("/evidence/unlink", { topics: ["relations", "figures", "claims"] });
  const may = useMay("write");
  return (
    <Reading of={evidence}>
      {(all) =>
        all.length === 0 ? (
          <EmptyState title="Nothing is linked yet">Until something speaks for it, it is proposed and not asserted.</EmptyState>
        ) : (
          <ul className="told">
            {all.map((one) => (
              <One key={one.id} one={one} onUnlink={may ? () => unlink.mutate({ id: one.id }) : null} />
            ))}
          </ul>
        )
      }
    </Reading>
  );
}

function One({ one, onUnlink }: { one: EvidenceView; onUnlink: (() => void) | null }) {
  const against = one.stance === "contradicts";
  return (
    <li className={`evidence-one ${against ? "evidence-against" : ""}`}>
      <div>
        <p className="strong t13">{one.label || one.case_code}</p>
        <p className="t12 soft">{one.turn === null ? "" : `turn ${one.turn}`}</p>
        {against ? <p className="t12">tells it otherwise</p> : null}
      </div>
      <div>
        {one.question ? <p className="t13 soft serif">{one.question}</p> : null}
        <p className="serif">{one.words || one.note}</p>
        <p className="theme-ways">
          {one.source_id ? <Link to={`/code/${one.source_id}?at=${one.start}-${one.end}`}>Read it in place</Link> : null}
          {onUnlink ? <Button kind="quiet" onPress={onUnlink}>Unlink</Button> : null}
        </p>
      </div>
    </li>
  );
}
