import { useState } from "react";

import { Button, CodeName, EmptyState, Link, OptionRow, Reading } from "../../components";
import { setQuery, useMay, usePlace, useRead } from "../../state";
import { Board } from "./Board";
import { Behind } from "./Found";
import { ThemeForm } from "./ThemeForm";
import type { CodeView, ThemeView } from "./types";

type Way = "list" | "board";

/** Every theme with what it rests on; candidates and retired ones after the final ones. */
export function Themes() {
  const themes = useRead("/themes");
  const codes = useRead("/codes", {});
  const [open, setOpen] = useState<ThemeView | "new" | null>(null);
  const may = useMay("write");
  const way: Way = usePlace().query.get("as") === "board" ? "board" : "list";
  const known = new Map((codes.data ?? []).map((code) => [code.id, code]));
  return (
    <>
      <div className="interpret-bar">
        <Button kind="primary" onPress={() => setOpen("new")} reason={may ? null : "Your role reads only."}>
          New theme
        </Button>
        <OptionRow<Way> label="Shown as" layout="segments" value={way} onChange={(to) => setQuery({ as: to === "board" ? to : null })} options={[{ id: "list", label: "List" }, { id: "board", label: "Board" }]} />
      </div>
      <Reading of={themes}>
        {(all) =>
          way === "board" ? (
            <Board themes={all} codes={codes.data ?? []} />
          ) : all.length === 0 ? (
            <EmptyState title="No theme yet">Make one from codes that belong together, and say its central idea in a sentence.</EmptyState>
          ) : (
            <ul className="themes">
              {all.map((theme) => (
                <Theme key={theme.id} theme={theme} codes={known} onOpen={may ? () => setOpen(theme) : null} />
              ))}
            </ul>
          )
        }
      </Reading>
      {open ? <ThemeForm theme={open === "new" ? null : open} codes={codes.data ?? []} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

function Theme({ theme, codes, onOpen }: { theme: ThemeView; codes: ReadonlyMap<string, CodeView>; onOpen: (() => void) | null }) {
  const [reading, setReading] = useState(false);
  const term = useRead("/query/words").data?.themes.find((one) => one.name === `${theme.key} ${theme.name}`.trim())?.term;
  const state = theme.state === "final" ? (theme.major ? "" : "minor theme") : theme.state === "retired" ? `retired: ${theme.reason}` : "candidate";
  return (
    <li className={`theme ${theme.major ? "" : "theme-minor"} ${theme.state === "retired" ? "theme-retired" : ""}`}>
      <p className="label">
        {theme.key}
        {state ? ` · ${state}` : ""}
      </p>
      <h2 className="serif t22 strong"><Link to={`/interpret/themes/${theme.id}`} plain>{theme.name}</Link></h2>
      {theme.n_otherwise > 0 ? <p className="t13">{theme.n_otherwise === 1 ? "1 passage tells" : `${theme.n_otherwise} passages tell`} it differently.</p> : null}
      <p className="serif">{theme.central_idea || <span className="soft">No central idea written yet.</span>}</p>
      {theme.boundary ? <p className="t13 soft">{theme.boundary}</p> : null}
      <div className="theme-codes t13">
        {theme.code_ids.map((id) => {
          const code = codes.get(id);
          return code ? <CodeName key={id} name={code.name} id={code.key} family={code.family} /> : null;
        })}
      </div>
      <div className="theme-ways">
        {onOpen ? <Button kind="quiet" onPress={onOpen} label={`Change ${theme.name}`}>Change</Button> : null}
        <Link to={`/interpret/themes/${theme.id}`}>How it came about</Link>
        {theme.code_ids[0] && term ? <Button kind="quiet" label={`Read its passages: ${theme.name}`} onPress={() => setReading(true)}>Read its passages</Button> : null}
      </div>
      {reading && term ? <Behind title={theme.name} asked={{ text: term, where: "", set: "consensus", readers: "apart" }} onClose={() => setReading(false)} /> : null}
    </li>
  );
}
