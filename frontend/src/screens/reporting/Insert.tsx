import { useRef, useState } from "react";

import { Button, Drawer, Field, Select, Tabs, Waiting } from "../../components";
import { newId, useRead, useWrite } from "../../state";
import { Worded } from "./ClaimDrawer";
import { ClaimTally } from "./Margin";
import { liveText } from "./markdown";
import { PassagePicker } from "./PassagePicker";
import { EVERY, useUnder } from "./under";
import { madeFor, referredFor, type Made } from "./made";
import type { Known, QuotationView } from "./types";
import { useUnkept, type Passage } from "./unkept";

interface InsertProps {
  readonly known: Known;
  readonly onClose: () => void;
  readonly onInsert: (words: string) => void;
}

/** What can be put into the text: kept quotations, claims, tables and figures. */
export function Insert({ known, onClose, onInsert }: InsertProps) {
  const claims = [...known.claims.values()];
  return (
    <Drawer title="Insert" open onClose={onClose}>
      <Tabs
        label="What to insert"
        items={[
          { id: "quotations", label: "Quotations", content: <Quotations all={[...known.quotations.values()]} made={known.made} named={known.named} onInsert={onInsert} /> },
          {
            id: "claims",
            label: "Claims",
            content: claims.length ? (
              <ul>
                {claims.map((one) => (
                  <li key={one.id} className="evidence">
                    <p className="said">{one.said || one.text}</p>
                    <Worded claim={one} reportId="" />
                    <ClaimTally claim={one} />
                    <p className="picker-ways"><Button label={`Insert ${one.key}`} onPress={() => onInsert(liveText("claim", one.key, one.said && one.said !== one.text ? one.said : ""))}>Insert</Button></p>
                  </li>
                ))}
              </ul>
            ) : (
              <p className="t13 soft">No claim yet. Select a sentence of the text and make it a claim.</p>
            ),
          },
          { id: "made", label: "Tables and figures", content: <MadeList of={known.made} named={known.named} onInsert={onInsert} /> },
        ]}
      />
    </Drawer>
  );
}

function Quotations({ all, made, named, onInsert }: { all: readonly QuotationView[]; made: readonly Made[]; named: Known["named"]; onInsert: (words: string) => void }) {
  const [search, setSearch] = useState("");
  const [caseCode, setCaseCode] = useState(EVERY);
  const [theme, setTheme] = useState(EVERY);
  const [level, setLevel] = useState(EVERY);
  const under = useUnder(theme, level);
  const [another, setAnother] = useState(false);
  const kept = new Map(all.map((one) => [placeOf(one), one.key]));
  const teams = useRead("/cases");
  const keep = useWrite("/quotations/keep", {
    topics: ["report"],
    answered: (kept, _, change) => change<QuotationView[]>("/quotations", {}, (before) => [...before.filter((one) => one.id !== kept.id), kept]),
    onDone: (kept) => onInsert(liveText("quote", kept.key)),
  });
  const nameOf = (code: string): string => teams.data?.find((one) => one.code === code)?.name || code;
  const cases = [...new Set(all.map((one) => one.case_code).filter(Boolean))].sort();
  const wanted = search.trim().toLocaleLowerCase("en-GB");
  const shown = all.filter(
    (one) =>
      (caseCode === EVERY || one.case_code === caseCode) &&
      under.fits?.(one) !== false &&
      (!wanted || `${one.label} ${one.key} ${nameOf(one.case_code)} ${one.words}`.toLocaleLowerCase("en-GB").includes(wanted)),
  );
  const others = useUnkept(all, { theme, level, caseCode, words: wanted, fits: under.fits });
  const take = (one: Passage): void => keep.mutate({ id: newId(), version_id: one.version_id, start: one.start, end: one.end });
  const referred = referredFor(made, named, wanted);
  const tables = referred.length ? referred : madeFor(made, wanted);
  const table = useRef<HTMLDivElement>(null);
  const first = wanted && under.fits ? shown[0] : undefined;
  const other = wanted && !first && !others.waiting ? others.shown[0] : undefined;
  // A moment later: the same press would press the button that then has the focus.
  const enter = tables[0] ? (tables.length === 1 ? () => onInsert(referred[0] ? referenceTo(referred[0]) : liveText(tables[0]?.kind ?? "table", tables[0]?.key ?? "")) : () => void window.setTimeout(() => table.current?.querySelector("button")?.focus(), 30)) : first ? () => onInsert(liveText("quote", first.key)) : other ? () => take(other) : undefined;
  const says = tables[0] ? (tables.length === 1 ? referred[0] ? `Enter refers to ${numbered(referred[0], named)}.` : `Enter inserts the ${tables[0].kind}.` : `Enter goes to the first of ${tables.length}.`) : first ? `Enter inserts the first, ${first.label}.` : other ? `Enter keeps and inserts the first, ${other.label}.` : "Type a label, a team, words that were said, or table.";
  return (
    <div className="stack">
      {/* What is typed after the slash goes on here. */}
      <Field label="Find by label or words" type="search" autoFocus value={search} onChange={setSearch} onEnter={enter} about={says} />
      {tables.length ? (
        <section aria-label="Tables and figures">
          <h3 className="section-title">Tables and figures</h3>
          <div ref={table}><MadeList of={tables} named={named} onInsert={onInsert} refers={referred.length > 0} /></div>
        </section>
      ) : null}
      {cases.length > 1 ? <Select inline label="Case" value={caseCode} onChange={setCaseCode} options={[{ id: EVERY, label: "Every case" }, ...cases.map((one) => ({ id: one, label: nameOf(one) }))]} /> : null}
      {under.themes.length ? <Select inline label="Theme" value={theme} onChange={setTheme} options={[{ id: EVERY, label: "Every theme" }, ...under.themes.map((one) => ({ id: one.term, label: one.name }))]} /> : null}
      {under.levels.length ? <Select inline label="Level" value={level} onChange={setLevel} options={[{ id: EVERY, label: "Every level" }, ...under.levels.map((one) => ({ id: one.key, label: one.name }))]} /> : null}
      {!under.fits || others.waiting ? <Waiting /> : all.length === 0 && others.shown.length === 0 ? <p className="t13 soft">No quotation is kept yet. Look for words, or take one from the passages of a code.</p> : shown.length + others.shown.length + tables.length === 0 ? <p className="t13 soft">None fits. Change what you look for.</p> : null}
      <ul>
        {(under.fits ? shown : []).map((one) => (
          <li key={one.id} className="evidence">
            <p className="t12"><span className="medium">{one.label}</span> <span className="soft">{[nameOf(one.case_code), one.turn === null ? "" : `turn ${one.turn}`].filter(Boolean).join(" · ")}</span></p>
            <blockquote className="said">{one.printed}</blockquote>
            {one.blocked ? <p className="t12 care">{one.blocked}</p> : null}
            {one.differs ? <p className="t12 care">{one.differs}</p> : null}
            <p className="picker-ways"><Button label={`Insert ${one.key}`} onPress={() => onInsert(liveText("quote", one.key))}>Insert</Button></p>
          </li>
        ))}
      </ul>
      <Unkept others={others} onTake={take} />
      <Button onPress={() => setAnother(!another)} pressed={another}>Quote another passage</Button>
      {another ? (
        <PassagePicker
          taken={new Set(kept.keys())}
          again={{ label: "Insert", onTake: (one) => onInsert(liveText("quote", kept.get(placeOf(one)) ?? "")) }}
          ways={[{ id: "keep", label: "Keep and insert" }]}
          onTake={take}
        />
      ) : null}
    </div>
  );
}

const placeOf = (one: Passage): string => `${one.version_id} ${one.start}-${one.end}`;

/** Below the quotations kept: passages that are none yet, so that what one has just read is found. */
function Unkept({ others, onTake }: { others: ReturnType<typeof useUnkept>; onTake: (one: Passage) => void }) {
  const { shown, n_more, unlooked } = others;
  return (
    <>
      {shown.length ? (
        <section aria-label="Passages not quoted yet">
          <h3 className="section-title">Passages not quoted yet</h3>
          <ul>
            {shown.map((one) => (
              <li key={one.id} className="evidence">
                <p className="t12"><span className="medium">{one.label}</span> <span className="soft">{[one.case_name, one.turn === null ? "" : `turn ${one.turn}`, ...one.codes].filter(Boolean).join(" · ")}</span></p>
                <blockquote className="said">{one.words}</blockquote>
                <p className="picker-ways"><Button label={`Keep and insert: ${one.label}, ${one.turn === null ? "passage" : `turn ${one.turn}`}`} onPress={() => onTake(one)}>Keep and insert</Button></p>
              </li>
            ))}
          </ul>
          {n_more ? <p className="t13 soft">and {n_more} more: look for words to narrow it.</p> : null}
        </section>
      ) : null}
      {unlooked ? <p className="t13 soft">{unlooked} passages were not looked through. Choose a theme or a case.</p> : null}
    </>
  );
}

const referenceTo = (one: Made): string => liveText("ref", `${one.kind}:${one.key}`);

const numbered = (one: Made, named: Known["named"]): string => `${one.kind === "table" ? "Table" : "Figure"} ${named.get(`${one.kind}:${one.key}`)}`;

/** What stands in the text already can be referred to by its number; `refers`: that is all one looks for. */
function MadeList({ of, named, onInsert, refers = false }: { of: readonly Made[]; named: Known["named"]; onInsert: (words: string) => void; refers?: boolean }) {
  return (
    <ul>
      {of.map((one) => (
        <li key={`${one.kind} ${one.key}`} className="evidence evidence-row">
          <span className="t13"><span className="medium">{one.kind === "table" ? "Table" : "Figure"}</span>: {one.about}</span>
          {refers ? null : <Button label={`Insert ${one.about}`} onPress={() => onInsert(liveText(one.kind, one.key))}>Insert</Button>}
          {named.has(`${one.kind}:${one.key}`) ? <Button kind="quiet" label={`Refer to ${numbered(one, named)}: ${one.about}`} onPress={() => onInsert(referenceTo(one))}>{`Refer to ${numbered(one, named)}`}</Button> : null}
        </li>
      ))}
    </ul>
  );
}
