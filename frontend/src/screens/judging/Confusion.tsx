import { CodeName, Section } from "../../components";
import { confusion } from "./figures";
import type { ComparisonView, DifferenceView } from "./types";

/** Which code one gave where the other gave another. Places read alike stand on the diagonal. */
export function Confusion({ data, differences, who }: { data: ComparisonView; differences: readonly DifferenceView[]; who: readonly string[] }) {
  const { codes, cells } = confusion(data, differences);
  if (codes.length === 0) return null;
  const [first = "", second = ""] = who;
  return (
    <Section title="Who calls what others call something else" aside={`places, ${first} down, ${second} across`} className="confusion">
      <div className="table-scroll">
        <table>
          <caption className="unseen">Places by the code {first} and the code {second} gave; none where only one marked them</caption>
          <thead>
            <tr>
              <td />
              {codes.map((one) => <th key={one.code_id} scope="col"><abbr title={one.name}>{one.key || one.name}</abbr></th>)}
              <th scope="col">none</th>
            </tr>
          </thead>
          <tbody>
            {cells.map((row, at) => (
              <tr key={codes[at]?.code_id ?? "none"}>
                <th scope="row">{codes[at] ? <CodeName id={codes[at].key} name={codes[at].name} family={codes[at].family} /> : "none"}</th>
                {row.map((n, column) => {
                  if (at === codes.length && column === codes.length) return <td key={column} className="confusion-void" />;
                  const kind = at === column ? "confusion-alike" : n > 1 ? "confusion-often" : n > 0 ? "confusion-once" : "";
                  return <td key={column} className={kind}>{n || <span aria-label="none">·</span>}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="t12 soft">The codes with the most places read otherwise.</p>
    </Section>
  );
}
