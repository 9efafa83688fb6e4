import { useRef, useState, type ReactNode } from "react";

import { Button, Checkbox, EmptyState, Heading, Link, Reading, Screen } from "../../components";
import { setQuery, useKeys, usePlace, useRead } from "../../state";
import { chosenOf, MOST, rowsOf, type Row } from "./beside";
import { CodeBits, Passages, PracticeBit, SaidList, ThemeBit } from "./CaseBits";
import { MemoList } from "./CaseMemos";
import type { CaseToldView, CaseView, Opened } from "./types";

const RESTS_ON = ["codings", "themes", "relations", "evidence", "practices", "accounts", "memos", "attributes"];

/** Two cases or more side by side: the same rows for each, and an empty one says what it is. */
export function Beside() {
  const cases = useRead("/cases");
  const { query } = usePlace();
  const chosen = chosenOf(query.get("cases"), cases.data ?? []);
  const told = useRead("/cases/told", { case_ids: [...chosen] }, { when: chosen.length > 0, topics: RESTS_ON, keepPrevious: true });
  return (
    <Screen title="Side by side" className="cases">
      <Heading title="Side by side" above={<Link to="/cases">Cases</Link>} about="The same rows for each case. What is not told stands there as not told.">
        <Button kind="quiet" onPress={() => window.print()}>Print</Button>
      </Heading>
      <Reading of={cases}>{(all) => (all.length < 2 ? null : <Choosing all={all} chosen={chosen} />)}</Reading>
      {cases.data && cases.data.length < 2 ? (
        <EmptyState title="There are not two cases yet" action={<Link to="/cases">Go to the teams</Link>}>Add what you compare first; here they will stand beside each other.</EmptyState>
      ) : chosen.length < 2 ? (
        <EmptyState title="Choose two cases or more">They will stand beside each other: who was heard, what is known, what each tells.</EmptyState>
      ) : (
        <Reading of={told}>{(shown) => <Rows all={chosen.flatMap((id) => shown.filter((one) => one.page.id === id))} />}</Reading>
      )}
    </Screen>
  );
}

function Choosing({ all, chosen }: { all: readonly CaseView[]; chosen: readonly string[] }) {
  const set = (id: string, on: boolean) => {
    const next = on ? [...chosen, id] : chosen.filter((one) => one !== id);
    setQuery({ cases: next.length > 0 ? next.join(",") : null });
  };
  return (
    <fieldset className="cases-choices no-print beside-choices">
      <legend className="field-label">Which cases</legend>
      {all.map((one) => (
        <Checkbox key={one.id} checked={chosen.includes(one.id)} disabled={!chosen.includes(one.id) && chosen.length >= MOST} onChange={(on) => set(one.id, on)}>
          {one.code} {one.name}
        </Checkbox>
      ))}
    </fieldset>
  );
}

const GROUPS: Readonly<Record<string, string>> = {
  about: "About it",
  people: "People",
  facts: "What is known",
  themes: "Themes",
  practices: "Practices as told",
  relations: "Relations",
  codes: "Codes",
  memos: "Memos",
};

function Rows({ all }: { all: readonly CaseToldView[] }) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const page = useRef<HTMLDivElement>(null);
  const rows = rowsOf(all);
  const step = (by: number) => {
    const found = [...(page.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
    const at = found.findIndex((one) => one.contains(document.activeElement));
    const next = found[Math.min(found.length - 1, Math.max(0, at + by))];
    next?.focus();
    next?.scrollIntoView({ block: "center" });
  };
  useKeys("Side by side", [
    { keys: "J", label: "Next row", run: () => step(1) },
    { keys: "K", label: "Row before", run: () => step(-1) },
  ]);
  const columns = { "--beside": all.length } as React.CSSProperties;
  return (
    <div ref={page} className={all.length > 4 ? "beside beside-many" : "beside"} style={columns}>
      <div className="beside-row beside-heads" role="group" aria-label="Cases side by side">
        <span className="t12 soft no-print">J and K go from row to row</span>
        {all.map((one) => <Link key={one.page.id} to={`/cases/${one.page.id}`} className="serif strong" plain>{one.page.code} {one.page.name}</Link>)}
      </div>
      {rows.map((row, at) => (
        <div key={`${row.group} ${row.id}`}>
          {rows[at - 1]?.group === row.group ? null : <h2 className="section-title beside-group">{GROUPS[row.group]}</h2>}
          <section className="beside-row" aria-label={row.name} data-row tabIndex={-1}>
            <h3 className="t13 beside-name">{row.name}</h3>
            {all.map((one) => (
              <div key={one.page.id} className="beside-cell">
                <p className="beside-case">{one.page.code} {one.page.name}</p>
                <Cell row={row} told={one} onOpen={setOpened} />
              </div>
            ))}
          </section>
        </div>
      ))}
      <p className="t12 soft">Passages from: {all[0]?.set}.</p>
      {opened ? <Passages opened={opened} onClose={() => setOpened(null)} /> : null}
    </div>
  );
}

function Cell({ row, told, onOpen }: { row: Row; told: CaseToldView; onOpen: (one: Opened) => void }): ReactNode {
  const { page } = told;
  const nothing = (words: string) => <p className="soft">{words}</p>;
  switch (row.group) {
    case "about":
      return page.description ? <p className="serif">{page.description}</p> : nothing("nothing written yet");
    case "people":
      return <Heard told={told} />;
    case "facts": {
      const held = page.facts.filter((one) => one.attribute_id === row.id);
      return held.length > 0 ? held.map((one) => <p key={`${one.value} ${one.valid_from}`}>{one.value || one.missing}</p>) : nothing("not recorded");
    }
    case "themes": {
      const theme = told.themes.find((one) => one.theme_id === row.id);
      return theme ? <ThemeBit one={theme} where={page.code} onOpen={onOpen} /> : nothing("not told here");
    }
    case "practices": {
      const one = told.practices.find((each) => each.practice.practice_key === row.id);
      return one ? <PracticeBit one={one} /> : nothing("not asked");
    }
    case "relations": {
      const one = told.relations.find((each) => each.relation.id === row.id);
      return one ? <SaidList of={one.evidence} /> : nothing("nothing linked from here");
    }
    case "codes":
      return <CodeBits of={told.codes} where={page.code} onOpen={onOpen} />;
    default:
      return <MemoList of={told.memos} />;
  }
}

function Heard({ told: { page } }: { told: CaseToldView }) {
  const heard = page.people.filter((one) => one.heard);
  return (
    <>
      <p>{heard.length > 0 ? heard.map((one) => `${one.label || one.code}, ${one.role}`).join(" · ") : <span className="soft">nobody yet</span>}</p>
      {page.roles_not_heard.length > 0 ? <p className="soft">Not heard: role {page.roles_not_heard.join(", ")}.</p> : null}
    </>
  );
}
