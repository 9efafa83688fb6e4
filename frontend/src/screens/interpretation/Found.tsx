import { Button, Drawer, Link, Reading } from "../../components";
import { clock } from "../../model/text";
import { announce, useRead } from "../../state";
import type { FoundView, QueryView } from "./types";

/** What is asked for: the query, what narrows it, and what it is put to. */
export interface Asked {
  readonly text: string;
  readonly where: string;
  readonly set: string;
  readonly readers: "apart" | "together";
}

/** How much was found, in words; nothing where nothing is counted. */
export function countWords({ n_passages, n_participants, n_cases }: Pick<QueryView, "n_passages" | "n_participants" | "n_cases">): string {
  if (n_passages === null) return "";
  return `${many(n_passages, "passage")}, ${many(n_participants ?? 0, "person", "people")}, ${many(n_cases ?? 0, "team")}`;
}

export function many(n: number, one: string, more = `${one}s`): string {
  return `${n} ${n === 1 ? one : more}`;
}

/** Passages with whose words they are, by team. */
export function FoundList({ passages }: { passages: readonly FoundView[] }) {
  const groups = new Map<string, FoundView[]>();
  for (const one of passages) {
    const team = [one.case_code, one.case_name].filter(Boolean).join(" ") || "No team named";
    groups.set(team, [...(groups.get(team) ?? []), one]);
  }
  return (
    <>
      {[...groups].map(([team, ones]) => (
        <section key={team} aria-label={team}>
          <h3 className="section-title found-team">{team}</h3>
          <ul>{ones.map((one) => <One key={one.id} passage={one} />)}</ul>
        </section>
      ))}
    </>
  );
}

function One({ passage }: { passage: FoundView }) {
  const { label, source, source_id, start, end, turn, t0_ms, words, question, codes, coders } = passage;
  const who = label || source;
  return (
    <li className="found-one">
      <p className="found-who">
        <b>{who}</b>
        <Link to={`/code/${source_id}?at=${start}-${end}`} label={`Open ${who}${turn ? `, turn ${turn}` : ""} in the text`}>{turn ? `turn ${turn}` : "in the text"}</Link>
        {t0_ms === null ? null : <span className="soft num">{clock(t0_ms)}</span>}
      </p>
      <div>
        {question ? <p className="found-question serif">{question}</p> : null}
        <blockquote className="said">{words}</blockquote>
        <p className="t12 soft">{codes.join(" · ")} · read by {coders.map((one) => (one === "agreed" ? "agreement" : one)).join(", ")}</p>
      </div>
    </li>
  );
}

/** Copy passages, with whose they are. */
export function copyPassages(passages: readonly FoundView[]): void {
  const text = passages.map((one) => `${one.words}\n(${[one.label || one.source, one.turn ? `turn ${one.turn}` : ""].filter(Boolean).join(", ")})`);
  void navigator.clipboard.writeText(text.join("\n\n")).then(() => announce(`${many(passages.length, "passage")} copied, with labels and turns.`));
}

/** The passages behind one number. */
export function Behind({ title, asked, onClose }: { title: string; asked: Asked; onClose: () => void }) {
  const found = useRead("/query", { ...asked, limit: 1000 });
  return (
    <Drawer title={title} open onClose={onClose}>
      <Reading of={found}>
        {(answer) => (
          <div className="form-stack">
            <p className="t13 soft">{[countWords(answer), answer.set].filter(Boolean).join("; ")}.</p>
            <p className="t12 asking-written">{answer.written}{asked.where ? `, within ${asked.where}` : ""}</p>
            <p><Button kind="quiet" onPress={() => copyPassages(answer.passages)}>Copy these passages</Button></p>
            <FoundList passages={answer.passages} />
          </div>
        )}
      </Reading>
    </Drawer>
  );
}
