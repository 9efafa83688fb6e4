/** Why the server did not do something, in words a researcher can act on. */

export interface FieldProblem {
  readonly place: string;
  readonly words: string;
}

export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly place?: string;
  readonly advice?: string;
  readonly fields?: readonly FieldProblem[];
  readonly id?: string;
}

/** The server answered, and the answer is no. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(readonly problem: ProblemDocument) {
    super(problem.detail || problem.title);
  }

  get status(): number {
    return this.problem.status;
  }

  get code(): string {
    return this.problem.code;
  }
}

/** The server did not answer at all. What was to be written is kept and sent later. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";

  constructor() {
    super("Anselm does not answer. It may have been closed, or the connection is gone.");
  }
}

export interface Told {
  readonly fact: string;
  readonly advice: string;
}

// Where the page calls a field otherwise than the interface does.
const FIELDS: Readonly<Record<string, string>> = { founded: "Since", description: "About it", valid_from: "From", valid_to: "Until", body: "Text" };

/** A field of the interface as a person reads it: `central_idea` is *Central idea*, `codes.0.name` *Name*. */
function fieldWords(place: string): string {
  const name = place.split(".").filter((part) => !/^\d+$/.test(part)).at(-1) ?? place;
  const words = name.replaceAll("_", " ");
  return FIELDS[name] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** Any failure as a fact and a way out. */
export function told(error: unknown): Told {
  if (error instanceof Refusal) {
    const { detail, title, advice, fields, id } = error.problem;
    const places = (fields ?? []).map((one) => (one.place ? `${fieldWords(one.place)}: ${one.words}` : one.words));
    const numbered = id ? `Its number is ${id}.` : "";
    return { fact: detail || title, advice: [...places, advice ?? "", numbered].filter(Boolean).join(" ") };
  }
  if (error instanceof Unreachable) {
    return { fact: error.message, advice: "Start it again with the command you used, then load this page again." };
  }
  return { fact: "This part of the page did not work.", advice: "Load the page again. What was kept before is safe." };
}

export async function refusalOf(response: Response): Promise<Refusal> {
  try {
    const said: unknown = await response.json();
    if (isProblem(said)) return new Refusal(said);
  } catch {
    // Not JSON: a proxy in between, or an answer cut short. The status still says something.
  }
  return new Refusal({
    type: "about:blank",
    title: response.statusText || "No reason given",
    status: response.status,
    code: "unexplained",
    detail: "Something between this page and Anselm gave an answer that Anselm did not write.",
    advice: "Load the page again.",
  });
}

function isProblem(said: unknown): said is ProblemDocument {
  return typeof said === "object" && said !== null && "status" in said && "title" in said && "code" in said;
}
