"""What rests on codings: the claims whose count changes when one is taken off, and the releases that then refuse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Len

from anselm.analysis.report.blocks import lives, parse
from anselm.analysis.report.support import unsupported
from anselm.domain.interpretation import Evidence
from anselm.domain.reporting import Claim, Report
from anselm.services.operations import reads
from anselm.services.ports import Reads
from anselm.services.reporting.claims import views_of
from anselm.services.reporting.facts import facts_of

__all__ = ["resting"]


@dataclass(frozen=True, slots=True)
class OnCodings:
    """Codings by identifier, also such as were taken off."""

    coding_ids: Annotated[tuple[str, ...], Len(1, 200)]


@dataclass(frozen=True, slots=True)
class RestingClaim:
    """A claim, as its report words it, with evidence that rests on one of the codings: how it counts now, and the
    titles of the reports a release of which is refused at its sentence as things stand."""

    id: str
    key: str
    text: str
    words: str
    note: str
    refused_in: tuple[str, ...]


@reads("/claims/resting")
def resting(reads: Reads, request: OnCodings) -> tuple[RestingClaim, ...]:
    """List the claims that rest on codings, as they count now, also where a coding has been taken off."""
    linked = reads.find(Evidence, subject_kind="claim", target_kind="coding", target_id=list(request.coding_ids))
    found = reads.find(Claim, id=list({one.subject_id for one in linked})) if linked else ()
    if not found:
        return ()
    views = views_of(reads, sorted(found, key=lambda one: one.key))
    refused = _refused(reads, {one.key for one in found})
    return tuple(
        RestingClaim(one.id, one.key, one.said, one.words, one.note, tuple(refused.get(one.key, ()))) for one in views
    )


def _refused(reads: Reads, keys: set[str]) -> dict[str, list[str]]:
    """By claim, the titles of the reports in which its sentence has nothing in support, as a release asks it."""
    found: dict[str, list[str]] = {}
    for report in reads.find(Report):
        named = keys & {one.key for one in lives(parse(report.body).blocks) if one.kind == "claim"}
        claims = facts_of(reads, report, "").claims if named else {}
        for key in sorted(named):
            if unsupported(claims[key]):
                found.setdefault(key, []).append(report.title)
    return found
