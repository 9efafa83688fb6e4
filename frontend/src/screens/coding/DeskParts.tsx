/** Of a very long text: which part one reads, why it is in parts, where the others begin, and the ways to them. */

import { useState, type MouseEvent } from "react";

import { Button } from "../../components";
import { navigate, setQuery, useCommands, useKeys, usePreferences, useRead } from "../../state";
import { goToPart, many, partBeside, partWith, readTo, timesWords, turnsWords, type PartsHere, type PartView } from "./parts";
import { useHiddenCounts } from "./hiddenCounts";
import { counted, type MarkView, type RoundView } from "./types";
import type { Desk } from "./useDesk";
import "./DeskParts.css";

interface DeskPartsProps {
  readonly desk: Desk;
  readonly round: RoundView | null;
  readonly agreed: boolean;
  readonly calm: boolean;
}

/** The line above the text; nothing where the text is short. */
export function DeskParts({ desk, ...showing }: DeskPartsProps) {
  if (!desk.parts) return null;
  return desk.parts.here ? <Parts desk={desk} parts={desk.parts} here={desk.parts.here} {...showing} /> : <Whole desk={desk} />;
}

function Parts({ desk, parts, here, round, agreed, calm }: DeskPartsProps & { parts: PartsHere; here: PartView }) {
  const [open, setOpen] = useState(false);
  const { go, printWhole } = usePartsKeys(desk, parts);
  const { all } = parts;
  const [turns, times] = [turnsWords(here), timesWords(here)];
  return (
    <section className="desk-parts" aria-label="Parts of this text">
      <div className="desk-parts-line">
        <span className="desk-parts-where num">Part {here.number} of {all.length}{turns ? <span className="soft"> · {turns}</span> : null}{times ? <span className="soft"> · {times}</span> : null}</span>
        <Button kind="quiet" expanded={open} onPress={() => setOpen(!open)}>All parts</Button>
        <Ways parts={parts} go={go} />
      </div>
      <p className="soft desk-parts-why">{whyWords(parts)}</p>
      {open ? (
        <>
          <List desk={desk} parts={parts} here={here} round={round} agreed={agreed} calm={calm} go={go} />
          <p className="desk-parts-ways">
            <Button kind="quiet" onPress={() => navigate(`/find?source=${desk.reading.source_id}`)}>Find in the whole text</Button>
            <Button kind="quiet" onPress={printWhole}>Print the whole text</Button>
          </p>
        </>
      ) : null}
    </section>
  );
}

/** At the end of what is read: on to the next. */
export function DeskPartsFoot({ desk }: { desk: Desk }) {
  const { parts } = desk;
  if (!parts?.here) return null;
  const last = parts.here.number === parts.all.length;
  return (
    <nav className="desk-parts-foot" aria-label="On to another part">
      <span className="soft">{last ? "The text ends here." : `Part ${parts.here.number} of ${parts.all.length} ends here.`}</span>
      <Ways parts={parts} go={goer(desk)} />
    </nav>
  );
}

type Go = (part: PartView) => void;

function Ways({ parts, go }: { parts: PartsHere; go: Go }) {
  const [before, after] = [partBeside(parts, -1), partBeside(parts, 1)];
  return (
    <>
      {before ? <Button kind="quiet" keys="Alt PageUp" onPress={() => go(before)}>Part before</Button> : null}
      {after ? <Button kind="quiet" keys="Alt PageDown" onPress={() => go(after)}>Next part</Button> : null}
    </>
  );
}

function goer(desk: Desk): Go {
  return (part) => {
    desk.stepping.set(false);
    desk.arriving.current = { kind: "start" };
    // One reads on at its head, wherever one stopped in it before.
    localStorage.removeItem(readTo(desk.reading.version_id, part));
    goToPart(part.number);
  };
}

function usePartsKeys(desk: Desk, parts: PartsHere): { readonly go: Go; readonly printWhole: () => void } {
  const go = goer(desk);
  const beside = (by: number) => (): boolean => {
    const part = partBeside(parts, by);
    if (part) go(part);
    else desk.view.current?.announce(by > 0 ? "This is the last part" : "This is the first part");
    return true;
  };
  const printWhole = (): void => {
    desk.arriving.current = { kind: "print" };
    setQuery({ whole: "1" });
  };
  useKeys("Parts of this text", [
    { keys: "Alt PageDown", label: "Next part", run: beside(1) },
    { keys: "Alt PageUp", label: "Part before", run: beside(-1) },
    { keys: "Ctrl P", label: "Print the whole text", run: printWhole, inFields: true },
  ]);
  useCommands([
    { id: "next part", label: "Next part", group: "This interview", keys: "Alt PageDown", run: beside(1) },
    { id: "part before", label: "Part before", group: "This interview", keys: "Alt PageUp", run: beside(-1) },
    { id: "print whole", label: "Print the whole text", group: "This interview", keys: "Ctrl P", also: "paper", run: printWhole },
  ]);
  return { go, printWhole };
}

function List({ desk, parts, here, round, agreed, calm, go }: DeskPartsProps & { parts: PartsHere; here: PartView; go: Go }) {
  const { hidden } = useHiddenCounts();
  const [{ sooner }] = usePreferences();
  const { source_id, version_id } = desk.reading;
  const round_id = round && !round.standing ? round.id : "";
  const counts = useRead("/codings/parts", { source_id, version_id, round_id, agreed, sooner }, { when: !hidden && !calm, keepPrevious: true });
  const press = (part: PartView) => (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(part);
  };
  return (
    <ol className="desk-parts-list" aria-label="All parts">
      {parts.all.map((part, at) => {
        const n = hidden || calm ? undefined : counts.data?.[at];
        return (
          <li key={part.number}>
            <a className="desk-part" href={`/code/${source_id}?part=${part.number}`} onClick={press(part)} {...(part === here ? { "aria-current": "true" as const } : {})}>
              <span className="num">Part {part.number}</span>
              <span><span className="serif desk-part-words">{part.first_words}</span><span className="soft num">{[turnsWords(part), timesWords(part)].filter(Boolean).join(" · ")}</span></span>
              <span className="soft num desk-part-n">{n === undefined ? "" : counted(n, "coding")}</span>
            </a>
          </li>
        );
      })}
    </ol>
  );
}

/** All of it at once, however long: for paper. */
function Whole({ desk }: { desk: Desk }) {
  const back = (): void => setQuery({ whole: null });
  useKeys("Parts of this text", [{ keys: "Esc", label: "Back to the parts", run: back }]);
  return (
    <section className="desk-parts" aria-label="Parts of this text">
      <div className="desk-parts-line">
        <span className="desk-parts-where">The whole text, to print it</span>
        <Button kind="quiet" onPress={() => void desk.view.current?.ready.then(() => window.print())}>Print</Button>
        <Button kind="quiet" keys="Esc" onPress={back}>Back to the parts</Button>
      </div>
      <p className="soft desk-parts-why">It is prepared for paper; on the screen so long a text answers slowly.</p>
    </section>
  );
}

/** In the panel of a coding that crosses a border: where the rest of it is. */
export function Beyond({ parts, mark }: { parts: PartsHere | null; mark: MarkView }) {
  if (!parts?.here) return null;
  const [first, last] = [partWith(parts.all, mark.start), partWith(parts.all, Math.max(mark.start, mark.end - 1))];
  const before = first && first.number < parts.here.number ? first : null;
  const after = last && last.number > parts.here.number ? last : null;
  if (!before && !after) return null;
  return (
    <p className="t12 soft coding-beyond">
      {before ? <Button kind="quiet" onPress={() => goToPart(before.number, mark)}>Begins in part {before.number}</Button> : null}
      {after ? <Button kind="quiet" onPress={() => goToPart(after.number, { start: after.start, end: mark.end })}>Goes on in part {after.number}</Button> : null}
    </p>
  );
}

function whyWords({ all, dense, nCharacters }: PartsHere): string {
  const why = dense ? "It has very many codings" : `It is long, ${many(nCharacters)} characters`;
  return `${why}, so it is shown in ${all.length} parts to stay quick. Numbers of turns, codings and Find go over the whole.`;
}
