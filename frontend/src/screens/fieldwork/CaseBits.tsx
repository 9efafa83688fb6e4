import { Button, CodeName, Drawer, Link, Reading } from "../../components";
import { useRead } from "../../state";
import type { CodeTold, Opened, PracticeTold, RelationTold, Said, ThemeTold } from "./types";

/** Words somebody said, with whose they are and the way to them in the text. */
export function SaidList({ of }: { of: readonly Said[] }) {
  return (
    <ul className="case-said">
      {of.map((one) => (
        <li key={one.id} className={one.stance === "contradicts" ? "case-otherwise" : ""}>
          <p className="t12 soft">
            <b>{one.label || one.case_code}</b>
            {one.stance === "contradicts" ? " tells it otherwise" : one.stance === "qualifies" ? " qualifies it" : ""}
            {one.source_id ? <> · <Link to={`/code/${one.source_id}?at=${one.start}-${one.end}`}>{one.turn ? `turn ${one.turn}` : "in the text"}</Link></> : null}
          </p>
          <blockquote className="said">{one.words || one.note || <span className="soft">These words cannot be shown.</span>}</blockquote>
        </li>
      ))}
    </ul>
  );
}

/** How much of a theme or code a case tells; a press opens the passages. */
export function HowMuch({ n, query, name, onOpen }: { n: number | null; query: string; name: string; onOpen: (one: Opened) => void }) {
  if (!query) return <span className="soft">not told here</span>;
  const words = n === null ? "told" : `${n} ${n === 1 ? "passage" : "passages"}`;
  return <Button kind="quiet" label={`${name}: ${words}`} onPress={() => onOpen({ title: name, query })}>{words}</Button>;
}

export function ThemeBit({ one, where, onOpen }: { one: ThemeTold; where: string; onOpen: (one: Opened) => void }) {
  return (
    <>
      <HowMuch n={one.n_passages ?? null} query={one.query} name={`${one.name}, ${where}`} onOpen={onOpen} />
      {one.otherwise.length > 0 ? <SaidList of={one.otherwise} /> : null}
    </>
  );
}

export function CodeBits({ of, where, onOpen }: { of: readonly CodeTold[]; where: string; onOpen: (one: Opened) => void }) {
  if (of.length === 0) return <p className="soft">No passage of this case carries a code yet.</p>;
  return (
    <ul className="case-codes">
      {of.map((one) => (
        <li key={one.code_id}>
          <CodeName name={one.name} id={one.key} family={one.family} />
          <HowMuch n={one.n_passages ?? null} query={one.query} name={`${one.name}, ${where}`} onOpen={onOpen} />
        </li>
      ))}
    </ul>
  );
}

/** What was settled of a practice, and every account of it. */
export function PracticeBit({ one }: { one: PracticeTold }) {
  const { value, detail, reading, accounts } = one.practice;
  return (
    <>
      <p className={value === null || value === "not asked" ? "soft" : "strong"}>
        {value ?? (accounts.length > 0 ? "not settled" : "not asked")}
        {detail ? <span className="soft"> {detail}</span> : null}
        {reading === "differ" ? <span className="soft"> · told differently</span> : reading === "one voice only" ? <span className="soft"> · one voice only</span> : null}
      </p>
      {accounts.length === 0 ? null : (
        <ul className="case-said">
          {accounts.map((account) => (
            <li key={account.id}>
              <p className="t12 soft">
                <b>{account.label}</b> {account.value}
                {account.detail ? `, ${account.detail}` : ""}
                {account.source_id ? <> · <Link to={`/code/${account.source_id}?at=${account.start}-${account.end}`}>{account.turn ? `turn ${account.turn}` : "in the text"}</Link></> : null}
              </p>
              {account.words ? <blockquote className="said">{account.words}</blockquote> : null}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const DOES: Readonly<Record<string, string>> = { substitutes: "stands in for" };

export function relationWords({ relation, number }: RelationTold): string {
  return `${number} ${relation.from_name} (${relation.from_level}) ${DOES[relation.kind] ?? relation.kind} ${relation.to_name} (${relation.to_level})`;
}

/** The passages behind what was pressed: the same query, so the same number. */
export function Passages({ opened, onClose }: { opened: Opened; onClose: () => void }) {
  const found = useRead("/query", { text: opened.query, limit: 500 });
  return (
    <Drawer title={opened.title} open onClose={onClose}>
      <Reading of={found}>
        {(answer) => (
          <>
            <p className="t13 soft">{answer.set}.</p>
            <ul className="case-said">
              {answer.passages.map((one) => (
                <li key={one.id}>
                  <p className="t12 soft">
                    <b>{one.label || one.source}</b> · <Link to={`/code/${one.source_id}?at=${one.start}-${one.end}`}>{one.turn ? `turn ${one.turn}` : "in the text"}</Link> · {one.codes.join(" · ")}
                  </p>
                  <blockquote className="said">{one.words}</blockquote>
                </li>
              ))}
            </ul>
            {answer.n_left > 0 ? <p className="soft">{answer.n_left} more are found under Queries.</p> : null}
          </>
        )}
      </Reading>
    </Drawer>
  );
}
