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

/** Where a file lies in the folder it came in, and how many beside it were left by programs. */
const places = new WeakMap<File, string>();
const leftOut = new WeakMap<readonly File[], number>();

/** A file's place in its folder, "wave 1/INT05.docx"; its name alone where it came by itself. */
export function placeOf(file: File): string {
  return places.get(file) ?? (file.webkitRelativePath || file.name);
}

/** How many files that programs leave beside those people made are not among these. */
export function leftOutOf(files: readonly File[]): number {
  return leftOut.get(files) ?? 0;
}

export async function filesOf(dropped: Iterable<Dropped> | AsyncIterable<Dropped>): Promise<File[]> {
  const skipped = { n: 0 };
  const found = await inside(dropped, "", skipped);
  return kept(found, skipped.n);
}

/** The files of a folder that was chosen, without those that programs leave there. */
export function filesPicked(list: Iterable<File>): File[] {
  const all = [...list];
  const found = all.filter((file) => !placeOf(file).split("/").some((part) => LEFT_BY_PROGRAMS.test(part)));
  return kept(found, all.length - found.length);
}

async function inside(dropped: Iterable<Dropped> | AsyncIterable<Dropped>, above: string, skipped: { n: number }): Promise<File[]> {
  const found: File[] = [];
  for await (const one of dropped) {
    if (one.kind === "text") continue;
    if (LEFT_BY_PROGRAMS.test(one.name)) {
      skipped.n += 1;
    } else if (one.kind === "file") {
      const file = await one.getFile();
      if (above) places.set(file, `${above}${one.name}`);
      found.push(file);
    } else {
      found.push(...(await inside(one.getEntries(), `${above}${one.name}/`, skipped)));
    }
  }
  return found;
}

function kept(found: File[], n: number): File[] {
  found.sort((one, other) => placeOf(one).localeCompare(placeOf(other), undefined, { numeric: true }));
  leftOut.set(found, n);
  return found;
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
