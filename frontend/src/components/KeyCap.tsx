import "./KeyCap.css";

const MAC = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);

/** One key, or several pressed together or after each other: `<KeyCap keys="Ctrl K" />`. Hidden on touch. */
export function KeyCap({ keys }: { keys: string }) {
  return <kbd className="key-cap">{MAC ? keys.replace("Ctrl", "⌘") : keys}</kbd>;
}

/** The same for assistive technology: "Control+K". */
export function keyShortcuts(keys: string): string {
  return keys.replace("Ctrl", MAC ? "Meta" : "Control").replace("Esc", "Escape").split(" ").join("+");
}
