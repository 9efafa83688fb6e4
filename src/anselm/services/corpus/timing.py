"""When a turn was said: a transcript without times is tied to its recording turn by turn, by ear."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Ge, Le, Len

from anselm.domain.corpus import SourceVersion, TurnTime, Utterance
from anselm.domain.errors import NotFound, Refused
from anselm.domain.study import Right
from anselm.services.operations import Done, writes
from anselm.services.ports import Work

_LONGEST = 100 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class TimeTurn:
    """A turn, by its number counted from 1, and when in the recording it begins; None takes a time set by ear away."""

    version_id: Annotated[str, Len(1, 64)]
    number: Annotated[int, Ge(1)]
    at_ms: Annotated[int, Ge(0), Le(_LONGEST)] | None = None


@writes("/turns/time", right=Right.FIELD, label="setting when a turn begins")
def time_turn(work: Work, request: TimeTurn) -> Done:
    """Say when in the recording a turn begins. The text stays as it is; turns stay in their order."""
    version = work.get(SourceVersion, request.version_id)
    turns = work.utterances(version.id)
    turn = next((one for one in turns if one.number == request.number), None)
    if turn is None:
        raise NotFound("There is no turn of that number in this text.")
    there = work.find(TurnTime, version_id=version.id, number=request.number)
    if request.at_ms is None:
        for one in there:
            work.remove(one)
        return Done(version.id)
    _in_order(turns, turn, request.at_ms)
    if there:
        work.replace(replace(there[0], at_ms=request.at_ms))
        return Done(there[0].id)
    made = TurnTime(work.new_id(), version.id, request.number, request.at_ms)
    work.add(made)
    return Done(made.id)


def _in_order(turns: tuple[Utterance, ...], turn: Utterance, at_ms: int) -> None:
    """Raises Refused when an earlier turn would begin later, or a later one earlier."""
    for other in turns:
        if other.t0_ms is None or other.number == turn.number:
            continue
        if other.number < turn.number and other.t0_ms > at_ms:
            raise Refused(
                f"Turn {other.number} comes before this one and begins later in the recording.",
                place="at_ms",
                advice="Set the time of that turn first.",
            )
        if other.number > turn.number and other.t0_ms < at_ms:
            raise Refused(
                f"Turn {other.number} comes after this one and begins earlier in the recording.",
                place="at_ms",
                advice="Set the time of that turn first.",
            )
