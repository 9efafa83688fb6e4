/** Where a code goes when it is moved by keys or dropped: below which parent, at which place among its siblings. */

import type { DragEvent } from "react";

import type { CodeView } from "./types";

export interface CodeMove {
  readonly id: string;
  readonly parent_id: string | null;
  readonly position: number;
}

export interface Drop {
  readonly id: string;
  readonly where: "before" | "after" | "inside";
  readonly move: CodeMove;
}

function siblings(codes: readonly CodeView[], parentId: string | null): readonly CodeView[] {
  return codes.filter((code) => code.parent_id === parentId);
}

function isBelow(codes: readonly CodeView[], id: string, above: string): boolean {
  const parents = new Map(codes.map((code) => [code.id, code.parent_id]));
  for (let at: string | null | undefined = id; at; at = parents.get(at)) if (at === above) return true;
  return false;
}

/** Alt and an arrow: up and down among the siblings, and on into the next group; left out of its group, right into the one above. */
export function movedBy(codes: readonly CodeView[], id: string, key: string): CodeMove | null {
  const code = codes.find((one) => one.id === id);
  if (!code) return null;
  const mine = siblings(codes, code.parent_id);
  const at = mine.indexOf(code);
  const parent = codes.find((one) => one.id === code.parent_id);
  const around = siblings(codes, parent?.parent_id ?? null);
  if (key === "ArrowUp" && at > 0) return { id, parent_id: code.parent_id, position: at - 1 };
  if (key === "ArrowDown" && at < mine.length - 1) return { id, parent_id: code.parent_id, position: at + 1 };
  if (key === "ArrowUp" || key === "ArrowDown") {
    const step = key === "ArrowUp" ? -1 : 1;
    const beside = parent && around[around.indexOf(parent) + step];
    if (!beside?.group) return null;
    return { id, parent_id: beside.id, position: step < 0 ? siblings(codes, beside.id).length : 0 };
  }
  if (key === "ArrowLeft" && parent) return { id, parent_id: parent.parent_id, position: around.indexOf(parent) + 1 };
  const before = mine[at - 1];
  if (key === "ArrowRight" && before) return { id, parent_id: before.id, position: siblings(codes, before.id).length };
  return null;
}

/** Where a drag would leave the code: on a group inside it, else before or after the row. */
export function dropOf(event: DragEvent, codes: readonly CodeView[], dragged: string): Drop | null {
  const row = (event.target as Element).closest<HTMLElement>("[data-code]");
  const target = codes.find((code) => code.id === row?.dataset["code"]);
  if (!row || !target || isBelow(codes, target.id, dragged)) return null;
  const box = row.getBoundingClientRect();
  const share = (event.clientY - box.top) / box.height;
  if (target.group && share > 0.3) {
    return { id: target.id, where: "inside", move: { id: dragged, parent_id: target.id, position: 0 } };
  }
  const where = share < 0.5 ? "before" : "after";
  const others = siblings(codes, target.parent_id).filter((code) => code.id !== dragged);
  const position = others.indexOf(target) + (where === "after" ? 1 : 0);
  return { id: target.id, where, move: { id: dragged, parent_id: target.parent_id, position } };
}
