import { useRead, useViewer } from "../../state";
import { many } from "./words";

/** Where the method agrees on themes and grid first: what is agreed so far, as advice and never in the way. */
export function Order() {
  const { themes_first: first, profile_name: method } = useViewer();
  const themes = useRead("/themes", {}, { when: first });
  const grids = useRead("/matrices", {}, { when: first });
  if (!first || !themes.data || !grids.data) return null;
  return <p className="t13 start-order" role="note">{orderWords(method, themes.data.length, grids.data.length)}</p>;
}

export function orderWords(method: string, nThemes: number, nGrids: number): string {
  const rule = `${method}: themes and grid are agreed first, and the interviews are coded with them after.`;
  if (nThemes === 0) return `${rule} There is no theme yet, so a round of themes comes before a reading. You can begin with a reading all the same.`;
  const grid = nGrids === 0 ? "no grid yet; it is drawn up in Interpret" : many(nGrids, "grid");
  return `${rule} So far there ${nThemes === 1 ? "is" : "are"} ${many(nThemes, "theme")} and ${grid}.`;
}
