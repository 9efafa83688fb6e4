"""Finds worth keeping: words and whose, kept by name and date with how many places there were, counted anew when
looked at.

Whoever reads apart in a blind round keeps theirs to themselves until the round is opened: what somebody looks for
tells what they code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from annotated_types import Len

from anselm.domain.corpus import SavedFind
from anselm.domain.errors import Refused
from anselm.domain.judging import Round
from anselm.domain.study import Researcher, Right
from anselm.services.corpus.finding import Find, Found, find
from anselm.services.operations import Done, Nothing, reads, writes
from anselm.services.ports import Reads, Work
from anselm.services.study.apart import reading_apart

Only = Literal["all", "participants", "interviewers"]


@dataclass(frozen=True, slots=True)
class SavedFindView:
    """A kept find: its words and whose, who kept it when, and how many places in how many sources then and now.

    `only_mine`: nobody else knows of it until the blind round its author reads in is opened.
    """

    id: str
    name: str
    words: str
    only: str
    by: str
    mine: bool
    only_mine: bool
    created_at: str
    n_hits: int
    n_sources: int
    n_hits_now: int
    n_sources_now: int


@reads("/finds")
def saved_finds(reads: Reads, request: Nothing) -> tuple[SavedFindView, ...]:
    """List the finds that are kept, in the order made, each counted anew in what the viewer may read."""
    names = {one.id: one.name for one in reads.find(Researcher)}
    kept = sorted(reads.find(SavedFind), key=lambda one: (one.created_at, one.id))
    counted = {(one.words, one.only): _count(reads, one.words, one.only) for one in kept}
    return tuple(_view(reads, one, counted[one.words, one.only], names) for one in kept)


def _count(reads: Reads, words: str, only: str) -> Found:
    return find(reads, Find(words, only, limit=1))


def _view(reads: Reads, one: SavedFind, now: Found, names: Mapping[str, str]) -> SavedFindView:
    return SavedFindView(
        one.id,
        one.name,
        one.words,
        one.only,
        names.get(one.author_id, ""),
        one.author_id == reads.viewer.researcher_id,
        (round_ := reads.maybe(Round, one.round_id)) is not None and round_.unrevealed,
        one.created_at,
        one.n_hits,
        one.n_sources,
        now.n_hits,
        now.n_sources,
    )


@dataclass(frozen=True, slots=True)
class SaveFind:
    """A find to keep under a name; one of the same id takes its place, with the count of today."""

    id: Annotated[str, Len(1, 64)]
    name: Annotated[str, Len(1, 200)]
    words: Annotated[str, Len(1, 400)]
    only: Only = "all"


@writes("/finds/save", right=Right.WRITE, label="keeping a find")
def save_find(work: Work, request: SaveFind) -> SavedFindView:
    """Keep a find under a name with its count of today, once it makes sense."""
    _name_is_free(work, request.name, request.id)
    now = _count(work, request.words, request.only)
    there = work.maybe(SavedFind, request.id)
    apart = reading_apart(work, work.by)
    made = SavedFind(
        request.id,
        request.name.strip(),
        request.words.strip(),
        request.only,
        now.n_hits,
        now.n_sources,
        work.by,
        apart.id if apart is not None else (there.round_id if there is not None else None),
        work.now,
    )
    if there is None:
        work.add(made)
    else:
        work.replace(made)
    return _view(work, made, now, {one.id: one.name for one in work.find(Researcher)})


def _name_is_free(work: Work, name: str, identifier: str) -> None:
    if any(one.name == name.strip() and one.id != identifier for one in work.find(SavedFind)):
        raise Refused("There is a kept find of that name already.", place="name", advice="Give it another name.")


@dataclass(frozen=True, slots=True)
class RenameFind:
    """Another name for a kept find."""

    id: Annotated[str, Len(1, 64)]
    name: Annotated[str, Len(1, 200)]


@writes("/finds/rename", right=Right.WRITE, label="renaming a find")
def rename_find(work: Work, request: RenameFind) -> Done:
    """Give a kept find another name; its date and count stay those of the day it was kept."""
    one = work.get(SavedFind, request.id)
    _name_is_free(work, request.name, request.id)
    if one.name != request.name.strip():
        work.replace(replace(one, name=request.name.strip()))
    return Done(one.id)


@dataclass(frozen=True, slots=True)
class OneFind:
    """A kept find by identifier."""

    id: Annotated[str, Len(1, 64)]


@writes("/finds/remove", right=Right.WRITE, label="taking a find away")
def remove_find(work: Work, request: OneFind) -> Done:
    """Take a kept find away."""
    found = work.maybe(SavedFind, request.id)
    if found is not None:
        work.remove(found)
    return Done(request.id)
