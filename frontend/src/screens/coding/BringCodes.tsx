import { useRef, useState } from "react";

import { Button, classes, Dialog, DropZone, Menu, OptionRow, RefusalNotice, slotOf, Table, useDropAnywhere } from "../../components";
import { announce, useUpload } from "../../state";
import { asLines, bookWords, broughtWords, chosen, HERE, NEW, waysOf, whatWords, type Brought, type Choice, type ComingBook, type ComingCode } from "./bringing";

/** Codes from a codebook in a file: what is new, what is here and where it differs, and what shall become of each. */
export function BringCodes({ onClose }: { onClose: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [book, setBook] = useState<ComingBook | null>(null);
  const [wrong, setWrong] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [forNew, setForNew] = useState<Choice>("add");
  const [forHere, setForHere] = useState<Choice>("leave");
  const [one, setOne] = useState<ReadonlyMap<number, Choice>>(new Map());
  const look = useUpload<ComingBook>("/codes/look");
  const bring = useUpload<Brought>("/codes/bring", { topics: ["codes"] });
  const newest = useRef(0);
  const run = (asked: Promise<void>): void => {
    const mine = (newest.current += 1);
    setBusy(true);
    setWrong(null);
    asked.catch((error: unknown) => mine === newest.current && setWrong(error)).finally(() => mine === newest.current && setBusy(false));
  };
  const read = ([first]: readonly File[]): void => {
    if (!first) return;
    setFile(first);
    setBook(null);
    setOne(new Map());
    run(look({ file: first }).then(setBook));
  };
  useDropAnywhere(read);
  const choices = book ? chosen(book, forNew, forHere, one) : [];
  const n = choices.filter((choice) => choice !== "leave").length;
  const keep = (): void => {
    if (!file) return;
    const done = bring({ file, fields: { choices: asLines(choices) } });
    run(done.then((answer) => {
      announce(broughtWords(answer));
      onClose();
    }));
  };
  return (
    <Dialog
      title="Bring in codes"
      open
      wide
      onClose={onClose}
      actions={
        <>
          {book ? <Button kind="primary" disabled={busy || n === 0} onPress={keep}>{n === 0 ? "Nothing is chosen" : `Bring in ${n === 1 ? "one code" : `${n} codes`}`}</Button> : null}
          <Button kind="quiet" onPress={onClose}>Leave it</Button>
        </>
      }
    >
      {book ? null : (
        <DropZone
          one
          title="Drop a codebook here"
          about="Of another program (.qdc, .qdpx), or a table (.csv, .xlsx) with a row for each code: code, parent, definition, include, exclude, example, near miss, colour. Nothing comes in before you have chosen."
          chooseLabel="Choose a codebook"
          accept={[".qdc", ".qdpx", ".csv", ".tsv", ".xlsx"]}
          onFiles={read}
        />
      )}
      {wrong ? <RefusalNotice error={wrong} /> : null}
      <p className="soft" role="status">{book ? bookWords(book) : busy ? "It is being read." : ""}</p>
      {book ? (
        <>
          <ForAll book={book} forNew={forNew} forHere={forHere} onNew={setForNew} onHere={setForHere} onAll={() => setOne(new Map())} />
          <Coming book={book} choices={choices} onChoose={(at, choice) => setOne(new Map(one).set(at, choice))} />
          <Notes book={book} />
        </>
      ) : null}
    </Dialog>
  );
}

interface ForAllProps {
  readonly book: ComingBook;
  readonly forNew: Choice;
  readonly forHere: Choice;
  readonly onNew: (choice: Choice) => void;
  readonly onHere: (choice: Choice) => void;
  /** What was chosen for single codes holds no more. */
  readonly onAll: () => void;
}

function ForAll({ book, forNew, forHere, onNew, onHere, onAll }: ForAllProps) {
  const set = (how: (choice: Choice) => void) => (choice: Choice) => {
    onAll();
    how(choice);
  };
  const bare = (all: typeof NEW) => all.map(({ id, label }) => ({ id, label }));
  return (
    <div className="bringing-all">
      {book.n_new > 0 ? <OptionRow label="All that are new" showLabel layout="segments" value={forNew} onChange={set(onNew)} options={bare(NEW)} /> : null}
      {book.n_differs > 0 ? <OptionRow label="All that are here and differ" showLabel layout="segments" value={forHere} onChange={set(onHere)} options={bare(HERE)} /> : null}
    </div>
  );
}

const STATE: Readonly<Record<ComingCode["state"], string>> = { new: "new", same: "here, the same", differs: "here, and differs", cannot: "cannot come in" };

function Coming({ book, choices, onChoose }: { book: ComingBook; choices: readonly Choice[]; onChoose: (at: number, choice: Choice) => void }) {
  const rows = book.codes.map((code, at) => ({ code, at }));
  return (
    <div className="bringing">
      <Table
        caption="The codes of the file"
        dense
        rows={rows}
        rowId={({ at }) => String(at)}
        columns={[
          { id: "code", head: "Code", names: true, width: 180, cell: ({ code }) => <Name code={code} /> },
          { id: "state", head: "Is", cell: ({ code }) => <What code={code} /> },
          { id: "choice", head: "Do", width: 150, cell: ({ code, at }) => <Do code={code} choice={choices[at] ?? "leave"} onChoose={(choice) => onChoose(at, choice)} /> },
        ]}
      />
    </div>
  );
}

function Name({ code }: { code: ComingCode }) {
  return (
    <span className="bringing-name" style={{ "--depth": Math.min(code.depth, 4) } as React.CSSProperties}>
      {code.group ? null : <span className={classes("swatch", code.family === 0 && "bringing-bare")} data-family={code.family > 0 ? slotOf(code.family) : undefined} aria-hidden="true" />}
      {code.name}
    </span>
  );
}

function What({ code }: { code: ComingCode }) {
  return (
    <>
      <span className={code.state === "differs" || code.state === "cannot" ? "care" : "soft"}>{STATE[code.state]}</span>
      {code.note ? <p className="t12 soft">{code.note}</p> : null}
      {code.state === "new" && code.definition ? <p className="t12 soft bringing-words">{code.definition}</p> : null}
      {code.differences.map((one) => (
        <dl key={one.what} className="bringing-both t12">
          <dt>{whatWords(one.what)}</dt>
          <dd><span className="faint">here </span>{said(one.what, one.here)}</dd>
          <dd><span className="faint">in the file </span>{said(one.what, one.there)}</dd>
        </dl>
      ))}
    </>
  );
}

function said(what: string, words: string) {
  if (what === "colour") return <span data-family={slotOf(Number(words))}><span className="swatch" aria-hidden="true" /> colour {words}</span>;
  if (!words) return <span className="faint">{what === "parent" ? "the top" : "nothing"}</span>;
  return words;
}

function Do({ code, choice, onChoose }: { code: ComingCode; choice: Choice; onChoose: (choice: Choice) => void }) {
  const ways = waysOf(code);
  const now = ways.find((one) => one.id === choice)?.label ?? "Leave";
  if (ways.length === 0) return <span className="faint">{code.state === "cannot" ? "left out" : "nothing to do"}</span>;
  return (
    <Menu label={`${code.name}: ${now}`} className="bringing-do" actions={ways.map((one) => ({ ...one, run: () => onChoose(one.id) }))}>
      <span className={choice === "leave" ? "faint" : "strong"}>{now}</span>
    </Menu>
  );
}

function Notes({ book }: { book: ComingBook }) {
  if (book.notes.length === 0 && book.ignored.length === 0) return null;
  return (
    <ul className="t13 soft bringing-notes">
      {book.notes.slice(0, 50).map((one) => (
        <li key={`${one.row} ${one.column} ${one.reason}`}>{[one.row ? `Row ${one.row}` : "", one.column].filter(Boolean).join(", ")}{one.row || one.column ? ": " : ""}{one.reason}</li>
      ))}
      {book.ignored.length > 0 ? <li>Columns that say nothing of codes are left out: {book.ignored.join(", ")}.</li> : null}
    </ul>
  );
}
