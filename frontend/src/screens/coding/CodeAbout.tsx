import { Button, Menu, type MenuAction } from "../../components";
import { navigate } from "../../state";
import type { CodeView } from "./types";

export interface CodeAboutProps {
  readonly code: CodeView;
  readonly onEdit: (() => void) | null;
  readonly onMemo: () => void;
  readonly onOnly: () => void;
  readonly only: boolean;
  readonly more: readonly MenuAction[];
  readonly onClose: () => void;
}

/** What the chosen code means, under the codebook, and what one can do with it. */
export function CodeAbout({ code, onEdit, onMemo, onOnly, only, more, onClose }: CodeAboutProps) {
  return (
    <section className="book-about" aria-label={`About ${code.name}`}>
      <p className="book-about-words">
        <b>{code.name}.</b> {code.definition || "Not defined yet."}
        {code.exclude ? ` Not: ${code.exclude}` : ""}
      </p>
      <div className="book-about-ways">
        {onEdit ? <Button kind="quiet" onPress={onEdit}>Edit</Button> : null}
        <Button kind="quiet" onPress={() => navigate(`/code/passages/${code.id}`)}>Passages</Button>
        <Button kind="quiet" onPress={onOnly} pressed={only}>{only ? "Show all" : "Only this"}</Button>
        <Button kind="quiet" label={`Close what ${code.name} means`} onPress={onClose}>Close</Button>
        <Menu actions={[{ id: "memo", label: "Write a memo on it", run: onMemo }, ...more]} label="More to do with this code" caret={false}>…</Menu>
      </div>
    </section>
  );
}
