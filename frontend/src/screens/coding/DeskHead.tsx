import { Link, Select, type Option } from "../../components";
import { lineStyle } from "../../model/text";
import { setQuery, useStore } from "../../state";
import { ReadWords } from "../corpus/ReadMark";
import { AGREED, agreedName, hasAgreed } from "./agreed";
import { codersOf, type MarkKeeper } from "./marks";
import type { CodesShown } from "./codesShown";
import type { ReadingView, RoundView } from "./types";

/** "all", "mine", or the identifier of a colleague. */
export type Whose = string;

export interface DeskHeadProps {
  readonly reading: ReadingView;
  readonly round: RoundView | null;
  readonly keeper: MarkKeeper;
  readonly closed: string;
  /** Rounds this text is, or was, read in that have something to show. */
  readonly rounds: readonly RoundView[];
  readonly whose: Whose;
  readonly onWhose: (whose: Whose) => void;
  /** The words alone: who reads and how far, in place of whose marks. */
  readonly calm: boolean;
  /** Whose marks of which codes are shown: every one's, one's, a group's, a theme's, a level's. */
  readonly only: string;
  readonly codesShown: CodesShown;
  readonly onOnly: (id: string) => void;
  /** What is shown is what was agreed in the round. */
  readonly agreed: boolean;
  /** Buttons for what stands beside the text in a wide window. */
  readonly children?: React.ReactNode;
}

/** What one reads, and whose marks are in it. */
export function DeskHead({ reading, round, keeper, closed, rounds, whose, onWhose, calm, only, codesShown, onOnly, agreed, children }: DeskHeadProps) {
  const marks = useStore(keeper.marks);
  const coders = codersOf(marks);
  const own = marks.find((mark) => mark.mine)?.coder_id;
  const shown = coders.filter((coder) => whose === "all" || coder.id === (whose === "mine" ? own : whose));
  return (
    <header className="desk-head">
      <div className="desk-titles">
        <h1 className="serif desk-title">{reading.title}</h1>
        <p className="t13 soft">{reading.subtitle}<span className="desk-about"> · <Link to={`/sources/${reading.source_id}`}>about this source</Link></span></p>
        {reading.losses.length > 0 ? <p className="t13 soft">The file also held: {reading.losses.join(" ")}</p> : null}
        <div role="status">
          {closed ? <p className="t13 desk-closed">{closed} {reading.current ? null : <Link to={`/code/${reading.source_id}`}>Open the newest</Link>}</p> : null}
        </div>
        <div className="desk-ways">
          {rounds.length > 0 && !calm ? (
            <Select label="Shown" inline value={round && !round.standing ? `${agreed ? AGREED : ""}${round.id}` : OPEN} onChange={(id) => setQuery({ round: id })} options={[{ id: OPEN, label: "open coding" }, ...rounds.flatMap(waysOf)]} />
          ) : null}
          {coders.length > 1 ? <Select label="Marks" inline value={whose} onChange={onWhose} options={whoseOf(coders)} /> : null}
          {marks.length > 0 && !calm && codesShown.options.length > 1 ? <Select label="In sight" inline value={only} onChange={onOnly} options={codesShown.options} /> : null}
          {children}
        </div>
      </div>
      <div className="desk-legend">
        {calm ? <ReadWords sourceId={reading.source_id} /> : null}
        {shown.length > 0 ? (
          <ul aria-label="Whose marks">
            {shown.map((coder) => (
              <li key={coder.id} className="desk-coder">
                <svg width="14" height="14" aria-hidden="true"><line x1="7" x2="7" y1="0" y2="14" className={`desk-line desk-line-${Math.min(coder.index, 3)}`} /></svg>
                <span>{coder.initial ? <span className="desk-initial" data-line={lineStyle(coder.index)}>{coder.initial}</span> : null}{coder.initial && coder.name ? ", " : ""}{coder.name}</span>
              </li>
            ))}
          </ul>
        ) : null}
        {calm || shown.length === 0 ? null : <p className="desk-printed">{printedWords(shown.length < coders.length, codesShown.words)}</p>}
        {calm ? null : <p className="faint">{agreed && round ? agreedName(round) : roundWords(round)}</p>}
      </div>
    </header>
  );
}

/** What a printed page shows of what is coded, so that nobody takes a part for all. */
function printedWords(some: boolean, which: string): string {
  const whose = some ? "Marks of one reader only" : "Marks of everyone shown here";
  return `${whose}, ${which || "of every code"}.`;
}

/** Everyone's, one's own, and each colleague's by name. */
function whoseOf(coders: ReturnType<typeof codersOf>): readonly Option[] {
  const others = coders.filter((coder) => coder.index > 0);
  return [{ id: "all", label: "everyone’s" }, ...(others.length < coders.length ? [{ id: "mine", label: "mine only" }] : []), ...others.map((coder) => ({ id: coder.id, label: `${coder.name || coder.initial} only` }))];
}

const OPEN = "open";

/** A round as it was read, and once it is closed as it was agreed. */
function waysOf(round: RoundView): readonly Option[] {
  const read = { id: round.id, label: round.name, about: roundWords(round) };
  return hasAgreed(round) ? [read, { id: `${AGREED}${round.id}`, label: agreedName(round), about: "to read, not to change" }] : [read];
}

function roundWords(round: RoundView | null): string {
  if (!round || round.standing) return "open coding";
  if (round.state === "judging") return round.blind ? "others unseen until opened" : "being read";
  const day = round.revealed_at ? new Date(round.revealed_at).toLocaleDateString("en-GB", { day: "numeric", month: "short" }) : "";
  return `opened ${day}`;
}
