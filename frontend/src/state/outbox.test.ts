import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Shelf, Unsent } from "../api/kept";
import { Refusal, Unreachable } from "../api/problem";
import { Outbox, type Settled } from "./outbox";

class MemoryShelf implements Shelf {
  readonly kept = new Map<string, Unsent>();
  put = async (one: Unsent): Promise<void> => void this.kept.set(one.id, one);
  remove = async (id: string): Promise<void> => void this.kept.delete(id);
  all = async (): Promise<readonly Unsent[]> => [...this.kept.values()].sort((one, other) => one.order - other.order);
}

const refusal = (status: number): Refusal => new Refusal({ type: "", title: "No", status, code: "no", detail: "No." });

class Server {
  up = true;
  answer: unknown = null;
  readonly got: string[] = [];
  send = async (path: string): Promise<unknown> => {
    if (!this.up) throw new Unreachable();
    if (this.answer instanceof Error) throw this.answer;
    this.got.push(path);
    return { path };
  };
}

describe("what was written", () => {
  let server: Server;
  let shelf: MemoryShelf;
  beforeEach(() => {
    vi.useFakeTimers();
    server = new Server();
    shelf = new MemoryShelf();
  });
  afterEach(() => vi.useRealTimers());

  it("arrives in order, one after the other, and is kept no longer than that", async () => {
    const outbox = new Outbox(shelf, server.send);
    const answers = await Promise.all([outbox.write("/a", {}), outbox.write("/b", {}), outbox.write("/c", {})]);
    expect(answers).toEqual([{ path: "/a" }, { path: "/b" }, { path: "/c" }]);
    expect(server.got).toEqual(["/a", "/b", "/c"]);
    expect(shelf.kept.size).toBe(0);
    expect(outbox.kept.get().waiting).toBe(0);
    expect(outbox.kept.get().keptAt).toBeInstanceOf(Date);
  });

  it("is kept while nobody answers, and sent in order when somebody does", async () => {
    server.up = false;
    const outbox = new Outbox(shelf, server.send);
    const both = Promise.all([outbox.write("/a", {}), outbox.write("/b", {})]);
    await vi.advanceTimersByTimeAsync(500);
    expect(outbox.kept.get()).toMatchObject({ waiting: 2, cutOff: true });
    expect(shelf.kept.size).toBe(2);
    expect(await outbox.idle()).toBe(false);
    server.up = true;
    await vi.advanceTimersByTimeAsync(1_000);
    await both;
    expect(server.got).toEqual(["/a", "/b"]);
    expect(outbox.kept.get()).toMatchObject({ waiting: 0, cutOff: false });
    expect(await outbox.idle()).toBe(true);
  });

  it("that was refused is told, and does not hold up what comes after it", async () => {
    const outbox = new Outbox(shelf, server.send);
    server.answer = refusal(409);
    await expect(outbox.write("/a", {})).rejects.toThrow("No.");
    server.answer = null;
    await expect(outbox.write("/b", {})).resolves.toEqual({ path: "/b" });
    expect(shelf.kept.size).toBe(0);
  });

  it("waits for the same person to sign in again", async () => {
    const outbox = new Outbox(shelf, server.send);
    server.answer = refusal(401);
    const writing = outbox.write("/a", {});
    await vi.advanceTimersByTimeAsync(100);
    expect(shelf.kept.size).toBe(1);
    server.answer = null;
    outbox.go();
    await expect(writing).resolves.toEqual({ path: "/a" });
  });

  it("by one person is never sent as another's, and waits in this tab until they are back", async () => {
    const outbox = new Outbox(shelf, server.send);
    await outbox.belongTo("kwame");
    server.answer = refusal(401);
    void outbox.write("/of-kwame", {});
    await vi.advanceTimersByTimeAsync(10);
    expect(outbox.kept.get().signedOut).toBe(true);
    server.answer = null;
    await outbox.belongTo("lowri");
    await outbox.write("/of-lowri", {});
    expect(server.got).toEqual(["/of-lowri"]);
    await outbox.belongTo("kwame");
    await vi.advanceTimersByTimeAsync(10);
    expect(server.got).toEqual(["/of-lowri", "/of-kwame"]);
  });

  it("in a tab that is still open is left to that tab, however often people sign in and out there", async () => {
    const held: string[] = [];
    const request = (name: string, hold: () => Promise<unknown>): Promise<unknown> => {
      if (held.includes(name)) return new Promise(() => undefined);
      held.push(name);
      return hold();
    };
    vi.stubGlobal("navigator", { locks: { request, query: async () => ({ held: held.map((name) => ({ name })) }) } });
    server.up = false;
    const open = new Outbox(shelf, server.send);
    await open.belongTo("kwame");
    await open.belongTo("");
    await open.belongTo("kwame");
    void open.write("/a", {});
    await vi.advanceTimersByTimeAsync(10);
    const another = new Server();
    await new Outbox(shelf, another.send).belongTo("kwame");
    await vi.advanceTimersByTimeAsync(10);
    expect(another.got).toEqual([]);
    held.splice(0, 1);
    await new Outbox(shelf, another.send).belongTo("kwame");
    await vi.advanceTimersByTimeAsync(10);
    expect(another.got).toEqual(["/a"]);
    vi.unstubAllGlobals();
  });

  it("in a tab that was closed is sent by the next one, for the same person only", async () => {
    server.up = false;
    const closed = new Outbox(shelf, server.send);
    await closed.belongTo("kwame");
    void closed.write("/a", { n: 1 });
    void closed.write("/b", {});
    await vi.advanceTimersByTimeAsync(10);

    const another = new Server();
    await new Outbox(shelf, another.send).belongTo("lowri");
    await vi.advanceTimersByTimeAsync(10);
    expect(another.got).toEqual([]);

    const settled: Settled[] = [];
    const next = new Outbox(shelf, another.send, (one) => settled.push(one));
    await next.belongTo("kwame");
    await vi.advanceTimersByTimeAsync(10);
    expect(another.got).toEqual(["/a", "/b"]);
    expect(settled.map((one) => [one.path, one.error])).toEqual([["/a", null], ["/b", null]]);
    expect(shelf.kept.size).toBe(0);
  });
});
