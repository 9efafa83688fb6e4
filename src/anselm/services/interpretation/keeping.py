"""Queries worth keeping, and what is said about saturation: kept by name and date, counted anew when looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
from annotated_types import Ge, Le, Len

from anselm.analysis import saturation as grown
from anselm.analysis.query_words import Name, parsed, written
from anselm.domain.errors import NotFound, Refused
from anselm.domain.interpretation import SaturationAssessment, SaturationKind, SavedQuery
from anselm.domain.judging import Round
from anselm.domain.study import Researcher, Right
from anselm.services.coding.sets import set_named, set_words
from anselm.services.interpretation.asking import Asked
from anselm.services.interpretation.ground import Ground, ground_of
from anselm.services.interpretation.queries import counted_openly
from anselm.services.interpretation.saturating import Grown, UnitKind, WhichSaturation, grown_in
from anselm.services.operations import Done, Nothing, reads, writes
from anselm.services.ports import Reads, Work


@dataclass(frozen=True, slots=True)
class SavedQueryView:
    """A kept query: its written form, what narrows it, and the set it reads."""

    id: str
    name: str
    text: str
    where: str
    set: str
    set_name: str
    readers: str
    by: str
    created_at: str


@reads("/queries")
def saved_queries(reads: Reads, request: Nothing) -> tuple[SavedQueryView, ...]:
    """List the queries that are kept, in the order made."""
    names = {one.id: one.name for one in reads.find(Researcher)}
    return tuple(_saved(reads, one, names) for one in reads.find(SavedQuery))


def _saved(reads: Reads, one: SavedQuery, names: dict[str, str]) -> SavedQueryView:
    return SavedQueryView(
        one.id,
        one.name,
        one.text,
        one.where,
        one.set_key,
        _set_words(reads, one.set_key),
        one.readers,
        names.get(one.author_id, ""),
        one.created_at,
    )


def _set_words(reads: Reads, key: str) -> str:
    try:
        return set_words(reads, key)
    except NotFound:
        return "a round that is gone"


@dataclass(frozen=True, slots=True)
class SaveQuery:
    """A query to keep under a name; one of the same id takes its place."""

    id: Annotated[str, Len(1, 64)]
    name: Annotated[str, Len(1, 200)]
    text: Annotated[str, Len(1, 2000)]
    where: Annotated[str, Len(0, 2000)] = ""
    set: Annotated[str, Len(0, 200)] = "consensus"
    readers: Literal["apart", "together"] = "apart"


@writes("/queries/save", right=Right.WRITE, label="keeping a query")
def save_query(work: Work, request: SaveQuery) -> SavedQueryView:
    """Keep a query under a name, once it makes sense."""
    ground = ground_of(work, request.set)
    for text in (request.text, request.where):
        if text.strip():
            _speaks_openly(work, ground, Asked(ground, parsed(text)))
    if any(one.name == request.name and one.id != request.id for one in work.find(SavedQuery)):
        raise Refused("There is a query of that name already.", place="name")
    text, where = written(parsed(request.text)), request.where and written(parsed(request.where))
    made = SavedQuery(
        request.id, request.name, text, where, ground.set_key, request.readers, work.by, work.now
    )
    if work.maybe(SavedQuery, request.id) is None:
        work.add(made)
    else:
        work.replace(made)
    return _saved(work, made, {one.id: one.name for one in work.find(Researcher)})


def _speaks_openly(work: Work, ground: Ground, asked: Asked) -> None:
    """A kept query is everyone's to read, so it may not name what is so far only its maker's."""
    unopened = {one.id for one in work.find(Round, blind=True) if one.unrevealed}
    hidden = {at for at, code in enumerate(ground.codes) if code.proposed_in in unopened}
    if any(hidden & set(np.flatnonzero(asked.codes_of(Name(name))).tolist()) for name in asked.names):
        raise Refused(
            "This would tell everyone of a code you propose in a round that is not opened yet.",
            advice="Keep the query once the readings of that round are opened.",
        )


@dataclass(frozen=True, slots=True)
class OneKept:
    """Something kept, by identifier."""

    id: Annotated[str, Len(1, 64)]


@writes("/queries/remove", right=Right.WRITE, label="taking a query away")
def remove_query(work: Work, request: OneKept) -> Done:
    """Take a kept query away."""
    found = work.maybe(SavedQuery, request.id)
    if found is not None:
        work.remove(found)
    return Done(request.id)


@dataclass(frozen=True, slots=True)
class StatedView:
    """What was said about saturation, what it rested on that day, and how that differs today (empty: as it was)."""

    id: str
    kind: SaturationKind
    statement: str
    unit: str
    base: int
    run: int
    threshold: float
    convention: str
    set: str
    n_units: int
    n_codes: int
    last_new: str
    at_unit: str
    by: str
    at: str
    changed: str


@reads("/saturation/statements")
def saturation_statements(reads: Reads, request: Nothing) -> tuple[StatedView, ...]:
    """List what was said about saturation, each with what has changed under it since."""
    if not counted_openly(reads):
        return ()
    names = {one.id: one.name for one in reads.find(Researcher)}
    return tuple(_stated(reads, one, names) for one in reads.find(SaturationAssessment))


@dataclass(frozen=True, slots=True)
class StateSaturation:
    """What to say: which kind is claimed, or *not claimed* with the reason, and the rule it is read by."""

    id: Annotated[str, Len(1, 64)]
    kind: SaturationKind
    statement: Annotated[str, Len(1, 5000)]
    unit: UnitKind = "interview"
    base: Annotated[int, Ge(1), Le(100)] = 4
    run: Annotated[int, Ge(1), Le(100)] = 2
    threshold: Annotated[float, Ge(0), Le(1)] = 0.05
    convention: Literal["side by side", "overlapping"] = "overlapping"
    set: Annotated[str, Len(0, 200)] = "consensus"
    codebook_id: Annotated[str, Len(0, 64)] = ""


@writes("/saturation/state", right=Right.WRITE, label="saying something about saturation")
def state_saturation(work: Work, request: StateSaturation) -> StatedView:
    """Keep what is said about saturation, with the figures of this day."""
    if not counted_openly(work):
        raise Refused("This study is read reflexively, so saturation is not part of it.")
    key = set_named(work, request.set)
    round_ = work.maybe(Round, key)
    if round_ is not None and round_.unrevealed:
        raise Refused("The readings of this round are not opened yet, so nothing is said about them.")
    fields = (request.unit, request.base, request.run, request.threshold, request.convention, key, request.codebook_id)
    figures = _figures(work, SaturationAssessment(request.id, request.kind, request.statement, *fields))
    made = SaturationAssessment(
        request.id, request.kind, request.statement, *fields, *figures, author_id=work.by, at=work.now
    )
    if work.maybe(SaturationAssessment, request.id) is None:
        work.add(made)
    else:
        work.replace(made)
    return _stated(work, made, {work.by: work.get(Researcher, work.by).name})


@writes("/saturation/remove", right=Right.WRITE, label="taking back what was said about saturation")
def remove_statement(work: Work, request: OneKept) -> Done:
    """Take back what was said about saturation; its history stays."""
    found = work.maybe(SaturationAssessment, request.id)
    if found is not None:
        work.remove(found)
    return Done(request.id)


def _figures(reads: Reads, one: SaturationAssessment) -> tuple[int, int, str, str]:
    """(units, codes, last unit with a new code, last unit of the first run that met the rule) as of now."""
    which = WhichSaturation(_unit(one.unit), one.base, one.run, one.threshold, one.set_key, one.codebook_id)
    found: Grown = grown_in(reads, ground_of(reads, one.set_key), which)
    fresh = np.flatnonzero(grown.new_codes(found.marked))
    convention: grown.Convention = "side by side" if one.convention == "side by side" else "overlapping"
    rule = grown.run_rule(found.marked, one.base, one.run, one.threshold, convention)
    return (
        len(found.names),
        int(found.marked.any(axis=0).sum()),
        found.names[int(fresh[-1])] if fresh.size else "",
        found.names[rule.at - 1] if rule.at is not None else "",
    )


def _unit(word: str) -> UnitKind:
    return "person" if word == "person" else "case" if word == "case" else "interview"


def _stated(reads: Reads, one: SaturationAssessment, names: dict[str, str]) -> StatedView:
    try:
        now = _figures(reads, one)
    except NotFound:
        now = (0, 0, "", "")
    then = (one.n_units, one.n_codes, one.last_new, one.at_unit)
    return StatedView(
        one.id,
        one.kind,
        one.statement,
        one.unit,
        one.base,
        one.run,
        one.threshold,
        one.convention,
        _set_words(reads, one.set_key),
        *then,
        names.get(one.author_id, ""),
        one.at,
        _changed(then, now),
    )


def _changed(then: tuple[int, int, str, str], now: tuple[int, int, str, str]) -> str:
    words = ("interviews, people or teams", "codes")
    said = [f"{old} {word} then, {new} now" for old, new, word in zip(then, now, words, strict=False) if old != new]
    if then[2] != now[2]:
        said.append(f"the last new code was in {then[2] or 'none'} then, in {now[2] or 'none'} now")
    if then[3] != now[3]:
        said.append(f"the rule was met at {then[3] or 'no interview'} then, at {now[3] or 'none'} now")
    return "; ".join(said)
