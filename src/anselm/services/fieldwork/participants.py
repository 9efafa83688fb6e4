"""People who took part: by code, with their roles in cases. Names never come here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Len

from anselm.domain.corpus import Source, Speaker
from anselm.domain.errors import Refused
from anselm.domain.fieldwork import (
    Case,
    Consent,
    Encounter,
    Membership,
    Participant,
    checked_date,
    printed_labels,
    without_overlap,
)
from anselm.domain.study import Right
from anselm.services.fieldwork.changes import given
from anselm.services.fieldwork.speaking import People, people
from anselm.services.fieldwork.unmarked import mark_all_of
from anselm.services.fieldwork.wording import counted
from anselm.services.operations import Done, Nothing, reads, writes
from anselm.services.ports import Reads, Work


@dataclass(frozen=True, slots=True)
class MembershipView:
    """A role in a case over an interval; `label` is printed while it holds, `own_label` the one given by hand."""

    id: str
    case_id: str
    case_code: str
    case_name: str
    role: str
    label: str
    own_label: str
    valid_from: str
    valid_to: str


@dataclass(frozen=True, slots=True)
class ParticipantView:
    """A person who took part. `label`, `case_*` and `role` are those of the role held now.

    `time_in_case` is in words (10 mo, 2 y), at the first encounter; empty when not known. `held` while a
    withdrawal is looked at: then their sources are in no list.
    """

    id: str
    code: str
    label: str
    pseudonym: str
    profession: str
    welfare_flag: bool
    held: bool
    case_id: str | None
    case_code: str
    case_name: str
    role: str
    time_in_case: str
    memberships: tuple[MembershipView, ...]
    encounter_ids: tuple[str, ...]
    source_ids: tuple[str, ...]


@reads("/participants")
def participants(reads: Reads, request: Nothing) -> tuple[ParticipantView, ...]:
    """List the people who took part, by case and label."""
    known = people(reads)
    meetings: dict[str, list[Encounter]] = {}
    for encounter in reads.find(Encounter):
        for who in encounter.participant_ids:
            meetings.setdefault(who, []).append(encounter)
    spoken: dict[str, dict[str, None]] = {}
    for speaker in reads.find(Speaker):
        if speaker.participant_id is not None:
            spoken.setdefault(speaker.participant_id, {})[speaker.source_id] = None
    return views(known, meetings, {who: tuple(held) for who, held in spoken.items()})


def views(
    known: People, meetings: Mapping[str, Sequence[Encounter]], spoken: Mapping[str, tuple[str, ...]]
) -> tuple[ParticipantView, ...]:
    """Everyone with role and label, sorted by case, role and label."""
    now = known.on(None)
    labels = printed_labels(known.memberships, dict(known.cases), known.template)
    held: dict[str, list[Membership]] = {}
    for one in known.memberships:
        held.setdefault(one.participant_id, []).append(one)
    found = [
        _view(one, known.cases, now.get(one.id), held.get(one.id, []), labels, meetings.get(one.id, ()), spoken)
        for one in known.participants.values()
    ]
    return tuple(sorted(found, key=lambda one: (not one.case_code, len(one.case_code), one.case_code, one.label)))


def _view(
    one: Participant,
    cases: Mapping[str, Case],
    now: tuple[Membership, str] | None,
    held: Sequence[Membership],
    labels: Mapping[str, str],
    meetings: Sequence[Encounter],
    spoken: Mapping[str, tuple[str, ...]],
) -> ParticipantView:
    membership, label = now if now is not None else (None, one.code)
    case = cases.get(membership.case_id) if membership is not None else None
    first = min((met.held_on for met in meetings if met.held_on is not None), default=None)
    return ParticipantView(
        one.id,
        one.code,
        label,
        one.pseudonym,
        one.profession,
        one.welfare_flag,
        one.held_at is not None,
        case.id if case is not None else None,
        case.code if case is not None else "",
        case.name if case is not None else "",
        membership.role if membership is not None else "",
        span_words(membership.valid_from if membership is not None else None, first),
        tuple(
            MembershipView(
                role.id,
                role.case_id,
                cases[role.case_id].code if role.case_id in cases else "",
                cases[role.case_id].name if role.case_id in cases else "",
                role.role,
                label if membership is not None and role.id == membership.id else labels[role.id],
                role.label or "",
                role.valid_from or "",
                role.valid_to or "",
            )
            for role in sorted(held, key=lambda role: (role.valid_from or "", role.id))
        ),
        tuple(met.id for met in sorted(meetings, key=lambda met: (met.held_on or "", met.code))),
        spoken.get(one.id, ()),
    )


def span_words(since: str | None, until: str | None) -> str:
    """Whole months below two years (10 mo), else whole years (2 y); empty when either end is not known."""
    if since is None or until is None or len(since) < 7 or len(until) < 7 or until < since:
        return ""
    months = (int(until[:4]) - int(since[:4])) * 12 + int(until[5:7]) - int(since[5:7])
    if len(since) >= 10 and len(until) >= 10 and until[8:10] < since[8:10]:
        months -= 1
    months = max(months, 0)
    return f"{months // 12} y" if months >= 24 else f"{months} mo"


@dataclass(frozen=True, slots=True)
class NewParticipant:
    """A person who took part; with `case_id` and `role` they get that role (`membership_id` is its identifier)."""

    id: Annotated[str, Len(1, 64)]
    code: Annotated[str, Len(1, 40)]
    pseudonym: Annotated[str, Len(0, 100)] = ""
    profession: Annotated[str, Len(0, 200)] = ""
    case_id: Annotated[str, Len(0, 64)] = ""
    role: Annotated[str, Len(0, 40)] = ""
    valid_from: Annotated[str, Len(0, 10)] = ""
    membership_id: Annotated[str, Len(0, 64)] = ""


@writes("/participants/add", right=Right.FIELD, label="adding a person")
def add_participant(work: Work, request: NewParticipant) -> Done:
    """Add a person who took part, by code."""
    one = Participant(request.id, request.code.strip(), request.pseudonym, request.profession)
    _own_code(work, one)
    there = work.maybe(Participant, one.id)
    work.add(one)
    if request.case_id and there is None:
        case = work.get(Case, request.case_id)
        work.add(
            Membership(
                request.membership_id or work.new_id(),
                one.id,
                case.id,
                request.role.strip(),
                checked_date(request.valid_from, "valid_from"),
            )
        )
    return Done(one.id)


def _own_code(work: Work, person: Participant) -> None:
    if any(one.code.casefold() == person.code.casefold() and one.id != person.id for one in work.find(Participant)):
        raise Refused("Somebody else has that code.", place="code")


@dataclass(frozen=True, slots=True)
class ChangeParticipant:
    """What changes of a person; None leaves it."""

    id: Annotated[str, Len(1, 64)]
    code: Annotated[str, Len(1, 40)] | None = None
    pseudonym: Annotated[str, Len(0, 100)] | None = None
    profession: Annotated[str, Len(0, 200)] | None = None
    welfare_flag: bool | None = None


@writes("/participants/change", right=Right.FIELD, label="changing a person")
def change_participant(work: Work, request: ChangeParticipant) -> Done:
    """Change what is known of a person."""
    changed = replace(
        work.get(Participant, request.id), **given(request, ("code", "pseudonym", "profession", "welfare_flag"))
    )
    _own_code(work, changed)
    work.replace(changed)
    return Done(changed.id)


@dataclass(frozen=True, slots=True)
class OneParticipant:
    """A person by identifier."""

    id: Annotated[str, Len(1, 64)]


@writes("/participants/remove", right=Right.FIELD, label="removing a person")
def remove_participant(work: Work, request: OneParticipant) -> Done:
    """Remove a person of whom nothing is there but their roles. Who has spoken or answered is withdrawn instead."""
    one = work.maybe(Participant, request.id)
    if one is None:
        return Done(request.id)
    there = [
        counted(n, name)
        for name, n in (
            ("source they speak in", work.count(Speaker, participant_id=one.id)),
            ("answer about consent", work.count(Consent, participant_id=one.id)),
        )
        if n
    ]
    if there or one.held_at is not None:
        words = ", ".join(there) or "a withdrawal being looked at"
        raise Refused(f"Of this person there is {words}.", advice="Withdraw them instead; that leaves a record.")
    for role in work.find(Membership, participant_id=one.id):
        work.remove(role)
    work.remove(one)
    return Done(one.id)


@writes("/participants/hold", right=Right.FIELD, label="holding back a person's material")
def hold(work: Work, request: OneParticipant) -> Done:
    """Hold back everything a person said, at once: it is in no list, search or count until released.

    Also what nobody is marked as speaking in, where it belongs to an encounter with them.
    """
    one = work.get(Participant, request.id)
    mark_all_of(work, one)
    if one.held_at is None:
        work.replace(replace(one, held_at=work.now))
    sources = {speaker.source_id for speaker in work.find(Speaker, participant_id=one.id)}
    for source in work.find(Source, id=list(sources)) if sources else ():
        work.replace(replace(source, held_at=work.now))
    return Done(one.id)


@writes("/participants/release", right=Right.FIELD, label="giving back a person's material")
def release(work: Work, request: OneParticipant) -> Done:
    """Give back what was held, where nobody else who speaks there is still held."""
    one = work.get(Participant, request.id)
    others = {held.id for held in work.find(Participant) if held.held_at is not None and held.id != one.id}
    for source, speakers in work.held_back():
        heard = {speaker.participant_id for speaker in speakers}
        if one.id in heard and not heard & others:
            work.replace(replace(source, held_at=None))
    work.replace(replace(one, held_at=None))
    return Done(one.id)


@dataclass(frozen=True, slots=True)
class NewMembership:
    """A role of a person in a case from a day on; `label` prints instead of the made one."""

    id: Annotated[str, Len(1, 64)]
    participant_id: Annotated[str, Len(1, 64)]
    case_id: Annotated[str, Len(1, 64)]
    role: Annotated[str, Len(1, 40)]
    valid_from: Annotated[str, Len(0, 10)] = ""
    valid_to: Annotated[str, Len(0, 10)] = ""
    label: Annotated[str, Len(0, 40)] = ""


@writes("/memberships/add", right=Right.FIELD, label="giving a person a role")
def add_membership(work: Work, request: NewMembership) -> Done:
    """Give a person a role in a case."""
    one = Membership(
        request.id,
        work.get(Participant, request.participant_id).id,
        work.get(Case, request.case_id).id,
        request.role.strip(),
        checked_date(request.valid_from, "valid_from"),
        checked_date(request.valid_to, "valid_to"),
        request.label.strip() or None,
    )
    without_overlap(work.find(Membership, participant_id=one.participant_id), one)
    work.add(one)
    return Done(one.id)


@dataclass(frozen=True, slots=True)
class ChangeMembership:
    """What changes of a role; None leaves it, an empty date or label takes it away."""

    id: Annotated[str, Len(1, 64)]
    role: Annotated[str, Len(1, 40)] | None = None
    valid_from: Annotated[str, Len(0, 10)] | None = None
    valid_to: Annotated[str, Len(0, 10)] | None = None
    label: Annotated[str, Len(0, 40)] | None = None


@writes("/memberships/change", right=Right.FIELD, label="changing a role")
def change_membership(work: Work, request: ChangeMembership) -> Done:
    """Change a person's role, when it held, or its printed label."""
    changes = given(request, ("role",), ("valid_from", "valid_to"), ("label",))
    one = replace(work.get(Membership, request.id), **changes)
    without_overlap(work.find(Membership, participant_id=one.participant_id), one)
    work.replace(one)
    return Done(one.id)


@dataclass(frozen=True, slots=True)
class EndMembership:
    """The day a role ended."""

    id: Annotated[str, Len(1, 64)]
    valid_to: Annotated[str, Len(4, 10)]


@writes("/memberships/end", right=Right.FIELD, label="ending a role")
def end_membership(work: Work, request: EndMembership) -> Done:
    """End a person's role. What they said while they held it keeps its label."""
    one = replace(work.get(Membership, request.id), valid_to=checked_date(request.valid_to, "valid_to"))
    without_overlap(work.find(Membership, participant_id=one.participant_id), one)
    work.replace(one)
    return Done(one.id)


@dataclass(frozen=True, slots=True)
class OneMembership:
    """A role by identifier."""

    id: Annotated[str, Len(1, 64)]


@writes("/memberships/remove", right=Right.FIELD, label="removing a role")
def remove_membership(work: Work, request: OneMembership) -> Done:
    """Remove a role that was entered by mistake."""
    one = work.maybe(Membership, request.id)
    if one is not None:
        work.remove(one)
    return Done(request.id)
