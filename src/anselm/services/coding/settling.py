"""Settling differences, one by one or a whole pattern, and closing the round. Originals are never touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Ge, Len

from anselm.analysis.agreed import RULES, key_of, settled_spans
from anselm.analysis.differences import BOUNDARY, Difference
from anselm.domain.coding import Code
from anselm.domain.corpus import TextSpan
from anselm.domain.errors import Invalid, Refused
from anselm.domain.judging import Outcome, Round, RoundState, Ruling, Settling, adjudicated, closed
from anselm.domain.study import Researcher, Right, Study
from anselm.services.coding.ground import (
    Compared,
    assigned_sources,
    by_majority,
    compared,
    n_unsettled,
    open_keys,
    open_round,
)
from anselm.services.coding.sets import SetRow, agreed_of
from anselm.services.judging.again import not_reading_again
from anselm.services.judging.rounds import OneRound, RoundView, round_view
from anselm.services.operations import reads, writes
from anselm.services.ports import Reads, Work


@dataclass(frozen=True, slots=True)
class SettledAs:
    """A stretch with a code that a difference is settled as, when it is neither reading."""

    start: Annotated[int, Ge(0)]
    end: Annotated[int, Ge(0)]
    code_id: Annotated[str, Len(1, 64)]


@dataclass(frozen=True, slots=True)
class Settle:
    """One or more differences of a round and how they are settled. `first` and `second` are readers in round order.

    `tolerance` settles boundaries of whatever codes together, none with ends further apart, in characters.
    """

    id: Annotated[str, Len(1, 64)]
    round_id: Annotated[str, Len(1, 64)]
    difference_keys: Annotated[tuple[str, ...], Len(1, 5000)]
    outcome: Outcome
    reason: Annotated[str, Len(0, 5000)] = ""
    other: tuple[SettledAs, ...] = ()
    pattern: Annotated[str, Len(0, 500)] = ""
    codebook_change: Annotated[str, Len(0, 5000)] = ""
    tolerance: Annotated[int, Ge(1)] | None = None


@dataclass(frozen=True, slots=True)
class RulingView:
    """How differences were settled, by whom and why."""

    id: str
    outcome: Outcome
    reason: str
    by: tuple[str, ...]
    n: int
    difference_keys: tuple[str, ...]
    pattern: str
    codebook_change: str
    at: str
    n_open: int
    tolerance: int | None


@writes("/rounds/settle", right=Right.CODE, label="settling a reading")
def settle(work: Work, request: Settle) -> RulingView:
    """Settle differences with a reason, or let both readings stand. Both originals stay as they are."""
    round_ = open_round(work, request.round_id)
    _may_settle(work, round_)
    ground = compared(work, round_)
    by_key = {key_of(one): one for one in ground.differences}
    wanted = tuple(dict.fromkeys(request.difference_keys))
    if set(wanted) - by_key.keys():
        raise Refused(
            "What was to be settled is no longer there as it was shown.",
            advice="Look at the round again; nothing was settled.",
        )
    if request.outcome is Outcome.MAJORITY:
        raise Invalid("A majority settles all that it can at once.", place="outcome")
    if request.outcome is Outcome.OTHER and not request.other:
        raise Invalid("Say what the difference is settled as.", place="other")
    _same_way_round(work, [by_key[key] for key in wanted], request.outcome, round_)
    _within_the_tolerance([by_key[key] for key in wanted], request)
    agreed = [line for key in wanted for line in _lines(work, key, by_key[key], request, round_)]
    one = Ruling(
        request.id,
        round_.id,
        by_key[wanted[0]].kind,
        request.outcome,
        request.reason,
        (work.by,),
        wanted,
        tuple(sorted({coding for key in wanted for coding in by_key[key].coding_ids})),
        tuple(agreed),
        request.pattern,
        request.codebook_change,
        work.now,
        request.tolerance,
    )
    there = work.maybe(Ruling, one.id)
    if there is not None and replace(one, at=there.at) == there:
        return _view(work, there, len(open_keys(ground)))
    _replace_older(work, ground, wanted)
    work.add(one)
    if round_.state is RoundState.REVEALED:
        work.replace(adjudicated(round_))
    return _view(work, one, len(set(open_keys(ground)) - set(wanted)))


def _same_way_round(work: Work, places: Sequence[Difference], outcome: Outcome, round_: Round) -> None:
    """Raises Refused where "as the first reader" would mean one code here and another there."""
    if len(places) < 2 or outcome not in (Outcome.FIRST, Outcome.SECOND):
        return
    at = 0 if outcome is Outcome.FIRST else 1
    given = {
        frozenset(side.code for side in one.sides if side.coder == reader)
        for one in places
        for reader in [_sides_of(one, round_)[at]]
    }
    if len(given) > 1:
        names = {one.id: one.name for one in work.find(Code)}
        told = sorted({" and ".join(sorted(names.get(code, "") for code in codes)) or "nothing" for codes in given})
        raise Refused(
            f"As one reader read it would mean {' here and '.join(told)} there.",
            advice="Settle together only places that were read the same way round; nothing was settled.",
        )


_OF_ENDS = (Outcome.UNION, Outcome.INTERSECTION, Outcome.BOTH_STAND)


def _within_the_tolerance(places: Sequence[Difference], request: Settle) -> None:
    """Raises where a tolerance is stated and a place is no boundary, or has its ends further apart."""
    if request.tolerance is None:
        return
    if request.outcome not in _OF_ENDS:
        raise Invalid(
            "Under a tolerance boundaries are settled as all the words, the shared words, or as both readings.",
            place="outcome",
        )
    n_other = sum(one.kind != BOUNDARY for one in places)
    n_wider = sum(one.apart > request.tolerance for one in places) if not n_other else 0
    if n_other or n_wider:
        n, what = (n_other, "no boundary") if n_other else (n_wider, f"more than {request.tolerance} characters apart")
        raise Refused(
            f"{n} of the {len(places)} places {'is' if n == 1 else 'are'} {what}.",
            advice="Leave those out, or state another tolerance; nothing was settled.",
        )


@dataclass(frozen=True, slots=True)
class SettleByMajority:
    """A round in which what most readers read alike is to count."""

    id: Annotated[str, Len(1, 64)]
    round_id: Annotated[str, Len(1, 64)]


@writes("/rounds/settle-by-majority", right=Right.CODE, label="settling by majority")
def settle_by_majority(work: Work, request: SettleByMajority) -> RulingView:
    """Settle every open difference that more than half of three or more readers read alike. The rest stays open."""
    round_ = open_round(work, request.round_id)
    _may_settle(work, round_)
    if round_.settling is not Settling.MAJORITY:
        raise Refused(
            f"When {round_.name} was started no majority was agreed on.",
            advice="Talk its differences over, or by pattern.",
        )
    ground = compared(work, round_)
    there = work.maybe(Ruling, request.id)
    if there is not None and there.round_id == round_.id:
        return _view(work, there, len(open_keys(ground)))
    found = by_majority(ground)
    if not found:
        raise Refused("No place that is still open was read alike by more than half of its readers.")
    by_key = {key_of(one): one for one in ground.differences}
    one = Ruling(
        request.id,
        round_.id,
        Settling.MAJORITY.value,
        Outcome.MAJORITY,
        "",
        (work.by,),
        tuple(found),
        tuple(sorted({coding for key in found for coding in by_key[key].coding_ids})),
        tuple(f"{key}:{start}:{end}:{code}" for key, spans in found.items() for start, end, code in spans),
        at=work.now,
    )
    work.add(one)
    if round_.state is RoundState.REVEALED:
        work.replace(adjudicated(round_))
    return _view(work, one, len(set(open_keys(ground)) - found.keys()))


def _may_settle(work: Work, round_: Round) -> None:
    if round_.standing:
        raise Refused("Open coding is talked about, not settled.", advice="Start a round to settle readings.")
    if round_.state is RoundState.CLOSED:
        raise Refused(f"The round {round_.name} is closed.")
    not_reading_again(work, assigned_sources(work, round_))
    chief = work.viewer.may(Right.SETTLE)
    if round_.settling is Settling.THIRD_READER:
        third = work.maybe(Researcher, round_.settler_id)
        gone = third is None or third.ended_at is not None
        if work.by != round_.settler_id and not (gone and chief):
            name = third.name if third is not None else "somebody else"
            raise Refused(f"In the round {round_.name} a third reader settles: {name}.")
        return
    if not chief and work.by != round_.settler_id and work.by not in round_.judge_ids:
        raise Refused("Whoever settles the round or reads in it settles what was read differently.")


def _lines(work: Work, key: str, one: Difference, request: Settle, round_: Round) -> list[str]:
    """What is agreed at one difference, as kept in the ruling: key:start:end:code."""
    first, second = _sides_of(one, round_)
    other: Sequence[tuple[int, int, str]] = ()
    if request.outcome is Outcome.OTHER:
        other = [_other(work, one, span) for span in request.other]
    spans = settled_spans(one, request.outcome.value, first, second, other)
    return [f"{key}:{start}:{end}:{code}" for start, end, code in spans]


def _sides_of(one: Difference, round_: Round) -> tuple[str, str]:
    """Two readers of a difference: the first in the order of the round, and the next who read it otherwise."""
    here = {side.coder for side in one.sides} | set(one.without)
    first, *others = [judge for judge in round_.judge_ids if judge in here]
    marked = {coder: {(side.start, side.end, side.code) for side in one.sides if side.coder == coder} for coder in here}
    return first, next((other for other in others if marked[other] != marked[first]), first)


def _other(work: Work, one: Difference, span: SettledAs) -> tuple[int, int, str]:
    work.get(Code, span.code_id)
    TextSpan(span.start, span.end)
    if span.end <= one.start or span.start >= one.end:
        raise Invalid("What a difference is settled as must lie where it is.", place="other")
    return span.start, span.end, span.code_id


def _replace_older(work: Work, ground: Compared, keys: Sequence[str]) -> None:
    """A difference settled again leaves its older ruling; that one keeps the others it spoke for."""
    touched = {ground.settled[key].id: ground.settled[key] for key in keys if key in ground.settled}
    for old in touched.values():
        left = tuple(key for key in old.difference_keys if key not in keys)
        if left:
            agreed = tuple(line for line in old.agreed if line.partition(":")[0] in left)
            work.replace(replace(old, difference_keys=left, agreed=agreed))
        else:
            work.remove(old)


def _view(reads: Reads, one: Ruling, n_open: int) -> RulingView:
    names = {person.id: person.name for person in reads.find(Researcher)}
    return RulingView(
        one.id,
        one.outcome,
        one.reason,
        tuple(names.get(by, "") for by in one.by_ids),
        len(one.difference_keys),
        one.difference_keys,
        one.pattern,
        one.codebook_change,
        one.at,
        n_open,
        one.tolerance,
    )


@reads("/rounds/rulings")
def rulings(reads: Reads, request: OneRound) -> tuple[RulingView, ...]:
    """List how the differences of a round were settled."""
    round_ = open_round(reads, request.id)
    n_open = len(open_keys(compared(reads, round_)))
    return tuple(_view(reads, one, n_open) for one in reads.find(Ruling, round_id=round_.id))


@dataclass(frozen=True, slots=True)
class CloseRound:
    """A round to close. `rule` says what becomes of differences nobody discussed: left out, kept or common."""

    id: Annotated[str, Len(1, 64)]
    rule: Annotated[str, Len(0, 20)] = ""


@writes("/rounds/close", right=Right.CODE, label="closing a round", undoable=False)
def close_round(work: Work, request: CloseRound) -> RoundView:
    """Close a round, with every difference settled or under a declared rule whose count is kept."""
    round_ = open_round(work, request.id)
    _may_settle(work, round_)
    if request.rule and request.rule not in RULES:
        raise Invalid(f"The rule is one of: {', '.join(RULES)}.", place="rule")
    n_open = len(open_keys(compared(work, round_))) + n_unsettled(work, round_)
    if n_open and not request.rule and work.get(Study, work.viewer.study_id).reflexive:
        raise Refused(
            "Not everything the readings hold has been talked about.",
            advice="Talk about the places left, or say what becomes of those nobody talked about.",
        )
    done = closed(round_, n_open, request.rule, work.now)
    work.replace(done)
    return round_view(work, done)


@dataclass(frozen=True, slots=True)
class AgreedView:
    """One coding of the agreed reading and how it came about."""

    id: str
    source_id: str
    version_id: str
    start: int
    end: int
    code_id: str
    how: str
    coding_ids: tuple[str, ...]


@reads("/rounds/agreed")
def agreed_reading(reads: Reads, request: OneRound) -> tuple[AgreedView, ...]:
    """List the agreed reading of a round so far."""
    round_ = open_round(reads, request.id)
    return tuple(_agreed(row) for row in agreed_of(reads, round_))


def _agreed(row: SetRow) -> AgreedView:
    return AgreedView(row.id, row.source_id, row.version_id, row.start, row.end, row.code_id, row.how, row.coding_ids)
