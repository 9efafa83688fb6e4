"""What no step may do, whichever operation it belongs to, nor going back and forward over it.

`nothing_hidden_named`: what everyone may read never names a row that only its maker may know of. A theme resting on a
code that is so far only proposed in a blind round would tell that there is one. `may_swing`: going back never takes
away what others rest on by now, and a closed round stays as it was closed. Both judge by rows the one who acts may
see, so that neither refusal tells of another's reading.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from anselm.domain.coding import Code, CodebookVersion, Coding, MediaCoding
from anselm.domain.errors import Refused
from anselm.domain.interpretation import Cell, Evidence, FrameworkMatrix, Placement, Relation, Theme, ThemeMember
from anselm.domain.judging import Assignment, Round, RoundState, Ruling
from anselm.domain.reporting import Comment
from anselm.domain.study import Memo
from anselm.services.ports import Reads

__all__ = ["may_swing", "nothing_hidden_named"]

# kind -> the fields in which it names what may be hidden
_NAMING: dict[type[Any], tuple[str, ...]] = {
    Assignment: ("unit_id",),
    Cell: ("column_id",),
    Code: ("parent_id", "merged_into_id", "split_from_id"),
    Coding: ("code_id",),
    Evidence: ("subject_id", "target_id"),
    FrameworkMatrix: ("column_ids",),
    MediaCoding: ("code_id",),
    Memo: ("about_id",),
    Placement: ("target_id",),
    Relation: ("from_id", "to_id"),
    ThemeMember: ("theme_id", "target_id"),
}
# kind -> the round it is hidden in, and whose it is
_HIDDEN: dict[type[Any], tuple[str, str]] = {
    Code: ("proposed_in", "author_id"),
    Coding: ("round_id", "coder_id"),
    MediaCoding: ("round_id", "coder_id"),
    Memo: ("round_id", "author_id"),
    Placement: ("round_id", "judge_id"),
    Theme: ("round_id", "author_id"),
}


def nothing_hidden_named(reads: Reads, rows: Iterable[object]) -> None:
    """Raises Refused when a row that everyone may read names one that is so far only the viewer's own."""
    fields = [getattr(row, field) for row in rows for field in _NAMING.get(type(row), ())]
    named = {one for value in fields for one in (value if isinstance(value, tuple) else (value,)) if one}
    if not named:
        return
    closed_in = [one.id for one in reads.find(Round, blind=True) if one.unrevealed]
    if not closed_in:
        return
    me = reads.viewer.researcher_id
    for kind, (round_id, owner) in _HIDDEN.items():
        if reads.find(kind, **{"id": sorted(named), round_id: closed_in, owner: me}):
            raise Refused(
                "This would tell everyone of your reading in a round that is not opened yet.",
                advice="It can be linked once the readings of that round are opened.",
            )


def may_swing(reads: Reads, current: object | None, wanted: object | None) -> None:
    """Raises Refused when a row may not go from what it is to what it was, or was after the step."""
    for row in (current, wanted):
        if isinstance(row, Ruling):
            _not_closed(reads, row)
    if isinstance(current, Code) and wanted is None:
        _nobody_rests_on(reads, current)
    if isinstance(current, CodebookVersion) and wanted is None and reads.count(Round, codebook_version_id=current.id):
        raise Refused("A round is read with this version of the codebook, so it stays.")
    if isinstance(current, Comment) and wanted is None and reads.count(Comment, answers=current.id):
        raise Refused("It has been answered by now, so it stays.", advice="Resolve it instead.")
    if current is None and isinstance(wanted, (Coding, MediaCoding)) and reads.maybe(Code, wanted.code_id) is None:
        raise Refused("The code is gone by now, so the step stays undone.")


def _not_closed(reads: Reads, ruling: Ruling) -> None:
    round_ = reads.maybe(Round, ruling.round_id)
    if round_ is not None and round_.state is RoundState.CLOSED:
        raise Refused(f"The round {round_.name} is closed, and what was settled in it stays.")


def _nobody_rests_on(reads: Reads, code: Code) -> None:
    """A code is used where the viewer can see it, or may be used unseen in a round whose codebook has it."""
    kept = any(entry.code_id == code.id for book in reads.find(CodebookVersion) for entry in book.entries)
    used = any(reads.count(kind, code_id=code.id) for kind in (Coding, MediaCoding))
    if kept or used or reads.count(Code, parent_id=code.id):
        raise Refused(
            f"{code.name} is in use by now, so the step stays.",
            advice="Retire the code: what has it keeps it, and it is no longer offered.",
        )
