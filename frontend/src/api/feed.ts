/** News of what changed. One connection a browser, whatever the number of tabs: the tab that holds it tells the others. */

import { BASE } from "./client";

export interface Changed {
  readonly topics: readonly string[];
  readonly subjects: readonly string[];
}

export interface FeedHearers {
  changed(change: Changed): void;
  /** Something may have been missed: everything on screen is asked for again. */
  reset(): void;
  /** Whether news is coming in. */
  alive(alive: boolean): void;
}

type Frame = { kind: "changed"; change: Changed } | { kind: "reset" } | { kind: "alive"; alive: boolean };

const NAME = "anselm-feed";
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

/** Listen until the returned function is called. */
export function listenToFeed(hearers: FeedHearers): () => void {
  const stopping = new AbortController();
  const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel(NAME) : null;
  const hear = (frame: Frame): void => {
    if (frame.kind === "changed") hearers.changed(frame.change);
    else if (frame.kind === "reset") hearers.reset();
    else hearers.alive(frame.alive);
  };
  const tell = (frame: Frame): void => {
    hear(frame);
    channel?.postMessage(frame);
  };
  channel?.addEventListener("message", (event: MessageEvent<Frame>) => hear(event.data));
  const lead = (): Promise<void> => hold(tell, stopping.signal);
  if (navigator.locks) {
    void navigator.locks.request(NAME, { signal: stopping.signal }, lead).catch(() => undefined);
  } else {
    void lead();
  }
  return () => {
    stopping.abort();
    channel?.close();
  };
}

/** Hold the connection until told to stop. Whoever takes it over cannot know what came in between, so all ask again. */
function hold(tell: (frame: Frame) => void, stop: AbortSignal): Promise<void> {
  return new Promise((done) => {
    let wait = FIRST_WAIT;
    let source: EventSource | null = null;
    let timer = 0;
    let opened = false;
    const open = (): void => {
      source = new EventSource(`${BASE}/feed`);
      source.addEventListener("open", () => {
        wait = FIRST_WAIT;
        tell({ kind: "alive", alive: true });
      });
      // The browser's own new attempts carry the number last seen; an EventSource of ours does not.
      source.addEventListener("ready", () => {
        if (opened) return;
        opened = true;
        tell({ kind: "reset" });
      });
      source.addEventListener("reset", () => tell({ kind: "reset" }));
      source.addEventListener("change", (event: MessageEvent<string>) => {
        const change = changeOf(event.data);
        tell(change === null ? { kind: "reset" } : { kind: "changed", change });
      });
      source.addEventListener("error", () => {
        tell({ kind: "alive", alive: false });
        if (source?.readyState !== EventSource.CLOSED) return;
        opened = false;
        timer = window.setTimeout(open, wait);
        wait = Math.min(wait * 2, LONGEST_WAIT);
      });
    };
    open();
    stop.addEventListener("abort", () => {
      window.clearTimeout(timer);
      source?.close();
      done();
    });
  });
}

/** What a frame says; null where it names no topics, or more changed than it could name. */
export function changeOf(data: string): Changed | null {
  try {
    const said: unknown = JSON.parse(data);
    if (typeof said !== "object" || said === null || !("topics" in said) || !Array.isArray(said.topics)) return null;
    const subjects = "subjects" in said && Array.isArray(said.subjects) ? said.subjects : [];
    return { topics: said.topics.map(String), subjects: subjects.map(String) };
  } catch {
    return null;
  }
}
