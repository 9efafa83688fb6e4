import { useRead } from "../../state";
import { EVERY, meets } from "./under";
import type { QuotationView } from "./types";

/** So many passages are looked through for words where no theme narrows them; beyond, a theme or a case must. */
const LOOKED_THROUGH = 5_000;
const LETTERS = 3;
const SHOWN = 40;

interface Wanted {
  readonly theme: string;
  readonly level: string;
  readonly caseCode: string;
  readonly words: string;
  readonly fits: ((one: Passage) => boolean) | null;
}

export interface Passage {
  readonly version_id: string;
  readonly start: number;
  readonly end: number;
}

/** Passages coded in the study that no quotation was kept of, under what one looks for; nothing is asked before one looks. */
export function useUnkept(kept: readonly QuotationView[], wanted: Wanted) {
  const { theme, level, caseCode, words, fits } = wanted;
  const looking = theme !== EVERY || level !== EVERY || words.length >= LETTERS;
  const code = useRead("/query/words").data?.codes[0]?.term;
  const text = theme !== EVERY ? theme : code ? `${code} OR NOT ${code}` : "";
  const where = caseCode === EVERY ? "" : `case = "${caseCode}"`;
  const found = useRead("/query", { text, where, limit: LOOKED_THROUGH }, { when: looking && text !== "", keepPrevious: true });
  const answer = looking ? found.data : undefined;
  const all = (answer?.passages ?? []).filter(
    (one) =>
      !one.is_interviewer &&
      fits?.(one) === true &&
      (!words || `${one.label} ${one.case_code} ${one.case_name} ${one.words}`.toLocaleLowerCase("en-GB").includes(words)) &&
      !kept.some((each) => meets(each, one)),
  );
  return { waiting: looking && text !== "" && (!found.data || !fits), shown: all.slice(0, SHOWN), n_more: Math.max(0, all.length - SHOWN), unlooked: answer?.n_left ?? 0 };
}
