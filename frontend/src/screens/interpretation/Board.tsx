import { useState, type DragEvent } from "react";

import { EmptyState } from "../../components";
import { useMay } from "../../state";
import { BoardMaterial } from "./BoardMaterial";
import { BoardTheme } from "./BoardTheme";
import type { Piece } from "./board";
import { RetireTheme } from "./ThemeMoves";
import { ThemeForm } from "./ThemeForm";
import type { CodeView, ThemeView } from "./types";
import { useBoard } from "./useBoard";

const COLUMNS = [
  { state: "candidate", title: "Candidates", empty: "Nothing yet. Put a code, a passage or a memo into a new theme." },
  { state: "final", title: "Final themes", empty: "None is final yet. A candidate comes here once its central idea holds." },
] as const;

/** From codes, passages and memos to candidate and final themes. Everything is moved by its menu or by dragging. */
export function Board({ themes, codes }: { themes: readonly ThemeView[]; codes: readonly CodeView[] }) {
  const [dragged, setDragged] = useState<Piece | null>(null);
  const [retiring, setRetiring] = useState<ThemeView | null>(null);
  const [making, setMaking] = useState<Piece | null>(null);
  const may = useMay("write");
  const moves = useBoard(themes);
  const live = themes.filter((one) => one.state !== "retired");
  const taking = { dragged, onDrag: setDragged, may };
  const into = (state: "candidate" | "final") => ({
    onDragOver: (event: DragEvent) => { if (dragged?.kind === "theme" && may) event.preventDefault(); },
    onDrop: () => { if (dragged?.kind === "theme" && may) moves.stand(dragged.id, state); setDragged(null); },
  });
  return (
    <>
      <p className="t13 soft board-about">Drag a card, or choose where it goes under Move. Every move is taken back with Ctrl Z.</p>
      <div className="board">
        <section className="board-column" aria-label="Codes, passages and memos">
          <h2 className="section-title">Codes, passages and memos</h2>
          <BoardMaterial codes={codes} themes={live} moves={moves} onMake={setMaking} {...taking} />
        </section>
        {COLUMNS.map((column) => {
          const here = live.filter((one) => one.state === column.state);
          return (
            <section key={column.state} className="board-column" aria-label={column.title} {...into(column.state)}>
              <h2 className="section-title">{column.title} <span className="soft num">{here.length}</span></h2>
              {here.length === 0 ? <p className="t13 soft board-empty">{column.empty}</p> : null}
              <ul className="board-cards">
                {here.map((theme) => <BoardTheme key={theme.id} theme={theme} themes={live} moves={moves} onRetire={() => setRetiring(theme)} {...taking} />)}
              </ul>
            </section>
          );
        })}
      </div>
      {codes.length === 0 && themes.length === 0 ? <EmptyState title="Nothing to put together yet">Code some passages first; their codes will stand here, and themes are made from them.</EmptyState> : null}
      {retiring ? <RetireTheme theme={retiring} onClose={() => setRetiring(null)} /> : null}
      {making ? <ThemeForm theme={null} codes={codes} first={making} onClose={() => setMaking(null)} /> : null}
    </>
  );
}
