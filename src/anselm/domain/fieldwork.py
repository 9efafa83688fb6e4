"""Who was asked, who agreed to what, who they are in the study, and what took place.

Dates are ISO 8601, whole or cut short (2023-09, 2023). Names of participants never stand here: they live in
a file of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from anselm.domain.errors import Invalid

__all__ = [
    "MISSING",
    "SCOPES",
    "Approval",
    "Attribute",
    "AttributeType",
    "AttributeValue",
    "Case",
    "CaseKind",
    "Consent",
    "ConsentForm",
    "ConsentState",
    "Contact",
    "Encounter",
    "EncounterKind",
    "FrameUnit",
    "Instrument",
    "Membership",
    "Participant",
    "Privacy",
    "Prompt",
    "Recording",
    "Withdrawal",
    "checked_date",
    "checked_value",
    "consent_now",
    "labels_on",
    "printed_labels",
    "valid_on",
    "without_overlap",
]

SCOPES: tuple[str, ...] = (
    "take-part",
    "audio",
    "transcribe-external",
    "quote",
    "quote-approve-first",
    "share-with-team-synthesis",
    "audio-publish",
    "archive",
    "archive-audio",
    "recontact",
    "diary",
    "diary-audio",
    "ai-local-assist",
    "ai-external",
)


_DATE = re.compile(r"\d{4}(?:-(\d{2})(?:-(\d{2}))?)?")


def checked_date(value: str | None, place: str) -> str | None:
    """A date as ISO 8601, whole or cut short; nothing for nothing. Raises Invalid."""
    if value is None or not value.strip():
        return None
    found = _DATE.fullmatch(value.strip())
    if found is not None:
        try:
            date(int(value.strip()[:4]), int(found[1] or 1), int(found[2] or 1))
            return value.strip()
        except ValueError:
            pass
    raise Invalid(
        "A date is written as year, month and day, such as 2024-01-24; month and day may be left out.", place=place
    )


class CaseKind(StrEnum):
    """What a case is; some lenses read a level from it."""

    PERSON = "person"
    TEAM = "team"
    ORGANISATION = "organisation"
    AREA = "area"
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class FrameUnit:
    """One entry of the sampling frame and what came of it."""

    id: str
    name: str
    criteria: str = ""
    outcome: str = ""
    reason: str = ""
    case_id: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """One attempt to reach an entry of the frame."""

    id: str
    frame_unit_id: str
    at: str
    channel: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """What is compared. `code` is short and printed in labels (T3 prints 3); `description` is the team's own."""

    id: str
    kind: CaseKind
    code: str
    name: str
    parent_id: str | None = None
    founded: str | None = None
    description: str = ""

    def __post_init__(self) -> None:
        if not self.code.strip() or not self.name.strip():
            raise Invalid("A case needs a short code and a name.", place="code")


@dataclass(frozen=True, slots=True)
class Participant:
    """A person who took part, known by a code. `held_at`: set while a withdrawal is being looked at."""

    id: str
    code: str
    pseudonym: str = ""
    profession: str = ""
    welfare_flag: bool = False
    held_at: str | None = None

    def __post_init__(self) -> None:
        if not self.code.strip():
            raise Invalid("A participant needs a code.", place="code")


@dataclass(frozen=True, slots=True)
class Membership:
    """The role of a participant in a case over an interval; `label` overrides the printed label."""

    id: str
    participant_id: str
    case_id: str
    role: str
    valid_from: str | None = None
    valid_to: str | None = None
    label: str | None = None


class Privacy(StrEnum):
    """How far an attribute points at a person."""

    DIRECT = "direct"
    QUASI = "quasi"
    SENSITIVE = "sensitive"
    OPEN = "open"


class AttributeType(StrEnum):
    """How the values of an attribute are read."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Attribute:
    """A typed fact that cases, participants or sources may have."""

    id: str
    name: str
    about: str
    type: AttributeType = AttributeType.TEXT
    privacy: Privacy = Privacy.OPEN
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AttributeValue:
    """One value and when it held. An empty `value` needs a `missing`: unknown, not asked or does not apply."""

    id: str
    attribute_id: str
    about_id: str
    value: str
    missing: str = ""
    valid_from: str | None = None
    valid_to: str | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """Leave to do the study, or leave of one site when `case_id` is set."""

    id: str
    body: str
    kind: str
    reference: str = ""
    valid_from: str | None = None
    valid_to: str | None = None
    conditions: tuple[str, ...] = ()
    case_id: str | None = None


@dataclass(frozen=True, slots=True)
class ConsentForm:
    """One version of the form and what it asks for."""

    id: str
    version: str
    scopes: tuple[str, ...]
    language: str = "en"
    withdrawal_terms: str = ""


class ConsentState(StrEnum):
    """What is known of one person's answer for one scope."""

    GIVEN = "given"
    REFUSED = "refused"
    NOT_RECORDED = "not recorded"
    DOES_NOT_APPLY = "does not apply"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Consent:
    """One answer, kept for ever; the newest for a scope counts. `reason` says why it does not apply."""

    id: str
    participant_id: str
    scope: str
    state: ConsentState
    at: str
    form_id: str | None = None
    how: str = ""
    reason: str = ""
    recorded_at: str = ""

    def __post_init__(self) -> None:
        if self.scope not in SCOPES:
            raise Invalid(f"There is no scope of consent called {self.scope}.", place="scope")


def consent_now(consents: Iterable[Consent]) -> dict[tuple[str, str], Consent]:
    """The newest answer by (participant, scope); where none stands, it is not recorded.

    Newest is by date of the answer, then by when it was entered.
    """
    newest: dict[tuple[str, str], Consent] = {}
    for consent in sorted(consents, key=lambda one: (one.at, one.recorded_at, one.id)):
        newest[(consent.participant_id, consent.scope)] = consent
    return newest


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question of an instrument, its section, and the papers that motivated it."""

    number: str
    text: str
    section: str = ""
    motivated_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Instrument:
    """One version of an interview guide, diary or form; unchanging once used."""

    id: str
    kind: str
    version: str
    prompts: tuple[Prompt, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That a person withdrew everything, and what went: identifiers and counts, and not a word of theirs.

    `code` is the code they were known by, `source_ids` the texts that are erased, also from every older copy.
    """

    id: str
    participant_id: str
    code: str
    reason: str
    by_id: str
    asked_on: str
    at: str
    source_ids: tuple[str, ...] = ()
    n_codings: int = 0
    n_quotations: int = 0


class EncounterKind(StrEnum):
    """What took place."""

    INTERVIEW = "interview"
    GROUP = "group"
    DIARY = "diary"
    OBSERVATION = "observation"
    MEMBER_CHECK = "member-check"


@dataclass(frozen=True, slots=True)
class Encounter:
    """Something that took place, with whom and where. `participant_ids` in order of speaking."""

    id: str
    code: str
    kind: EncounterKind = EncounterKind.INTERVIEW
    held_on: str | None = None
    participant_ids: tuple[str, ...] = ()
    case_id: str | None = None
    interviewer_ids: tuple[str, ...] = ()
    place: str = ""
    others: str = ""
    instrument_id: str | None = None
    duration_s: int | None = None
    wave_id: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Recording:
    """Sound or picture of an encounter, kept by the checksum of its bytes (SHA-256, hex).

    The name of its file is not kept: recorders and people put names into it. `duration_ms` is what the file itself
    says, None where it does not. Once `destroyed_at` is set the bytes are gone and this row says that they were.
    """

    id: str
    encounter_id: str
    sha256: str
    media_type: str
    duration_ms: int | None = None
    retain_until: str | None = None
    destroyed_at: str | None = None
    n_bytes: int = 0

    @property
    def living(self) -> bool:
        """Whether there is anything to hear."""
        return self.destroyed_at is None


def printed_labels(
    memberships: Sequence[Membership], cases: dict[str, Case], template: str = "{case}{role}{n}"
) -> dict[str, str]:
    """The printed label by membership id: T3 and A print 3A; two Bs of one case print 4B1 and 4B2.

    A label given by hand wins. Who of two is first follows the start of the membership, then its id.
    """
    shared: dict[tuple[str, str], list[Membership]] = {}
    for one in memberships:
        shared.setdefault((one.case_id, one.role), []).append(one)
    found: dict[str, str] = {}
    for (case_id, role), group in shared.items():
        people = sorted(group, key=lambda one: (one.valid_from or "", one.id))
        code = cases[case_id].code if case_id in cases else ""
        short = code.lstrip("T") if code[:1] == "T" and code[1:].isdigit() else code
        for number, one in enumerate(people, start=1):
            n = str(number) if len(people) > 1 else ""
            found[one.id] = one.label or template.format(case=short, role=role, n=n)
    return found


def valid_on(membership: Membership, on: str | None) -> bool:
    """Whether a membership holds on a date. Its first day is in it, its last is not; no date asks for today's."""
    if on is None:
        return membership.valid_to is None
    return (membership.valid_from or "") <= on and (membership.valid_to is None or on < membership.valid_to)


def labels_on(
    memberships: Sequence[Membership], cases: Mapping[str, Case], template: str, on: str | None
) -> dict[str, tuple[Membership, str]]:
    """The membership and printed label of each participant as they were on a date.

    Who has none on that date keeps the last one begun, so that nobody loses their label with their role.
    """
    there = [one for one in memberships if valid_on(one, on)]
    labels = printed_labels(there, dict(cases), template)
    found: dict[str, tuple[Membership, str]] = {}
    for one in sorted(there, key=lambda held: (held.valid_from or "", held.id)):
        found[one.participant_id] = (one, labels[one.id])
    rest = [one for one in memberships if one.participant_id not in found]
    if rest:
        others = printed_labels(rest, dict(cases), template)
        for one in sorted(rest, key=lambda held: (held.valid_from or "", held.id)):
            found[one.participant_id] = (one, others[one.id])
    return found


def without_overlap(memberships: Iterable[Membership], new: Membership) -> None:
    """Raises Invalid when a person would hold the same role of a case twice at one time, or end before they began."""
    if new.valid_from is not None and new.valid_to is not None and new.valid_to <= new.valid_from:
        raise Invalid("A role ends after it began.", place="valid_to")
    for one in memberships:
        same = (one.participant_id, one.case_id, one.role) == (new.participant_id, new.case_id, new.role)
        if not same or one.id == new.id:
            continue
        ends_before = one.valid_to is not None and one.valid_to <= (new.valid_from or "")
        begins_after = new.valid_to is not None and new.valid_to <= (one.valid_from or "")
        if not (ends_before or begins_after):
            raise Invalid("This person holds that role in that case already.", place="role")


MISSING: tuple[str, ...] = ("unknown", "not asked", "does not apply")


def checked_value(attribute: Attribute, value: str, missing: str) -> str:
    """The value as it is kept, read by the attribute's type. Raises Invalid.

    An empty value says why it is missing: unknown, not asked and does not apply are three different facts.
    """
    held = value.strip()
    if not held:
        if missing not in MISSING:
            raise Invalid("An empty value says why: unknown, not asked or does not apply.", place=attribute.name)
        return ""
    if missing:
        raise Invalid("A value is either given or missing, not both.", place=attribute.name)
    if attribute.type is AttributeType.NUMBER:
        return _number(held, attribute.name)
    if attribute.type is AttributeType.DATE:
        return checked_date(held, attribute.name) or ""
    if attribute.type is AttributeType.CHOICE and held not in attribute.choices:
        raise Invalid(f"{attribute.name} is one of: {', '.join(attribute.choices)}.", place=attribute.name)
    return held


def _number(held: str, place: str) -> str:
    if re.fullmatch(r"[+-]?\d{1,15}(?:\.\d{1,10})?", held) is None:
        raise Invalid(f"{place} is a number, with a point before its decimals.", place=place)
    return held
