"""How the placements of a round met, settling what did not, and closing: what is agreed becomes the study's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from annotated_types import Len

from anselm.analysis.placements import DIFFERING, NOWHERE, Row, figures_of, pairs_of, taken_for
from anselm.domain.errors import Invalid, Refused
from anselm.domain.interpretation import Lens, Placement, passage_at
from anselm.domain.judging import Outcome, Round, RoundState, Ruling, Settling, adjudicated, closed
from anselm.domain.study import Researcher, Right, Study
from anselm.services.coding.measuring import FigureView, refuse_reflexive
from anselm.services.interpretation.lenses import PLACED
from anselm.services.interpretation.place_rounds import (
    KIND_WORDS,
    PlaceRoundView,
    ThingView,
    agreed_line,
    lens_of,
    place_round,
    placed_by,
    places_round,
)
from anselm.services.judging.rounds import OneRound, RoundView, round_view
from anselm.services.operations import reads, writes
from anselm.services.ports import Reads, Work

_KIND = "place"
Rule = Literal["", "left out", "kept"]


@dataclass(frozen=True, slots=True)
class LevelPairView:
    """Two levels and how many things they were given to; empty for none of the levels."""

    level_key: str
    other_key: str
    n: int


@dataclass(frozen=True, slots=True)
class PlacesMetView:
    """How the placements of an opened round met.

    `pairs`, of two readers only, has the level of the first and that of the second, alike ones among them.
    `taken_for` has each two levels that readers told apart, whoever gave which. `figures` have no interval: the things
    were not drawn, so there are no others to infer to.
    """

    round_id: str
    readers: tuple[str, ...]
    headline: str
    n_same: int
    n_different: int
    n_by_one: int
    n_by_nobody: int
    pairs: tuple[LevelPairView, ...]
    taken_for: tuple[LevelPairView, ...]
    figures: tuple[FigureView, ...]


@reads("/rounds/places/met")
def places_met(reads: Reads, request: OneRound) -> PlacesMetView:
    """Say how far the placements of a round met, with its figures. Refused in a reflexive study, which has none."""
    refuse_reflexive(reads)
    round_ = _opened(reads, request.id)
    lens = lens_of(reads, round_)
    shown = place_round(reads, request)
    rows = _rows(reads, round_, shown)
    names = {one.id: one.name for one in reads.find(Researcher)}
    n = {met: sum(one.met == met for one in shown.things) for met in _COUNTED}
    levels = [one.key for one in lens.levels]
    in_order = [one.key for one in lens.levels if not one.chrono]
    return PlacesMetView(
        round_.id,
        tuple(names.get(judge, "") for judge in round_.judge_ids),
        _headline(shown, n["same level"]),
        n["same level"],
        n["different levels"],
        n["placed by one only"],
        n["placed by nobody"],
        tuple(LevelPairView(*pair, count) for pair, count in pairs_of(rows).items())
        if len(round_.judge_ids) == 2
        else (),
        tuple(LevelPairView(*one) for one in taken_for(rows, levels)),
        tuple(
            FigureView(name, one.value, one.undefined, one.low, one.high, one.n, None)
            for name, one in figures_of(rows, levels, in_order)
        ),
    )


_COUNTED = ("same level", "different levels", "placed by one only", "placed by nobody")


def _headline(shown: PlaceRoundView, n_same: int) -> str:
    whole = len(shown.things)
    return f"{n_same} of {whole} {KIND_WORDS[shown.what][whole != 1]} placed at the same level."


@dataclass(frozen=True, slots=True)
class SettlePlaces:
    """Things of a round that were not placed alike, and how they are settled.

    `settled_as`: "level" for the one at `level_key` (empty: at none of the levels), "both stand" for every level given,
    "left out" for no placement.
    """

    id: Annotated[str, Len(1, 64)]
    round_id: Annotated[str, Len(1, 64)]
    unit_ids: Annotated[tuple[str, ...], Len(1, 1000)]
    settled_as: Literal["level", "both stand", "left out"]
    reason: Annotated[str, Len(1, 5000)]
    level_key: Annotated[str, Len(0, 60)] = ""


@writes("/rounds/places/settle", right=Right.CODE, label="settling a placement")
def settle_places(work: Work, request: SettlePlaces) -> PlaceRoundView:
    """Settle things of an opened round that were not placed alike, with the reason. What was placed stays as it was."""
    round_ = _settling(work, request.round_id)
    wanted = tuple(dict.fromkeys(request.unit_ids))
    things = {one.id: one for one in place_round(work, OneRound(round_.id)).things}
    if [one for one in wanted if one not in things or things[one].met not in DIFFERING]:
        raise Refused(
            "What was to be settled was placed alike, or is not in this round.",
            advice="Look at the round again; nothing was settled.",
            place="unit_ids",
        )
    if request.settled_as == "level" and request.level_key != NOWHERE:
        lens_of(work, round_).level(request.level_key)
    if not request.reason.strip():
        raise Invalid("Say why, in a sentence.", place="reason")
    placed = placed_by(work, round_)
    chosen = [things[one] for one in wanted]
    one = Ruling(
        request.id,
        round_.id,
        _KIND,
        _outcome(request, chosen),
        request.reason.strip(),
        (work.by,),
        wanted,
        tuple(sorted(row.id for unit in wanted for row in placed.get(unit, {}).values())),
        tuple(agreed_line(thing.id, level) for thing in chosen for level in _levels(request, thing)),
        at=work.now,
    )
    there = work.maybe(Ruling, one.id)
    if there is None:
        _replace_older(work, round_, wanted)
        work.add(one)
        if round_.state is RoundState.REVEALED:
            work.replace(adjudicated(round_))
    return place_round(work, OneRound(round_.id))


def _levels(request: SettlePlaces, thing: ThingView) -> tuple[str, ...]:
    match request.settled_as:
        case "level":
            return (request.level_key,)
        case "both stand":
            return _given(thing)
        case _:
            return ()


def _given(thing: ThingView) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.level_key for one in thing.placed))


def _outcome(request: SettlePlaces, chosen: Sequence[ThingView]) -> Outcome:
    """As the first or second who placed it otherwise, when that is what it is for each of them; else another level."""
    if request.settled_as == "both stand":
        return Outcome.BOTH_STAND
    if request.settled_as == "left out":
        return Outcome.NEITHER
    at = {_given(one).index(request.level_key) if request.level_key in _given(one) else -1 for one in chosen}
    return {frozenset({0}): Outcome.FIRST, frozenset({1}): Outcome.SECOND}.get(frozenset(at), Outcome.OTHER)


def _replace_older(work: Work, round_: Round, wanted: Sequence[str]) -> None:
    """What is settled anew leaves its older ruling; that one keeps the others it spoke for."""
    for old in work.find(Ruling, round_id=round_.id):
        left = tuple(unit for unit in old.difference_keys if unit not in wanted)
        if not left:
            work.remove(old)
        elif left != old.difference_keys:
            agreed = tuple(line for line in old.agreed if line.partition(":")[0] in left)
            work.replace(replace(old, difference_keys=left, agreed=agreed))


@dataclass(frozen=True, slots=True)
class ClosePlaces:
    """A round of placing to close. `rule` says what becomes of what nobody discussed: left out, or every level kept."""

    id: Annotated[str, Len(1, 64)]
    rule: Rule = ""


@writes("/rounds/places/close", right=Right.CODE, label="closing a round", undoable=False)
def close_places(work: Work, request: ClosePlaces) -> RoundView:
    """Close a round of placing: what is agreed is placed in the study, and the level figure is drawn from it.

    Things not placed alike and not settled go by a declared rule whose count is kept. A round for training places
    nothing.
    """
    round_ = _settling(work, request.id)
    shown = place_round(work, OneRound(round_.id))
    if shown.n_open and not request.rule and work.get(Study, work.viewer.study_id).reflexive:
        raise Refused(
            "Not everything that was placed has been talked about.",
            advice="Talk about what is left, or say what becomes of what nobody talked about.",
        )
    done = closed(round_, shown.n_open, request.rule, work.now)
    work.replace(done)
    if not round_.training:
        lens = lens_of(work, round_)
        work.add_all([made for thing in shown.things for made in _agreed(work, round_, lens, thing, request.rule)])
    return round_view(work, done)


def _agreed(work: Work, round_: Round, lens: Lens, thing: ThingView, rule: Rule) -> list[Placement]:
    """The placements a thing leaves the round with: one where it was agreed, several where they stand side by side."""
    passage = passage_at(thing.id) if thing.kind == "segment" else None
    if not thing.name or (passage is None and work.maybe(PLACED[thing.kind], thing.id) is None):
        return []
    if thing.settled is not None:
        levels = thing.settled.level_keys
    else:
        levels = _given(thing) if thing.met == "same level" or rule == "kept" else ()
    why = thing.settled.reason if thing.settled is not None else ""
    by_level = {one.level_key: one for one in reversed(thing.placed)}
    made = []
    for level in levels:
        if level == NOWHERE:
            continue
        said = by_level.get(level)
        reason = why or (said.reason if said is not None else "")
        judge = said.reader_id if said is not None else work.by
        one = Placement(
            work.new_id(),
            lens.id,
            level,
            thing.kind,
            thing.id,
            judge,
            reason,
            round_id=round_.id,
            at=work.now,
            version_id=passage.version_id if passage else None,
            start=passage.start if passage else None,
            end=passage.end if passage else None,
        )
        made.append(one)
    return made


def _opened(reads: Reads, round_id: str) -> Round:
    round_ = places_round(reads, round_id)
    if round_.unrevealed:
        raise Refused(
            "The placements of this round are not opened yet.",
            advice="They can be compared once every reader has handed in and the round is opened.",
        )
    return round_


def _settling(work: Work, round_id: str) -> Round:
    """The round, when the viewer may settle or close it now."""
    round_ = _opened(work, round_id)
    if round_.state is RoundState.CLOSED:
        raise Refused(f"The round {round_.name} is closed.")
    chief = work.viewer.may(Right.SETTLE)
    if round_.settling is Settling.THIRD_READER:
        third = work.maybe(Researcher, round_.settler_id)
        gone = third is None or third.ended_at is not None
        if work.by != round_.settler_id and not (gone and chief):
            name = third.name if third is not None else "somebody else"
            raise Refused(f"In the round {round_.name} a third reader settles: {name}.")
    elif not chief and work.by != round_.settler_id and work.by not in round_.judge_ids:
        raise Refused("Whoever settles the round or places in it settles what was placed differently.")
    return round_


def _rows(reads: Reads, round_: Round, shown: PlaceRoundView) -> list[Row]:
    """Each thing with the level every reader gave it, in the order of the readers."""
    placed = placed_by(reads, round_)
    return [
        [by[judge].value if judge in by else None for judge in round_.judge_ids]
        for by in (placed.get(thing.id, {}) for thing in shown.things)
    ]
