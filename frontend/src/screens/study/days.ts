const DATE = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** A day as it is read; what is no whole date stays as it stands. */
export function day(iso: string | null): string {
  const date = iso ? new Date(iso) : null;
  return date && !Number.isNaN(date.getTime()) ? DATE.format(date) : (iso ?? "");
}

/** Whether the last day, as it is written, is over; a month or a year ends with its last day. */
export function hasEnded(iso: string, now = new Date()): boolean {
  const today = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
  return iso < today.slice(0, iso.length);
}
