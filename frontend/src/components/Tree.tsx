import type { ReactNode } from "react";
import { Button, Tree as AriaTree, TreeItem, TreeItemContent, useDragAndDrop, type Key, type Selection } from "react-aria-components";

import { classes } from "./classes";
import "./Tree.css";

export interface Branch {
  readonly id: string;
  /** For typing ahead and for assistive technology. */
  readonly text: string;
  readonly row: ReactNode;
  readonly children?: readonly Branch[];
}

export interface Moved {
  readonly ids: readonly string[];
  readonly target: string;
  readonly where: "before" | "after" | "inside";
}

export interface TreeProps {
  readonly label: string;
  readonly branches: readonly Branch[];
  readonly selected?: string | null;
  readonly onSelect?: (id: string) => void;
  /** Enter or double click. */
  readonly onOpen?: (id: string) => void;
  readonly expanded?: readonly string[];
  readonly onExpand?: (ids: readonly string[]) => void;
  /** Makes rows movable, by pointer and by keyboard (Enter on the handle, arrows, Enter). */
  readonly onMove?: (moved: Moved) => void;
  readonly dense?: boolean;
  readonly empty?: ReactNode;
}

/** A tree by keyboard: arrows move, right and left open and close, letters find, Enter opens. */
export function Tree({ label, branches, selected, onSelect, onOpen, expanded, onExpand, onMove, dense, empty }: TreeProps) {
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ "text/plain": String(key) })),
    onMove: (event) => {
      const where = event.target.dropPosition === "on" ? "inside" : event.target.dropPosition;
      onMove?.({ ids: [...event.keys].map(String), target: String(event.target.key), where });
    },
  });
  return (
    <AriaTree
      className={classes("tree", dense && "tree-dense")}
      aria-label={label}
      selectionMode={onSelect ? "single" : "none"}
      selectionBehavior="replace"
      disallowEmptySelection
      selectedKeys={selected ? [selected] : []}
      onSelectionChange={(chosen: Selection) => {
        const first = chosen === "all" ? undefined : [...chosen][0];
        if (first !== undefined) onSelect?.(String(first));
      }}
      {...(expanded ? { expandedKeys: expanded } : { defaultExpandedKeys: allIds(branches) })}
      onExpandedChange={(keys: Set<Key>) => onExpand?.([...keys].map(String))}
      {...(onOpen ? { onAction: (key: Key) => onOpen(String(key)) } : {})}
      {...(onMove ? { dragAndDropHooks } : {})}
      renderEmptyState={() => <div className="soft">{empty}</div>}
    >
      {branches.map((branch) => item(branch, Boolean(onMove)))}
    </AriaTree>
  );
}

function item(branch: Branch, movable: boolean) {
  return (
    <TreeItem key={branch.id} id={branch.id} textValue={branch.text} className="tree-item">
      <TreeItemContent>
        {({ hasChildItems, isExpanded, level }) => (
          <div className="tree-row" style={{ "--level": level } as React.CSSProperties}>
            {movable ? <Button slot="drag" className="tree-handle" aria-label={`Move ${branch.text}`}><span aria-hidden="true">⠿</span></Button> : null}
            {hasChildItems ? <Button slot="chevron" className={classes("tree-chevron", isExpanded && "tree-open")}><span aria-hidden="true" /></Button> : null}
            {branch.row}
          </div>
        )}
      </TreeItemContent>
      {branch.children?.map((child) => item(child, movable))}
    </TreeItem>
  );
}

function allIds(branches: readonly Branch[]): string[] {
  return branches.flatMap((branch) => (branch.children?.length ? [branch.id, ...allIds(branch.children)] : []));
}
