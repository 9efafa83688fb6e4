import { useState } from "react";
import {
  Autocomplete,
  Dialog,
  Input,
  Label,
  Menu,
  MenuItem,
  Modal,
  ModalOverlay,
  SearchField,
} from "react-aria-components";

import { found, useAllCommands, type Command } from "../state/commands";
import { useRead } from "../state/queries";
import { navigate } from "../state/router";
import { KeyCap } from "./KeyCap";
import "./CommandPalette.css";

const SHOWN = 60;

/** Find or do: every command of the page, by its words. */
export function CommandPalette({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <ModalOverlay className="overlay" isOpen={open} onOpenChange={(now) => !now && onClose()} isDismissable>
      <Modal className="dialog palette">
        <Dialog aria-label="Find or do" className="palette-inside">
          <Finder onClose={onClose} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Finder({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const all = [...useAllCommands(), ...usePlaces()];
  const words = typed.trim();
  const inTexts: Command = { id: "in texts", label: `Find “${words}” in the transcripts`, run: () => navigate(`/sources?find=${encodeURIComponent(words)}`) };
  const shown = [...found(all, typed).slice(0, SHOWN), ...(words.length > 1 ? [inTexts] : [])];
  const run = (command: Command): void => {
    onClose();
    // After the palette has given the focus back, so that the command may move it.
    setTimeout(command.run);
  };
  return (
    <Autocomplete inputValue={typed} onInputChange={setTyped}>
      <SearchField className="palette-field" autoFocus>
        <Label className="unseen">Find or do</Label>
        <Input className="palette-input" placeholder="Find or do" />
        <KeyCap keys="Esc" />
      </SearchField>
      <Menu
        className="options palette-list"
        aria-label="What can be found or done"
        renderEmptyState={() => <p className="soft palette-none">Nothing is called that. Try one word of it.</p>}
      >
        {shown.map((command) => (
          <MenuItem key={command.id} id={command.id} textValue={command.label} className="option palette-item" onAction={() => run(command)}>
            <span className="palette-words">{marked(command.label, typed)}</span>
            {command.group ? <span className="t12 soft">{command.group}</span> : null}
            {command.keys ? <KeyCap keys={command.keys} /> : null}
          </MenuItem>
        ))}
      </Menu>
    </Autocomplete>
  );
}

/** Sources and cases by their names, to go to. Asked for when the palette opens, and kept. */
function usePlaces(): readonly Command[] {
  const sources = useRead("/sources").data ?? [];
  const cases = useRead("/cases").data ?? [];
  return [
    ...sources.map((one) => ({ id: `source ${one.id}`, label: one.title || one.name, group: "Read and code", also: [one.name, ...one.labels].join(" "), run: () => navigate(`/code/${one.id}`) })),
    ...cases.map((one) => ({ id: `case ${one.id}`, label: one.name, group: "Case", also: one.code, run: () => navigate(`/cases/${one.id}`) })),
  ];
}

/** The words with what was typed set bold. */
function marked(label: string, typed: string) {
  const word = typed.trim().split(/\s+/)[0]?.toLowerCase() ?? "";
  const at = word ? label.toLowerCase().indexOf(word) : -1;
  if (at < 0) return label;
  return (
    <>
      {label.slice(0, at)}
      <b>{label.slice(at, at + word.length)}</b>
      {label.slice(at + word.length)}
    </>
  );
}
