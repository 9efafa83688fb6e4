import { EmptyState, Link, Reading } from "../../components";
import { useRead } from "../../state";
import { EvidenceList } from "./EvidenceList";
import { BASIS_WORDS, KIND_WORDS, type FigureMark, type PlacedPassage, type RelationView } from "./types";

const FIRST = 40;

/** What one mark of the figure rests on: passages of a theme or code, the words placed there, the evidence of relations of anything else. */
export function LevelMark({ mark, lensId }: { mark: FigureMark; lensId: string }) {
  const relations = useRead("/relations", {}, { topics: ["evidence"] });
  const own = (relations.data ?? []).filter((one) => mark.relation_ids?.includes(one.id));
  return (
    <>
      {own.map((one) => <Related key={one.id} one={one} alone={mark.kind === "relation"} />)}
      {mark.kind === "passage" ? <Stands lensId={lensId} ids={mark.placement_ids ?? []} /> : null}
      {mark.kind === "theme" ? <Told of={{ theme_id: mark.id }} /> : null}
      {mark.kind === "code" ? <Told of={{ code_id: mark.id }} /> : null}
    </>
  );
}

function Related({ one, alone }: { one: RelationView; alone: boolean }) {
  return (
    <section aria-label={`${one.from_name} ${KIND_WORDS[one.kind] ?? one.kind} ${one.to_name}`}>
      {alone ? null : <h3 className="section-title">{`${one.from_name} ${KIND_WORDS[one.kind] ?? one.kind} ${one.to_name}`}</h3>}
      {one.mechanism ? <p className="serif">{one.mechanism}</p> : null}
      <p className="t13 soft">{BASIS_WORDS[one.basis]}</p>
      <EvidenceList kind="relation" subjectId={one.id} />
    </section>
  );
}

/** Passages that stand at a level by themselves, with who placed them and why. */
function Stands({ lensId, ids }: { lensId: string; ids: readonly string[] }) {
  const placed = useRead("/placements/passages", { lens_id: lensId });
  return (
    <Reading of={placed}>
      {(all) => (
        <ul className="told">
          {all.filter((one) => ids.includes(one.id)).map((one) => (
            <li key={one.id} className="evidence-one">
              <div>
                <p className="strong t13">{one.label || "no label"}</p>
                <p className="t12 soft">{one.turn === null ? "" : `turn ${one.turn}`}</p>
              </div>
              <div>
                {one.question ? <p className="t13 soft serif">{one.question}</p> : null}
                <p className="serif">{one.words}</p>
                <p className="t13 soft">{placedBy(one)}</p>
                <p className="theme-ways"><Link to={`/code/${one.source_id}?at=${one.start}-${one.end}`}>Read it in place</Link></p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Reading>
  );
}

/** Who put a passage where it stands, and why. */
export function placedBy(one: PlacedPassage): string {
  return `${one.round ? `Agreed in ${one.round}` : `Placed by ${one.mine ? "you" : one.judge}`}${one.reason ? `: ${one.reason}` : ""}`;
}

function Told({ of }: { of: { theme_id?: string; code_id?: string } }) {
  const passages = useRead("/passages", { theme_id: "", code_id: "", ...of });
  return (
    <section aria-label="Passages">
      <h3 className="section-title">Passages</h3>
      <Reading of={passages}>
        {({ passages: all, n, n_cases }) =>
          all.length === 0 ? (
            <EmptyState title="No passage yet">Passages coded with it appear here.</EmptyState>
          ) : (
            <>
              {n === null ? null : <p className="t13 soft">{`${n} ${n === 1 ? "passage" : "passages"}${n_cases ? ` from ${n_cases} ${n_cases === 1 ? "case" : "cases"}` : ""}${all.length > FIRST ? `; the first ${FIRST}` : ""}`}</p>}
              <ul className="told">
                {all.slice(0, FIRST).map((one) => (
                  <li key={`${one.version_id} ${one.start} ${one.end} ${one.code_id}`} className="evidence-one">
                    <div>
                      <p className="strong t13">{one.label}</p>
                      <p className="t12 soft">{one.turn === null ? "" : `turn ${one.turn}`}</p>
                    </div>
                    <div>
                      <p className="serif">{one.words}</p>
                      <p className="theme-ways"><Link to={`/code/${one.source_id}?at=${one.start}-${one.end}`}>Read it in place</Link></p>
                    </div>
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Reading>
    </section>
  );
}
