"""What counts as placed: by hand, or as a closed round agreed on it. Whatever is newer stands."""

from __future__ import annotations

from collections.abc import Sequence

from anselm.domain.errors import Refused
from anselm.domain.interpretation import Placement, passage_at
from anselm.domain.judging import Assignment, Round, RoundKind, RoundState
from anselm.services.ports import Reads

__all__ = ["not_placed_apart", "standing_placements"]


def standing_placements(reads: Reads, **where: str | Sequence[str]) -> tuple[Placement, ...]:
    """The placements the study counts. What was agreed in a round stands in place of all that was placed before it.

    Somebody who places the thing by hand after that moves it again. Nothing older is lost: it is in the history.
    """
    found = reads.find(Placement, **where)
    agreed: dict[tuple[str, str], str] = {}
    for one in found:
        if one.round_id is not None:
            key = (one.lens_id, one.target_id)
            agreed[key] = max(agreed.get(key, ""), one.at)
    moved = {
        (one.lens_id, one.target_id)
        for one in found
        if one.round_id is None and one.at > agreed.get((one.lens_id, one.target_id), "~")
    }
    return tuple(one for one in found if _stands(one, agreed, moved))


def _stands(one: Placement, agreed: dict[tuple[str, str], str], moved: set[tuple[str, str]]) -> bool:
    key = (one.lens_id, one.target_id)
    if key not in agreed:
        return True
    if key in moved:
        return one.round_id is None and one.at > agreed[key]
    return one.round_id is not None and one.at == agreed[key]


def not_placed_apart(reads: Reads, lens_id: str, target_id: str) -> None:
    """Raises Refused when the viewer is to place this on this lens apart from others, in a round not opened yet."""
    me = reads.viewer.researcher_id
    rounds = {
        one.id: one.name
        for one in reads.find(Round, kind=RoundKind.PLACE, lens_id=lens_id, state=RoundState.JUDGING)
        if me in one.judge_ids
    }
    for one in reads.find(Assignment, round_id=list(rounds), judge_id=me) if rounds else ():
        if one.unit_id != target_id and not _overlap(one.unit_id, target_id):
            continue
        raise Refused(
            f"You place this in the round {rounds[one.round_id]}, apart from the others.",
            advice="Place it there; by hand it can be moved once that round is opened.",
        )


def _overlap(one: str, other: str) -> bool:
    """Whether both name passages that share words: to place one of them by hand would say where the other goes."""
    here, there = passage_at(one), passage_at(other)
    if here is None or there is None or here.version_id != there.version_id:
        return False
    return here.start < there.end and there.start < here.end
