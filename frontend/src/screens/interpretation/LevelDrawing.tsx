import { useEffect, useRef, useState } from "react";

import { Drawer, EmptyState, Reading, Table, Waiting } from "../../components";
import { useRead } from "../../state";
import { LevelMark } from "./LevelMark";
import { LevelPicture } from "./LevelPicture";
import type { FigureMark } from "./types";

const NARROWEST = 240;
const WIDEST = 1100;
const STEP = 10; // pixels of the window before the figure is drawn anew
const EDGES = 4; // what stands left and right of the drawing, so that the outline of the mark in focus is seen

/** The nested figure as the study's data draw it for the room there is, the same in words, and the same as a table. */
export function LevelDrawing() {
  const [room, width] = useRoom();
  const figure = useRead("/figures/levels", { width }, { topics: ["relations", "evidence", "placements", "themes", "lenses"], keepPrevious: true });
  const [open, setOpen] = useState<FigureMark | null>(null);
  const close = (mark: FigureMark): void => {
    setOpen(null);
    // Back to where one was in the drawing, unless one is somewhere else by then.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) room.current?.querySelector<SVGGElement>(`[data-mark="${CSS.escape(mark.ref)}"]`)?.focus();
    });
  };
  return (
    <div ref={room} className="level-room">
      <Reading of={figure} waiting={<div className="level-waiting"><Waiting /></div>}>
        {(shown) =>
          shown.shapes.length === 0 ? (
            <EmptyState title="Nothing stands at a level yet">Place a theme or a passage below and it appears here.</EmptyState>
          ) : (
            <figure className="level-figure">
              <div className="level-scroll">
                <LevelPicture figure={shown} onOpen={setOpen} />
              </div>
              <figcaption className="t13 soft">
                {shown.note ? `${shown.note} ` : ""}
                {shown.marks?.length ? `Choose a theme, a number or a name${shown.marks.some((one) => one.kind === "passage") ? ", or the diamond of a passage," : ""} to see what it rests on; arrow keys go from one to the next.` : ""}
              </figcaption>
              <Table
                read
                caption="The figure as a table"
                dense
                rows={shown.rows}
                rowId={(row) => row.join(" ")}
                columns={shown.columns.map((head, at) => ({ id: String(at), head, names: at === 0, cell: (row: readonly string[]) => row[at] ?? "" }))}
              />
            </figure>
          )
        }
      </Reading>
      {open ? (
        <Drawer title={open.name} open onClose={() => close(open)}>
          <LevelMark mark={open} lensId={figure.data?.lens_id ?? ""} />
        </Drawer>
      ) : null}
    </div>
  );
}

/** The width there is for the figure, in steps, so that dragging a window does not draw it at every pixel. */
function useRoom() {
  const room = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(900);
  useEffect(() => {
    const element = room.current;
    if (!element) return;
    const measure = (): void => setWidth(Math.min(WIDEST, Math.max(NARROWEST, Math.floor((element.clientWidth - EDGES) / STEP) * STEP)));
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return [room, width] as const;
}
