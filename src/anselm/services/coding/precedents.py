"""How differences were settled in rounds that are closed, so that the next round decides of one piece with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from anselm.analysis.agreed import key_of
from anselm.domain.coding import Code
from anselm.domain.errors import Refused
from anselm.domain.judging import Outcome, Round, RoundKind, RoundState, Ruling
from anselm.services.coding.ground import compared, open_round
from anselm.services.coding.measuring import refuse_reflexive
from anselm.services.judging.rounds import OneRound
from anselm.services.operations import reads
from anselm.services.ports import Reads

_SAID = {
    Outcome.NEITHER: "neither",
    Outcome.BOTH_STAND: "both readings stand",
    Outcome.UNION: "all the words marked",
    Outcome.INTERSECTION: "only the words both marked",
}


@dataclass(frozen=True, slots=True)
class EarlierDecision:
    """How differences of one kind and pattern were settled in an earlier round: as what, why, and in how many places.

    `settled_as` names the codes that were agreed there, or says what became of the readings.
    """

    round_id: str
    round: str
    kind: str
    pattern: str
    settled_as: str
    reason: str
    n: int
    at: str


@reads("/rounds/earlier-decisions")
def earlier_decisions(reads: Reads, request: OneRound) -> tuple[EarlierDecision, ...]:
    """List how the rounds closed before were settled, by pattern, newest first."""
    refuse_reflexive(reads)
    this = open_round(reads, request.id)
    codes = {one.id: one.name for one in reads.find(Code)}
    found: list[EarlierDecision] = []
    for one in reads.find(Round, state=RoundState.CLOSED):
        if one.id != this.id and one.kind is RoundKind.CODE and one.repeats_id is None:
            found += _of(reads, one, codes)
    return tuple(sorted(found, key=lambda row: (row.at, row.pattern, row.settled_as), reverse=True))


def _of(reads: Reads, round_: Round, codes: Mapping[str, str]) -> list[EarlierDecision]:
    try:
        ground = compared(reads, open_round(reads, round_.id))
    except Refused:  # the viewer reads something of it again, so that it is out of their sight
        return []
    counted: dict[tuple[str, str, str, str], tuple[int, str]] = {}
    for one in ground.differences:
        ruling = ground.settled.get(key := key_of(one))
        if ruling is None:
            continue
        what = (one.kind, one.pattern, _settled_as(ruling, key, codes), ruling.reason)
        n, at = counted.get(what, (0, ""))
        counted[what] = (n + 1, max(at, ruling.at))
    return [EarlierDecision(round_.id, round_.name, *what, n, at) for what, (n, at) in counted.items()]


def _settled_as(ruling: Ruling, key: str, codes: Mapping[str, str]) -> str:
    if ruling.outcome in _SAID:
        return _SAID[ruling.outcome]
    given = {line.rsplit(":", 1)[-1] for line in ruling.agreed if line.partition(":")[0] == key}
    return " and ".join(sorted(codes.get(one, "a code") for one in given)) or "not marked"
