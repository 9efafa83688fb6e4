/** Files out of whatever was dropped, folders and what is in them included. */

export interface DroppedFile {
  readonly kind: "file";
  readonly name: string;
  getFile(): Promise<File>;
}

export interface DroppedFolder {
  readonly kind: "directory";
  readonly name: string;
  getEntries(): AsyncIterable<Dropped>;
}

export type Dropped = DroppedFile | DroppedFolder | { readonly kind: "text" };

/** What programs leave beside the files people made. */
const LEFT_BY_PROGRAMS = /^(\.|~\$|Thumbs\.db$|desktop\.ini$|__MACOSX$)/i;

export async function filesOf(dropped: Iterable<Dropped> | AsyncIterable<Dropped>): Promise<File[]> {
  const found: File[] = [];
  for await (const one of dropped) {
    if (one.kind === "text" || LEFT_BY_PROGRAMS.test(one.name)) continue;
    if (one.kind === "file") found.push(await one.getFile());
    else found.push(...(await filesOf(one.getEntries())));
  }
  return found.sort((one, other) => one.name.localeCompare(other.name, undefined, { numeric: true }));
}

/** A size as people write it: 812 B, 44 KB, 3.2 MB. */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ["KB", "MB", "GB"];
  let size = bytes;
  let unit = "";
  for (const next of units) {
    if (size < 999.5) break;
    size /= 1000;
    unit = next;
  }
  return `${size < 9.95 ? size.toFixed(1).replace(/\.0$/, "") : Math.round(size)} ${unit}`;
}
