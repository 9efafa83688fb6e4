"""Whether somebody reads a source apart from others: what they say of it meanwhile stays theirs."""

from __future__ import annotations

from typing import Literal

from anselm.domain.errors import Refused
from anselm.domain.judging import Assignment, Round
from anselm.services.ports import Reads

__all__ = ["not_read_apart", "reading_apart", "round_apart"]


def round_apart(reads: Reads, source_id: str, who: str) -> Round | None:
    """The newest blind round, not opened yet, in which somebody is given this source."""
    given = [one.round_id for one in reads.find(Assignment, unit_id=source_id, judge_id=who)]
    apart = [one for one in (reads.find(Round, id=given) if given else ()) if one.unrevealed]
    return max(apart, key=lambda one: (one.created_at, one.id), default=None)


def reading_apart(reads: Reads, who: str) -> Round | None:
    """The newest blind round, not opened yet, in which somebody reads anything at all."""
    apart = [one for one in reads.find(Round, blind=True) if one.unrevealed and who in one.judge_ids]
    return max(apart, key=lambda one: (one.created_at, one.id), default=None)


def not_read_apart(reads: Reads, source_id: str, done: Literal["placed", "linked"]) -> None:
    """Raises Refused where the viewer reads this source apart: what is made of its passages would say where they look.

    The page refuses it in the same words.
    """
    apart = round_apart(reads, source_id, reads.viewer.researcher_id)
    if apart is not None:
        raise Refused(
            f"In a round read apart passages are {done} once it is opened.",
            advice=f"You read this text in the round {apart.name}, apart from the others. Go on reading there.",
        )
