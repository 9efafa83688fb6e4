import type { ReactNode } from "react";
import { Button, Menu as AriaMenu, MenuItem, MenuTrigger, Popover, Separator } from "react-aria-components";

import { classes } from "./classes";
import { KeyCap } from "./KeyCap";
import "./Choice.css";
import "./Menu.css";

export interface MenuAction {
  readonly id: string;
  readonly label: string;
  readonly run: () => void;
  readonly about?: string | undefined;
  readonly keys?: string;
  readonly disabled?: boolean;
  readonly care?: boolean;
  /** A line above it. */
  readonly apart?: boolean;
}

export interface MenuProps {
  /** The words on the button. */
  readonly children: ReactNode;
  readonly label?: string;
  readonly actions: readonly MenuAction[];
  readonly className?: string;
  /** The mark that says it opens. */
  readonly caret?: boolean;
}

export function Menu({ children, label, actions, className, caret = true }: MenuProps) {
  return (
    <MenuTrigger>
      <Button className={classes("menu-button", className)} {...(label ? { "aria-label": label } : {})}>
        {children}
        {caret ? <span className="caret-down" aria-hidden="true" /> : null}
      </Button>
      <Popover className="float" placement="bottom end">
        <AriaMenu className="options">
          {actions.flatMap((one) => [
            ...(one.apart ? [<Separator key={`${one.id} line`} className="menu-line" />] : []),
            <MenuItem key={one.id} id={one.id} className={classes("option menu-item", one.care && "care")} onAction={one.run} isDisabled={one.disabled === true} textValue={one.label}>
              <span>
                <span className="option-label">{one.label}</span>
                {one.about ? <span className="option-about">{one.about}</span> : null}
              </span>
              {one.keys ? <KeyCap keys={one.keys} /> : null}
            </MenuItem>,
          ])}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
