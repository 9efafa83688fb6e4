"""What took place: with whom, when, where, asked by whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Ge, Le, Len

from anselm.domain.corpus import Source
from anselm.domain.errors import Refused
from anselm.domain.fieldwork import (
    Approval,
    Case,
    Consent,
    ConsentState,
    Encounter,
    EncounterKind,
    Instrument,
    Participant,
    checked_date,
    consent_now,
)
from anselm.domain.study import Researcher, Right
from anselm.domain.waves import Wave, wave_of
from anselm.services.fieldwork.changes import given
from anselm.services.fieldwork.speaking import people
from anselm.services.fieldwork.wording import minutes_of
from anselm.services.operations import Done, Nothing, reads, writes
from anselm.services.ports import Reads, Work


@dataclass(frozen=True, slots=True)
class EncounterView:
    """What took place; `labels` are those printed on that day. `wave` is the one said of it, then `wave_id` names it,
    or the one by its date, `wave_by_date`."""

    id: str
    code: str
    kind: EncounterKind
    held_on: str
    participant_ids: tuple[str, ...]
    labels: tuple[str, ...]
    case_id: str | None
    case_name: str
    interviewer_ids: tuple[str, ...]
    interviewers: tuple[str, ...]
    place: str
    others: str
    instrument_id: str | None
    instrument: str
    minutes: int | None
    source_ids: tuple[str, ...]
    note: str
    wave: str
    wave_id: str
    wave_by_date: str


@reads("/encounters")
def encounters(reads: Reads, request: Nothing) -> tuple[EncounterView, ...]:
    """List what took place, by day and code."""
    known = people(reads)
    names = {one.id: one.name for one in reads.find(Researcher)}
    guides = {one.id: f"{one.kind} {one.version}" for one in reads.find(Instrument)}
    waves = reads.find(Wave)
    sources: dict[str, list[str]] = {}
    for source in reads.find(Source):
        if source.encounter_id is not None:
            sources.setdefault(source.encounter_id, []).append(source.id)
    found = []
    for one in sorted(reads.find(Encounter), key=lambda met: (met.held_on or "", met.code)):
        labels = known.on(one.held_on)
        found.append(
            EncounterView(
                one.id,
                one.code,
                one.kind,
                one.held_on or "",
                one.participant_ids,
                tuple(
                    labels[who][1] if who in labels else known.participants[who].code
                    for who in one.participant_ids
                    if who in known.participants
                ),
                one.case_id,
                known.cases[one.case_id].name if one.case_id is not None and one.case_id in known.cases else "",
                one.interviewer_ids,
                tuple(names[who] for who in one.interviewer_ids if who in names),
                one.place,
                one.others,
                one.instrument_id,
                guides.get(one.instrument_id or "", ""),
                minutes_of(one.duration_s),
                tuple(sources.get(one.id, ())),
                one.note,
                wave.name if (wave := wave_of(one, waves)) is not None else "",
                one.wave_id or "",
                by_date.name if (by_date := wave_of(replace(one, wave_id=None), waves)) is not None else "",
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class NewEncounter:
    """Something that took place or will; `participant_ids` in order of speaking."""

    id: Annotated[str, Len(1, 64)]
    code: Annotated[str, Len(1, 40)]
    kind: EncounterKind = EncounterKind.INTERVIEW
    held_on: Annotated[str, Len(0, 10)] = ""
    participant_ids: Annotated[tuple[str, ...], Len(0, 50)] = ()
    case_id: Annotated[str, Len(0, 64)] = ""
    interviewer_ids: Annotated[tuple[str, ...], Len(0, 20)] = ()
    place: Annotated[str, Len(0, 300)] = ""
    others: Annotated[str, Len(0, 300)] = ""
    instrument_id: Annotated[str, Len(0, 64)] = ""
    duration_s: Annotated[int, Ge(0), Le(1_000_000)] | None = None
    note: Annotated[str, Len(0, 5000)] = ""
    wave_id: Annotated[str, Len(0, 64)] = ""


@writes("/encounters/add", right=Right.FIELD, label="adding an encounter")
def add_encounter(work: Work, request: NewEncounter) -> Done:
    """Add an encounter. Refused where a person or a site has said no."""
    one = Encounter(
        request.id,
        request.code.strip(),
        request.kind,
        checked_date(request.held_on, "held_on"),
        request.participant_ids,
        request.case_id or None,
        request.interviewer_ids,
        request.place,
        request.others,
        request.instrument_id or None,
        request.duration_s,
        request.wave_id or None,
        request.note,
    )
    _may_take_place(work, one)
    work.add(one)
    return Done(one.id)


def _may_take_place(work: Work, one: Encounter) -> None:
    for who in one.participant_ids:
        work.get(Participant, who)
    for who in one.interviewer_ids:
        work.get(Researcher, who)
    if one.case_id is not None:
        work.get(Case, one.case_id)
    if one.instrument_id is not None:
        work.get(Instrument, one.instrument_id)
    if one.wave_id is not None:
        work.get(Wave, one.wave_id)
    if any(other.code.casefold() == one.code.casefold() and other.id != one.id for other in work.find(Encounter)):
        raise Refused("Another encounter has that code.", place="code")
    agreed(work, one.participant_ids)
    _site_permits(work, one)


def agreed(work: Reads, participant_ids: tuple[str, ...]) -> None:
    """Raises Refused when somebody has said no to taking part. Not recorded is no refusal."""
    if not participant_ids:
        return
    now = consent_now(work.find(Consent, participant_id=list(participant_ids), scope="take-part"))
    if any(one.state in (ConsentState.REFUSED, ConsentState.WITHDRAWN) for one in now.values()):
        raise Refused("This person does not take part.", place="participant_ids", advice="See Cases and consents.")


def _site_permits(work: Work, one: Encounter) -> None:
    """Where permissions of sites are kept at all, an encounter at a site without one is refused."""
    sites = [approval for approval in work.find(Approval) if approval.case_id is not None]
    if not sites or one.case_id is None or one.held_on is None:
        return
    here = [approval for approval in sites if approval.case_id == one.case_id]
    day = one.held_on
    if not any((site.valid_from or "") <= day and (site.valid_to is None or day <= site.valid_to) for site in here):
        raise Refused(
            "This site has not given permission for that day.",
            place="held_on",
            advice="Enter the permission of the site under Plan.",
        )


@dataclass(frozen=True, slots=True)
class ChangeEncounter:
    """What changes of an encounter; None leaves it, an empty date or identifier takes it away."""

    id: Annotated[str, Len(1, 64)]
    code: Annotated[str, Len(1, 40)] | None = None
    kind: EncounterKind | None = None
    held_on: Annotated[str, Len(0, 10)] | None = None
    participant_ids: Annotated[tuple[str, ...], Len(0, 50)] | None = None
    case_id: Annotated[str, Len(0, 64)] | None = None
    interviewer_ids: Annotated[tuple[str, ...], Len(0, 20)] | None = None
    place: Annotated[str, Len(0, 300)] | None = None
    others: Annotated[str, Len(0, 300)] | None = None
    instrument_id: Annotated[str, Len(0, 64)] | None = None
    duration_s: Annotated[int, Ge(0), Le(1_000_000)] | None = None
    note: Annotated[str, Len(0, 5000)] | None = None
    wave_id: Annotated[str, Len(0, 64)] | None = None


@writes("/encounters/change", right=Right.FIELD, label="changing an encounter")
def change_encounter(work: Work, request: ChangeEncounter) -> Done:
    """Change what is known of an encounter."""
    plain = ("code", "kind", "participant_ids", "interviewer_ids", "place", "others", "duration_s", "note")
    one = replace(
        work.get(Encounter, request.id), **given(request, plain, ("held_on",), ("case_id", "instrument_id", "wave_id"))
    )
    _may_take_place(work, one)
    work.replace(one)
    return Done(one.id)


@dataclass(frozen=True, slots=True)
class OneEncounter:
    """An encounter by identifier."""

    id: Annotated[str, Len(1, 64)]


@writes("/encounters/remove", right=Right.FIELD, label="removing an encounter")
def remove_encounter(work: Work, request: OneEncounter) -> Done:
    """Remove an encounter that has no source."""
    one = work.maybe(Encounter, request.id)
    if one is None:
        return Done(request.id)
    if work.count(Source, encounter_id=one.id):
        raise Refused("This encounter has a source.", advice="Tie the source to another encounter first.")
    work.remove(one)
    return Done(one.id)
