import { useRef, type ReactNode } from "react";
import { DropZone as AriaDropZone, FileTrigger, Text } from "react-aria-components";

import type { FileProgress } from "../state/imports";
import { useKeys } from "../state/keys";
import { Button } from "./Button";
import { classes } from "./classes";
import { filesOf, filesPicked, sizeWords, type Dropped } from "./files";
import { ProgressLine } from "./ProgressLine";
import "./DropZone.css";

export interface DropZoneProps {
  readonly onFiles: (files: File[]) => void;
  readonly title: ReactNode;
  readonly about?: ReactNode;
  readonly chooseLabel?: string;
  /** Opens the file window; bound here. */
  readonly keys?: string;
  /** Endings the file window shows first; anything can still be dropped. */
  readonly accept?: readonly string[];
  readonly one?: boolean;
  readonly large?: boolean;
}

/** Takes files and folders, dropped, pasted or chosen. */
export function DropZone({ onFiles, title, about, chooseLabel = "Choose files", keys, accept, one, large }: DropZoneProps) {
  const input = useRef<HTMLInputElement>(null);
  useKeys("Files", keys ? [{ keys, label: chooseLabel, run: () => input.current?.click() }] : []);
  return (
    <AriaDropZone
      className={classes("drop", large && "drop-large")}
      getDropOperation={() => "copy"}
      onDrop={(event) => void filesOf(event.items as Iterable<Dropped>).then((files) => files.length > 0 && onFiles(files))}
    >
      <Text slot="label" className={classes("drop-title", large && "serif")}>{title}</Text>
      {about ? <p className="drop-about">{about}</p> : null}
      <div className="drop-ways">
        <FileTrigger
          ref={input}
          allowsMultiple={!one}
          {...(accept ? { acceptedFileTypes: accept } : {})}
          onSelect={(list) => {
            const files = [...(list ?? [])];
            if (files.length > 0) onFiles(files);
          }}
        >
          <Button kind={large ? "primary" : "plain"} {...(keys ? { keys } : {})}>{chooseLabel}</Button>
        </FileTrigger>
        {one ? null : (
          <FileTrigger acceptDirectory onSelect={(list) => list && onFiles(filesPicked(list))}>
            <Button kind="quiet">Choose a folder</Button>
          </FileTrigger>
        )}
      </div>
    </AriaDropZone>
  );
}

export interface FileListProps {
  readonly files: readonly FileProgress[];
  readonly onStop?: (() => void) | undefined;
  readonly children?: ReactNode;
}

const STATE_WORDS = { waiting: "waiting", reading: "being read", accepted: "in the study", refused: "not taken", stopped: "stopped" } as const;

/** How it goes with each file: taken, or not and why. Accepted ones stay, whatever happens to the rest. */
export function FileList({ files, onStop, children }: FileListProps) {
  if (files.length === 0) return null;
  const settled = files.filter((one) => one.state !== "waiting" && one.state !== "reading").length;
  const count = (state: FileProgress["state"]): number => files.filter((one) => one.state === state).length;
  const refused = count("refused");
  const running = settled < files.length;
  return (
    <section className="files" aria-label="Files">
      {running ? (
        <ProgressLine label={`Reading ${files.length} ${files.length === 1 ? "file" : "files"}`} done={settled / files.length} words={`${settled} of ${files.length}`} {...(onStop ? { onCancel: onStop } : {})} />
      ) : (
        <p className="strong" role="status">
          {count("accepted")} of {files.length} {files.length === 1 ? "file is" : "files are"} in the study{refused ? `; ${refused} not taken` : ""}.
        </p>
      )}
      <ul className="files-list">
        {[...files].sort((one, other) => rank(one) - rank(other)).map((one) => (
          <li key={one.id} className={`file file-${one.state}`}>
            <span className="file-name">{one.name}</span>
            <span className="faint num">{sizeWords(one.size)}</span>
            <span className="file-state">{STATE_WORDS[one.state]}</span>
            {one.words ? <p className="file-words">{withoutName(one)}</p> : null}
            {one.warnings?.map((warning) => <p key={warning} className="file-words file-warning">{warning}</p>)}
          </li>
        ))}
      </ul>
      {children}
    </section>
  );
}

/** The name stands above already. */
function withoutName({ name, words }: FileProgress): string {
  return (words ?? "").startsWith(`${name}: `) ? (words ?? "").slice(name.length + 2) : (words ?? "");
}

/** What was not taken comes first: it needs a look. */
function rank(one: FileProgress): number {
  return one.state === "refused" ? 0 : 1;
}
