"""Lenses as data, what stands at which of their levels, and the relations between levels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Ge, Len

from anselm.analysis.lens_file import LensFileRefused, lens_from_file
from anselm.domain.coding import Code
from anselm.domain.corpus import Segment, SourceVersion
from anselm.domain.errors import Invalid, Refused
from anselm.domain.interpretation import (
    Basis,
    Evidence,
    Lens,
    Placement,
    Practice,
    Relation,
    RelationKind,
    Sign,
    Theme,
    ThemeState,
    passage_key,
    sign_of,
)
from anselm.domain.judging import Round
from anselm.domain.study import Researcher, Right
from anselm.services.corpus.carrying import follow
from anselm.services.interpretation.evidence import place_of, standing
from anselm.services.interpretation.placed import not_placed_apart, standing_placements
from anselm.services.interpretation.shipped import SHIPPED
from anselm.services.operations import Done, Nothing, Uploaded, reads, writes
from anselm.services.ports import Reads, Tools, Work
from anselm.services.study.apart import not_read_apart

PLACED: dict[str, type[object]] = {"theme": Theme, "code": Code, "practice": Practice, "relation": Relation}


@dataclass(frozen=True, slots=True)
class LensesView:
    """The lenses of the study, which one is in use, and those that come with the program."""

    lenses: tuple[Lens, ...]
    active_id: str | None
    shipped: tuple[str, ...]


@reads("/lenses")
def lenses(reads: Reads, request: Nothing) -> LensesView:
    """List the lenses of the study and those that come with the program."""
    found = reads.find(Lens)
    active = next((lens.id for lens in found if lens.active), None)
    return LensesView(found, active, tuple(sorted(SHIPPED)))


@dataclass(frozen=True, slots=True)
class LensFile:
    """A lens as a file: YAML with its levels, definitions, examples and source."""

    id: Annotated[str, Len(1, 64)]
    file: Uploaded


LENS_ADVICE = (
    "Mend that entry and bring the file in again; a lens that comes with the program shows how one is written."
)


def _read_lens(tools: Tools, reads: Reads, request: LensFile) -> Lens:
    try:
        return lens_from_file(request.file.data, request.id)
    except LensFileRefused as refusal:
        advice = f"{refusal.repair} {LENS_ADVICE}".strip()
        raise Invalid(f"{request.file.name}: {refusal}", place=request.file.name, advice=advice) from refusal


@writes("/lenses/import", right=Right.LEAD, label="adding a lens", upload=True, prepare=_read_lens)
def import_lens(work: Work, request: LensFile, lens: Lens) -> Lens:
    """Add a lens from a file. The first one is in use at once."""
    return _added(work, lens)


@dataclass(frozen=True, slots=True)
class AdoptLens:
    """A lens that comes with the program, by key."""

    id: Annotated[str, Len(1, 64)]
    key: Annotated[str, Len(1, 80)]


@writes("/lenses/adopt", right=Right.LEAD, label="adding a lens")
def adopt_lens(work: Work, request: AdoptLens) -> Lens:
    """Add a lens that comes with the program."""
    if request.key not in SHIPPED:
        raise Invalid(
            f"No lens called {request.key} comes with the program.",
            place="key",
            advice=f"There is {', '.join(sorted(SHIPPED))}; one of your own comes in as a file.",
        )
    return _added(work, lens_from_file(SHIPPED[request.key].encode(), request.id))


def _added(work: Work, lens: Lens) -> Lens:
    known = work.find(Lens)
    if any(one.key == lens.key and one.version == lens.version and one.id != lens.id for one in known):
        raise Refused(f"The lens {lens.name}, version {lens.version}, is in the study already.")
    added = replace(lens, active=not any(one.active for one in known))
    work.add(added)
    return added


@dataclass(frozen=True, slots=True)
class OneLens:
    """A lens by identifier."""

    id: Annotated[str, Len(1, 64)]


@writes("/lenses/use", right=Right.LEAD, label="looking through another lens")
def use_lens(work: Work, request: OneLens) -> Lens:
    """Look through this lens. Placements made under another stay where they are."""
    wanted = work.get(Lens, request.id)
    for lens in work.find(Lens, active=True):
        if lens.id != wanted.id:
            work.replace(replace(lens, active=False))
    chosen = replace(wanted, active=True)
    work.replace(chosen)
    return chosen


@dataclass(frozen=True, slots=True)
class OfLens:
    """Placements under one lens."""

    lens_id: Annotated[str, Len(1, 64)]


@dataclass(frozen=True, slots=True)
class PlacementView:
    """Where a judge put something, by name, and why; `round` is the round that agreed on it, if one did."""

    id: str
    lens_id: str
    level_key: str
    to_level_key: str | None
    target_kind: str
    target_id: str
    judge: str
    mine: bool
    reason: str
    round: str


@reads("/placements")
def placements(reads: Reads, request: OfLens) -> tuple[PlacementView, ...]:
    """List what stands at which level of a lens: placed by hand, or as a closed round agreed, whatever is newer."""
    return _placement_views(reads, standing_placements(reads, lens_id=request.lens_id))


def _placement_views(reads: Reads, found: Sequence[Placement]) -> tuple[PlacementView, ...]:
    names = {one.id: one.name for one in reads.find(Researcher)}
    agreed_in = {one.round_id for one in found if one.round_id is not None}
    rounds = {one.id: one.name for one in reads.find(Round, id=sorted(agreed_in))} if agreed_in else {}
    return tuple(
        PlacementView(
            one.id,
            one.lens_id,
            one.level_key,
            one.to_level_key,
            one.target_kind,
            one.target_id,
            names.get(one.judge_id, ""),
            one.judge_id == reads.viewer.researcher_id and one.round_id is None,
            one.reason,
            rounds.get(one.round_id or "", ""),
        )
        for one in found
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Something to put at a level of a lens; `to_level_key` when it reaches on to another.

    A passage is a `segment` by its place, or that of a `coding` by `target_id`; its code is not placed by that.
    """

    id: Annotated[str, Len(1, 64)]
    lens_id: Annotated[str, Len(1, 64)]
    level_key: Annotated[str, Len(1, 60)]
    target_kind: Annotated[str, Len(1, 40)]
    target_id: Annotated[str, Len(0, 100)] = ""
    reason: Annotated[str, Len(0, 5000)] = ""
    to_level_key: Annotated[str, Len(1, 60)] | None = None
    version_id: Annotated[str, Len(1, 64)] | None = None
    start: Annotated[int, Ge(0)] | None = None
    end: Annotated[int, Ge(0)] | None = None


@writes("/placements/place", right=Right.WRITE, label="placing at a level")
def place(work: Work, request: Place) -> PlacementView:
    """Put something at a level. The same judge putting it elsewhere moves it, also from where a round agreed."""
    lens = work.get(Lens, request.lens_id)
    lens.level(request.level_key)
    if request.to_level_key is not None:
        lens.level(request.to_level_key)
    passage = _passage(work, request) if request.target_kind in ("segment", "coding") else None
    if passage is None and request.target_kind not in PLACED:
        raise Invalid(f"A {request.target_kind} has no place in a lens.", place="target_kind")
    target_id = passage_key(passage) if passage else request.target_id
    if passage is None:
        _not_retired(work.get(PLACED[request.target_kind], target_id), "target_id")
    not_placed_apart(work, lens.id, target_id)
    mine = work.find(Placement, lens_id=lens.id, target_id=target_id, judge_id=work.by, round_id=None)
    made = Placement(
        mine[0].id if mine else request.id,
        lens.id,
        request.level_key,
        "segment" if passage else request.target_kind,
        target_id,
        work.by,
        request.reason,
        request.to_level_key,
        at=work.now,
        version_id=passage.version_id if passage else None,
        start=passage.start if passage else None,
        end=passage.end if passage else None,
    )
    if mine:
        work.replace(made)
    else:
        work.add(made)
    return _placement_views(work, [made])[0]


def _not_retired(thing: object, place: str) -> None:
    """Raises Refused for a retired theme: nothing new is said of it."""
    if isinstance(thing, Theme) and thing.state is ThemeState.RETIRED:
        advice = "Take the theme it went into, or make it a candidate again first."
        raise Refused(f"“{thing.name}” is retired.", place=place, advice=advice)


def _passage(work: Work, request: Place) -> Segment | None:
    """The passage to be placed, where it stands in the current text. Raises Invalid for one of no words."""
    at = place_of(work, request.target_kind, request.target_id, request.version_id, request.start, request.end)
    if at is None or at.start >= at.end:
        raise Invalid("A passage at a level has words: select some first.", place="start")
    not_read_apart(work, work.get(SourceVersion, at.version_id).source_id, "placed")
    return follow(work, [at]).get(at, at)


@dataclass(frozen=True, slots=True)
class OnePlacement:
    """A placement by identifier."""

    id: Annotated[str, Len(1, 64)]


@writes("/placements/remove", right=Right.WRITE, label="taking something off a level")
def unplace(work: Work, request: OnePlacement) -> Done:
    """Take something off its level."""
    found = work.maybe(Placement, request.id)
    if found is not None:
        if found.round_id is not None:
            raise Refused("This was agreed in a round.", advice="Place it anew by hand, with your reason; that counts.")
        if found.judge_id != work.by:
            raise Refused("This is another reader's placing.", advice="Place it yourself beside it, with your reason.")
        work.remove(found)
    return Done(request.id)


@dataclass(frozen=True, slots=True)
class RelationView:
    """A relation with what stands for and against it. It is asserted once something supports it.

    What only qualifies it stands for neither side.
    """

    id: str
    key: str
    from_kind: str
    from_id: str
    from_name: str
    from_level: str
    to_kind: str
    to_id: str
    to_name: str
    to_level: str
    kind: RelationKind
    sign: Sign
    mechanism: str
    basis: Basis
    asserted: bool
    n_for: int
    n_against: int
    n_qualifies: int
    case_ids_for: tuple[str, ...]
    case_ids_against: tuple[str, ...]
    lens_id: str | None


@reads("/relations")
def relations(reads: Reads, request: Nothing) -> tuple[RelationView, ...]:
    """List relations between levels with their evidence counted by case."""
    return relation_views(reads)


def relation_views(reads: Reads) -> tuple[RelationView, ...]:
    """Every relation with its evidence."""
    evidence: dict[str, list[Evidence]] = {}
    for one in standing(reads, reads.find(Evidence, subject_kind="relation")):
        evidence.setdefault(one.subject_id, []).append(one)
    return tuple(_relation(one, evidence.get(one.id, [])) for one in reads.find(Relation))


def _relation(one: Relation, evidence: list[Evidence]) -> RelationView:
    held = [piece for piece in evidence if piece.stance == "supports"]
    against = [piece for piece in evidence if piece.stance == "contradicts"]
    return RelationView(
        one.id,
        one.key,
        one.from_kind,
        one.from_id,
        one.from_name,
        one.from_level,
        one.to_kind,
        one.to_id,
        one.to_name,
        one.to_level,
        one.kind,
        one.known_sign,
        one.mechanism,
        one.basis,
        bool(held),
        len(held),
        len(against),
        len(evidence) - len(held) - len(against),
        tuple(sorted({piece.case_id for piece in held if piece.case_id})),
        tuple(sorted({piece.case_id for piece in against if piece.case_id})),
        one.lens_id,
    )


@dataclass(frozen=True, slots=True)
class Relate:
    """A relation to state. An end is a code, theme, practice or relation by id, or a factor by its name.

    `sign` is plus, minus or mixed; where it is empty it stays, or goes by the kind (constrains and erodes are minus).
    """

    id: Annotated[str, Len(1, 64)]
    from_kind: Annotated[str, Len(1, 40)]
    to_kind: Annotated[str, Len(1, 40)]
    from_level: Annotated[str, Len(1, 60)]
    to_level: Annotated[str, Len(1, 60)]
    kind: RelationKind
    from_id: Annotated[str, Len(0, 64)] = ""
    from_name: Annotated[str, Len(0, 300)] = ""
    to_id: Annotated[str, Len(0, 64)] = ""
    to_name: Annotated[str, Len(0, 300)] = ""
    key: Annotated[str, Len(0, 20)] = ""
    sign: Annotated[str, Len(0, 10)] = ""
    mechanism: Annotated[str, Len(0, 5000)] = ""
    basis: Basis = Basis.TOLD
    lens_id: Annotated[str, Len(1, 64)] | None = None


@writes("/relations/relate", right=Right.WRITE, label="stating a relation")
def relate(work: Work, request: Relate) -> RelationView:
    """State that something at one level acts on something at another, or state it anew."""
    if request.lens_id is not None:
        lens = work.get(Lens, request.lens_id)
        lens.level(request.from_level)
        lens.level(request.to_level)
        if lens.relation_kinds and request.kind not in lens.relation_kinds:
            raise Refused(f"The lens {lens.name} does not know a relation that {request.kind}.", place="kind")
    there = work.maybe(Relation, request.id)
    _two_ends(work, request, there)
    _no_circle(work, request)
    one = Relation(
        request.id,
        request.key or (there.key if there else f"REL{work.count(Relation) + 1}"),
        request.from_kind,
        request.from_id,
        _end(work, "from", request.from_kind, request.from_id, request.from_name),
        request.from_level,
        request.to_kind,
        request.to_id,
        _end(work, "to", request.to_kind, request.to_id, request.to_name),
        request.to_level,
        request.kind,
        _sign(request, there).value,
        request.mechanism,
        request.basis,
        request.lens_id,
        there.author_id if there else work.by,
        there.created_at if there else work.now,
    )
    if there is None:
        work.add(one)
    else:
        work.replace(one)
    return next(view for view in relation_views(work) if view.id == one.id)


def _sign(request: Relate, there: Relation | None) -> Sign:
    if not request.sign and there is not None and there.kind is request.kind:
        return there.known_sign
    return sign_of(request.sign, request.kind)


def _two_ends(work: Work, request: Relate, there: Relation | None) -> None:
    """Raises Invalid where both ends are one thing by any name, and Refused for a new end that is retired."""
    ends = [
        (kind, identifier or name.strip().casefold())
        for kind, identifier, name in (
            (request.from_kind, request.from_id, request.from_name),
            (request.to_kind, request.to_id, request.to_name),
        )
    ]
    if ends[0] == ends[1] and ends[0][1]:
        raise Invalid("A relation needs two different ends.", place="to", advice="Choose another thing it acts on.")
    known = (there.from_id, there.to_id) if there is not None else ()
    for side, (kind, identifier) in zip(("from", "to"), ends, strict=True):
        if kind == "theme" and identifier and identifier not in known:
            _not_retired(work.maybe(Theme, identifier), side)


def _no_circle(work: Work, request: Relate) -> None:
    """Raises Invalid where a relation would act on itself by way of others."""
    known = {one.id: one for one in work.find(Relation)}
    ends = [(request.from_kind, request.from_id), (request.to_kind, request.to_id)]
    followed: set[str] = set()
    while ends:
        kind, identifier = ends.pop()
        if kind != "relation" or identifier in followed:
            continue
        if identifier == request.id:
            raise Invalid(
                "This relation would act on itself, by way of the relations it stands on.",
                place="to" if request.to_kind == "relation" else "from",
                advice="Choose another end, or change the other relation first.",
            )
        followed.add(identifier)
        one = known.get(identifier)
        ends += [(one.from_kind, one.from_id), (one.to_kind, one.to_id)] if one else []


def _end(work: Work, side: str, kind: str, identifier: str, name: str) -> str:
    """The name of one end. Raises Invalid for an end that is neither a thing of the study nor named."""
    if kind == "factor" and name.strip():
        return name.strip()
    end = work.maybe(PLACED[kind], identifier) if kind in PLACED and identifier else None
    if end is None:
        missing = "is not in the study" if identifier and kind in PLACED else "is missing"
        raise Invalid(
            f"One end of this relation {missing}: what it {'acts on' if side == 'to' else 'comes from'}.",
            place=side,
            advice="Each end is a code, theme, practice or relation of the study, or a factor with a name.",
        )
    if name.strip():
        return name.strip()
    if isinstance(end, Practice):
        return end.practice_key
    return str(getattr(end, "name", "") or getattr(end, "key", ""))


@dataclass(frozen=True, slots=True)
class OneRelation:
    """A relation by identifier."""

    id: Annotated[str, Len(1, 64)]


@writes("/relations/remove", right=Right.WRITE, label="removing a relation")
def remove_relation(work: Work, request: OneRelation) -> Done:
    """Remove a relation. Refused while another relation acts on it."""
    found = work.maybe(Relation, request.id)
    if found is None:
        return Done(request.id)
    if work.find(Relation, to_id=found.id) or work.find(Relation, from_id=found.id):
        raise Refused("Another relation acts on this one.", advice="Remove that one first.")
    work.remove(found)
    return Done(found.id)
