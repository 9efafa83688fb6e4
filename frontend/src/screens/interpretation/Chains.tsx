import { Button, EmptyState, Link, Reading } from "../../components";
import { announce, useRead } from "../../state";
import { chainText } from "./chaining";
import { Quoted } from "./Quoted";
import { BASIS_WORDS, KIND_WORDS, SIGN_WORDS, type ChainStep, type ChainView } from "./types";

/** What acts on what acts on what: every chain of relations with its steps, their mechanism and their words. */
export function Chains() {
  const chains = useRead("/relations/chains", {}, { topics: ["evidence", "lenses"] });
  return (
    <Reading of={chains}>
      {({ chains: all, level_names, n_left }) =>
        all.length === 0 ? (
          <EmptyState title="No relation follows from another yet">A chain begins where what one relation acts on is what the next begins with, or is a relation itself.</EmptyState>
        ) : (
          <>
            <p className="asking-ways t13 no-print">
              <Button kind="quiet" onPress={() => void navigator.clipboard.writeText(all.map(chainText).join("\n\n\n")).then(() => announce("The chains are copied."))}>Copy</Button>
              <Button kind="quiet" onPress={() => window.print()}>Print</Button>
            </p>
            <ol className="chains">{all.map((chain) => <Chain key={chain.words} chain={chain} levels={level_names} />)}</ol>
            {n_left > 0 ? <p className="soft">{n_left} shorter ones are left out.</p> : null}
          </>
        )
      }
    </Reading>
  );
}

function Chain({ chain, levels }: { chain: ChainView; levels: readonly string[] }) {
  return (
    <li className="chain">
      <h2 className="serif t16">{chain.words}</h2>
      <Steps chain={chain} levels={levels} />
      <ol className="chain-steps">{chain.steps.map((step) => <Step key={step.number} step={step} />)}</ol>
    </li>
  );
}

/** The chain drawn: one row a level, the outermost on top. The sentence above and the steps below say the same. */
function Steps({ chain, levels }: { chain: ChainView; levels: readonly string[] }) {
  const rows = [...levels.filter((one) => chain.levels.includes(one)), ...chain.levels.filter((one, at) => !levels.includes(one) && chain.levels.indexOf(one) === at)];
  const marks = chain.steps.flatMap((step, at) => [
    ...(at === 0 || step.joined === "which acts on" ? [{ at: step.from_level, words: step.relation.from_name, does: "" }] : []),
    ...(step.relation.to_kind === "relation" ? [{ at: step.from_level, words: "what follows", does: KIND_WORDS[step.relation.kind] ?? step.relation.kind }] : [{ at: step.to_level, words: step.relation.to_name, does: KIND_WORDS[step.relation.kind] ?? step.relation.kind }]),
  ]);
  return (
    <div className="chain-picture" aria-hidden="true" style={{ gridTemplateColumns: `max-content repeat(${marks.length}, minmax(90px, 1fr))` }}>
      {rows.map((level, row) => [
        <span key={level} className="t12 soft chain-level" style={{ gridRow: row + 1, gridColumn: 1 }}>{level}</span>,
        <span key={`${level} line`} className="chain-line" style={{ gridRow: row + 1, gridColumn: "1 / -1" }} />,
      ])}
      {marks.map((mark, at) => (
        <span key={at} className="chain-mark" style={{ gridRow: rows.indexOf(mark.at) + 1, gridColumn: at + 2 }}>
          {mark.does ? <span className="t12 soft">→ {mark.does}</span> : null}
          <span className="serif t13">{mark.words}</span>
        </span>
      ))}
    </div>
  );
}

function Step({ step }: { step: ChainStep }) {
  const { relation, evidence } = step;
  const n = (stance: string): number => evidence.filter((one) => one.stance === stance).length;
  const qualifying = n("qualifies");
  const counts = [`${n("supports")} for`, qualifying ? `${qualifying} ${qualifying === 1 ? "qualifies" : "qualify"}` : "", `${n("contradicts")} otherwise`].filter(Boolean).join(", ");
  return (
    <li>
      <p className="t14">
        <span className="relation-number num">{step.number}</span>{" "}
        {step.joined ? <span className="soft">{step.joined} </span> : null}
        <b>{relation.from_name}</b> <span className="soft">({step.from_level})</span> {KIND_WORDS[relation.kind] ?? relation.kind}{" "}
        <b>{relation.to_kind === "relation" ? "the relation that follows" : relation.to_name}</b> {relation.to_kind === "relation" ? null : <span className="soft">({step.to_level})</span>}
      </p>
      <p className="t13">{relation.mechanism || <span className="soft">How it works is not written yet.</span>}</p>
      <p className="t13 soft">{[SIGN_WORDS[relation.sign], BASIS_WORDS[relation.basis] ?? relation.basis, counts].join(" · ")}</p>
      {evidence.length === 0 ? <p className="t13 soft">Nothing is linked to this step, so it is proposed. <Link to="/interpret/relations">Link a passage</Link></p> : <details open><summary className="t13">Its words</summary><Quoted of={evidence} /></details>}
    </li>
  );
}
