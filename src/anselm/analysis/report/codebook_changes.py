"""What changed in a codebook between two moments, as one value ready for Word."""

from __future__ import annotations

from dataclasses import dataclass

from anselm.analysis.wording import WordPiece

__all__ = ["ChangedEntry", "ChangesSheet"]


@dataclass(frozen=True, slots=True)
class ChangedEntry:
    """One code: its name, what became of it in sentences, by whom, and its texts with what went and came."""

    name: str
    said: tuple[str, ...]
    by: str
    texts: tuple[tuple[str, tuple[WordPiece, ...]], ...]


@dataclass(frozen=True, slots=True)
class ChangesSheet:
    """The changes in groups, each with its heading."""

    title: str
    between: str
    groups: tuple[tuple[str, tuple[ChangedEntry, ...]], ...]
    note: str
