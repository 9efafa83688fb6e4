import { Reading } from "../../components";
import { useRead } from "../../state";

/** What one person answered for one use, the newest first. Earlier answers stay; the newest counts. */
export function ConsentPast({ participantId, scope }: { participantId: string; scope: string }) {
  const past = useRead("/consents/history", { participant_id: participantId, scope });
  return (
    <Reading of={past}>
      {(all) =>
        all.length === 0 ? (
          <p className="t13 soft">Nothing is recorded yet. That is not a no.</p>
        ) : (
          <ul className="t13 soft" aria-label="Recorded so far, the newest counts">
            {all.map((one) => (
              <li key={one.id}>{[one.state, one.at, one.form ? `form ${one.form}` : "", one.how, one.reason].filter(Boolean).join(", ")}</li>
            ))}
          </ul>
        )
      }
    </Reading>
  );
}
