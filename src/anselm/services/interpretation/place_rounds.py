"""Rounds of placing: each reader puts the same things at the levels of a lens, unseen by the others.

What a reader places is a judgement of theirs, so that it is theirs alone until the round is opened, and the digest of
what they hand in speaks for it. No placement of the study is made before the round is closed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from annotated_types import Len

from anselm.analysis.placements import DIFFERING, NOWHERE, how_met
from anselm.domain.coding import Code, tree_order
from anselm.domain.errors import Invalid, Refused
from anselm.domain.fieldwork import Case
from anselm.domain.interpretation import Lens, Level, Practice, PracticeSchema, Relation, Theme, ThemeMember
from anselm.domain.judging import (
    Assignment,
    Judgement,
    Outcome,
    Round,
    RoundKind,
    Ruling,
    Settling,
    Submission,
    UnitKind,
    judging_allowed,
)
from anselm.domain.study import Researcher, Right
from anselm.services.interpretation.passage_places import known_units, named_passages
from anselm.services.judging.rounds import OneRound, RoundView, round_view
from anselm.services.judging.starting import check_people
from anselm.services.operations import Done, reads, writes
from anselm.services.ports import Reads, Work

__all__ = [
    "KIND_WORDS",
    "PlaceRoundView",
    "ThingView",
    "agreed_line",
    "lens_of",
    "place_round",
    "placed_by",
    "places_round",
]

# What a thing to be placed is called: one, several.
KIND_WORDS = {
    "theme": ("theme", "themes"),
    "code": ("code", "codes"),
    "practice": ("practice", "practices"),
    "relation": ("relation", "relations"),
    "segment": ("passage", "passages"),
}
What = Literal["theme", "code", "practice", "relation", "segment"]
Met = Literal["", "same level", "different levels", "placed by one only", "placed by nobody"]
_UNITS = {
    "theme": UnitKind.THEME,
    "code": UnitKind.CODE,
    "practice": UnitKind.PRACTICE,
    "relation": UnitKind.RELATION,
    "segment": UnitKind.SEGMENT,
}


@dataclass(frozen=True, slots=True)
class StartPlacing:
    """A round of placing to start: on which lens, what is placed (things of one kind), by whom, and who settles.

    Every reader places every one of `unit_ids`. The lens is the version it is now; another version is another lens.
    A passage (`segment`) is named by its text and its place there, `VERSION.START-END`; the text stays as it is until
    the round is closed.
    """

    id: Annotated[str, Len(1, 64)]
    name: Annotated[str, Len(1, 200)]
    lens_id: Annotated[str, Len(1, 64)]
    what: What
    unit_ids: Annotated[tuple[str, ...], Len(1, 1000)]
    judge_ids: Annotated[tuple[str, ...], Len(1, 20)]
    settler_id: Annotated[str, Len(1, 64)] | None = None
    settling: Settling = Settling.TOGETHER
    training: bool = False


@dataclass(frozen=True, slots=True)
class PlacedView:
    """Where one reader put a thing in a round, and why. No level at all is `level_key` empty."""

    reader_id: str
    reader: str
    mine: bool
    level_key: str
    reason: str


@dataclass(frozen=True, slots=True)
class SettledView:
    """How a thing that was not placed alike was settled: at which levels it counts (none: at none), by whom and why."""

    ruling_id: str
    outcome: Outcome
    level_keys: tuple[str, ...]
    reason: str
    by: tuple[str, ...]
    at: str


@dataclass(frozen=True, slots=True)
class ThingView:
    """Something placed in a round, with what is known of it in `told` (label, words).

    `placed` is one's own until the round is opened, then everyone's in the order of the readers; `met` is empty until
    then. A thing that is no longer in the study has no name.
    """

    id: str
    kind: str
    key: str
    name: str
    told: tuple[tuple[str, str], ...]
    placed: tuple[PlacedView, ...]
    met: Met
    settled: SettledView | None


@dataclass(frozen=True, slots=True)
class PlaceRoundView:
    """A round of placing as the viewer may know it: the lens with its levels, and the things."""

    round_id: str
    lens_id: str
    lens: str
    lens_version: str
    lens_source: str
    levels: tuple[Level, ...]
    what: str
    things: tuple[ThingView, ...]
    n_mine: int
    n_open: int


@writes("/rounds/places/start", right=Right.LEAD, label="starting a round", undoable=False)
def start_placing(work: Work, request: StartPlacing) -> RoundView:
    """Start a round in which readers place the same things on a lens, each apart until all have handed in."""
    judges = tuple(dict.fromkeys(request.judge_ids))
    check_people(work, judges, request.settler_id)
    if len(judges) < 2:
        raise Invalid("To see how placements meet, two or more place.", place="judge_ids")
    if request.settling is Settling.MAJORITY:
        raise Invalid("Placements are talked over, or settled by a third reader.", place="settling")
    if request.settling is Settling.THIRD_READER and (request.settler_id is None or request.settler_id in judges):
        raise Invalid(
            "Choose who settles as the third reader: somebody who does not place in the round.", place="settler_id"
        )
    lens = work.get(Lens, request.lens_id)
    if len(lens.levels) < 2:
        raise Invalid(f"The lens {lens.name} has fewer than two levels to choose from.", place="lens_id")
    units = tuple(dict.fromkeys(request.unit_ids))
    if set(units) - known_units(work, request.what, units):
        raise Invalid(f"A {KIND_WORDS[request.what][0]} to be placed is not in this study.", place="unit_ids")
    if (there := work.maybe(Round, request.id)) is not None:
        return round_view(work, there)
    if any(one.name == request.name for one in work.find(Round)):
        raise Refused("There is a round of that name already.", place="name")
    one = Round(
        request.id,
        request.name,
        RoundKind.PLACE,
        _UNITS[request.what],
        blind=True,
        judge_ids=judges,
        settler_id=request.settler_id,
        lens_id=lens.id,
        training=request.training,
        settling=request.settling,
        created_at=work.now,
    )
    work.add(one)
    work.add_all([Submission(work.new_id(), one.id, judge) for judge in judges])
    work.add_all([Assignment(work.new_id(), one.id, judge, unit) for judge in judges for unit in units])
    return round_view(work, one)


@reads("/rounds/places")
def place_round(reads: Reads, request: OneRound) -> PlaceRoundView:
    """Show the things of a round of placing with where one put them; once it is opened, where everyone did."""
    round_ = places_round(reads, request.id)
    lens = lens_of(reads, round_)
    units = _units(reads, round_)
    known = _known(reads, round_, units)
    placed = placed_by(reads, round_)
    rulings = () if round_.unrevealed else reads.find(Ruling, round_id=round_.id)
    settled = _settled(reads, rulings)
    names = {one.id: one.name for one in reads.find(Researcher)}
    me = reads.viewer.researcher_id
    things = []
    order = {unit: n for n, unit in enumerate(known)}
    for unit in sorted(units, key=lambda one: (order.get(one, len(order)), one)):
        by = placed.get(unit, {})
        thing = known.get(unit) or ThingView(unit, round_.unit_kind.value, "", "", (), (), "", None)
        # Of a passage that is out of sight (a withdrawal) nothing is said that was written of it.
        shown = [judge for judge in round_.judge_ids if judge in by and (thing.name or thing.kind != "segment")]
        seen = tuple(
            PlacedView(judge, names.get(judge, ""), judge == me, by[judge].value, by[judge].note)
            for judge in shown
        )
        row = [by[judge].value if judge in by else None for judge in round_.judge_ids]
        met: Met = "" if round_.unrevealed else how_met(row)
        things.append(replace(thing, placed=seen, met=met, settled=settled.get(unit)))
    return PlaceRoundView(
        round_.id,
        lens.id,
        lens.name,
        lens.version,
        lens.source,
        lens.levels,
        round_.unit_kind.value,
        tuple(things),
        sum(any(one.mine for one in thing.placed) for thing in things),
        sum(thing.met in DIFFERING and thing.settled is None for thing in things),
    )


@dataclass(frozen=True, slots=True)
class PlaceInRound:
    """Something of a round to put at a level of its lens; `level_key` empty where none of the levels is it."""

    round_id: Annotated[str, Len(1, 64)]
    unit_id: Annotated[str, Len(1, 100)]
    level_key: Annotated[str, Len(0, 60)]
    reason: Annotated[str, Len(0, 5000)] = ""


@writes("/rounds/places/place", right=Right.CODE, label="placing in a round")
def place_in_round(work: Work, request: PlaceInRound) -> ThingView:
    """Put something at a level in a round, or move it; nobody sees it until the round is opened."""
    round_ = _my_part(work, request.round_id, request.unit_id)
    if request.level_key != NOWHERE:
        lens_of(work, round_).level(request.level_key)
    mine = work.find(Judgement, round_id=round_.id, judge_id=work.by, unit_id=request.unit_id)
    made = Judgement(
        mine[0].id if mine else work.new_id(),
        round_.id,
        work.by,
        round_.unit_kind,
        request.unit_id,
        request.level_key,
        note=request.reason,
        at=work.now,
    )
    if not mine:
        work.add(made)
    elif replace(mine[0], at=work.now) != made:
        work.replace(made)
    return _thing(work, round_, request.unit_id)


@dataclass(frozen=True, slots=True)
class OneThing:
    """Something of a round."""

    round_id: Annotated[str, Len(1, 64)]
    unit_id: Annotated[str, Len(1, 100)]


@writes("/rounds/places/take-off", right=Right.CODE, label="taking off a level in a round")
def take_off_in_round(work: Work, request: OneThing) -> Done:
    """Take something off the level one put it at, so that one has not placed it."""
    round_ = _my_part(work, request.round_id, request.unit_id)
    for mine in work.find(Judgement, round_id=round_.id, judge_id=work.by, unit_id=request.unit_id):
        work.remove(mine)
    return Done(request.unit_id)


def places_round(reads: Reads, round_id: str) -> Round:
    """A round of placing. Raises Invalid for one of another kind."""
    round_ = reads.get(Round, round_id)
    if round_.kind is not RoundKind.PLACE:
        raise Invalid(f"In the round {round_.name} nothing is placed on a lens.", place="round_id")
    return round_


def lens_of(reads: Reads, round_: Round) -> Lens:
    """The version of the lens that a round places on."""
    return reads.get(Lens, round_.lens_id or "")


def placed_by(reads: Reads, round_: Round) -> dict[str, dict[str, Judgement]]:
    """By thing and reader: what the viewer may see of what was placed."""
    found: dict[str, dict[str, Judgement]] = {}
    for one in reads.find(Judgement, round_id=round_.id):
        found.setdefault(one.unit_id, {})[one.judge_id] = one
    return found


def agreed_line(unit_id: str, level_key: str) -> str:
    """A thing at a level, as a ruling keeps it."""
    return f"{unit_id}:{level_key}"


def _my_part(work: Work, round_id: str, unit_id: str) -> Round:
    """The round, when the viewer may place this in it now."""
    round_ = places_round(work, round_id)
    mine = work.find(Submission, round_id=round_.id, judge_id=work.by)
    units = _units(work, round_)
    if unit_id not in units:
        raise Invalid(f"This is not placed in the round {round_.name}.", place="unit_id")
    judging_allowed(round_, mine[0] if mine else None, work.by, unit_id, units)
    return round_


def _units(reads: Reads, round_: Round) -> list[str]:
    """What is placed in a round. Every reader places all of it."""
    first = round_.judge_ids[0] if round_.judge_ids else ""
    return [one.unit_id for one in reads.find(Assignment, round_id=round_.id, judge_id=first)]


def _thing(work: Work, round_: Round, unit_id: str) -> ThingView:
    return next(one for one in place_round(work, OneRound(round_.id)).things if one.id == unit_id)


def _settled(reads: Reads, rulings: Sequence[Ruling]) -> dict[str, SettledView]:
    names = {one.id: one.name for one in reads.find(Researcher)} if rulings else {}
    found = {}
    for one in rulings:
        levels: dict[str, list[str]] = {}
        for line in one.agreed:
            unit, _, level = line.partition(":")
            levels.setdefault(unit, []).append(level)
        for unit in one.difference_keys:
            by = tuple(names.get(who, "") for who in one.by_ids)
            found[unit] = SettledView(one.id, one.outcome, tuple(levels.get(unit, ())), one.reason, by, one.at)
    return found


def _known(reads: Reads, round_: Round, units: Sequence[str]) -> Mapping[str, ThingView]:
    """What is known of each thing, by identifier and in their order; nothing of where anybody put it."""
    match round_.unit_kind:
        case UnitKind.THEME:
            return _themes(reads)
        case UnitKind.CODE:
            return {
                one.id: _told(
                    one.id,
                    "code",
                    one.key,
                    one.name,
                    ("What it is", one.definition),
                    ("Use it when", one.include),
                    ("Not when", one.exclude),
                    ("For example", one.example),
                )
                for one in tree_order(reads.find(Code))
            }
        case UnitKind.PRACTICE:
            return _practices(reads)
        case UnitKind.SEGMENT:
            return _passages(reads, units)
        case _:
            return {
                one.id: _told(
                    one.id,
                    "relation",
                    one.key,
                    f"{one.from_name} {one.kind.value} {one.to_name}".strip(),
                    ("How it works", one.mechanism),
                )
                for one in reads.find(Relation)
            }


def _themes(reads: Reads) -> dict[str, ThingView]:
    codes = {one.id: f"{one.key} {one.name}".strip() for one in reads.find(Code)}
    made_of: dict[str, list[str]] = {}
    for one in reads.find(ThemeMember, target_kind="code"):
        if one.target_id in codes:
            made_of.setdefault(one.theme_id, []).append(codes[one.target_id])
    return {
        one.id: _told(
            one.id,
            "theme",
            one.key,
            one.name,
            ("Central idea", one.central_idea),
            ("What it is not", one.boundary),
            ("Made of", ", ".join(made_of.get(one.id, ()))),
        )
        for one in sorted(reads.find(Theme), key=lambda one: (one.position, one.key))
    }


def _passages(reads: Reads, units: Sequence[str]) -> dict[str, ThingView]:
    found = {}
    for unit, said in named_passages(reads, units).items():
        who = said.label or said.source_name
        name = f"{who}, turn {said.turn}" if said.turn is not None else who
        found[unit] = _told(unit, "segment", "", name, ("Asked", said.question), ("Said", said.words))
    return found


def _practices(reads: Reads) -> dict[str, ThingView]:
    cases = {one.id: one.name for one in reads.find(Case)}
    named = {one.key: one.name for schema in reads.find(PracticeSchema) for one in schema.properties}
    return {
        one.id: _told(
            one.id,
            "practice",
            one.practice_key,
            ", ".join(filter(None, (named.get(one.practice_key, one.practice_key), cases.get(one.case_id, "")))),
            ("As settled", one.value.value),
        )
        for one in reads.find(Practice)
    }


def _told(identifier: str, kind: str, key: str, name: str, *told: tuple[str, str]) -> ThingView:
    return ThingView(identifier, kind, key, name, tuple(one for one in told if one[1]), (), "", None)
