/** Word of the claims that rested on a coding that was taken off: how they count now, and which release it stops. */

import { useMemo, useRef } from "react";

import { announce, dismiss, useAsk, useSteps } from "../../state";
import type { RestingClaim } from "./types";

/** As many codings as one question names. */
const AT_ONCE = 100;

export interface Resting {
  /** These codings are there no more: say which claims rest on them. */
  readonly gone: (codingIds: readonly string[]) => void;
  /** Something else was done since: a step back would no longer bring them back. */
  readonly past: () => void;
}

export function useResting(): Resting {
  const ask = useAsk("/claims/resting");
  const steps = useSteps();
  const latest = useRef({ ask, steps });
  latest.current = { ask, steps };
  return useMemo(() => {
    let said = "";
    let asked = 0;
    const past = (): void => {
      asked += 1;
      if (said) dismiss(said);
      said = "";
    };
    const gone = async (ids: readonly string[]): Promise<void> => {
      past();
      const now = asked;
      const found = await Promise.all(partsOf(ids).map((part) => latest.current.ask({ coding_ids: [...part] })));
      const claims = new Map(found.flat().map((one) => [one.id, one]));
      if (claims.size === 0 || now !== asked) return;
      const { fact, advice } = restingWords([...claims.values()]);
      said = announce(fact, { advice, stays: true, action: { label: "Take it back", run: () => void latest.current.steps.undo() } });
    };
    // Not to hear of it is no reason to refuse what is done already.
    return { past, gone: (ids) => void (ids.length > 0 && gone(ids).catch(() => undefined)) };
  }, []);
}

function partsOf(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, at) => ids.slice(at * AT_ONCE, (at + 1) * AT_ONCE));
}

/** What is said of them: the sentence where it is one, their names where they are several. */
export function restingWords(claims: readonly RestingClaim[]): { readonly fact: string; readonly advice: string } {
  const [first] = claims;
  if (!first) return { fact: "", advice: "" };
  const refused = [...new Set(claims.flatMap((one) => one.refused_in))];
  const stops = refused.length ? `A release of ${refused.map((one) => `“${one}”`).join(" and ")} is now refused at ${claims.length === 1 ? "this sentence" : "these sentences"}; a draft marks ${claims.length === 1 ? "it" : "them"}.` : "No release is refused because of it.";
  if (claims.length > 1) return { fact: `${claims.length} claims rest on what was taken off: ${claims.map((one) => `${one.key} (now ${one.words})`).join(", ")}.`, advice: stops };
  return { fact: `A claim rests on this passage: ${first.key} “${first.text}” It now stands at ${first.words}.`, advice: stops };
}
