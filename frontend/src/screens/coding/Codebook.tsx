import { memo, useEffect, useId, useMemo, useRef, useState, type DragEvent, type KeyboardEvent, type RefObject } from "react";

import { classes, KeyCap, slotOf } from "../../components";
import { announce, navigate } from "../../state";
import { dropOf, movedBy, type CodeMove, type Drop } from "./codeMoves";
import { foldWords } from "./codeSearch";
import { counted, type CodeView } from "./types";
import "./Codebook.css";

export interface CodebookProps {
  readonly codes: readonly CodeView[];
  /** "v4", or what is in use instead. */
  readonly version: string;
  /** Codings of each code in this text; absent where counts are not shown. */
  readonly here: ReadonlyMap<string, number> | null;
  readonly currentId: string | null;
  readonly filterRef: RefObject<HTMLInputElement | null>;
  readonly onCurrent: (id: string) => void;
  /** A click, or Enter: gives the code to the words selected; false where none are. */
  readonly onUse: (code: CodeView) => boolean;
  /** A double click, or Enter where nothing is selected. */
  readonly onOpen: (code: CodeView) => void;
  readonly onMove: ((move: CodeMove) => void) | null;
  readonly onNew: (() => void) | null;
  /** Takes codes in from a file. */
  readonly onBring: (() => void) | null;
  /** Puts counts out of sight, and back; null where there are none. */
  readonly onHide: ((hidden: boolean) => void) | null;
  readonly children?: React.ReactNode;
}

/** The codebook beside the text: keys, names, how often here and in the study. */
export function Codebook(props: CodebookProps) {
  const { codes, here, filterRef } = props;
  const [typed, setTyped] = useState("");
  const shown = useMemo(() => filtered(codes, typed), [codes, typed]);
  const usable = codes.filter((code) => !code.group && !code.retired).length;
  return (
    <div className="book">
      <div className="book-head">
        <h2 className="book-title">Codebook <span className="soft book-version">{props.version}</span></h2>
        {here ? <span className="t12 soft">{counted(usable, "code")}</span> : null}
      </div>
      <div className="book-filter">
        <input
          ref={filterRef}
          type="search"
          aria-label="Filter codes"
          placeholder="Filter codes"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape" && typed) {
              event.stopPropagation();
              setTyped("");
            }
            const first = shown.find((code) => !code.group);
            if (event.key === "Enter" && first) props.onCurrent(first.id);
            if (event.key === "Enter" || event.key === "ArrowDown") {
              event.preventDefault();
              event.currentTarget.closest(".book")?.querySelector<HTMLElement>("[role=tree]")?.focus();
            }
          }}
        />
        <KeyCap keys="/" />
      </div>
      <div className="book-over">
        {props.onHide ? <button type="button" className="button button-quiet book-hide" onClick={() => props.onHide?.(here !== null)}>{here ? "Hide counts" : "Show counts"}</button> : null}
        {here ? <div className="book-columns" aria-hidden="true"><span>here</span><span>all</span></div> : null}
      </div>
      <CodeTree {...props} shown={shown} whole={typed === ""} onWhole={() => setTyped("")} />
      {shown.length === 0 ? <p className="t13 soft book-none">{codes.length === 0 ? "No code yet. Select words in the text and name what you see." : "No code is called that."}</p> : null}
      <div className="book-more">
        {props.onNew ? <button type="button" className="button button-quiet" onClick={props.onNew}>New code</button> : null}
        <button type="button" className="button button-quiet" onClick={() => navigate("/code/changes")}>What changed</button>
        {props.onBring ? <button type="button" className="button button-quiet" onClick={props.onBring}>Bring in codes …</button> : null}
      </div>
      {props.children}
    </div>
  );
}

function filtered(codes: readonly CodeView[], typed: string): readonly CodeView[] {
  const wanted = foldWords(typed.trim());
  const living = [...codes.filter((code) => !code.retired), ...codes.filter((code) => code.retired)];
  if (!wanted) return living;
  const fits = (code: CodeView): boolean => foldWords(`${code.key} ${code.name}`).includes(wanted);
  const kept = new Set(living.filter(fits).map((code) => code.id));
  const parents = new Map(codes.map((code) => [code.id, code.parent_id]));
  for (const id of [...kept]) for (let at = parents.get(id); at; at = parents.get(at)) kept.add(at);
  return living.filter((code) => kept.has(code.id));
}

/** Room for the longest key, so that names stand under each other. */
const KEY_WIDTHS: Readonly<Record<number, number>> = { 0: 0, 1: 20, 2: 20, 3: 27, 4: 34 };

interface TreeProps extends CodebookProps {
  readonly shown: readonly CodeView[];
  /** No filter is on: every code is in sight. */
  readonly whole: boolean;
  readonly onWhole: () => void;
}

/** One stop for the Tab key; arrows choose, Enter uses, Alt and arrows move, / filters, Esc ends the filter. */
function CodeTree({ shown, whole, onWhole, filterRef, codes, here, currentId, onCurrent, onUse, onOpen, onMove }: TreeProps) {
  const [drop, setDrop] = useState<Drop | null>(null);
  const dragged = useRef<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const prefix = useId();
  const at = shown.findIndex((code) => code.id === currentId);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [currentId]);
  const press = (event: KeyboardEvent): void => {
    const plain = !event.altKey && !event.ctrlKey && !event.metaKey;
    const move = event.altKey && onMove && currentId ? movedBy(codes, currentId, event.key) : null;
    const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? shown.length - 1 : at - 1, Home: 0, End: shown.length - 1 }[event.key];
    const next = to === undefined || event.altKey ? undefined : shown[to];
    if (move && whole) onMove?.(move);
    // It would go beside, or into, codes that are out of sight.
    else if (move) announce("A code is moved among all codes. Esc ends the filter.");
    else if (plain && event.key === "/") filterRef.current?.select();
    else if (plain && event.key === "Escape" && !whole) onWhole();
    else if (next) onCurrent(next.id);
    else if (event.key === "Enter" && shown[at]) shown[at].group || !onUse(shown[at]) ? onOpen(shown[at]) : undefined;
    else if (to === undefined && !(event.altKey && event.key.startsWith("Arrow"))) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const over = (event: DragEvent): void => {
    const where = dragged.current ? dropOf(event, codes, dragged.current) : null;
    if (where) event.preventDefault();
    setDrop((before) => (before?.id === where?.id && before?.where === where?.where ? before : where));
  };
  const drag = onMove && whole
    ? {
        onDragStart: (event: DragEvent) => {
          dragged.current = (event.target as Element).closest<HTMLElement>("[data-code]")?.dataset["code"] ?? null;
          event.dataTransfer.effectAllowed = "move";
        },
        onDragOver: over,
        onDragEnd: () => setDrop(null),
        onDrop: (event: DragEvent) => {
          event.preventDefault();
          if (drop && dragged.current) onMove(drop.move);
          setDrop(null);
        },
      }
    : {};
  const longest = useMemo(() => Math.max(0, ...codes.map((code) => code.key.length)), [codes]);
  const draggable = Boolean(onMove) && whole;
  // A thousand rows are compared only where something of theirs changed, not at every key in the picker.
  const rows = useMemo(
    () =>
      shown.map((code) => (
        <CodeRow key={code.id} id={prefix + code.id} code={code} here={here ? (here.get(code.id) ?? 0) : null} current={code.id === currentId} draggable={draggable} drop={drop?.id === code.id ? drop.where : ""} />
      )),
    [shown, here, currentId, draggable, drop, prefix],
  );
  if (shown.length === 0) return null;
  return (
    <ul
      ref={list}
      role="tree"
      aria-label="Codebook"
      className="book-tree"
      style={{ "--key-width": `${KEY_WIDTHS[longest] ?? 40}px` } as React.CSSProperties}
      tabIndex={0}
      aria-activedescendant={at >= 0 ? `${prefix}${currentId}` : undefined}
      onKeyDown={press}
      onDoubleClick={(event) => {
        const id = (event.target as Element).closest<HTMLElement>("[data-code]")?.dataset["code"];
        const code = shown.find((one) => one.id === id);
        if (code) onOpen(code);
      }}
      onClick={(event) => {
        const id = (event.target as Element).closest<HTMLElement>("[data-code]")?.dataset["code"];
        const code = shown.find((one) => one.id === id);
        if (!code) return;
        onCurrent(code.id);
        if (!code.group) onUse(code);
      }}
      {...drag}
    >
      {rows}
    </ul>
  );
}

interface RowProps {
  readonly id: string;
  readonly code: CodeView;
  readonly here: number | null;
  readonly current: boolean;
  readonly draggable: boolean;
  readonly drop: string;
}

const CodeRow = memo(function CodeRow({ id, code, here, current, draggable, drop }: RowProps) {
  const counts = here === null || code.group ? null : here;
  return (
    <li
      id={id}
      data-code={code.id}
      data-depth={Math.min(code.depth, 4)}
      role="treeitem"
      aria-level={code.depth + 1}
      aria-selected={current}
      draggable={draggable}
      title={code.definition || undefined}
      className={classes("book-row", code.group && "book-group", current && "book-current", code.retired && "book-retired", drop && `book-drop-${drop}`)}
    >
      {code.group ? null : <span className="book-key num">{code.key}</span>}
      {code.group ? null : <span className="swatch" data-family={slotOf(code.family)} aria-hidden="true" />}
      <span className="book-name">{code.name}</span>
      {code.proposed ? <span className="t11 soft">proposed</span> : null}
      {counts === null ? null : <span className="book-here num"><span className="unseen">here </span>{counts || "·"}</span>}
      {counts === null || code.n_codings === null ? null : <span className="book-study num"><span className="unseen">in the study </span>{code.n_codings}</span>}
    </li>
  );
});
