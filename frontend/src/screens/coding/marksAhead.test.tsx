import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { act, cleanup, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { makeQueryClient, readKey } from "../../state/queries";
import { useMarksAhead } from "./marksAhead";

const ASKED = { version_id: "v", round_id: "" };
let client: QueryClient;
let answer: (marks: object) => void;
const fetched = vi.fn();
const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>;

beforeEach(() => {
  vi.useFakeTimers();
  client = makeQueryClient();
  fetched.mockReset();
  fetched.mockImplementation(() => new Promise<Response>((resolve) => { answer = (marks) => resolve(new Response(JSON.stringify(marks))); }));
  vi.stubGlobal("fetch", fetched);
});
afterEach(() => {
  cleanup();
  client.clear();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const asking = (there: boolean, asked: typeof ASKED | null) => renderHook(([is, what]) => useMarksAhead(is, what), { wrapper, initialProps: [there, asked] as const });

it("asks for the marks as soon as the text is there, and opens with them", async () => {
  const { result, rerender } = asking(false, null);
  expect([result.current, fetched.mock.calls.length]).toEqual([false, 0]);
  rerender([true, ASKED]);
  expect([result.current, fetched.mock.calls.map(([address]) => String(address))]).toEqual([false, ["/api/v1/codings?version_id=v&round_id="]]);
  answer([{ id: "a" }]);
  await act(() => vi.advanceTimersByTimeAsync(1));
  expect(result.current).toBe(true);
  expect(client.getQueryData(readKey("/codings", ASKED))).toEqual([{ id: "a" }]);
});

it("waits for no marks that are long in coming, and stays open for others", async () => {
  const { result, rerender } = asking(true, ASKED);
  await act(() => vi.advanceTimersByTimeAsync(100));
  expect(result.current).toBe(false);
  await act(() => vi.advanceTimersByTimeAsync(100));
  expect(result.current).toBe(true);
  rerender([true, { ...ASKED, round_id: "r" }]);
  expect([result.current, fetched.mock.calls.length]).toEqual([true, 1]);
});

it("opens at once with marks in hand, and where none are meant, and then stays open", () => {
  client.setQueryData(readKey("/codings", ASKED), []);
  expect(asking(true, ASKED).result.current).toBe(true);
  client.clear();
  const { result, rerender } = asking(true, null);
  rerender([true, ASKED]);
  expect([result.current, fetched.mock.calls.length]).toEqual([true, 0]);
});
