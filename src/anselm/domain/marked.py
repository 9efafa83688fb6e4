"""What somebody left on a file before it came in: comments and highlights, and what was decided of each.

They are no codings. Each waits until a person makes a coding of it, keeps it as a memo, or sets it aside; in a round
of independent reading each reader decides alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from anselm.domain.corpus import TextSpan

__all__ = ["FileMark", "FileMarkAnswer", "MarkAnswer", "MarkKind", "MarkPlace"]


class MarkKind(StrEnum):
    """What was left on the file."""

    COMMENT = "comment"
    HIGHLIGHT = "highlight"


class MarkPlace(StrEnum):
    """What a mark stands on: the very words, the paragraph of a mark on no words, or nothing that is in the text."""

    WORDS = "words"
    PARAGRAPH = "paragraph"
    NOWHERE = "nowhere"


class MarkAnswer(StrEnum):
    """What was decided of a mark."""

    CODED = "coded"
    MEMO = "kept as a memo"
    ASIDE = "set aside"


@dataclass(frozen=True, slots=True)
class FileMark:
    """A comment or highlight of a file, on [start, end) of a source version; None where it stands on nothing.

    `words` are the comment's, `author` and `at` as the file says, `colour` the highlight's. `first_version_id` is the
    version whose file it came with.
    """

    id: str
    source_id: str
    version_id: str
    start: int | None
    end: int | None
    kind: MarkKind
    place: MarkPlace = MarkPlace.WORDS
    words: str = ""
    author: str = ""
    at: str = ""
    colour: str = ""
    first_version_id: str = ""

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None:
            TextSpan(self.start, self.end)


@dataclass(frozen=True, slots=True)
class FileMarkAnswer:
    """What somebody decided of a mark in a round (the standing one for open coding), and what was made of it."""

    id: str
    mark_id: str
    source_id: str
    round_id: str
    by_id: str
    answer: MarkAnswer
    code_id: str | None = None
    coding_id: str | None = None
    memo_id: str | None = None
    at: str = ""
