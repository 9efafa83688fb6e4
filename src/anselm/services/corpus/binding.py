"""A source is tied to what took place: its encounter, its case, and who spoke."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Len

from anselm.domain.anchors import PICTURE
from anselm.domain.corpus import Source, SourceVersion, Speaker, SpeakerKind
from anselm.domain.errors import Refused
from anselm.domain.fieldwork import Case, Encounter, EncounterKind, Membership, Participant, checked_date, valid_on
from anselm.domain.study import Researcher, Right
from anselm.services.corpus.heading import Heading, heading_of
from anselm.services.fieldwork.unmarked import mark_in
from anselm.services.operations import Done, reads, writes
from anselm.services.ports import Reads, Work

__all__ = ["bind_by_heading"]


def bind_by_heading(work: Work, source: Source, speakers: Sequence[Speaker], heading: Heading) -> Source:
    """The source with its encounter and case, as far as its heading and its speakers say; never more.

    An encounter that the heading names and nobody has entered yet is entered.
    """
    told = tuple(one.participant_id for one in speakers if one.participant_id is not None)
    code = heading.encounter or source.name
    known = next((one for one in work.find(Encounter) if one.code.casefold() == code.casefold()), None)
    if known is None and heading.encounter:
        known = _encounter(work, heading, told)
        work.add(known)
    heard = known.participant_ids if known is not None and known.participant_ids else told
    case_id = known.case_id if known is not None and known.case_id else _case_of(work, heard, heading.date or None)
    return replace(source, encounter_id=known.id if known is not None else None, case_id=case_id)


def _encounter(work: Work, heading: Heading, participant_ids: tuple[str, ...]) -> Encounter:
    key = heading.interviewer.casefold()
    asked = [one.id for one in work.find(Researcher) if one.key and one.key.casefold() == key]
    return Encounter(
        work.new_id(),
        heading.encounter,
        EncounterKind.GROUP if len(participant_ids) > 1 else EncounterKind.INTERVIEW,
        heading.date or None,
        participant_ids,
        _case_of(work, participant_ids, heading.date or None),
        tuple(asked),
        heading.place,
        heading.others,
        duration_s=heading.seconds,
    )


def _case_of(reads: Reads, participant_ids: Sequence[str], on: str | None) -> str | None:
    """The one case all of them belong to on a date; None when there is none or more than one."""
    if not participant_ids:
        return None
    held = reads.find(Membership, participant_id=list(participant_ids))
    there = [one for one in held if valid_on(one, on)] or list(held)
    cases = {one.case_id for one in there}
    return cases.pop() if len(cases) == 1 else None


@dataclass(frozen=True, slots=True)
class WhichSource:
    """A source by identifier."""

    source_id: Annotated[str, Len(1, 64)]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a source's heading says and the study does not know yet; empty fields where there is nothing to do."""

    source_id: str
    encounter_code: str
    held_on: str
    minutes: int | None
    participant_code: str
    participant_label: str
    participant_known: bool
    interviewer_key: str
    place: str
    others: str
    unknown_speakers: tuple[str, ...]


@reads("/sources/proposal")
def proposal(reads: Reads, request: WhichSource) -> Proposal:
    """Say what a source's own heading proposes for it."""
    source = reads.get(Source, request.source_id)
    version = reads.maybe(SourceVersion, source.current_version_id)
    found = heading_of(version.header if version is not None else ())
    known = reads.find(Participant, code=found.participant) if found.participant else ()
    unknown = [one.label for one in reads.find(Speaker, source_id=source.id) if one.kind is SpeakerKind.UNKNOWN]
    return Proposal(
        source.id,
        found.encounter,
        found.date,
        None if found.seconds is None else round(found.seconds / 60),
        found.participant,
        found.label,
        bool(known),
        found.interviewer,
        found.place,
        found.others,
        tuple(unknown),
    )


@dataclass(frozen=True, slots=True)
class BindSource:
    """What a source belongs to. None leaves as it is, an empty text takes away.

    `participant_code` names a participant, who is made when there is none of that code. An encounter is made
    when `encounter_code` names none. The one speaker who is no interviewer becomes the participant.
    """

    source_id: Annotated[str, Len(1, 64)]
    participant_id: Annotated[str, Len(0, 64)] | None = None
    participant_code: Annotated[str, Len(0, 40)] | None = None
    case_id: Annotated[str, Len(0, 64)] | None = None
    encounter_id: Annotated[str, Len(0, 64)] | None = None
    encounter_code: Annotated[str, Len(0, 40)] | None = None
    held_on: Annotated[str, Len(0, 10)] | None = None


@writes("/sources/bind", right=Right.FIELD, label="saying who a source is with")
def bind_source(work: Work, request: BindSource) -> Done:
    """Tie a source to its encounter, its case and the participant who speaks."""
    source = work.get(Source, request.source_id)
    participant = _participant(work, request)
    encounter = _meeting(work, source, request, participant)
    case_id = source.case_id
    if request.case_id is not None:
        case_id = work.get(Case, request.case_id).id if request.case_id else None
    elif participant is not None and case_id is None:
        case_id = _case_of(work, (participant.id,), encounter.held_on if encounter is not None else None)
    encounter_id = encounter.id if encounter is not None else None
    if encounter is not None and encounter.case_id is None and case_id is not None:
        work.replace(replace(encounter, case_id=case_id))
    work.replace(replace(source, encounter_id=encounter_id, case_id=case_id))
    if participant is not None:
        _speak(work, source, participant)
    return Done(source.id)


def _participant(work: Work, request: BindSource) -> Participant | None:
    if request.participant_id:
        return may_be_heard(work.get(Participant, request.participant_id))
    if not request.participant_code:
        return None
    found = work.find(Participant, code=request.participant_code)
    if found:
        return may_be_heard(found[0])
    made = Participant(work.new_id(), request.participant_code)
    work.add(made)
    return made


def may_be_heard(participant: Participant) -> Participant:
    """The participant. Raises Refused while a withdrawal of theirs is being looked at."""
    if participant.held_at is not None:
        raise Refused("A withdrawal of this person is being looked at, so nothing more of theirs comes in.")
    return participant


def _meeting(work: Work, source: Source, request: BindSource, participant: Participant | None) -> Encounter | None:
    if request.encounter_id == "" or request.encounter_code == "":
        return None
    held = work.maybe(Encounter, request.encounter_id or source.encounter_id)
    if request.encounter_code:
        held = next(iter(work.find(Encounter, code=request.encounter_code)), None)
    if held is None and (request.encounter_code or request.held_on):
        held = Encounter(work.new_id(), request.encounter_code or source.name)
        work.add(held)
    if held is None:
        return None
    changed = held
    if participant is not None and participant.id not in held.participant_ids:
        changed = replace(changed, participant_ids=(*held.participant_ids, participant.id))
    if request.held_on is not None:
        changed = replace(changed, held_on=checked_date(request.held_on, "held_on"))
    work.replace(changed)
    return changed


def _speak(work: Work, source: Source, participant: Participant) -> None:
    """The one voice that is no interviewer's becomes the participant's; of several, the one of that label.

    Nobody speaks in a picture, nor in a text without turns: who gave or wrote it or is to be seen in it stands there as
    a voice without words, so that consent, hold and withdrawal reach it as they reach what was said.
    """
    everyone = work.find(Speaker, source_id=source.id)
    if source.kind == PICTURE or not everyone:
        mark_in(work, source, participant)
        return
    voices = [one for one in everyone if one.kind is not SpeakerKind.INTERVIEWER and one.merged_into_id is None]
    named = [one for one in voices if one.label.casefold() == participant.code.casefold()]
    for one in named or (voices if len(voices) == 1 else []):
        work.replace(replace(one, kind=SpeakerKind.PARTICIPANT, participant_id=participant.id))
