"""How a theme came about, as one value ready for Word or Markdown."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["HistorySheet", "HistoryStep"]


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One step: when, by whom, of which theme, what was done in sentences, why, and what it then rested on or not."""

    at: str
    by: str
    theme: str
    said: tuple[str, ...]
    reason: str = ""
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HistorySheet:
    """The steps of one theme and of those it came from, oldest first."""

    title: str
    theme: str
    central_idea: str
    steps: tuple[HistoryStep, ...]
    note: str = ""
