import type { Taken } from "../../state";

/** What taking in one file answers. */
export interface ImportAnswer {
  readonly name?: string;
  readonly n_characters?: number;
  readonly n_utterances?: number;
  readonly warnings?: readonly string[];
}

export function takenOf(answer: ImportAnswer): Taken {
  const turns = answer.n_utterances;
  const characters = answer.n_characters;
  const words = turns ? `${turns} ${turns === 1 ? "turn" : "turns"}` : characters ? `${characters} characters, no speakers found` : "";
  return { ...(words ? { words } : {}), warnings: answer.warnings ?? [] };
}
