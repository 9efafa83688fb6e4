"""Whether somebody reads a source apart from others: what they say of it meanwhile stays theirs."""

from __future__ import annotations

from anselm.domain.judging import Assignment, Round
from anselm.services.ports import Reads

__all__ = ["reading_apart", "round_apart"]


def round_apart(reads: Reads, source_id: str, who: str) -> Round | None:
    """The newest blind round, not opened yet, in which somebody is given this source."""
    given = [one.round_id for one in reads.find(Assignment, unit_id=source_id, judge_id=who)]
    apart = [one for one in (reads.find(Round, id=given) if given else ()) if one.unrevealed]
    return max(apart, key=lambda one: (one.created_at, one.id), default=None)


def reading_apart(reads: Reads, who: str) -> Round | None:
    """The newest blind round, not opened yet, in which somebody reads anything at all."""
    apart = [one for one in reads.find(Round, blind=True) if one.unrevealed and who in one.judge_ids]
    return max(apart, key=lambda one: (one.created_at, one.id), default=None)
