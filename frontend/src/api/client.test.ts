import { afterEach, describe, expect, it, vi } from "vitest";

import { addressOf, get, upload } from "./client";
import { newId } from "./ids";
import { Refusal, told, Unreachable } from "./problem";

afterEach(() => vi.unstubAllGlobals());

describe("asking the server", () => {
  it("writes parameters as they are meant, several of one name included, and leaves out what is not given", () => {
    expect(addressOf("/find", { words: "a & b", only: undefined, source_id: null, n: 0 })).toBe("/api/v1/find?words=a+%26+b&n=0");
    expect(addressOf("/passages", { code_id: ["1", "2"] })).toBe("/api/v1/passages?code_id=1&code_id=2");
    expect(addressOf("/codes")).toBe("/api/v1/codes");
  });

  it("tells a refusal from a server that is not there", async () => {
    vi.stubGlobal("fetch", async () => new Response(JSON.stringify({ type: "", title: "Locked", status: 423, code: "locked", detail: "The study is in use.", advice: "Close it there." }), { status: 423 }));
    await expect(get("/codes")).rejects.toBeInstanceOf(Refusal);
    vi.stubGlobal("fetch", async () => {
      throw new TypeError("Failed to fetch");
    });
    await expect(get("/codes")).rejects.toBeInstanceOf(Unreachable);
  });

  it("says something true where an answer is not the server's own", async () => {
    vi.stubGlobal("fetch", async () => new Response("<h1>Bad gateway</h1>", { status: 502 }));
    const error: unknown = await get("/codes").catch((failed: unknown) => failed);
    expect(told(error)).toEqual({ fact: "Something between this page and Anselm gave an answer that Anselm did not write.", advice: "Load the page again." });
  });

  it("names the fields that are in the way", () => {
    const refusal = new Refusal({ type: "", title: "x", status: 422, code: "invalid", detail: "The request does not fit.", fields: [{ place: "name", words: "This is needed." }, { place: "codes.0.central_idea", words: "This is too long." }, { place: "founded", words: "No." }], id: "ab12" });
    expect(told(refusal)).toEqual({ fact: "The request does not fit.", advice: "Name: This is needed. Central idea: This is too long. Since: No. Its number is ab12." });
  });

  it("sends a file with its fields, and lets the browser name the kind of form", async () => {
    const seen: RequestInit[] = [];
    vi.stubGlobal("fetch", async (_: string, init: RequestInit) => {
      seen.push(init);
      return new Response("{}");
    });
    await upload("/sources/import", new File(["words"], "a.txt"), { id: "1", as_kind: undefined });
    const form = seen[0]?.body as FormData;
    expect([...form.keys()]).toEqual(["id", "file"]);
    expect(new Headers(seen[0]?.headers).get("Content-Type")).toBeNull();
  });
});

it("makes identifiers of version 4, also where the browser has none", () => {
  const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  expect(newId()).toMatch(pattern);
  vi.stubGlobal("crypto", { getRandomValues: (bytes: Uint8Array) => bytes.fill(0xff) });
  expect(newId()).toMatch(pattern);
});
