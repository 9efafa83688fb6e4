"""Evidence: what a claim, relation, theme or practice rests on, for and otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Ge, Len

from anselm.domain.coding import Coding
from anselm.domain.corpus import Segment, SourceVersion, TextSpan
from anselm.domain.errors import Invalid, Refused
from anselm.domain.interpretation import Account, Evidence, Practice, Relation, Stance, Theme
from anselm.domain.judging import Round
from anselm.domain.reporting import Claim
from anselm.domain.study import Right
from anselm.services.corpus.passages import Passage, passages_of
from anselm.services.operations import Done, reads, writes
from anselm.services.ports import Reads, Work
from anselm.services.study.apart import not_read_apart

__all__ = ["EvidenceView", "evidence_views", "place_of", "segments_of", "standing"]

SUBJECTS: dict[str, type[object]] = {"claim": Claim, "relation": Relation, "theme": Theme, "practice": Practice}
TARGETS: dict[str, type[Coding | Practice | Account]] = {"coding": Coding, "practice": Practice, "account": Account}


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One piece of evidence as a reader meets it: the words, whose they are, and where they stand.

    `gone`: the coding, account or practice it rested on is there no more, and it counts for nothing.
    """

    id: str
    stance: Stance
    target_kind: str
    target_id: str
    source_id: str
    version_id: str | None
    start: int | None
    end: int | None
    words: str
    label: str
    role: str
    case_id: str | None
    case_code: str
    turn: int | None
    t0_ms: int | None
    question: str
    note: str
    mine: bool
    gone: bool = False


@dataclass(frozen=True, slots=True)
class OfSubject:
    """What the evidence is for."""

    subject_kind: Annotated[str, Len(1, 40)]
    subject_id: Annotated[str, Len(1, 64)]


@reads("/evidence")
def evidence(reads: Reads, request: OfSubject) -> tuple[EvidenceView, ...]:
    """List the evidence for something, what tells it otherwise first."""
    found = reads.find(Evidence, subject_kind=request.subject_kind, subject_id=request.subject_id)
    return evidence_views(reads, found)


def evidence_views(reads: Reads, found: Sequence[Evidence]) -> tuple[EvidenceView, ...]:
    """Evidence with words and speakers, what tells it otherwise first."""
    places = segments_of(reads, found)
    spoken = passages_of(reads, list(places.values()))
    there = {one.id for one in standing(reads, found)}
    views = [_view(reads, one, places.get(one.id), spoken, gone=one.id not in there) for one in found]
    order = {Stance.CONTRADICTS: 0, Stance.QUALIFIES: 1, Stance.SUPPORTS: 2}
    return tuple(sorted(views, key=lambda view: (order[view.stance], view.case_code, view.label, view.start or 0)))


def _view(
    reads: Reads, one: Evidence, place: Segment | None, spoken: dict[Segment, Passage], *, gone: bool
) -> EvidenceView:
    voice = spoken.get(place) if place is not None else None
    return EvidenceView(
        one.id,
        one.stance,
        one.target_kind,
        one.target_id,
        voice.source_id if voice else "",
        place.version_id if place else None,
        place.start if place else None,
        place.end if place else None,
        voice.words if voice else "",
        voice.label if voice else "",
        voice.role if voice else "",
        one.case_id or (voice.case_id if voice else None),
        voice.case_code if voice else "",
        voice.turn if voice else None,
        voice.t0_ms if voice else None,
        voice.question if voice else "",
        one.note,
        one.author_id == reads.viewer.researcher_id,
        gone,
    )


def standing(reads: Reads, found: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The evidence that still stands: a passage always, a coding, account or practice only while it is there.

    What was taken off may come back (undo, a hold that ends), so the link stays and counts for nothing meanwhile.
    """
    there: set[str] = set()
    for name, kind in TARGETS.items():
        wanted = list({one.target_id for one in found if one.target_kind == name})
        there |= {row.id for row in reads.find(kind, id=wanted)} if wanted else set()
    return tuple(one for one in found if one.target_kind not in TARGETS or one.target_id in there)


def segments_of(reads: Reads, found: Iterable[Evidence]) -> dict[str, Segment]:
    """The passage each piece of evidence stands on, by its id; what stands on no passage is absent."""
    wanted = list(found)
    by_kind: dict[str, list[str]] = {}
    for one in wanted:
        by_kind.setdefault(one.target_kind, []).append(one.target_id)
    codings = {one.id: one.segment for one in reads.find(Coding, id=by_kind.get("coding", []))}
    accounts = {
        one.id: Segment(one.version_id, one.start, one.end)
        for one in reads.find(Account, id=by_kind.get("account", []))
        if one.version_id is not None and one.start is not None and one.end is not None
    }
    places: dict[str, Segment] = {}
    for one in wanted:
        if one.version_id is not None and one.start is not None and one.end is not None:
            places[one.id] = Segment(one.version_id, one.start, one.end)
        elif one.target_id in codings:
            places[one.id] = codings[one.target_id]
        elif one.target_id in accounts:
            places[one.id] = accounts[one.target_id]
    return places


@dataclass(frozen=True, slots=True)
class Link:
    """A piece of evidence to link: a passage by its place, or a coding, account or practice by its id."""

    id: Annotated[str, Len(1, 64)]
    subject_kind: Annotated[str, Len(1, 40)]
    subject_id: Annotated[str, Len(1, 64)]
    stance: Stance = Stance.SUPPORTS
    target_kind: Annotated[str, Len(1, 40)] = "segment"
    target_id: Annotated[str, Len(0, 64)] = ""
    version_id: Annotated[str, Len(1, 64)] | None = None
    start: Annotated[int, Ge(0)] | None = None
    end: Annotated[int, Ge(0)] | None = None
    case_id: Annotated[str, Len(1, 64)] | None = None
    note: Annotated[str, Len(0, 5000)] = ""


@writes("/evidence/link", right=Right.WRITE, label="linking evidence")
def link_evidence(work: Work, request: Link) -> EvidenceView:
    """Link evidence to a claim, relation, theme or practice."""
    if request.subject_kind not in SUBJECTS:
        raise Invalid(f"Evidence cannot be for a {request.subject_kind}.", place="subject_kind")
    work.get(SUBJECTS[request.subject_kind], request.subject_id)
    place = place_of(work, request.target_kind, request.target_id, request.version_id, request.start, request.end)
    if place is not None:
        not_read_apart(work, work.get(SourceVersion, place.version_id).source_id, "linked")
    voice = passages_of(work, [place]).get(place) if place is not None else None
    # An interviewer's words can be pointed at and speak for no case and no participant.
    heard = None if voice is not None and voice.is_interviewer else voice
    one = Evidence(
        request.id,
        request.subject_kind,
        request.subject_id,
        request.stance,
        request.target_kind,
        request.target_id,
        request.version_id,
        request.start,
        request.end,
        _spoken_for(work, request, voice, heard),
        heard.participant_id if heard else None,
        request.note,
        work.by,
        work.now,
    )
    work.add(one)
    return evidence_views(work, [one])[0]


def _spoken_for(work: Work, request: Link, voice: Passage | None, heard: Passage | None) -> str | None:
    if voice is None:
        return request.case_id or _case_of(work, request)
    return None if heard is None else request.case_id or heard.case_id


def _case_of(reads: Reads, request: Link) -> str | None:
    if request.target_kind == "practice":
        return reads.get(Practice, request.target_id).case_id
    if request.target_kind == "account":
        return reads.get(Account, request.target_id).case_id
    return None


def place_of(
    reads: Reads, kind: str, identifier: str, version_id: str | None, start: int | None, end: int | None
) -> Segment | None:
    """The passage a target names, checked. Raises NotFound, Invalid, and Refused inside a blind round."""
    if kind == "segment":
        if version_id is None or start is None or end is None:
            raise Invalid("A passage needs its place.", place="start")
        TextSpan(start, end).within(reads.get(SourceVersion, version_id).n_characters)
        return Segment(version_id, start, end)
    if kind not in TARGETS:
        raise Invalid(f"Evidence cannot be a {kind}.", place="target_kind")
    target = reads.get(TARGETS[kind], identifier)
    if isinstance(target, Coding):
        # What rests on a reading in a blind round would tell the other readers of it.
        if reads.get(Round, target.round_id).unrevealed:
            raise Refused(
                "This coding belongs to a round that is not opened yet.",
                advice="Link the passage itself, or wait until the readings are opened.",
            )
        return target.segment
    if not isinstance(target, Account) or target.version_id is None or target.start is None or target.end is None:
        return None
    return Segment(target.version_id, target.start, target.end)


@dataclass(frozen=True, slots=True)
class OneEvidence:
    """A piece of evidence by identifier."""

    id: Annotated[str, Len(1, 64)]


@writes("/evidence/unlink", right=Right.WRITE, label="unlinking evidence")
def unlink_evidence(work: Work, request: OneEvidence) -> Done:
    """Take a piece of evidence away."""
    found = work.maybe(Evidence, request.id)
    if found is not None:
        work.remove(found)
    return Done(request.id)


@dataclass(frozen=True, slots=True)
class Turn:
    """A piece of evidence and the stance it is to have."""

    id: Annotated[str, Len(1, 64)]
    stance: Stance


@writes("/evidence/stance", right=Right.WRITE, label="changing what evidence says")
def set_stance(work: Work, request: Turn) -> EvidenceView:
    """Say whether a piece of evidence supports, qualifies or contradicts."""
    one = replace(work.get(Evidence, request.id), stance=request.stance)
    work.replace(one)
    return evidence_views(work, [one])[0]
