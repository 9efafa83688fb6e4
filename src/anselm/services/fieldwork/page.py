"""The page of one case: who was heard and which role was not, and everything that belongs to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from annotated_types import Len

from anselm.domain.coding import Coding
from anselm.domain.corpus import Source, Speaker
from anselm.domain.fieldwork import Attribute, AttributeValue, Case, CaseKind, Encounter, Membership
from anselm.domain.interpretation import Account, Evidence, Practice, ThemeMember
from anselm.domain.study import Memo, Study
from anselm.services.fieldwork.cases import cases
from anselm.services.fieldwork.speaking import People, Voices, people, voices
from anselm.services.operations import Nothing, reads
from anselm.services.ports import Reads


@dataclass(frozen=True, slots=True)
class WhichCase:
    """A case by identifier."""

    case_id: Annotated[str, Len(1, 64)]


@dataclass(frozen=True, slots=True)
class HeardPerson:
    """A person of the case: label and role, and in which encounters and sources they were heard."""

    participant_id: str
    code: str
    label: str
    role: str
    profession: str
    valid_from: str
    valid_to: str
    heard: bool
    encounter_codes: tuple[str, ...]
    source_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseFact:
    """An attribute of the case and one of its values."""

    attribute_id: str
    name: str
    value: str
    missing: str
    valid_from: str
    valid_to: str


@dataclass(frozen=True, slots=True)
class CaseSource:
    """A source of the case."""

    source_id: str
    name: str
    encounter_code: str
    held_on: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything about one case. Counts are of what the viewer may see; None under a reflexive profile.

    `n_passages` counts different stretches, `n_codings` readings of them.
    """

    id: str
    kind: CaseKind
    code: str
    name: str
    founded: str
    description: str
    parent_id: str | None
    parent_name: str
    below: tuple[str, ...]
    people: tuple[HeardPerson, ...]
    roles_heard: tuple[str, ...]
    roles_not_heard: tuple[str, ...]
    facts: tuple[CaseFact, ...]
    sources: tuple[CaseSource, ...]
    n_passages: int | None
    n_codings: int | None
    code_ids: tuple[str, ...]
    theme_ids: tuple[str, ...]
    practice_ids: tuple[str, ...]
    account_ids: tuple[str, ...]
    relation_ids: tuple[str, ...]
    n_memos: int
    before_id: str | None
    after_id: str | None


@reads("/cases/page")
def case_page(reads: Reads, request: WhichCase) -> CasePage:
    """Show a case: who was heard, which role was not, and what was said and made of it."""
    case = reads.get(Case, request.case_id)
    known = people(reads)
    roles = [one for one in known.memberships if one.case_id == case.id]
    belonging = _sources(reads, case, {one.participant_id for one in roles})
    heard = voices(reads, [one.id for one in belonging])
    encounters = {one.id: one for one in reads.find(Encounter)}
    persons = _people(known, roles, belonging, heard, encounters)
    spoken = sorted({one.role for one in persons if one.heard})
    codings = reads.find(Coding, source_id=list(heard)) if heard else ()
    code_ids = tuple(dict.fromkeys(one.code_id for one in codings))
    evidence = reads.find(Evidence, case_id=case.id)
    members = reads.find(ThemeMember, target_kind="code", target_id=list(code_ids)) if code_ids else ()
    quiet = reads.get(Study, reads.viewer.study_id).reflexive
    order = [one.id for one in cases(reads, Nothing())]
    at = order.index(case.id)
    return CasePage(
        case.id,
        case.kind,
        case.code,
        case.name,
        case.founded or "",
        case.description,
        case.parent_id,
        known.cases[case.parent_id].name if case.parent_id is not None and case.parent_id in known.cases else "",
        tuple(one.id for one in known.cases.values() if one.parent_id == case.id),
        persons,
        tuple(spoken),
        tuple(sorted({one.role for one in known.memberships} - set(spoken))),
        _facts(reads, case),
        tuple(_source(one, heard[one.id], encounters.get(one.encounter_id or "")) for one in belonging),
        None if quiet else len({(one.version_id, one.start, one.end) for one in codings}),
        None if quiet else len(codings),
        code_ids,
        tuple(dict.fromkeys(one.theme_id for one in members)),
        tuple(one.id for one in reads.find(Practice, case_id=case.id)),
        tuple(one.id for one in reads.find(Account, case_id=case.id)),
        tuple(dict.fromkeys(one.subject_id for one in evidence if one.subject_kind == "relation")),
        reads.count(Memo, about_kind="case", about_id=case.id),
        order[at - 1] if at > 0 else None,
        order[at + 1] if at + 1 < len(order) else None,
    )


def _sources(reads: Reads, case: Case, participant_ids: set[str]) -> tuple[Source, ...]:
    """Sources tied to the case, to an encounter in it, or in which one of its people speaks."""
    met = [one.id for one in reads.find(Encounter, case_id=case.id)]
    spoken = reads.find(Speaker, participant_id=list(participant_ids)) if participant_ids else ()
    found = {one.id: one for one in reads.find(Source, case_id=case.id)}
    if met:
        found |= {one.id: one for one in reads.find(Source, encounter_id=met, case_id=None)}
    if spoken:
        ids = list({one.source_id for one in spoken})
        found |= {one.id: one for one in reads.find(Source, id=ids) if one.case_id in (None, case.id)}
    return tuple(sorted(found.values(), key=lambda one: (one.position, one.created_at, one.id)))


def _people(
    known: People,
    roles: Sequence[Membership],
    belonging: Sequence[Source],
    heard: Mapping[str, Voices],
    encounters: Mapping[str, Encounter],
) -> tuple[HeardPerson, ...]:
    spoken: dict[str, list[Source]] = {}
    for source in belonging:
        for voice in heard[source.id].participants:
            spoken.setdefault(str(voice.participant_id), []).append(source)
    labels = {membership.id: label for membership, label in known.on(None).values()}
    found = []
    for role in sorted(roles, key=lambda one: (one.role, one.valid_from or "", one.id)):
        person = known.participants.get(role.participant_id)
        if person is None:
            continue
        said = spoken.get(person.id, [])
        met = [encounters[one.encounter_id] for one in said if one.encounter_id is not None]
        found.append(
            HeardPerson(
                person.id,
                person.code,
                labels.get(role.id) or known.on(role.valid_from).get(person.id, (role, person.code))[1],
                role.role,
                person.profession,
                role.valid_from or "",
                role.valid_to or "",
                bool(said),
                tuple(one.code for one in met),
                tuple(one.id for one in said),
            )
        )
    return tuple(found)


def _facts(reads: Reads, case: Case) -> tuple[CaseFact, ...]:
    names = {one.id: one.name for one in reads.find(Attribute, about="case")}
    return tuple(
        CaseFact(
            one.attribute_id, names[one.attribute_id], one.value, one.missing, one.valid_from or "", one.valid_to or ""
        )
        for one in reads.find(AttributeValue, about_id=case.id)
        if one.attribute_id in names
    )


def _source(one: Source, heard: Voices, encounter: Encounter | None) -> CaseSource:
    return CaseSource(
        one.id,
        one.name,
        encounter.code if encounter is not None else "",
        (encounter.held_on or "") if encounter is not None else "",
        tuple(dict.fromkeys(voice.label for voice in heard.participants)),
    )
