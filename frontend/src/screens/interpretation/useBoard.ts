import { announce, newId, useWrite } from "../../state";
import type { Piece } from "./board";
import type { ThemeView } from "./types";

export interface Moves {
  readonly put: (piece: Piece, theme: ThemeView) => void;
  readonly takeOut: (memberId: string) => void;
  readonly stand: (themeId: string, state: "candidate" | "final") => void;
}

/** The moves of the board, each said aloud. */
export function useBoard(themes: readonly ThemeView[]): Moves {
  const said = (words: string) => ({ topics: ["home", "figures"], onDone: () => announce(words) });
  const add = useWrite("/themes/add-member", said("It is in the theme."));
  const move = useWrite("/themes/move-member", said("It has moved."));
  const remove = useWrite("/themes/remove-member", said("It is out of the theme."));
  const change = useWrite("/themes/change", { topics: ["home", "figures"], onDone: (theme) => announce(theme.state === "final" ? `${theme.name} is final.` : `${theme.name} is a candidate.`) });
  return {
    put: (piece, theme) => {
      if (piece.kind === "member") move.mutate({ id: piece.id, theme_id: theme.id });
      else if (piece.kind === "segment") add.mutate({ id: newId(), theme_id: theme.id, target_kind: "segment", version_id: piece.version_id, start: piece.start, end: piece.end });
      else if (piece.kind !== "theme") add.mutate({ id: newId(), theme_id: theme.id, target_kind: piece.kind, target_id: piece.id });
    },
    takeOut: (memberId) => remove.mutate({ id: memberId }),
    stand: (themeId, state) => {
      if (themes.find((one) => one.id === themeId)?.state !== state) change.mutate({ id: themeId, state });
    },
  };
}
