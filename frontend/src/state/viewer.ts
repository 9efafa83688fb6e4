/** Who is asking, and what they may do. */

import { useRead } from "./queries";

export interface Viewer {
  readonly researcher_id: string;
  readonly name: string;
  readonly initials: string;
  readonly key: string;
  readonly roles: readonly string[];
  readonly rights: readonly string[];
  readonly study_id: string;
  readonly study_title: string;
  readonly profile: string;
  readonly profile_name: string;
  /** A reflexive profile shows no coefficient, no count of codes and no difference anywhere. */
  readonly reflexive: boolean;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly initials: string;
  readonly has_password: boolean;
  readonly enters: boolean;
}

export interface Session {
  readonly signed_in: boolean;
  readonly researcher_id: string;
  readonly present: boolean;
  readonly people: readonly Person[];
}

const VIEWER_TOPICS = ["researchers", "studies", "study"] as const;

export function useSession() {
  return useRead<Session>("/session", {}, { topics: ["researchers"] });
}

/** The viewer; inside the shell it is always there. */
export function useViewer(): Viewer {
  const { data } = useRead<Viewer>("/viewer", {}, { topics: VIEWER_TOPICS });
  return data ?? NOBODY;
}

export function useViewerRead() {
  return useRead<Viewer>("/viewer", {}, { topics: VIEWER_TOPICS });
}

export function useMay(right: string): boolean {
  return useViewer().rights.includes(right);
}

const NOBODY: Viewer = {
  researcher_id: "",
  name: "",
  initials: "",
  key: "",
  roles: [],
  rights: [],
  study_id: "",
  study_title: "",
  profile: "",
  profile_name: "",
  reflexive: false,
};
