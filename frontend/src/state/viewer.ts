/** Who is asking, and what they may do. */

import type { components } from "../api/schema";
import { useRead } from "./queries";

/** A reflexive profile shows no coefficient, no count of codes and no difference anywhere. */
export type Viewer = components["schemas"]["ViewerView"];
export type Person = components["schemas"]["PersonView"];
export type Session = components["schemas"]["SessionView"];

export function useSession() {
  return useRead("/session");
}

/** The viewer; inside the shell it is always there. */
export function useViewer(): Viewer {
  const { data } = useRead("/viewer", {}, { topics: ["study", "researchers"] });
  return data ?? NOBODY;
}

export function useViewerRead() {
  return useRead("/viewer", {}, { topics: ["study", "researchers"] });
}

export type Right = Viewer["rights"][number];

export function useMay(right: Right): boolean {
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
  themes_first: false,
  returns_to: null,
};
