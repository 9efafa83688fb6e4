import { Fragment, useMemo, useRef, type KeyboardEvent, type RefObject, useState } from "react";

import { Link } from "../../components";
import { useRead } from "../../state";
import { mentionAt, mentionsIn, searchMentions, type Mention } from "./mentions";
import "./MemoWords.css";

/** What a memo can name with @: codes by key, sources, cases and themes by name. */
export function useMentions(): readonly Mention[] {
  const codes = useRead("/codes", { round_id: "", with_retired: true }).data;
  const sources = useRead("/sources").data;
  const cases = useRead("/cases").data;
  const themes = useRead("/themes").data;
  return useMemo(
    () => [
      ...(codes ?? []).filter((one) => !one.group && one.key).map((one) => ({ name: one.key, words: one.name, what: "code", to: `/code/passages/${one.id}` })),
      ...(sources ?? []).map((one) => ({ name: one.name, words: one.title === one.name ? "" : one.title, what: "source", to: `/code/${one.id}` })),
      ...(cases ?? []).filter((one) => one.code).map((one) => ({ name: one.code, words: one.name, what: "case", to: `/cases/${one.id}` })),
      ...(themes ?? []).filter((one) => one.key).map((one) => ({ name: one.key, words: one.name, what: "theme", to: `/interpret/themes/${one.id}` })),
    ],
    [codes, sources, cases, themes],
  );
}

/** The words of a memo; what it names with @ leads there. */
export function MemoWords({ body }: { body: string }) {
  const known = useMentions();
  const pieces = useMemo(() => mentionsIn(body, known), [body, known]);
  return (
    <>
      {pieces.map(({ words, mention }, at) =>
        mention ? <Link key={at} to={mention.to} label={`${words} ${mention.words}`.trim()}>{words}</Link> : <Fragment key={at}>{words}</Fragment>,
      )}
    </>
  );
}

export interface Mentioning {
  /** Answers a key of the field where a list is open; false where it is none of the list's. */
  readonly press: (event: KeyboardEvent<HTMLTextAreaElement>) => boolean;
  /** The caret moved, or words were typed. */
  readonly look: () => void;
  readonly list: React.ReactNode;
}

/** While one types @ and letters: what can be named, chosen by arrows and Enter or pressed. */
export function useMentioning(field: RefObject<HTMLTextAreaElement | null>, onBody: (body: string) => void): Mentioning {
  const known = useMentions();
  const [typed, setTyped] = useState<{ readonly at: number; readonly words: string } | null>(null);
  const [row, setRow] = useState(0);
  const shut = useRef(-1);
  // Where the space that came with a name ends: one typed there is that space, and a full stop takes its place.
  const spaced = useRef(-1);
  const found = useMemo(() => (typed ? searchMentions(known, typed.words) : []), [known, typed]);
  const look = (): void => {
    const { value, selectionStart } = field.current ?? { value: "", selectionStart: 0 };
    const next = mentionAt(value, selectionStart);
    if (next?.words !== typed?.words || next?.at !== typed?.at) setRow(0);
    setTyped(next && next.at !== shut.current ? next : null);
    if (!next) shut.current = -1;
  };
  const take = (one: Mention): void => {
    const here = field.current;
    if (!here || !typed) return;
    const end = typed.at + 1 + typed.words.length;
    const name = /^[\p{L}\p{N}_-]+$/u.test(one.name) ? `@${one.name}` : `@[${one.name}]`;
    here.setRangeText(`${name} `, typed.at, end, "end");
    onBody(here.value);
    setTyped(null);
    here.focus();
    spaced.current = here.selectionStart;
  };
  const afterName = (event: KeyboardEvent<HTMLTextAreaElement>): boolean => {
    const { current: at } = spaced;
    spaced.current = -1;
    const here = event.currentTarget;
    if (at < 0 || here.selectionStart !== at || here.selectionEnd !== at || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (/^[.,;:!?)]$/.test(event.key)) {
      here.setRangeText(event.key, at - 1, at, "end");
      onBody(here.value);
    } else if (event.key !== " ") return false;
    event.preventDefault();
    return true;
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>): boolean => {
    if (event.nativeEvent.isComposing) return false;
    if (event.key !== "Shift" && afterName(event)) return true;
    if (!typed || found.length === 0) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = found[Math.min(row, found.length - 1)];
    if (step !== undefined) setRow((row + step + found.length) % found.length);
    else if ((event.key === "Enter" || event.key === "Tab") && chosen) take(chosen);
    else if (event.key === "Escape") {
      shut.current = typed.at;
      setTyped(null);
    } else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  const list = typed && found.length > 0 ? (
    <ul className="mentions" role="listbox" aria-label="What to name here" onMouseDown={(event) => event.preventDefault()}>
      {found.map((one, at) => (
        <li key={`${one.what} ${one.to}`} role="option" aria-selected={at === row} className={at === row ? "mention mention-on" : "mention"} onClick={() => take(one)}>
          <b>{one.name}</b> <span className="mention-words">{one.words}</span> <span className="soft">{one.what}</span>
        </li>
      ))}
    </ul>
  ) : null;
  return { press, look, list };
}
