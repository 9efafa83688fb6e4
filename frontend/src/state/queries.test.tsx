import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { announcements } from "./announcements";
import { makeQueryClient, readKey, useRead, useWrite } from "./queries";

interface Named {
  readonly id: string;
  readonly name: string;
}

let client: QueryClient;
const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>;
const answers = new Map<string, () => Response>();
const json = (value: unknown, status = 200): Response => new Response(JSON.stringify(value), { status, headers: { "Content-Type": status < 400 ? "application/json" : "application/problem+json" } });

beforeEach(() => {
  client = makeQueryClient();
  announcements.set([]);
  answers.clear();
  vi.stubGlobal("fetch", async (address: string, init: RequestInit) => answers.get(`${init.method ?? "GET"} ${address}`)?.() ?? json({ type: "", title: "Not Found", status: 404, code: "not-found", detail: "Not there." }, 404));
});
afterEach(() => {
  cleanup();
  client.clear();
  vi.unstubAllGlobals();
});

const rename = () =>
  renderHook(
    () => ({
      read: useRead<readonly Named[]>("/things"),
      write: useWrite<Named, Named>("/things/rename", {
        optimistic: (body, change) => change<readonly Named[]>("/things", {}, (before) => before.map((one) => (one.id === body.id ? body : one))),
      }),
    }),
    { wrapper },
  );

it("shows a write at once and keeps what the server says of it", async () => {
  let name = "old";
  answers.set("GET /api/v1/things", () => json([{ id: "1", name }]));
  answers.set("POST /api/v1/things/rename", () => {
    name = "new, as the server writes it";
    return json({ id: "1", name });
  });
  const { result } = rename();
  await waitFor(() => expect(result.current.read.data).toEqual([{ id: "1", name: "old" }]));
  act(() => result.current.write.mutate({ id: "1", name: "new" }));
  await waitFor(() => expect(client.getQueryData(readKey("/things"))).toEqual([{ id: "1", name: "new" }]));
  await waitFor(() => expect(result.current.read.data).toEqual([{ id: "1", name: "new, as the server writes it" }]));
});

it("takes a refused write back off the screen and says why", async () => {
  answers.set("GET /api/v1/things", () => json([{ id: "1", name: "old" }]));
  answers.set("POST /api/v1/things/rename", () => json({ type: "", title: "Conflict", status: 409, code: "taken", detail: "Another thing has this name.", advice: "Choose another." }, 409));
  const { result } = rename();
  await waitFor(() => expect(result.current.read.data).toBeDefined());
  act(() => result.current.write.mutate({ id: "1", name: "new" }));
  await waitFor(() => expect(announcements.get().map((one) => [one.words, one.advice])).toEqual([["Another thing has this name.", "Choose another."]]));
  expect(result.current.read.data).toEqual([{ id: "1", name: "old" }]);
});

it("tells a server that something of ours is asking", async () => {
  const seen: Headers[] = [];
  vi.stubGlobal("fetch", async (_: string, init: RequestInit) => {
    seen.push(new Headers(init.headers));
    return json({});
  });
  const { result } = renderHook(() => useWrite<object, object>("/things/add"), { wrapper });
  await act(async () => void (await result.current.mutateAsync({})));
  expect(seen[0]?.get("X-Anselm")).toBe("1");
  expect(seen[0]?.get("Content-Type")).toBe("application/json");
});
