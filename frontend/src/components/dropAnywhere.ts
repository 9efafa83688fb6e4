/** Files dropped beside a drop zone. Without this the browser would leave the page and open the file. */

import { useEffect, useRef } from "react";

import { filesOf, type Dropped } from "./files";

interface Taker {
  current: ((files: File[]) => void) | null;
}

/** Who takes files now: the last one wins, the first stands behind all others. */
const takers: Taker[] = [];

/**
 * Takes files dropped anywhere on the page; null takes none, and keeps the browser here. With `behind` they are
 * taken only where the screen shown takes none itself.
 */
export function useDropAnywhere(onFiles: ((files: File[]) => void) | null, behind = false): void {
  const taker = useRef(onFiles);
  taker.current = onFiles;
  useEffect(() => {
    if (takers.length === 0) listen();
    if (behind) takers.unshift(taker);
    else takers.push(taker);
    return () => {
      takers.splice(takers.indexOf(taker), 1);
      if (takers.length === 0) unlisten();
    };
  }, [behind]);
}

function takes(): Taker["current"] {
  return takers.findLast((one) => one.current !== null)?.current ?? null;
}

function over(event: DragEvent): void {
  if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = takes() ? "copy" : "none";
}

function drop(event: DragEvent): void {
  if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  if (!takes()) return;
  // The entries must be asked for before the event is over.
  const dropped = [...event.dataTransfer.items].map(itemOf).filter((one) => one !== null);
  void filesOf(dropped).then((files) => files.length > 0 && takes()?.(files));
}

function listen(): void {
  window.addEventListener("dragover", over);
  window.addEventListener("drop", drop);
}

function unlisten(): void {
  window.removeEventListener("dragover", over);
  window.removeEventListener("drop", drop);
}

/** A file that is no entry of a folder (one made by a script, or held by another program) is still a file. */
function itemOf(item: DataTransferItem): Dropped | null {
  const entry = item.webkitGetAsEntry();
  if (entry) return droppedOf(entry);
  const file = item.getAsFile();
  return file && { kind: "file", name: file.name, getFile: () => Promise.resolve(file) };
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
