"""That somebody searched for what tells a claim otherwise: kept at the claim and said wherever that is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Len

from anselm.domain.corpus import Source
from anselm.domain.errors import Invalid, Refused
from anselm.domain.judging import Round
from anselm.domain.reporting import Claim, ClaimKind, ClaimSearch
from anselm.domain.study import Researcher, Right
from anselm.services.fieldwork.wording import counted as many
from anselm.services.fieldwork.wording import date_words
from anselm.services.operations import Done, writes
from anselm.services.ports import Reads, Work
from anselm.services.reporting.counting import Counted, counted
from anselm.services.study.apart import reading_apart

__all__ = ["NOT_SEARCHED", "SearchView", "searched_by_claim", "searched_words", "searches_of"]

NOT_SEARCHED = "not searched for a case that tells it differently"


@dataclass(frozen=True, slots=True)
class SearchView:
    """A search for what tells a claim otherwise. `only_mine`: nobody else knows of it until the blind round its author
    reads in is opened."""

    id: str
    by: str
    mine: bool
    only_mine: bool
    on: str
    sought: str
    n_sources: int
    n_found: int


@dataclass(frozen=True, slots=True)
class RecordSearch:
    """Of which claim, what was looked for, and in how many sources; in all there are when that is left out."""

    id: Annotated[str, Len(1, 64)]
    claim_id: Annotated[str, Len(1, 64)]
    sought: Annotated[str, Len(0, 1000)] = ""
    n_sources: Annotated[int, Ge(1)] | None = None


@writes("/claims/search", right=Right.WRITE, label="recording a search")
def record_search(work: Work, request: RecordSearch) -> SearchView:
    """Record that one searched for what tells a claim otherwise; what was found is what its count tells otherwise."""
    claim = work.get(Claim, request.claim_id)
    if claim.kind is ClaimKind.INTERPRETIVE:
        raise Refused(
            "It is your own reading, and nothing is counted behind it.",
            advice="Take the tick off “My own reading”, then record the search.",
        )
    n = work.count(Source)
    if not n:
        raise Refused("There is no source yet that could tell it otherwise.", advice="Bring sources in first.")
    if request.n_sources is not None and request.n_sources > n:
        raise Invalid(
            f"The study has {many(n, 'source')}, so {request.n_sources} cannot have been searched.",
            place="n_sources",
            advice="Say how many of them you searched.",
        )
    apart = reading_apart(work, work.by)
    made = ClaimSearch(
        request.id,
        claim.id,
        work.by,
        " ".join(request.sought.split()),
        request.n_sources or n,
        len(counted(work, [claim])[claim.id].count.contradicts),
        work.now,
        apart.id if apart is not None else None,
    )
    work.add(made)
    return _view(work, made, {one.id: one.name for one in work.find(Researcher)})


@dataclass(frozen=True, slots=True)
class OneSearch:
    """A search by identifier."""

    id: Annotated[str, Len(1, 64)]


@writes("/claims/search/remove", right=Right.WRITE, label="removing a search")
def remove_search(work: Work, request: OneSearch) -> Done:
    """Take a search off the record of its claim; only who searched does."""
    found = work.maybe(ClaimSearch, request.id)
    if found is not None and found.author_id != work.by:
        raise Refused("Only who searched takes it off.", advice="Record a search of your own; the newest is printed.")
    if found is not None:
        work.remove(found)
    return Done(request.id)


def searches_of(reads: Reads, claim_id: str) -> tuple[SearchView, ...]:
    """The searches behind one claim, the newest first."""
    names = {one.id: one.name for one in reads.find(Researcher)}
    return tuple(_view(reads, one, names) for one in _newest_first(reads.find(ClaimSearch, claim_id=claim_id)))


def _newest_first(found: Sequence[ClaimSearch]) -> list[ClaimSearch]:
    return sorted(found, key=lambda one: (one.created_at, one.id), reverse=True)


def _view(reads: Reads, one: ClaimSearch, names: Mapping[str, str]) -> SearchView:
    round_ = reads.maybe(Round, one.round_id) if one.round_id else None
    return SearchView(
        one.id,
        names.get(one.author_id, ""),
        one.author_id == reads.viewer.researcher_id,
        round_ is not None and round_.unrevealed,
        date_words(one.created_at),
        one.sought,
        one.n_sources,
        one.n_found,
    )


def searched_by_claim(reads: Reads, counts: Mapping[str, Counted]) -> dict[str, str]:
    """By claim, what is said of the search for what tells it otherwise; empty where nothing needs saying."""
    found: dict[str, list[ClaimSearch]] = {}
    for one in reads.find(ClaimSearch, claim_id=list(counts)):
        found.setdefault(one.claim_id, []).append(one)
    names = {one.id: one.name for one in reads.find(Researcher)} if found else {}
    return {key: searched_words(one, found.get(key, ()), names) for key, one in counts.items()}


def searched_words(one: Counted, found: Sequence[ClaimSearch], names: Mapping[str, str]) -> str:
    """None found, searched by whom, when and in how many sources; or that nobody searched while nothing speaks
    against it. A claim that counts nothing, or that nothing is linked to, says nothing."""
    if one.claim.kind is ClaimKind.INTERPRETIVE:
        return ""
    n_otherwise = len(one.count.contradicts)
    if not found:
        return NOT_SEARCHED if one.count.supports and not n_otherwise else ""
    last = _newest_first(found)[0]
    who = names.get(last.author_id) or "somebody who is no longer in the study"
    sought = f", for “{last.sought}”" if last.sought else ""
    said = f"searched by {who} on {date_words(last.created_at)} in {many(last.n_sources, 'source')}{sought}"
    if last.n_found:
        return f"{last.n_found} found, {said}"
    return f"none found when {said}; told otherwise since" if n_otherwise else f"none found, {said}"
