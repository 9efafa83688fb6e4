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
            <p className="said">{one.words}</p>
            <p className="t12 soft">
              {[one.noted ? "Noted for the codebook" : "Given again and again", one.between.slice(0, 3).join("; "), one.n === null ? "" : one.n === 1 ? "1 place" : `${one.n} places`, one.by.join(" and ")].filter(Boolean).join(" · ")}
              {" · "}<Link to={`/compare/${one.round_id}/settle`}>{one.round_name}</Link>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
