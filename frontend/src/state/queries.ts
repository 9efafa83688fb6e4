/** Reading and writing from a screen. A read is asked again when the feed names one of its topics. */

import {
  keepPreviousData,
  QueryClient,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryKey,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";

import { get, post, upload, type Answer, type Body, type Params, type Query, type ReadPath, type WritePath, type Written } from "../api/client";
import { Refusal, Unreachable } from "../api/problem";
import { announceRefusal } from "./announcements";
import { outbox } from "./outbox";
import { refresh, topicOf } from "./topics";

export interface ReadOptions {
  /** Not asked until true. */
  readonly when?: boolean;
  /** Topics of the feed this depends on besides the first word of its path. */
  readonly topics?: readonly string[];
  /** Show this (the answer for other parameters, say) until the new one is there. */
  readonly keepPrevious?: boolean;
}

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The server may be on this very machine: whether the network is up says nothing.
        networkMode: "always",
        staleTime: Infinity,
        refetchOnWindowFocus: false,
        refetchOnReconnect: true,
        retry: (count, error) => error instanceof Unreachable && count < 3,
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
}

/** The key of a read: its topic first, then the path, then the parameters. */
export function readKey(path: string, params: Params = {}): QueryKey {
  return [topicOf(path), path, params];
}

export function useRead<P extends ReadPath>(path: P, params?: Query<P>, options?: ReadOptions): UseQueryResult<Answer<P>>;
export function useRead<T>(path: string, params?: Params, options?: ReadOptions): UseQueryResult<T>;
export function useRead<T>(path: string, asked: unknown = {}, options: ReadOptions = {}): UseQueryResult<T> {
  const params = asked as Params;
  const { when = true, topics = [], keepPrevious = false } = options;
  return useQuery<T, Error, T>({
    queryKey: readKey(path, params),
    queryFn: ({ signal }) => get<T>(path, params, signal),
    enabled: when,
    meta: { topics },
    placeholderData: keepPrevious ? (keepPreviousData as never) : undefined,
  });
}

/** A read asked once, when something has happened. */
export function useAsk<P extends ReadPath>(path: P): (params: Query<P>) => Promise<Answer<P>> {
  const client = useQueryClient();
  return (params) => client.fetchQuery({ queryKey: readKey(path, params as Params), queryFn: ({ signal }) => get<Answer<P>>(path, params as Params, signal), staleTime: 0 });
}

export interface WriteOptions<B, A> {
  /** Reads to ask again once it has arrived; the feed does the same for other browsers. */
  readonly topics?: readonly string[];
  /** Change what is on screen before the server has answered: `change(path, params, before => after)`. Undone if refused. */
  readonly optimistic?: (body: B, change: Change) => void;
  /** It holds a password: nothing of it is kept in the browser, and it is sent now or not at all. */
  readonly secret?: boolean;
  /** Change what is on screen by what was answered, before it is asked again. */
  readonly answered?: (answer: A, body: B, change: Change) => void;
  readonly onDone?: (answer: A, body: B) => void;
  /** Return true where the screen shows the refusal itself; else it is announced. */
  readonly onRefused?: (refusal: Refusal, body: B) => boolean | void;
}

export type Change = <T>(path: string, params: Params, after: (before: T) => T) => void;
export type Write<A, B> = UseMutationResult<A, Error, B, unknown>;

export function useWrite<P extends WritePath>(path: P, options?: WriteOptions<Body<P>, Written<P>>): Write<Written<P>, Body<P>>;
export function useWrite<A, B extends object = object>(path: string, options?: WriteOptions<B, A>): Write<A, B>;
export function useWrite<A, B extends object>(path: string, options: WriteOptions<B, A> = {}): Write<A, B> {
  const client = useQueryClient();
  return useMutation<A, Error, B, Before>({
    mutationFn: (body) => (options.secret ? post<A>(path, body) : outbox().write<A>(path, body)),
    onMutate: (body) => changed(client, options.optimistic, body),
    onError: (error, body, before) => {
      for (const [key, value] of before ?? []) client.setQueryData(key, value);
      const shown = error instanceof Refusal && options.onRefused?.(error, body);
      if (!shown) announceRefusal(error);
    },
    onSuccess: (answer, body) => {
      options.answered?.(answer, body, <T,>(path: string, params: Params, after: (value: T) => T) => {
        client.setQueryData<T>(readKey(path, params), (value) => (value === undefined ? value : after(value)));
      });
      options.onDone?.(answer, body);
    },
    onSettled: () => refresh(client, [topicOf(path), "steps", ...(options.topics ?? [])]),
  });
}

type Before = readonly (readonly [QueryKey, unknown])[];

async function changed<B>(client: QueryClient, optimistic: WriteOptions<B, never>["optimistic"], body: B): Promise<Before> {
  const before: (readonly [QueryKey, unknown])[] = [];
  const asked: Promise<void>[] = [];
  optimistic?.(body, <T,>(path: string, params: Params, after: (value: T) => T) => {
    const queryKey = readKey(path, params);
    asked.push(client.cancelQueries({ queryKey }));
    const value = client.getQueryData<T>(queryKey);
    if (value === undefined) return;
    before.push([queryKey, value]);
    client.setQueryData<T>(queryKey, after(value));
  });
  await Promise.all(asked);
  return before;
}

export interface UploadRequest {
  readonly file: File;
  readonly fields?: Params;
  readonly signal?: AbortSignal;
}

/** Send files; each settles on its own. Nothing of a file is kept in the browser. */
export function useUpload<A>(path: string, options: { topics?: readonly string[] } = {}): (request: UploadRequest) => Promise<A> {
  const client = useQueryClient();
  return async ({ file, fields, signal }) => {
    try {
      return await upload<A>(path, file, fields, signal);
    } finally {
      refresh(client, [topicOf(path), "steps", ...(options.topics ?? [])]);
    }
  };
}
