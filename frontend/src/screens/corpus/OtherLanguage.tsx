import { useRef, useState } from "react";

import { told } from "../../api/problem";
import type { components } from "../../api/schema";
import { Button, EmptyState, Field, Link, Notice, OptionRow, Reading, Section } from "../../components";
import { announce, newId, useRead, useUpload, useWrite } from "../../state";
import { counted, dayWords, type SourceRow } from "./types";

type OtherText = components["schemas"]["OtherText"];
type Which = OtherText["which"];
const TOPICS = ["sources", "other-language", "speakers"] as const;

/** The same interview in another language, turn beside turn. What is coded is the text that is read. */
export function OtherLanguage({ row, may }: { row: SourceRow; may: boolean }) {
  const other = useRead("/sources/other-language", { source_id: row.id }, { topics: TOPICS });
  const [bringing, setBringing] = useState(false);
  return (
    <Reading of={other}>
      {(data) => (
        <Section title="In two languages" aside={may && data && !bringing ? <Button kind="quiet" onPress={() => setBringing(true)}>Another file in its place</Button> : null}>
          {may && (bringing || !data) ? (
            <>
              {data ? null : <EmptyState title="Only one language so far">If the interview was held in another language, bring the other text here. It stands beside the one you read, turn by turn; nothing in it is coded or counted.</EmptyState>}
              <Bring row={row} onDone={() => { setBringing(false); void other.refetch(); }} onClose={data ? () => setBringing(false) : undefined} />
            </>
          ) : null}
          {!may && !data ? <p className="soft">There is no text in another language.</p> : null}
          {data ? <Beside row={row} data={data} may={may} onGone={() => void other.refetch()} /> : null}
        </Section>
      )}
    </Reading>
  );
}

function Bring({ row, onDone, onClose }: { row: SourceRow; onDone: () => void; onClose: (() => void) | undefined }) {
  const [which, setWhich] = useState<Which>("original");
  const [language, setLanguage] = useState("");
  const [by, setBy] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const [wrong, setWrong] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const send = useUpload<unknown>("/sources/other-language/bring", { topics: TOPICS });
  const missing = !language.trim() ? "Say which language the file is in." : file ? null : "Choose the file.";
  const bring = async (): Promise<void> => {
    if (!file || missing) return;
    setBusy(true);
    setWrong(null);
    try {
      await send({ file, fields: { id: newId(), source_id: row.id, language: language.trim(), which, translated_by: by.trim() } });
      announce("Both texts stand side by side.");
      onDone();
    } catch (error) {
      setWrong(error);
    }
    setBusy(false);
  };
  const said = wrong ? told(wrong) : null;
  return (
    <form className="source-form" onSubmit={(event) => { event.preventDefault(); void bring(); }}>
      {said ? <Notice fact={said.fact} meaning={said.advice} urgent /> : null}
      <OptionRow<Which> label="The file is" showLabel layout="segments" value={which} onChange={setWhich} options={[{ id: "original", label: "what was said" }, { id: "translation", label: "a translation" }]} />
      <div className="source-pair">
        <Field label="Language of the file" value={language} onChange={setLanguage} about="Welsh, say." />
        <Field label="Who translated" value={by} onChange={setBy} about={which === "original" ? "Whoever made the text you read from it." : "Whoever made the file."} />
      </div>
      <input ref={chooser} type="file" hidden onChange={(event) => { setFile(event.target.files?.[0] ?? null); event.target.value = ""; }} aria-label="The file" />
      <div className="source-keep">
        <Button kind="plain" onPress={() => chooser.current?.click()}>{file ? "Another file" : "Choose the file"}</Button>
        {file ? <span className="t13">{file.name}</span> : null}
        <Button kind="primary" type="submit" reason={missing} busy={busy && "Reading …"}>Put it beside</Button>
        {onClose ? <Button kind="quiet" onPress={onClose}>Leave it</Button> : null}
      </div>
    </form>
  );
}

function Beside({ row, data, may, onGone }: { row: SourceRow; data: OtherText; may: boolean; onGone: () => void }) {
  const remove = useWrite("/sources/other-language/remove", { topics: TOPICS, onDone: onGone });
  const there = data.which === "original" ? `What was said, ${data.language}` : `Translation, ${data.language}`;
  return (
    <>
      <p className="t13 soft">
        {[data.file_name, counted(data.turns.filter((one) => one.there).length, "turn"), data.translated_by ? `translated by ${data.translated_by}` : "", data.by ? `brought in by ${data.by}, ${dayWords(data.created_at)}` : ""].filter(Boolean).join(" · ")}
        {may ? <> <Button kind="quiet" onPress={() => remove.mutate({ source_id: row.id })}>Take it away</Button></> : null}
      </p>
      {data.parts_at === null ? null : <Notice kind="plain" fact={`From turn ${data.parts_at} on the two do not go together.`} meaning="Another voice speaks there, or one of them has a turn more. Put that right in the file, or correct the text, and both stand side by side again." />}
      {data.losses.map((one) => <p key={one} className="t12 soft">{one}</p>)}
      <div className="two-languages" role="region" aria-label="Both texts, turn beside turn" tabIndex={0}>
        <table>
          <thead><tr><th scope="col">Turn</th><th scope="col">The text you read</th><th scope="col">{there}</th></tr></thead>
          <tbody>
            {data.turns.map((one) => (
              <tr key={one.number} className={one.asks ? "asks" : undefined}>
                <th scope="row"><span className="num faint">{one.number}</span></th>
                <td dir="auto"><Turn label={one.label} words={one.here} /></td>
                <td dir="auto" className={data.parts_at !== null && one.number >= data.parts_at && one.label !== one.other_label ? "apart" : undefined}><Turn label={one.other_label} words={one.there} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="t13"><Link to={`/code/${row.id}`}>Read and code</Link></p>
    </>
  );
}

function Turn({ label, words }: { label: string; words: string }) {
  if (!words) return <span className="faint">nothing here</span>;
  return <><b className="t12">{label}</b> <span className="said">{words}</span></>;
}
