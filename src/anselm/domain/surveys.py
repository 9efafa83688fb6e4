"""A table that came in as a survey: the file, what each column was taken for, and whose rows it holds.

Standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["SurveyFile"]


@dataclass(frozen=True, slots=True)
class SurveyFile:
    """A table kept by the checksum of its bytes (SHA-256, hex), with the choice made of its columns.

    `title` begins the names of its sources. A table that came later for the same survey follows an earlier one
    (`follows_id`). It holds a row of everyone in `participant_ids`; `source_ids` are the texts made of them. Once one
    of them withdrew, the bytes are gone (`destroyed_at`) and this row says that they were.
    """

    id: str
    name: str
    title: str
    sha256: str
    sheet: str = ""
    respondent: str = ""
    answers: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    n_rows: int = 0
    source_ids: tuple[str, ...] = ()
    participant_ids: tuple[str, ...] = ()
    follows_id: str = ""
    by_id: str = ""
    created_at: str = ""
    destroyed_at: str | None = None

    @property
    def choice(self) -> tuple[str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """What was chosen of it."""
        return self.sheet, self.respondent, self.answers, self.facts, self.left_out
