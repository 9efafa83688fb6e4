/** Every address of the page: which room it belongs to and where its screen comes from. */

import type { ComponentType } from "react";

export interface Route {
  /** `:name` is a part of the address, `:name?` one that may be left out. */
  readonly path: string;
  readonly room: string;
  readonly load: () => Promise<{ default: ComponentType }>;
}

const study = {
  home: () => import("./screens/study/Home"),
  plan: () => import("./screens/study/Plan"),
  settings: () => import("./screens/study/Settings"),
  memos: () => import("./screens/study/Memos"),
};

export const ROUTES: readonly Route[] = [
  { path: "/", room: "study", load: study.home },
  { path: "/plan/:part?/:itemId?", room: "study", load: study.plan },
  { path: "/settings", room: "study", load: study.settings },
  { path: "/memos/:memoId?", room: "study", load: study.memos },
  { path: "/cases/:caseId?/:part?", room: "fieldwork", load: () => import("./screens/fieldwork") },
  { path: "/sources/:sourceId?/:part?", room: "corpus", load: () => import("./screens/corpus") },
  { path: "/find", room: "corpus", load: () => import("./screens/corpus/FindWords") },
  { path: "/code/:sourceId?/:part?", room: "coding", load: () => import("./screens/coding") },
  { path: "/compare/:roundId?/:part?/:itemId?", room: "judging", load: () => import("./screens/judging") },
  { path: "/interpret/:part?/:itemId?", room: "interpretation", load: () => import("./screens/interpretation") },
  { path: "/report/:reportId?/:part?/:itemId?", room: "reporting", load: () => import("./screens/reporting") },
];
