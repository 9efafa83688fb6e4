"""The walk back from one claim: its evidence, who coded it, the words in context, whose they are, and their consent."""

from __future__ import annotations

from dataclasses import dataclass

from anselm.domain.corpus import Segment
from anselm.domain.document import EvidenceTrace
from anselm.domain.fieldwork import Case
from anselm.domain.interpretation import Evidence, Practice, Stance
from anselm.domain.reporting import Claim
from anselm.domain.study import Researcher
from anselm.services.corpus.passages import Passage
from anselm.services.fieldwork.wording import date_words
from anselm.services.interpretation.evidence import segments_of, standing
from anselm.services.operations import reads
from anselm.services.ports import Reads
from anselm.services.reporting.claims import ClaimView, OneClaim, views_of
from anselm.services.reporting.facts import practice_trace
from anselm.services.reporting.tracing import ground_of, trace_of

__all__ = ["ClaimWalk", "Step", "trace"]


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of evidence walked back, and where its words stand: [start, end) of a source in code points.

    `t0_ms` is when in the recording their turn begins, where that is known. `source_id` is empty for what is no passage
    (a settled practice); `case` is then all that says where it is from.
    """

    id: str
    stance: Stance
    case: str
    source_id: str
    version_id: str | None
    start: int | None
    end: int | None
    t0_ms: int | None
    trace: EvidenceTrace


@dataclass(frozen=True, slots=True)
class ClaimWalk:
    """A claim and everything behind it, what tells it otherwise first; `author` and `written` in words."""

    claim: ClaimView
    author: str
    written: str
    steps: tuple[Step, ...]


@reads("/claims/trace")
def trace(reads: Reads, request: OneClaim) -> ClaimWalk:
    """Walk a claim back to the words it rests on, their speakers and their consent."""
    claim = reads.get(Claim, request.id)
    by = reads.maybe(Researcher, claim.author_id)
    return ClaimWalk(
        views_of(reads, [claim])[0],
        by.name if by else "",
        date_words(claim.created_at),
        _steps(reads, claim),
    )


_ORDER = {Stance.CONTRADICTS: 0, Stance.QUALIFIES: 1, Stance.SUPPORTS: 2}


def _steps(reads: Reads, claim: Claim) -> tuple[Step, ...]:
    evidence = standing(reads, reads.find(Evidence, subject_kind="claim", subject_id=claim.id))
    places = segments_of(reads, evidence)
    ground = ground_of(reads, places.values())
    practices = {one.id: one for one in reads.find(Practice)}
    names = {one.id: one.name for one in reads.find(Case)}
    steps: list[Step] = []
    for one in evidence:
        place = places.get(one.id)
        if place is not None:
            walked = trace_of(ground, place, evidence_id=one.id, stance=one.stance.value)
            if walked is not None:
                steps.append(_passage(one, place, ground.passages[place], walked, names))
        elif one.target_id in practices:
            steps.append(_practice(practices[one.target_id], one.id, one.stance, names))
    steps.sort(key=lambda step: (_ORDER[step.stance], step.case, step.start or 0, step.id))
    return tuple(steps)


def _passage(one: Evidence, place: Segment, said: Passage, walked: EvidenceTrace, names: dict[str, str]) -> Step:
    case = walked.case or names.get(one.case_id or "", "")
    at = (place.version_id, place.start, place.end, said.t0_ms)
    return Step(one.id, one.stance, case, said.source_id, *at, walked)


def _practice(practice: Practice, evidence_id: str, stance: Stance, names: dict[str, str]) -> Step:
    walked = practice_trace(practice, evidence_id, stance.value)
    return Step(evidence_id, stance, names.get(practice.case_id, ""), "", None, None, None, None, walked)
