import { useEffect, useRef, type ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components";

import { classes } from "./classes";
import { KeyCap, keyShortcuts } from "./KeyCap";
import "./Button.css";

export interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress?: (() => void) | undefined;
  /** primary: the one thing to do on a screen. plain: bordered. quiet: accent text. care: takes something away. */
  readonly kind?: "primary" | "plain" | "quiet" | "care";
  /** The key that does the same; bind it with useKeys. */
  readonly keys?: string;
  /** Words while it works; they stand in the place of the others, and the longer of the two sets the width. */
  readonly busy?: string | false | undefined;
  /** Why it cannot be pressed, in words; written under it. */
  readonly reason?: string | false | null | undefined;
  readonly disabled?: boolean;
  readonly type?: "button" | "submit";
  readonly label?: string;
  readonly wide?: boolean;
  readonly pressed?: boolean;
  /** Whether what it opens in the page stands open. */
  readonly expanded?: boolean;
  readonly className?: string;
}

export function Button({ children, onPress, kind = "plain", keys, busy, reason, disabled, type = "button", label, wide, pressed, expanded, className }: ButtonProps) {
  const element = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // React Aria hands on only the attributes it knows.
    if (keys) element.current?.setAttribute("aria-keyshortcuts", keyShortcuts(keys));
  }, [keys]);
  const button = (
    <AriaButton
      {...(expanded === undefined ? {} : { "aria-expanded": expanded })}
      ref={element}
      type={type}
      className={classes("button", `button-${kind}`, wide && "button-wide", className)}
      isDisabled={disabled === true || Boolean(reason)}
      isPending={Boolean(busy)}
      onPress={() => onPress?.()}
      {...(label ? { "aria-label": label } : {})}
      {...(pressed === undefined ? {} : { "aria-pressed": pressed })}
    >
      <span className="button-words">
        <span className={classes(Boolean(busy) && "button-words-away")}>{children}</span>
        {busy ? <span className="button-busy">{busy}</span> : null}
      </span>
      {keys ? <KeyCap keys={keys} /> : null}
    </AriaButton>
  );
  if (!reason) return button;
  return (
    <span className={classes("button-with-reason", wide && "button-wide")}>
      {button}
      <span className="button-reason">{reason}</span>
    </span>
  );
}
