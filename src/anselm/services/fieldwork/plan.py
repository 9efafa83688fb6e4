"""Before anything takes place: whom one hoped to reach, who gave leave, and what would be asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Len

from anselm.domain.errors import Refused
from anselm.domain.fieldwork import (
    Approval,
    Case,
    Contact,
    Encounter,
    FrameUnit,
    Instrument,
    Prompt,
    checked_date,
)
from anselm.domain.study import Right
from anselm.services.fieldwork.changes import given
from anselm.services.operations import Done, Nothing, reads, writes
from anselm.services.ports import Reads, Work


@dataclass(frozen=True, slots=True)
class FrameView:
    """An entry of the sampling frame, what came of it, and the attempts to reach it."""

    id: str
    name: str
    criteria: str
    outcome: str
    reason: str
    case_id: str | None
    contacts: tuple[Contact, ...]


@reads("/frame")
def frame(reads: Reads, request: Nothing) -> tuple[FrameView, ...]:
    """List whom one hoped to reach, and what came of it."""
    contacts: dict[str, list[Contact]] = {}
    for contact in reads.find(Contact):
        contacts.setdefault(contact.frame_unit_id, []).append(contact)
    return tuple(
        FrameView(
            one.id,
            one.name,
            one.criteria,
            one.outcome,
            one.reason,
            one.case_id,
            tuple(sorted(contacts.get(one.id, ()), key=lambda contact: contact.at)),
        )
        for one in reads.find(FrameUnit)
    )


@dataclass(frozen=True, slots=True)
class WriteFrameUnit:
    """An entry of the frame, new or written anew under the same identifier."""

    id: Annotated[str, Len(1, 64)]
    name: Annotated[str, Len(1, 200)]
    criteria: Annotated[str, Len(0, 2000)] = ""
    outcome: Annotated[str, Len(0, 100)] = ""
    reason: Annotated[str, Len(0, 500)] = ""
    case_id: Annotated[str, Len(0, 64)] = ""


@writes("/frame/write", right=Right.FIELD, label="writing the sampling frame")
def write_frame_unit(work: Work, request: WriteFrameUnit) -> Done:
    """Enter someone one hopes to reach, or what came of it. A case comes from one entry only."""
    case_id = work.get(Case, request.case_id).id if request.case_id else None
    others = work.find(FrameUnit, case_id=case_id) if case_id is not None else ()
    if any(one.id != request.id for one in others):
        raise Refused("That case comes from another entry of the frame.", place="case_id")
    one = FrameUnit(request.id, request.name.strip(), request.criteria, request.outcome, request.reason, case_id)
    if work.maybe(FrameUnit, one.id) is None:
        work.add(one)
    else:
        work.replace(one)
    return Done(one.id)


@dataclass(frozen=True, slots=True)
class One:
    """Something by identifier."""

    id: Annotated[str, Len(1, 64)]


@writes("/frame/remove", right=Right.FIELD, label="removing an entry of the frame")
def remove_frame_unit(work: Work, request: One) -> Done:
    """Remove an entry of the frame with its attempts."""
    one = work.maybe(FrameUnit, request.id)
    if one is not None:
        for contact in work.find(Contact, frame_unit_id=one.id):
            work.remove(contact)
        work.remove(one)
    return Done(request.id)


@dataclass(frozen=True, slots=True)
class NewContact:
    """One attempt to reach an entry of the frame."""

    id: Annotated[str, Len(1, 64)]
    frame_unit_id: Annotated[str, Len(1, 64)]
    at: Annotated[str, Len(4, 10)]
    channel: Annotated[str, Len(0, 100)] = ""
    outcome: Annotated[str, Len(0, 300)] = ""


@writes("/frame/contact", right=Right.FIELD, label="recording an attempt to reach someone")
def add_contact(work: Work, request: NewContact) -> Done:
    """Record an attempt to reach someone."""
    unit = work.get(FrameUnit, request.frame_unit_id)
    at = checked_date(request.at, "at") or ""
    work.add(Contact(request.id, unit.id, at, request.channel, request.outcome))
    return Done(request.id)


@reads("/approvals")
def approvals(reads: Reads, request: Nothing) -> tuple[Approval, ...]:
    """List who gave leave to do the study, and which sites did."""
    return reads.find(Approval)


@dataclass(frozen=True, slots=True)
class WriteApproval:
    """Leave to do the study, or of one site when `case_id` is set; written anew under the same identifier."""

    id: Annotated[str, Len(1, 64)]
    body: Annotated[str, Len(1, 300)]
    kind: Annotated[str, Len(1, 100)] = "ethics"
    reference: Annotated[str, Len(0, 200)] = ""
    valid_from: Annotated[str, Len(0, 10)] = ""
    valid_to: Annotated[str, Len(0, 10)] = ""
    conditions: Annotated[tuple[str, ...], Len(0, 50)] = ()
    case_id: Annotated[str, Len(0, 64)] = ""


@writes("/approvals/write", right=Right.FIELD, label="writing an approval")
def write_approval(work: Work, request: WriteApproval) -> Done:
    """Enter an approval, or write it anew."""
    one = Approval(
        request.id,
        request.body.strip(),
        request.kind.strip(),
        request.reference.strip(),
        checked_date(request.valid_from, "valid_from"),
        checked_date(request.valid_to, "valid_to"),
        request.conditions,
        work.get(Case, request.case_id).id if request.case_id else None,
    )
    if work.maybe(Approval, one.id) is None:
        work.add(one)
    else:
        work.replace(one)
    return Done(one.id)


@writes("/approvals/remove", right=Right.FIELD, label="removing an approval")
def remove_approval(work: Work, request: One) -> Done:
    """Remove an approval that was entered by mistake."""
    one = work.maybe(Approval, request.id)
    if one is not None:
        work.remove(one)
    return Done(request.id)


@reads("/instruments")
def instruments(reads: Reads, request: Nothing) -> tuple[Instrument, ...]:
    """List the guides, diaries and forms, each in its versions."""
    return reads.find(Instrument)


@dataclass(frozen=True, slots=True)
class NewInstrument:
    """A version of a guide, diary or form with its questions."""

    id: Annotated[str, Len(1, 64)]
    kind: Annotated[str, Len(1, 60)]
    version: Annotated[str, Len(1, 60)]
    prompts: Annotated[tuple[Prompt, ...], Len(0, 500)] = ()
    note: Annotated[str, Len(0, 5000)] = ""


@writes("/instruments/add", right=Right.FIELD, label="adding a guide")
def add_instrument(work: Work, request: NewInstrument) -> Done:
    """Add a version of a guide, diary or form."""
    same = work.find(Instrument, version=request.version)
    if any(one.kind == request.kind and one.id != request.id for one in same):
        raise Refused("There is one of that kind and version.", place="version")
    work.add(Instrument(request.id, request.kind, request.version, request.prompts, request.note))
    return Done(request.id)


@dataclass(frozen=True, slots=True)
class ChangeInstrument:
    """What changes of a guide that was not used yet; None leaves it."""

    id: Annotated[str, Len(1, 64)]
    version: Annotated[str, Len(1, 60)] | None = None
    prompts: Annotated[tuple[Prompt, ...], Len(0, 500)] | None = None
    note: Annotated[str, Len(0, 5000)] | None = None


@writes("/instruments/change", right=Right.FIELD, label="changing a guide")
def change_instrument(work: Work, request: ChangeInstrument) -> Done:
    """Change a guide that no encounter has used; a used one gets a new version."""
    one = work.get(Instrument, request.id)
    if work.count(Encounter, instrument_id=one.id):
        raise Refused("Encounters have used this version, so it stays as it is.", advice="Add a new version.")
    work.replace(replace(one, **given(request, ("version", "prompts", "note"))))
    return Done(one.id)
