"""One reader over time: the same interviews read again after so many days, the first reading out of sight."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Literal

from annotated_types import Ge, Le, Len

from anselm.domain.coding import CodebookVersion, Coding
from anselm.domain.corpus import Source
from anselm.domain.errors import Invalid, Refused
from anselm.domain.judging import Assignment, Round, RoundKind, RoundState, Submission, SubmissionState
from anselm.domain.study import Researcher
from anselm.services.ports import Reads, Work

__all__ = ["AgainAsked", "AgainView", "again_view", "check_again", "not_reading_again", "whole_to"]


@dataclass(frozen=True, slots=True)
class AgainAsked:
    """Which round's reading its one reader makes again, and how many days at least lie between the two.

    It is held against their `own` first reading, or, to see whether it drifts, against what was `agreed` there.
    """

    round_id: Annotated[str, Len(1, 64)]
    days: Annotated[int, Ge(1), Le(3650)]
    against: Literal["own", "agreed"] = "own"


@dataclass(frozen=True, slots=True)
class AgainView:
    """The round read again, by name, after how many days at least, and the codebook the first reading was made with.

    `against_agreed`: it is held against what was agreed there, and not against the reader's own first reading.
    """

    round_id: str
    round: str
    days: int
    codebook_number: int | None
    against_agreed: bool


def again_view(reads: Reads, one: Round) -> AgainView | None:
    """What a round reads again; none of a round between readers."""
    if one.repeats_id is None:
        return None
    first = reads.maybe(Round, one.repeats_id)
    if first is None:
        return AgainView(one.repeats_id, "", one.repeat_days, None, one.repeats_agreed)
    book = reads.maybe(CodebookVersion, first.codebook_version_id)
    name = "Open coding" if first.standing else first.name
    return AgainView(first.id, name, one.repeat_days, None if book is None else book.number, one.repeats_agreed)


def check_again(work: Work, asked: AgainAsked, judges: Sequence[str], source_ids: Collection[str]) -> None:
    """Raises Invalid or Refused where there is nothing to read again, or not yet, with the day it becomes possible."""
    if len(judges) != 1:
        raise Invalid("Over time one reader is compared with their own earlier reading: choose one.", place="judge_ids")
    first, judge = work.maybe(Round, asked.round_id), judges[0]
    if first is None or first.kind is not RoundKind.CODE or first.repeats_id is not None:
        raise Invalid("Choose the round in which the interviews were coded the first time.", place="again")
    if first.unrevealed:
        raise Refused(f"The readings of {first.name} are not opened yet.", advice="Read again once they are.")
    if asked.against == "agreed" and first.state is not RoundState.CLOSED:
        raise Refused(
            f"Nothing is agreed yet in {'open coding' if first.standing else first.name}.",
            place="again",
            advice="Choose a round that is closed, or compare with the reader's own first reading.",
        )
    person = work.get(Researcher, judge)
    read = _read_on(work, first, judge)
    if unread := [one for one in source_ids if one not in read]:
        names = ", ".join(one.name for one in work.find(Source, id=unread[:3])) + (" …" if len(unread) > 3 else "")
        raise Refused(
            f"{person.name} did not read {names} in {'open coding' if first.standing else first.name}.",
            place="source_ids",
            advice="Choose among the interviews that were read there.",
        )
    _not_twice_at_once(work, judge, source_ids)
    latest = max(date.fromisoformat(read[one][:10]) for one in source_ids)
    possible = latest + timedelta(days=asked.days)
    if date.fromisoformat(work.now[:10]) < possible:
        raise Refused(
            f"{person.name} read the last of these interviews on {_day(latest)}; "
            f"with {asked.days} {'day' if asked.days == 1 else 'days'} between, the second reading is possible from "
            f"{_day(possible)}.",
            place="again",
            advice="Wait until then, choose interviews read earlier, or fewer days.",
        )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _read_on(work: Work, first: Round, judge: str) -> dict[str, str]:
    """When each source was read: handed in, or marked last in coding that is never handed in."""
    if not first.standing:
        parts = work.find(Submission, round_id=first.id, judge_id=judge, state=SubmissionState.SUBMITTED)
        return {
            one.unit_id: part.submitted_at or first.created_at
            for part in parts
            for one in work.find(Assignment, round_id=first.id, judge_id=judge)
        }
    found: dict[str, str] = {}
    for coding in work.find(Coding, round_id=first.id, coder_id=judge):
        found[coding.source_id] = max(found.get(coding.source_id, ""), coding.created_at)
    return found


def _reading_again(reads: Reads, judge: str) -> set[str]:
    """The sources somebody is reading again and has not handed in."""
    rounds = [one.id for one in reads.find(Round, state=RoundState.JUDGING) if one.repeats_id is not None]
    open_ = [
        one.round_id
        for one in reads.find(Submission, round_id=rounds, judge_id=judge)
        if one.state is SubmissionState.JUDGING
    ]
    return {one.unit_id for one in reads.find(Assignment, round_id=open_, judge_id=judge)}


def _not_twice_at_once(work: Work, judge: str, source_ids: Collection[str]) -> None:
    # Whether a second reading is under way is no secret; what is marked in it is.
    if _reading_again(work.unblinded(), judge) & set(source_ids):
        raise Refused("Some of these interviews are being read again already.", advice="Hand that reading in first.")


def not_reading_again(reads: Reads, source_ids: Collection[str]) -> None:
    """Raises Refused when the viewer is reading one of these sources again, so that what stands of it is hidden."""
    if _reading_again(reads, reads.viewer.researcher_id) & set(source_ids):
        raise Refused(
            "You are reading this interview again, so what was marked and settled in it before is out of your sight.",
            advice="Hand in the second reading first.",
        )


def whole_to(reads: Reads, source_ids: Collection[str]) -> None:
    """Raises Refused where a file on these sources would silently be without what its writer may not see now."""
    again = _reading_again(reads, reads.viewer.researcher_id) & set(source_ids)
    if not again:
        return
    names = sorted(one.name for one in reads.find(Source, id=list(again)))
    said = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    raise Refused(
        f"You are reading {said} again, so what was marked and settled there before is out of your sight, "
        "and a file you write now would be without it.",
        advice="Hand in the second reading first, or let somebody else who leads the study write it.",
    )
