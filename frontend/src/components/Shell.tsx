import { useEffect, useLayoutEffect, useState, type ReactNode } from "react";

import { announce, dismiss } from "../state/announcements";
import { useCommands } from "../state/commands";
import { startKeys, useKeys } from "../state/keys";
import { arrived } from "../state/imports";
import { useKept, type Kept } from "../state/outbox";
import { navigate, usePlace } from "../state/router";
import { useSteps } from "../state/steps";
import { useMay, type Viewer } from "../state/viewer";
import { CommandPalette } from "./CommandPalette";
import { useDropAnywhere } from "./dropAnywhere";
import { KeysHelp } from "./KeysHelp";
import { Rail } from "./Rail";
import { stagesFor, stageTitle } from "./stages";
import { StatusRegion } from "./Status";

export interface ShellProps {
  readonly viewer: Viewer;
  readonly waiting: Readonly<Record<string, number>>;
  readonly onSignOut: () => void;
  readonly children: ReactNode;
}

/** Everything around a screen: the rail, the palette, the keys that work everywhere, what just happened. */
export function Shell({ viewer, waiting, onSignOut, children }: ShellProps) {
  const [open, setOpen] = useState<"palette" | "keys" | null>(null);
  const kept = useKept();
  const stages = stagesFor(viewer.returns_to);
  const steps = useSteps();
  useLayoutEffect(() => startKeys(), []);
  useDropAnywhere(useTakingFiles(), true);
  useEffect(() => {
    if (!kept.cutOff) return;
    const id = announce("Anselm does not answer. What you write is kept in this browser and sent when it is back.", { kind: "refused" });
    return () => dismiss(id);
  }, [kept.cutOff]);

  useKeys("Everywhere", [
    { keys: "Ctrl K", label: "Find or do", run: () => setOpen("palette"), inFields: true },
    { keys: "Ctrl Z", label: "Take back your last step", run: () => void steps.undo() },
    { keys: "Ctrl Shift Z", label: "Do it again", run: () => void steps.redo() },
    { keys: "Ctrl Y", label: "Do it again", run: () => void steps.redo(), unlisted: true },
    { keys: "G H", label: "Go to the first page", run: () => navigate("/") },
    ...stages.map((stage) => ({ keys: `G ${stage.letter}`, label: `Go to ${stageTitle(stage, viewer.reflexive)}`, run: () => navigate(stage.to) })),
    { keys: "?", label: "Keys of this screen", run: () => setOpen("keys") },
  ]);
  const looks = () => navigate("/settings");
  useCommands([
    { id: "go home", label: "First page", group: "Go to", keys: "G H", run: () => navigate("/") },
    ...stages.map((stage) => ({ id: `go ${stage.key}`, label: stageTitle(stage, viewer.reflexive), group: "Go to", keys: `G ${stage.letter}`, also: stage.path, run: () => navigate(stage.to) })),
    { id: "go memos", label: "Memos", group: "Go to", run: () => navigate("/memos") },
    { id: "undo", label: steps.next_undo ? `Take back: ${steps.next_undo}` : "Take back", also: "undo", keys: "Ctrl Z", run: () => void steps.undo() },
    { id: "redo", label: steps.next_redo ? `Do again: ${steps.next_redo}` : "Do again", also: "redo", keys: "Ctrl Shift Z", run: () => void steps.redo() },
    { id: "looks", label: "How it looks", also: "settings dark light theme contrast size keys", run: looks },
    { id: "keys", label: "Keys of this screen", also: "shortcuts help", keys: "?", run: () => setOpen("keys") },
    { id: "sign out", label: "Sign out", also: "log out leave", run: onSignOut },
  ]);

  return (
    <>
      <Rail
        studyTitle={viewer.study_title}
        reflexive={viewer.reflexive}
        stages={stages}
        waiting={waiting}
        who={[viewer.name, viewer.returns_to === null ? roleWords(viewer.roles) : "reader"].filter(Boolean).join(", ")}
        whoActions={[
          { id: "memos", label: "Memos", run: () => navigate("/memos"), apart: true },
          { id: "looks", label: "How it looks", run: looks },
          { id: "keys", label: "Keys of this screen", keys: "?", run: () => setOpen("keys") },
          { id: "out", label: "Sign out", run: onSignOut, apart: true },
        ]}
        kept={keptWords(kept)}
        onFind={() => setOpen("palette")}
      />
      {children}
      <CommandPalette open={open === "palette"} onClose={() => setOpen(null)} />
      <KeysHelp open={open === "keys"} onClose={() => setOpen(null)} />
      <StatusRegion />
    </>
  );
}

/** Files dropped where one reads, codes or looks around become sources; elsewhere they are left alone. */
function useTakingFiles(): ((files: File[]) => void) | null {
  const { path } = usePlace();
  const may = useMay("field");
  if (!may || !(path === "/" || /^\/(sources|code)(\/|$)/.test(path))) return null;
  return (files) => {
    arrived.set((before) => [...before, ...files]);
    navigate("/sources");
  };
}

/** "kept 14:02", or that something is not kept yet. Nothing saves, so nothing says "saved". */
export function keptWords({ waiting, cutOff, keptAt }: Kept): { words: string; care: boolean } {
  if (cutOff && waiting > 0) return { words: `${waiting} not kept yet`, care: true };
  if (keptAt === null) return { words: "", care: false };
  const time = keptAt.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  return { words: `kept ${time}`, care: false };
}

const ROLE_WORDS: Readonly<Record<string, string>> = { owner: "lead", adjudicator: "settles" };

/** The first role, in the words of the glossary. */
export function roleWords(roles: readonly string[]): string {
  const first = roles[0] ?? "";
  return ROLE_WORDS[first] ?? first;
}
