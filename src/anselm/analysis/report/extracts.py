"""Every passage of a code, theme or case as one value, ready for Word, a spreadsheet or Markdown."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ExtractGroup", "ExtractPassage", "ExtractSheet"]


@dataclass(frozen=True, slots=True)
class ExtractPassage:
    """One passage: whose, where, the interviewer's question before it, its words, and who coded it.

    ``turn`` counts from 1 within the source, None outside turns; ``time`` is such as "00:11:52" or empty.
    """

    label: str
    role: str
    case: str
    source: str
    words: str
    turn: int | None = None
    time: str = ""
    question_before: str = ""
    coders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExtractGroup:
    """Passages under one heading, such as a case and a role."""

    heading: str
    passages: tuple[ExtractPassage, ...]


@dataclass(frozen=True, slots=True)
class ExtractSheet:
    """What was asked for, by name, and its groups in order. ``note`` says from which coding set, under which rule."""

    title: str
    code_name: str
    groups: tuple[ExtractGroup, ...]
    note: str = ""

    @property
    def n_passages(self) -> int:
        """How many passages there are in all groups."""
        return sum(len(group.passages) for group in self.groups)
