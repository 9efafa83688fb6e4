/** Handing a folder over: file after file, whatever screen is shown meanwhile. What becomes of them the study says. */

import type { QueryClient } from "@tanstack/react-query";

import { post, upload, type Params } from "../api/client";
import { newId } from "../api/ids";
import { told } from "../api/problem";
import { createStore } from "./store";
import { refresh } from "./topics";

export interface HandedOver {
  readonly id: string;
  readonly sent: number;
  readonly total: number;
  /** Why it stands still, where it does. */
  readonly stopped: string;
}

export interface OfFolder {
  readonly file: File;
  readonly path: string;
}

/** Folders this page is handing over now. */
export const handing = createStore<readonly HandedOver[]>([]);

/** The bytes go to this very computer, so a few at a time keep the disk busy. */
const AT_ONCE = 3;
const TRIES = 3;

export function handOver(client: QueryClient, files: readonly OfFolder[], said: Params): void {
  const id = newId();
  handing.set([...handing.get(), { id, sent: 0, total: files.length, stopped: "" }]);
  void all(id, files, said)
    .then(() => handing.set(handing.get().filter((one) => one.id !== id)))
    .catch((error: unknown) => mark(id, { stopped: wordsOf(error) }))
    .finally(() => refresh(client, ["folders"]));
}

async function all(id: string, files: readonly OfFolder[], said: Params): Promise<void> {
  await post("/folders/begin", { id, n_files: files.length, ...said });
  let next = 0;
  let sent = 0;
  const work = async (): Promise<void> => {
    for (let position = next++; position < files.length; position = next++) {
      const one = files[position];
      if (one) await sending(id, one, position);
      sent += 1;
      mark(id, { sent });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await post("/folders/handed-over", { id });
}

/** One file under one identifier, so that sending it again is nothing. */
async function sending(folderId: string, { file, path }: OfFolder, position: number): Promise<void> {
  const fields = { id: newId(), folder_id: folderId, path, position };
  for (let tries = 1; ; tries += 1) {
    try {
      await upload("/folders/add", file, fields);
      return;
    } catch (error) {
      if (tries >= TRIES) throw error;
      await new Promise((done) => setTimeout(done, 500 * tries));
    }
  }
}

function mark(id: string, changes: Partial<HandedOver>): void {
  handing.set(handing.get().map((one) => (one.id === id ? { ...one, ...changes } : one)));
}

function wordsOf(error: unknown): string {
  const { fact, advice } = told(error);
  return [fact, advice].filter(Boolean).join(" ");
}
