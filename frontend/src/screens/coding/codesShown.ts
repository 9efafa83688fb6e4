/** Which codes the text shows: every one, one alone, those of a group, of a theme, or of the themes at a level of the lens. */

import { useMemo } from "react";

import type { Option } from "../../components";
import { useRead } from "../../state";
import type { CodeView } from "./types";

export interface CodesShown {
  /** Null where every code is shown. */
  readonly ids: ReadonlySet<string> | null;
  /** "of the code Overhearing alone"; empty where every code is shown. */
  readonly words: string;
  readonly options: readonly Option[];
}

export const EVERY = "every";

interface Part {
  readonly id: string;
  readonly label: string;
  readonly about: string;
  readonly words: string;
  readonly ids: readonly string[];
}

export function useCodesShown(codes: readonly CodeView[], only: string | null): CodesShown {
  const themes = useRead("/themes").data;
  const lenses = useRead("/lenses").data?.lenses;
  return useMemo(() => {
    const levels = lenses?.find((one) => one.active)?.levels ?? [];
    const parts = [...ofGroups(codes), ...ofThemes(themes ?? []), ...ofLevels(themes ?? [], levels)];
    const code = codes.find((one) => one.id === only && !one.group);
    const shown = code ? { id: code.id, label: code.name, about: "one code", words: `of the code ${code.name} alone`, ids: [code.id] } : parts.find((one) => one.id === only);
    return {
      ids: shown ? new Set(shown.ids) : null,
      words: shown?.words ?? "",
      options: [{ id: EVERY, label: "every code" }, ...(code && shown ? [shown] : []), ...parts].map(({ id, label, ...one }) => ({ id, label, ...("about" in one ? { about: one.about } : {}) })),
    };
  }, [codes, themes, lenses, only]);
}

function ofGroups(codes: readonly CodeView[]): readonly Part[] {
  const below = (id: string): readonly string[] => codes.filter((one) => one.parent_id === id).flatMap((one) => [one.id, ...below(one.id)]);
  return codes.filter((one) => one.group && !one.retired).map((one) => ({ id: one.id, label: one.name, about: "a group of codes", words: `of the codes under ${one.name} alone`, ids: below(one.id) }));
}

type Themed = { readonly id: string; readonly name: string; readonly code_ids: readonly string[]; readonly level_keys: readonly string[]; readonly state: string };

function ofThemes(themes: readonly Themed[]): readonly Part[] {
  return themes.filter((one) => one.code_ids.length > 0).map((one) => ({ id: one.id, label: one.name, about: "a theme", words: `of the codes of the theme ${one.name} alone`, ids: one.code_ids }));
}

function ofLevels(themes: readonly Themed[], levels: readonly { readonly key: string; readonly name: string }[]): readonly Part[] {
  return levels.flatMap(({ key, name }) => {
    const ids = [...new Set(themes.filter((one) => one.level_keys.includes(key)).flatMap((one) => one.code_ids))];
    return ids.length > 0 ? [{ id: `level ${key}`, label: name, about: "a level: the codes of its themes", words: `of the codes of themes at the level ${name} alone`, ids }] : [];
  });
}
