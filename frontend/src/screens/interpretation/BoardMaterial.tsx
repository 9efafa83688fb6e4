import { useState } from "react";

import { Button, Checkbox, CodeName, Menu, type MenuAction } from "../../components";
import { useRead } from "../../state";
import { quoted } from "./asking";
import { fits, material, type Piece } from "./board";
import type { CodeView, FoundView, MemoView, ThemeView } from "./types";
import type { Moves } from "./useBoard";

interface Props {
  readonly codes: readonly CodeView[];
  readonly themes: readonly ThemeView[];
  readonly moves: Moves;
  readonly onMake: (piece: Piece) => void;
  readonly onDrag: (piece: Piece | null) => void;
  readonly may: boolean;
}

const ABOUT: ReadonlySet<string> = new Set(["analytic", "reflexive"]);

/** What themes are made from: codes that are in none yet, the passages under them, and memos. */
export function BoardMaterial(props: Props) {
  const { codes, themes } = props;
  const [all, setAll] = useState(false);
  const memos = (useRead("/memos").data ?? []).filter((one) => ABOUT.has(one.kind) && !one.private && one.body.trim());
  const shown = material(codes, themes, all);
  return (
    <>
      <Checkbox checked={all} onChange={setAll}>Also codes that are in a theme</Checkbox>
      {shown.length === 0 ? <p className="t13 soft board-empty">{codes.length === 0 ? "There is no code yet." : "Every code is in a theme."}</p> : null}
      <ul className="board-cards">
        {shown.map((code) => <CodeCard key={code.id} code={code} {...props} />)}
        {memos.map((memo) => <MemoCard key={memo.id} memo={memo} {...props} />)}
      </ul>
    </>
  );
}

function placesFor(piece: Piece, { themes, moves, onMake }: Props): readonly MenuAction[] {
  return [
    ...themes.filter((theme) => fits(piece, theme)).map((theme) => ({ id: theme.id, label: `Into ${theme.name}`, run: () => moves.put(piece, theme) })),
    ...(piece.kind === "code" ? [{ id: "new", label: "Into a new theme", run: () => onMake(piece), apart: true }] : []),
  ];
}

function CodeCard({ code, ...props }: Props & { code: CodeView }) {
  const [open, setOpen] = useState(false);
  const piece: Piece = { kind: "code", id: code.id };
  return (
    <li className="board-card" draggable={props.may} onDragStart={() => props.onDrag(piece)} onDragEnd={() => props.onDrag(null)}>
      <div className="board-line">
        <CodeName name={code.name} id={code.key} family={code.family} />
        <span className="board-ways">
          <Button kind="quiet" label={`${open ? "Close" : "Passages"}: ${code.name}`} onPress={() => setOpen(!open)}>{open ? "Close" : "Passages"}</Button>
          {props.may ? <Menu label={`Move ${code.name}`} actions={placesFor(piece, props)}>Move</Menu> : null}
        </span>
      </div>
      {open ? <Passages code={code} {...props} /> : null}
    </li>
  );
}

function Passages({ code, ...props }: Props & { code: CodeView }) {
  const found = useRead("/query", { text: quoted(code.key || code.name), limit: 40 });
  const passages = found.data?.passages ?? [];
  if (found.data && passages.length === 0) return <p className="t13 soft">No passage carries it yet.</p>;
  return <ul className="board-passages">{passages.map((one) => <PassageCard key={one.id} one={one} {...props} />)}</ul>;
}

function PassageCard({ one, ...props }: Props & { one: FoundView }) {
  const piece: Piece = { kind: "segment", id: one.id, version_id: one.version_id, start: one.start, end: one.end };
  const who = [one.label || one.source, one.turn ? `turn ${one.turn}` : ""].filter(Boolean).join(", ");
  return (
    <li draggable={props.may} onDragStart={(event) => { event.stopPropagation(); props.onDrag(piece); }} onDragEnd={() => props.onDrag(null)}>
      <div className="board-line">
        <p className="t12 soft">{who}</p>
        {props.may ? <Menu label={`Move the passage of ${who}`} actions={placesFor(piece, props)}>Move</Menu> : null}
      </div>
      <p className="serif t13">{one.words}</p>
    </li>
  );
}

function MemoCard({ memo, ...props }: Props & { memo: MemoView }) {
  const piece: Piece = { kind: "memo", id: memo.id };
  const name = `Memo of ${memo.author}`;
  return (
    <li className="board-card" draggable={props.may} onDragStart={() => props.onDrag(piece)} onDragEnd={() => props.onDrag(null)}>
      <div className="board-line">
        <p className="t13">{name}</p>
        {props.may ? <Menu label={`Move the memo of ${memo.author}`} actions={placesFor(piece, props)}>Move</Menu> : null}
      </div>
      <p className="t13 soft board-memo">{memo.body}</p>
    </li>
  );
}
