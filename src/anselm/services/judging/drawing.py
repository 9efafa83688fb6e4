"""Drawing what a round reads: by chance from each stratum, and shared out evenly. The draw is kept and printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Gt, Le, Len

from anselm.analysis.drawing import drawn, shared_out
from anselm.domain.anchors import PICTURE
from anselm.domain.corpus import Source
from anselm.domain.errors import Invalid
from anselm.domain.fieldwork import Attribute, AttributeValue, Case, Encounter, Participant, Privacy
from anselm.domain.judging import Draw, Stratum
from anselm.domain.study import Researcher, Right
from anselm.services.fieldwork.speaking import voices
from anselm.services.operations import reads
from anselm.services.ports import Reads

__all__ = ["DrawAsked", "DrawView", "draw_of", "draw_view", "shares_of"]

_CASE, _ROLE = "case", "role"


@dataclass(frozen=True, slots=True)
class DrawAsked:
    """How to draw: `by` "case", "role" or an attribute by identifier (nothing: one stratum), which `share` of each.

    Each source drawn is read by `k` of the readers, by all of them for 0. The same `seed` draws the same again.
    """

    seed: Annotated[int, Ge(0), Le(2**31 - 1)]
    by: Annotated[str, Len(0, 64)] = ""
    share: Annotated[float, Gt(0), Le(1)] = 1.0
    k: Annotated[int, Ge(0), Le(20)] = 0


@dataclass(frozen=True, slots=True)
class StratumView:
    """One stratum: how many there are, and which were drawn."""

    name: str
    n: int
    n_drawn: int
    source_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LoadView:
    """What one reader was given."""

    judge_id: str
    reader: str
    source_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawView:
    """A draw, as it is shown and printed. `text` tells it in words, for the methods section."""

    by: str
    share: float
    seed: int
    k: int
    n: int
    n_drawn: int
    strata: tuple[StratumView, ...]
    loads: tuple[LoadView, ...]
    text: str


@dataclass(frozen=True, slots=True)
class WhichDraw:
    """A draw to look at before a round is started with it: of these sources (none: all) for these readers."""

    seed: Annotated[int, Ge(0), Le(2**31 - 1)]
    judge_ids: Annotated[tuple[str, ...], Len(1, 20)]
    source_ids: Annotated[tuple[str, ...], Len(0, 10_000)] = ()
    by: Annotated[str, Len(0, 64)] = ""
    share: Annotated[float, Gt(0), Le(1)] = 1.0
    k: Annotated[int, Ge(0), Le(20)] = 0


@reads("/rounds/draw", right=Right.LEAD)
def draw(reads: Reads, request: WhichDraw) -> DrawView:
    """Show what a seed draws, stratum by stratum, and who would read it. Nothing is started."""
    judges = tuple(dict.fromkeys(request.judge_ids))
    people = {one.id: one for one in reads.find(Researcher)}
    if set(judges) - people.keys():
        raise Invalid("A reader does not work on this study.", place="judge_ids")
    asked = DrawAsked(request.seed, request.by, request.share, request.k)
    made = draw_of(reads, asked, request.source_ids, len(judges))
    return draw_view(made, shares_of(made, judges), people)


def interviews(reads: Reads) -> tuple[Source, ...]:
    """The sources that have words, which is what a round reads."""
    return tuple(one for one in reads.find(Source) if one.kind != PICTURE)


def draw_of(reads: Reads, asked: DrawAsked, source_ids: Sequence[str], n_readers: int) -> Draw:
    """The draw that was asked for. Raises Invalid for sources, strata or readers that are not there."""
    if asked.k > n_readers:
        many = "1 reader" if n_readers == 1 else f"{n_readers} readers"
        raise Invalid(f"Each interview cannot be read by {asked.k} of {many}.", place="k")
    sources = reads.find(Source, id=list(source_ids)) if source_ids else interviews(reads)
    if len(sources) < len(set(source_ids)):
        raise Invalid("A source to draw from is not in this study.", place="source_ids")
    if not sources:
        raise Invalid("There is no interview to draw from.", place="source_ids")
    by, names = _strata(reads, asked.by, sources)
    pool: dict[str, list[str]] = {}
    for source in sorted(sources, key=lambda one: (names[one.id] == _NONE, names[one.id], one.id)):
        pool.setdefault(names[source.id], []).append(source.id)
    found = drawn(pool, asked.share, asked.seed)
    strata = tuple(Stratum(name, tuple(units), found[name]) for name, units in pool.items())
    return Draw(by, asked.share, asked.seed, asked.k, strata)


def shares_of(one: Draw, judges: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Who reads what is drawn."""
    units = {stratum.name: stratum.drawn_ids for stratum in one.strata}
    return shared_out(units, judges, one.k or len(judges), one.seed)


_NONE = "not recorded"


def _strata(reads: Reads, by: str, sources: Sequence[Source]) -> tuple[str, dict[str, str]]:
    """What the strata are told apart by, in words, and the stratum of each source."""
    if not by:
        return "", dict.fromkeys((one.id for one in sources), "all")
    if by == _CASE:
        cases = {one.id: one.name for one in reads.find(Case)}
        held = _cases(reads, sources)
        return "team", {one.id: cases.get(held[one.id], _NONE) for one in sources}
    if by == _ROLE:
        speaking = voices(reads, [one.id for one in sources])
        roles = {one.id: {voice.role for voice in speaking[one.id].participants if voice.role} for one in sources}
        return "role", {source: _said(found) for source, found in roles.items()}
    return _by_attribute(reads, by, sources)


def _by_attribute(reads: Reads, by: str, sources: Sequence[Source]) -> tuple[str, dict[str, str]]:
    attribute = reads.maybe(Attribute, by)
    if attribute is None:
        raise Invalid("Strata are told apart by case, by role, or by an attribute of this study.", place="by")
    if attribute.privacy is Privacy.DIRECT:
        raise Invalid(
            f"{attribute.name} points at a person, and a draw is printed.",
            place="by",
            advice="Draw by another attribute, by team or by role.",
        )
    held: dict[str, str] = {}
    for one in reads.find(AttributeValue, attribute_id=attribute.id):
        held[one.about_id] = one.value  # the newest entered counts
    about: dict[str, set[str]]
    if attribute.about == "source":
        about = {one.id: {one.id} for one in sources}
    elif attribute.about == "case":
        about = {source: {case} for source, case in _cases(reads, sources).items()}
    else:
        shown = {one.id for one in reads.find(Participant) if one.held_at is None}
        about = {
            source: {voice.participant_id or "" for voice in there.participants} & shown
            for source, there in voices(reads, [one.id for one in sources]).items()
        }
    return attribute.name, {source: _said({held.get(one, "") for one in ids} - {""}) for source, ids in about.items()}


def _said(values: set[str]) -> str:
    return " and ".join(sorted(values)) if values else _NONE


def _cases(reads: Reads, sources: Sequence[Source]) -> dict[str, str]:
    """The case of each source by identifier, empty where none is named."""
    ids = [one.encounter_id for one in sources if one.encounter_id]
    encounters = {one.id: one.case_id for one in reads.find(Encounter, id=ids)} if ids else {}
    return {one.id: one.case_id or encounters.get(one.encounter_id or "") or "" for one in sources}


def draw_view(one: Draw, shares: Mapping[str, Sequence[str]], people: Mapping[str, Researcher]) -> DrawView:
    """A draw as it is shown; `shares` are the sources by reader."""
    strata = tuple(
        StratumView(each.name, len(each.unit_ids), len(each.drawn_ids), each.drawn_ids) for each in one.strata
    )
    n, n_drawn = sum(each.n for each in strata), sum(each.n_drawn for each in strata)
    loads = tuple(
        LoadView(judge, people[judge].name if judge in people else "", tuple(ids)) for judge, ids in shares.items()
    )
    text = " ".join([_drawn_words(one, strata, n, n_drawn), *_shared_words(one, loads), f"Seed {one.seed}."])
    return DrawView(one.by, one.share, one.seed, one.k, n, n_drawn, strata, loads, text)


def _drawn_words(one: Draw, strata: Sequence[StratumView], n: int, n_drawn: int) -> str:
    if n == n_drawn:
        return "The one interview is read." if n == 1 else f"All {n} interviews are read."
    if not one.by:
        return f"{n_drawn} of {n} interviews were drawn by chance."
    each = ", ".join(f"{each.name} {each.n_drawn} of {each.n}" for each in strata)
    return f"{n_drawn} of {n} interviews were drawn by chance within each {one.by.lower()} ({each})."


def _shared_words(one: Draw, loads: Sequence[LoadView]) -> list[str]:
    if not one.k or one.k == len(loads):
        return []
    each = ", ".join(f"{load.reader} {len(load.source_ids)}" for load in loads)
    return [f"Each was given to {one.k} of {len(loads)} readers by chance, loads kept even ({each})."]
