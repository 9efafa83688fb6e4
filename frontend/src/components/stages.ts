/** The stages of a study, in the order in which it lives: the words of the rail and what each is for. */

export interface Stage {
  readonly key: string;
  readonly title: string;
  readonly to: string;
  /** Pressed after G. */
  readonly letter: string;
  /** What one does there, for a study in which nothing is there yet. */
  readonly path: string;
}

export const STAGES: readonly Stage[] = [
  { key: "plan", title: "Plan", to: "/plan", letter: "P", path: "Write down the question, the method you follow, and who is in the team." },
  { key: "cases", title: "Cases", to: "/cases", letter: "A", path: "List the cases you hope to reach. Invite them. Record each consent." },
  { key: "sources", title: "Sources", to: "/sources", letter: "S", path: "Add recordings and transcripts. Check and anonymise them." },
  { key: "code", title: "Code", to: "/code", letter: "C", path: "Make a codebook, or let it grow while you read." },
  { key: "compare", title: "Compare", to: "/compare", letter: "O", path: "Two people code the same interviews without seeing each other." },
  { key: "interpret", title: "Interpret", to: "/interpret", letter: "I", path: "Gather codes into themes. Place them. Say what acts on what." },
  { key: "report", title: "Report", to: "/report", letter: "R", path: "Write with quotations that stay tied to their source." },
];

/** A reflexive profile compares nothing: readings are brought into a dialogue. */
export function stageTitle(stage: Stage, reflexive: boolean): string {
  return reflexive && stage.key === "compare" ? "Dialogue" : stage.title;
}

/** In a folder opened from a round package there is nothing to do but read the round. */
export function stagesFor(returnsTo: string | null): readonly Stage[] {
  return returnsTo === null ? STAGES : STAGES.filter((stage) => stage.key === "code" || stage.key === "compare");
}
