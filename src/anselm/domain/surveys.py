"""A table that came in as a survey: the file, what each column was taken for, and whose rows it holds.

Standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

__all__ = ["SurveyFile"]


@dataclass(frozen=True, slots=True)
class SurveyFile:
    """A table kept by the checksum of its bytes (SHA-256, hex), with the choice made of its columns.

    `title` begins the names of its sources. A table that came later for the same survey follows an earlier one
    (`follows_id`). It holds a row of everyone in `participant_ids`, in the order of its rows; `source_ids` are the
    texts made of them. Once one of them withdrew it is kept as a table in text without their row, and `n_taken` counts
    such rows; where nobody can say which row is theirs the bytes are gone, and since when (`destroyed_at`).
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
    n_taken: int = 0

    def without(self, participant_id: str, sha256: str) -> SurveyFile:
        """The same table without the row of a person, kept by another checksum."""
        left = tuple(one for one in self.participant_ids if one != participant_id)
        return replace(self, sha256=sha256, participant_ids=left, n_rows=len(left), n_taken=self.n_taken + 1)

    @property
    def choice(self) -> tuple[str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """What was chosen of it."""
        return self.sheet, self.respondent, self.answers, self.facts, self.left_out
