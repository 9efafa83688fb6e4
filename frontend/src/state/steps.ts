/** Undo and redo, everywhere, each researcher their own. */

import { useQueryClient } from "@tanstack/react-query";

import { post } from "../api/client";
import type { components } from "../api/schema";
import { Unreachable } from "../api/problem";
import { announceRefusal, announceStep } from "./announcements";
import { outbox } from "./outbox";
import { useRead } from "./queries";

export type Steps = components["schemas"]["CommandView"];
type Stepped = components["schemas"]["Stepped"];

export interface StepsControl extends Steps {
  readonly undo: () => Promise<void>;
  readonly redo: () => Promise<void>;
}

export function useSteps(): StepsControl {
  const client = useQueryClient();
  const { data } = useRead("/steps");
  const step = async (path: "/undo" | "/redo", said: string): Promise<void> => {
    try {
      // A step back concerns what has arrived; what is still on its way must not be overtaken.
      if (!(await outbox().idle())) throw new Unreachable();
      const { label } = await post<Stepped>(path);
      announceStep(`${said}: ${label}.`);
      // A step back can touch anything on screen.
      await client.invalidateQueries();
    } catch (error) {
      announceRefusal(error);
    }
  };
  return {
    next_undo: data?.next_undo ?? null,
    next_redo: data?.next_redo ?? null,
    undo: () => step("/undo", "Taken back"),
    redo: () => step("/redo", "Done again"),
  };
}
