import { QueryClientProvider, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, type ReactNode } from "react";

import { listenToFeed } from "../api/feed";
import { announceRefusal } from "./announcements";
import { createStore, useStore } from "./store";
import { onSettledElsewhere, outbox } from "./outbox";
import { refresh, refreshChanged, topicOf } from "./topics";

const news = createStore(true);

/** Whether news from others is coming in. */
export function useNewsArrives(): boolean {
  return useStore(news);
}

export function StateProvider({ client, children }: { client: QueryClient; children: ReactNode }) {
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

/** While somebody is signed in: hears the feed, and sends what was written before. */
export function useLiveStudy(researcherId: string): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!researcherId) return;
    void outbox().belongTo(researcherId);
    const quiet = onSettledElsewhere(({ path, error }) => {
      if (error) announceRefusal(error);
      refresh(client, [topicOf(path), "steps"]);
    });
    const deaf = listenToFeed({
      changed: (change) => refreshChanged(client, change.topics),
      reset: () => void client.invalidateQueries(undefined, { cancelRefetch: false }),
      alive: (alive) => {
        news.set(alive);
        if (alive) outbox().go();
      },
    });
    const { kept } = outbox();
    const out = kept.listen(() => {
      if (kept.get().signedOut) void client.resetQueries({ queryKey: ["viewer"] });
    });
    const back = (): void => outbox().go();
    window.addEventListener("online", back);
    return () => {
      quiet();
      deaf();
      out();
      window.removeEventListener("online", back);
    };
  }, [client, researcherId]);
}
