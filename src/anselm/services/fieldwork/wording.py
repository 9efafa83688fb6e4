"""Dates, lengths and lists as the screen says them."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["counted", "date_words", "listed", "minutes_of"]

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def date_words(date: str | None) -> str:
    """An ISO date, whole or cut short, as 24 Jan 2024, Jan 2024 or 2024; nothing for none."""
    if not date:
        return ""
    parts = date[:10].split("-")
    month = MONTHS[int(parts[1]) - 1] if len(parts) > 1 else ""
    day = str(int(parts[2])) if len(parts) > 2 else ""
    return " ".join(part for part in (day, month, parts[0]) if part)


def minutes_of(seconds: float | None) -> int | None:
    """Whole minutes, at least one; None when the length is not known."""
    return None if seconds is None else max(1, round(seconds / 60))


def listed(words: Sequence[str]) -> str:
    """One, two and three."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def counted(n: int, one: str, many: str = "") -> str:
    """1 source, 2 sources."""
    return f"{n} {one if n == 1 else many or one + 's'}"
