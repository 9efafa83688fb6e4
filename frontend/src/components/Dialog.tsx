import { useEffect, useRef, useState, type ReactNode, type RefObject } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";

import { classes } from "./classes";
import "./Dialog.css";

export interface DialogProps {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  readonly wide?: boolean;
  /** It takes something away, so it does not close by a click beside it. */
  readonly grave?: boolean;
}

/** Once something was written, a click beside it was not meant to throw it away: only Escape and its buttons close. */
function useWritten(open: boolean): { readonly written: boolean; readonly heard: { readonly onInput: () => void } } {
  const [written, setWritten] = useState(false);
  useEffect(() => setWritten(false), [open]);
  return { written, heard: { onInput: () => setWritten(true) } };
}

/** What had the focus may go while it is open, as a passage does once it is linked: the next key still means what is open. */
function useLostFocus(open: boolean, onClose: () => void): RefObject<HTMLElement | null> {
  const box = useRef<HTMLElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    if (!open) return;
    const heard = (event: KeyboardEvent): void => {
      if (document.activeElement !== document.body) return;
      const all = document.querySelectorAll("[role=dialog], [role=alertdialog]");
      if (!box.current || all[all.length - 1] !== box.current) return;
      box.current.focus({ preventScroll: true });
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      close.current();
    };
    document.addEventListener("keydown", heard, true);
    return () => document.removeEventListener("keydown", heard, true);
  }, [open]);
  return box;
}

/** Asks one thing over the screen. The focus stays inside; Escape closes; the focus goes back to where it was. */
export function Dialog({ title, open, onClose, children, actions, wide, grave }: DialogProps) {
  const { written, heard } = useWritten(open);
  const box = useLostFocus(open, onClose);
  return (
    <ModalOverlay className="overlay" isOpen={open} onOpenChange={(now) => !now && onClose()} isDismissable={!grave && !written}>
      <Modal className={classes("dialog", wide && "dialog-wide")}>
        <AriaDialog ref={box} className="dialog-inside" role={grave ? "alertdialog" : "dialog"}>
          <Heading slot="title" className="title">{title}</Heading>
          <div className="dialog-body" {...heard}>{children}</div>
          {actions ? <div className="dialog-actions">{actions}</div> : null}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

export interface DrawerProps {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly side?: "start" | "end";
}

/** Something to look at or write beside the screen, as high as the window. */
export function Drawer({ title, open, onClose, children, side = "end" }: DrawerProps) {
  const { written, heard } = useWritten(open);
  const box = useLostFocus(open, onClose);
  return (
    <ModalOverlay className={classes("overlay", `overlay-${side}`)} isOpen={open} onOpenChange={(now) => !now && onClose()} isDismissable={!written}>
      <Modal className="drawer">
        <AriaDialog ref={box} className="dialog-inside">
          <div className="drawer-head">
            <Heading slot="title" className="title">{title}</Heading>
            <button type="button" className="button button-quiet" onClick={onClose}>Close</button>
          </div>
          <div className="dialog-body" {...heard}>{children}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
