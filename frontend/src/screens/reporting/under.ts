import { useRead } from "../../state";

interface Stretch {
  readonly version_id: string;
  readonly start: number;
  readonly end: number;
}

/** Whether two stretches of one text share a letter. */
export function meets(one: Stretch, other: Stretch): boolean {
  return one.version_id === other.version_id && one.start < other.end && other.start < one.end;
}

/** The query for everything at a level: the themes that stand there, by the terms that find them; empty where none does. */
export function levelQuery(terms: readonly { readonly name: string; readonly term: string }[], names: ReadonlySet<string>): string {
  return terms.filter((one) => names.has(one.name)).map((one) => one.term).join(" OR ");
}

export const EVERY = "every";
const ALL = 100_000;

/** Themes and levels to look under, and what of a list of stretches stands under those chosen; null while it is read. */
export function useUnder(theme: string, level: string) {
  const words = useRead("/query/words").data;
  const lens = useRead("/lenses").data;
  const active = lens?.lenses.find((one) => one.id === lens.active_id);
  const themes = useRead("/themes").data ?? [];
  const at = { lens_id: active?.id ?? "" };
  const asked = active !== undefined && level !== EVERY;
  const placements = useRead("/placements", at, { when: asked });
  const placed = useRead("/placements/passages", at, { when: asked });
  const ids = new Set((placements.data ?? []).filter((one) => one.target_kind === "theme" && one.level_key === level).map((one) => one.target_id));
  // Named as a query names them: by key and name.
  const here = new Set(themes.filter((one) => ids.has(one.id)).map((one) => `${one.key} ${one.name}`.trim()));
  const query = asked ? levelQuery(words?.themes ?? [], here) : "";
  const atLevel = useRead("/query", { text: query, limit: ALL }, { when: query !== "" });
  const ofTheme = useRead("/query", { text: theme, limit: ALL }, { when: theme !== EVERY });
  const waiting = (asked && (!placements.data || !placed.data || (query !== "" && !atLevel.data))) || (theme !== EVERY && !ofTheme.data);
  const apart = (placed.data ?? []).filter((one) => one.level_key === level);
  const fits = (one: Stretch): boolean =>
    (theme === EVERY || (ofTheme.data?.passages ?? []).some((each) => meets(each, one))) &&
    (!asked || (query !== "" && (atLevel.data?.passages ?? []).some((each) => meets(each, one))) || apart.some((each) => meets(each, one)));
  return { themes: words?.themes ?? [], levels: active?.levels ?? [], fits: waiting ? null : fits };
}
