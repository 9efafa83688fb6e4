import type { DragEvent } from "react";

import { classes, Link, Menu, type MenuAction } from "../../components";
import { navigate } from "../../state";
import { fits, memberName, type Piece } from "./board";
import type { MemberView, ThemeView } from "./types";
import type { Moves } from "./useBoard";

interface Props {
  readonly theme: ThemeView;
  readonly themes: readonly ThemeView[];
  readonly moves: Moves;
  readonly dragged: Piece | null;
  readonly onDrag: (piece: Piece | null) => void;
  readonly onRetire: () => void;
  readonly may: boolean;
}

/** A theme as a card: its idea, what tells it differently, and what it rests on, each to be moved. */
export function BoardTheme({ theme, themes, moves, dragged, onDrag, onRetire, may }: Props) {
  const takes = may && fits(dragged, theme);
  const other = theme.state === "final" ? "candidate" : "final";
  const actions: readonly MenuAction[] = [
    { id: "open", label: "Open it", run: () => navigate(`/interpret/themes/${theme.id}`) },
    { id: "stand", label: other === "final" ? "Make it final" : "A candidate again", run: () => moves.stand(theme.id, other) },
    { id: "retire", label: "Retire it", run: onRetire, apart: true },
  ];
  const drop = (event: DragEvent) => {
    if (!takes || !dragged) return;
    event.stopPropagation();
    moves.put(dragged, theme);
    onDrag(null);
  };
  return (
    <li
      className={classes("board-card board-theme", takes && "board-takes")}
      draggable={may}
      onDragStart={() => onDrag({ kind: "theme", id: theme.id })}
      onDragEnd={() => onDrag(null)}
      onDragOver={(event) => { if (takes) event.preventDefault(); }}
      onDrop={drop}
    >
      <div className="board-line">
        <h3 className="serif t14 strong">{theme.name}</h3>
        {may ? <Menu label={`Move ${theme.name}`} actions={actions}>Move</Menu> : <Link to={`/interpret/themes/${theme.id}`} label={`Open ${theme.name}`}>Open</Link>}
      </div>
      {theme.n_otherwise > 0 ? <p className="t12">{theme.n_otherwise === 1 ? "1 passage tells" : `${theme.n_otherwise} passages tell`} it differently.</p> : null}
      <p className="t13 soft">{theme.central_idea || "No central idea yet."}</p>
      <ul className="board-members" aria-label={`${theme.name} rests on`}>
        {theme.members.map((one) => <Member key={one.id} one={one} theme={theme} themes={themes} moves={moves} onDrag={onDrag} may={may} />)}
      </ul>
    </li>
  );
}

function Member({ one, theme, themes, moves, onDrag, may }: Omit<Props, "dragged" | "onRetire"> & { one: MemberView }) {
  const piece: Piece = { kind: "member", id: one.id, themeId: theme.id };
  const name = memberName(one);
  const actions: readonly MenuAction[] = [
    ...themes.filter((to) => fits(piece, to)).map((to) => ({ id: to.id, label: `Into ${to.name}`, run: () => moves.put(piece, to) })),
    { id: "out", label: "Out of the theme", run: () => moves.takeOut(one.id), apart: true },
  ];
  return (
    <li draggable={may} onDragStart={(event) => { event.stopPropagation(); onDrag(piece); }} onDragEnd={() => onDrag(null)}>
      <span className="t12">{name}</span>
      {may ? <Menu label={`Move ${name}`} className="board-caret" actions={actions}>{""}</Menu> : null}
    </li>
  );
}
