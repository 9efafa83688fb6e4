"""A Word document as it came back from co-authors: its paragraphs, and the marks that say what stands where.

Positions are half-open, in Unicode code points of one paragraph's text. Standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Carried", "Piece", "ReturnedMark", "ReturnedParagraph", "ReturnedReport"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One quotation (``kind`` q) or claim (c) as a report was written: the name of its mark, its identifier, the
    label or the count words it was printed with, and the words that count in a claim's sentence, such as "all nine".
    """

    mark: str
    kind: str
    identifier: str
    said: str
    number_words: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """What a report written here carries unseen: of which study and report it is, its status, its pieces in order."""

    study_id: str
    report_id: str
    status: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ReturnedParagraph:
    """One paragraph. ``level`` is its heading's (0 for none); ``in_table`` whether it stands in a cell."""

    text: str
    level: int = 0
    in_table: bool = False


@dataclass(frozen=True, slots=True)
class ReturnedMark:
    """A bookmark: from ``start`` in ``paragraph`` to ``end`` in ``last`` (both counted from 0)."""

    name: str
    paragraph: int
    start: int
    last: int
    end: int


@dataclass(frozen=True, slots=True)
class ReturnedReport:
    """A Word document with its tracked changes accepted. ``carried`` is empty unless it was written here and kept
    what it carries; ``n_comments`` are those of others. ``tracked_at`` is the paragraph of the first tracked change.
    """

    paragraphs: tuple[ReturnedParagraph, ...]
    marks: tuple[ReturnedMark, ...] = ()
    carried: tuple[Carried, ...] = ()
    n_tracked: int = 0
    n_comments: int = 0
    n_notes: int = 0
    tracked_at: int = 0
