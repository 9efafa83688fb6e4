import { Link } from "../../components";
import { useRead } from "../../state";

/** What was learnt about a code while differences were settled: beside its words, since those are what answers it. */
export function Noted({ codeId }: { codeId: string }) {
  const found = useRead("/codes/noted", { code_id: codeId });
  if (!found.data?.length) return null;
  return (
    <section className="code-noted" aria-label="From settling">
      <h3 className="section-title">From settling</h3>
      <ul>
        {found.data.map((one) => (
          <li key={`${one.round_id} ${one.words}`} className="t13">
            <p><b>{one.words}</b></p>
            <p className="t12 soft">
              {[one.noted ? "Noted for the codebook" : "Given again and again", one.between.slice(0, 3).join("; "), one.n === null ? "" : one.n === 1 ? "1 place" : `${one.n} places`, one.by.join(" and ")].filter(Boolean).join(" · ")}
              {" · "}<Link to={`/compare/${one.round_id}`}>{one.round_name}</Link>
            </p>
            <p className="t12">{one.answer === null ? "Not answered yet; that is done on the page of the round." : one.answer.taken ? `Answered by ${one.answer.by}: the words are changed.` : `Not taken up (${one.answer.by}): ${one.answer.reason}`}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
