/** Which reads a change concerns, and asking for them again: soon, and once for changes that come together. */

import type { Query, QueryClient } from "@tanstack/react-query";

/** The feed names kinds of rows. Reads that depend on a few kinds only; any other is asked again for every change. */
const DEPENDS_ON: Readonly<Record<string, readonly string[]>> = {
  "/viewer": ["studies", "researchers", "logins"],
  "/session": ["researchers", "logins"],
  "/study": ["studies"],
  "/researchers": ["researchers", "logins"],
  "/memos": ["memos", "researchers"],
  "/steps": [],
  "/finds": ["saved_finds", "researchers", "rounds", "sources", "source_versions", "speakers", "turn_corrections", "participants"],
  "/find": ["sources", "source_versions", "speakers", "turn_corrections", "participants"],
  "/sources/reading": ["sources", "source_versions", "speakers", "turn_corrections", "turn_times", "participants", "cases", "memberships", "encounters", "consents"],
  "/desk/text": ["sources", "source_versions", "speakers", "turn_corrections", "turn_times", "participants", "cases", "memberships", "encounters", "consents"],
  "/sources/text": ["sources", "source_versions"],
  "/sources/proposal": ["sources", "source_versions", "speakers", "participants"],
  "/sources/surveys": ["survey_files", "sources", "source_versions", "researchers"],
  "/file-marks": ["file_marks", "file_mark_answers", "sources", "source_versions", "codings", "codes", "memos", "rounds", "researchers"],
  "/folders": ["jobs", "job_files", "researchers"],
  "/folders/files": ["jobs", "job_files"],
  "/anonymisation/rules": ["anonymisation_rules", "anonymisations", "researchers", "participants"],
  "/anonymisation/proposals": ["anonymisation_rules", "sources", "source_versions", "speakers", "cases", "researchers"],
  "/anonymisation/sources": ["anonymisation_rules", "anonymisations", "anonymisation_reviews", "sources", "source_versions"],
  "/anonymisation/coming": ["anonymisation_rules", "anonymisations", "sources", "source_versions"],
  "/anonymisation/both": ["anonymisations", "sources", "source_versions"],
  "/speakers": ["sources", "source_versions", "speakers", "participants", "turn_corrections"],
  "/report/comments": ["comments", "reports", "researchers"],
  "/lenses": ["lenses"],
  "/recordings": ["recordings", "consents", "encounters", "sources", "participants", "speakers"],
  "/practice-schemas": ["practice_schemas"],
  "/instruments": ["instruments", "encounters"],
  "/approvals": ["approvals"],
  "/waves": ["waves", "encounters"],
  "/frame": ["frame_units", "cases", "contacts"],
  "/codebook-versions": ["codebook_versions", "codes"],
};

/** Changes of one moment (a write of ours and the feed's word of it) are one question. */
const SOON = 40;
/** The first page is counted from everything, and its numbers stand in the rail of every screen: not at each coding. */
const LATER = 1_500;

/** The first word of a path. */
export function topicOf(path: string): string {
  return path.split("/")[1] ?? "";
}

/** Whether a change of these kinds (or a screen naming these first words of paths) concerns a read. */
export function concerns(topics: ReadonlySet<string>, query: Pick<Query, "queryKey" | "meta">): boolean {
  const [word, path] = query.queryKey.map(String);
  const more = Array.isArray(query.meta?.["topics"]) ? (query.meta["topics"] as readonly string[]) : [];
  if (topics.has(word ?? "") || more.some((topic) => topics.has(topic))) return true;
  const kinds = DEPENDS_ON[path ?? ""];
  return topics.has(CHANGED) && (kinds === undefined || kinds.some((kind) => topics.has(kind)));
}

/** Stands among the topics when they are kinds of rows from the feed. */
const CHANGED = "*";

class Refresher {
  private soon = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private homeTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly client: QueryClient) {}

  add(topics: readonly string[]): void {
    for (const topic of topics) this.soon.add(topic);
    this.timer ??= setTimeout(() => this.ask(), SOON);
    this.homeTimer ??= setTimeout(() => this.askHome(), LATER);
  }

  private ask(): void {
    const topics = this.soon;
    this.soon = new Set();
    this.timer = undefined;
    void this.client.invalidateQueries({
      predicate: (query) => (query.queryKey[0] !== "home" || topics.has("home")) && concerns(topics, query),
    });
  }

  private askHome(): void {
    this.homeTimer = undefined;
    void this.client.invalidateQueries({ queryKey: ["home"] });
  }
}

const refreshers = new WeakMap<QueryClient, Refresher>();

function refresherOf(client: QueryClient): Refresher {
  const known = refreshers.get(client);
  if (known) return known;
  const made = new Refresher(client);
  refreshers.set(client, made);
  return made;
}

/** Ask again for every read whose path starts with one of these words, or that names one of them as a topic. */
export function refresh(client: QueryClient, topics: readonly string[]): void {
  refresherOf(client).add(topics);
}

/** Ask again for what a change of these kinds of rows concerns. */
export function refreshChanged(client: QueryClient, kinds: readonly string[]): void {
  refresherOf(client).add([CHANGED, ...kinds]);
}
