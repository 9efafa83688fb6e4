import type { ReactNode } from "react";
import { Button, Menu as AriaMenu, MenuItem, MenuTrigger, Popover, Separator, Text } from "react-aria-components";

import { classes } from "./classes";
import { KeyCap } from "./KeyCap";
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
}

export function Menu({ children, label, actions, className }: MenuProps) {
  return (
    <MenuTrigger>
      <Button className={classes("menu-button", className)} {...(label ? { "aria-label": label } : {})}>
        {children}
      </Button>
      <Popover className="float" placement="bottom end">
        <AriaMenu className="options">
          {actions.flatMap((one) => [
            ...(one.apart ? [<Separator key={`${one.id} line`} className="menu-line" />] : []),
            <MenuItem key={one.id} id={one.id} className={classes("option menu-item", one.care && "care")} onAction={one.run} isDisabled={one.disabled === true} textValue={one.label}>
              <span>
                <Text slot="label">{one.label}</Text>
                {one.about ? <Text slot="description" className="option-about">{one.about}</Text> : null}
              </span>
              {one.keys ? <KeyCap keys={one.keys} /> : null}
            </MenuItem>,
          ])}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
