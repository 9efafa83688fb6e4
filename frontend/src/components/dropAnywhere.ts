/** Files dropped beside a drop zone. Without this the browser would leave the page and open the file. */

import { useEffect, useRef } from "react";

import { filesOf, type Dropped } from "./files";

/** Takes files dropped anywhere on the page; null takes none, and keeps the browser here. */
export function useDropAnywhere(onFiles: ((files: File[]) => void) | null): void {
  const now = useRef(onFiles);
  now.current = onFiles;
  const takes = onFiles !== null;
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = takes ? "copy" : "none";
    };
    const drop = (event: DragEvent): void => {
      if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      if (!takes) return;
      // The entries must be asked for before the event is over.
      const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
      void filesOf(entries.map(droppedOf)).then((files) => files.length > 0 && now.current?.(files));
    };
    window.addEventListener("dragover", over);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("drop", drop);
    };
  }, [takes]);
}

function droppedOf(entry: FileSystemEntry): Dropped {
  if (entry.isDirectory) {
    const folder = entry as FileSystemDirectoryEntry;
    return { kind: "directory", name: entry.name, getEntries: () => entriesOf(folder) };
  }
  const file = entry as FileSystemFileEntry;
  return { kind: "file", name: entry.name, getFile: () => new Promise((done, failed) => file.file(done, failed)) };
}

/** A folder tells its contents in portions, until one is empty. */
async function* entriesOf(folder: FileSystemDirectoryEntry): AsyncGenerator<Dropped> {
  const reader = folder.createReader();
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
    if (portion.length === 0) return;
    for (const entry of portion) yield droppedOf(entry);
  }
}
