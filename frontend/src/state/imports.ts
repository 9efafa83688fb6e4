/** Taking files in: a few at a time, each on its own, and how it went with every one of them. */

import { useCallback, useEffect, useRef, useState } from "react";

import type { Params } from "../api/client";
import { newId } from "../api/ids";
import { told } from "../api/problem";
import { useUpload } from "./queries";
import { createStore } from "./store";

export interface FileProgress {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly state: "waiting" | "reading" | "accepted" | "refused" | "stopped";
  /** What was read ("41 turns"), or why not. */
  readonly words?: string;
  /** Things to know about an accepted file. */
  readonly warnings?: readonly string[];
}

export interface Taken {
  readonly words?: string;
  readonly warnings?: readonly string[];
  /** The server answered, and took nothing. */
  readonly refused?: boolean;
}

export interface Importing {
  readonly files: readonly FileProgress[];
  readonly running: boolean;
  readonly add: (files: readonly File[]) => void;
  readonly stop: () => void;
  readonly clear: () => void;
}

/** Files dropped where no list of files is shown, until the list of sources takes them. */
export const arrived = createStore<readonly File[]>([]);

/** The server reads two files at once; more would only wait there. */
const AT_ONCE = 2;

interface Job {
  readonly id: string;
  readonly file: File;
}

/** `taken` says what an answer means; `fields` what is sent with each file (its identifier, say). */
export function useImporting<A>(path: string, options: { fields?: (file: File) => Params; taken: (answer: A) => Taken; topics?: readonly string[] }): Importing {
  const [files, setFiles] = useState<readonly FileProgress[]>([]);
  const waiting = useRef<Job[]>([]);
  const active = useRef(0);
  const stopping = useRef(new AbortController());
  const send = useUpload<A>(path, { topics: options.topics ?? [] });
  const latest = useRef({ send, options });
  latest.current = { send, options };
  useEffect(() => () => stopping.current.abort(), []);

  const mark = useCallback((id: string, changes: Partial<FileProgress>) => {
    setFiles((before) => before.map((one) => (one.id === id ? { ...one, ...changes } : one)));
  }, []);

  const work = useCallback(async () => {
    active.current += 1;
    const { signal } = stopping.current;
    for (let job = waiting.current.shift(); job && !signal.aborted; job = waiting.current.shift()) {
      const { id, file } = job;
      mark(id, { state: "reading" });
      try {
        const fields = latest.current.options.fields?.(file) ?? {};
        const { refused, ...said } = latest.current.options.taken(await latest.current.send({ file, fields, signal }));
        mark(id, { state: refused ? "refused" : "accepted", ...said });
      } catch (error) {
        const { fact, advice } = told(error);
        mark(id, signal.aborted ? { state: "stopped" } : { state: "refused", words: [fact, advice].filter(Boolean).join(" ") });
      }
    }
    active.current -= 1;
  }, [mark]);

  const add = useCallback(
    (given: readonly File[]) => {
      const jobs = given.map((file) => ({ id: newId(), file }));
      waiting.current.push(...jobs);
      setFiles((before) => [...before, ...jobs.map(({ id, file }) => ({ id, name: file.name, size: file.size, state: "waiting" as const }))]);
      while (active.current < AT_ONCE && waiting.current.length > active.current) void work();
      if (active.current === 0 && waiting.current.length > 0) void work();
    },
    [work],
  );

  const stop = useCallback(() => {
    stopping.current.abort();
    stopping.current = new AbortController();
    waiting.current = [];
    setFiles((before) => before.map((one) => (one.state === "waiting" ? { ...one, state: "stopped" } : one)));
  }, []);

  const running = files.some((one) => one.state === "waiting" || one.state === "reading");
  return { files, running, add, stop, clear: useCallback(() => setFiles([]), []) };
}
