/** The elements every coding view has, before any text is in it. */

import { made } from "./turnElements";

export interface Skeleton {
  readonly view: HTMLElement;
  readonly flow: HTMLElement;
  /** Holds the turns and the keyboard focus. */
  readonly root: HTMLElement;
  readonly margin: HTMLElement;
  /** Where the pages of the file begin. */
  readonly pages: HTMLElement;
  readonly loading: HTMLElement;
  readonly status: HTMLElement;
}

export interface SkeletonOptions {
  readonly label?: string;
  readonly role?: "document" | "textbox" | "application";
}

export function buildSkeleton(host: HTMLElement, options: SkeletonOptions): Skeleton {
  const view = made("div", "text-view");
  const flow = made("div", "text-flow");
  const root = made("div", "text-turns");
  root.tabIndex = 0;
  root.role = options.role ?? "document";
  root.ariaLabel = options.label ?? "Transcript";
  if (options.role === "textbox") {
    root.ariaReadOnly = "true";
    root.ariaMultiLine = "true";
  }
  const margin = made("div", "text-margin");
  margin.ariaHidden = "true";
  const loading = made("p", "text-loading");
  loading.hidden = true;
  const status = made("div", "text-status");
  status.role = "status";
  status.ariaLive = "polite";
  const pages = made("nav", "text-pages");
  pages.ariaLabel = "Pages";
  pages.hidden = true;
  flow.append(root, margin, pages);
  view.append(flow, loading, status);
  host.append(view);
  return { view, flow, root, margin, pages, loading, status };
}

export function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform);
}
