/** The only place that calls the server. Paths are written without their base: `get("/codes")`. */

import { refusalOf, Unreachable } from "./problem";
import type { paths } from "./schema";

export const BASE = "/api/v1";

export type ParamValue = string | number | boolean | null | undefined | readonly (string | number)[];
export type Params = Readonly<Record<string, ParamValue>>;

type Full<P extends string> = `${typeof BASE}${P}`;
type Item<P extends string> = Full<P> extends keyof paths ? paths[Full<P>] : never;
type Bare<F> = F extends `${typeof BASE}${infer P}` ? P : never;
type WithMethod<M extends string> = {
  [F in keyof paths]: paths[F] extends Record<M, { responses: object }> ? Bare<F> : never;
}[keyof paths];
type Said<O> = O extends { responses: { 200: { content: { "application/json": infer A } } } } ? A : unknown;

/** The paths the schema knows, without their base. */
export type ReadPath = WithMethod<"get">;
export type WritePath = WithMethod<"post">;
/** What a path answers, and what it asks for. */
export type Answer<P extends string> = Item<P> extends { get: infer O } ? Said<O> : unknown;
export type Query<P extends string> =
  Item<P> extends { get: { parameters: { query?: infer Q } } } ? (Exclude<Q, undefined> extends never ? Params : Exclude<Q, undefined>) : Params;
export type Written<P extends string> = Item<P> extends { post: infer O } ? Said<O> : unknown;
export type Body<P extends string> =
  Item<P> extends { post: { requestBody?: { content: { "application/json": infer B } } } } ? B : never;

/** The address of a read, for links and downloads: `<a href={addressOf("/codebook/export", {as: "qdc"})} download>`. */
export function addressOf(path: string, params: Params = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined || value === null) continue;
    for (const one of Array.isArray(value) ? (value as readonly (string | number)[]) : [value]) {
      query.append(name, String(one));
    }
  }
  const text = query.toString();
  return `${BASE}${path}${text ? `?${text}` : ""}`;
}

export async function get<T>(path: string, params: Params = {}, signal?: AbortSignal): Promise<T> {
  const response = await asked(addressOf(path, params), { headers: { Accept: "application/json" }, signal });
  return (await response.json()) as T;
}

export async function post<T>(path: string, body: object = {}, signal?: AbortSignal): Promise<T> {
  const headers = { Accept: "application/json", "Content-Type": "application/json", "X-Anselm": "1" };
  const response = await asked(BASE + path, { method: "POST", headers, body: JSON.stringify(body), signal });
  return (await response.json()) as T;
}

/** Send one file with its fields as a form. */
export async function upload<T>(path: string, file: File, fields: Params = {}, signal?: AbortSignal): Promise<T> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined && value !== null) form.append(name, String(value));
  }
  form.append("file", file, file.name);
  const headers = { Accept: "application/json", "X-Anselm": "1" };
  const response = await asked(BASE + path, { method: "POST", headers, body: form, signal });
  return (await response.json()) as T;
}

/** The bytes of a kept file, as they arrive; those from one place up to another where `of` says so. */
export async function bytes(path: string, params: Params = {}, signal?: AbortSignal, of?: readonly [number, number]): Promise<Response> {
  return asked(addressOf(path, params), { signal, ...(of ? { headers: { Range: `bytes=${of[0]}-${of[1] - 1}` } } : {}) });
}

async function asked(address: string, init: RequestInit & { signal?: AbortSignal | undefined }): Promise<Response> {
  let response: Response;
  try {
    // What is sent while the page closes still arrives; a browser lets only small bodies outlive their page.
    const keepalive = typeof init.body === "string" && init.body.length < 15_000;
    response = await fetch(address, { credentials: "same-origin", cache: "no-store", keepalive, ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Unreachable();
  }
  if (!response.ok) throw await refusalOf(response);
  return response;
}
