"""What counts behind claims: units in scope, what each says, and who was not asked. Set-based, pure over Reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from anselm.domain.fieldwork import Case, CaseKind, Encounter, Membership, Participant
from anselm.domain.interpretation import Account, AccountValue, Evidence, Practice, Stance
from anselm.domain.reporting import Claim, ClaimCount, CountingUnit, Quantifier, count_claim
from anselm.services.fieldwork.speaking import people
from anselm.services.interpretation.evidence import standing
from anselm.services.ports import Reads

__all__ = ["NO_VOICE", "Counted", "UnitName", "counted"]


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit of counting by identifier, short code and name."""

    id: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A claim with its count. `words` is '9 of 9 teams'; `voices` how many people the supporting evidence is from.

    `told_by`, `qualified_by` and `told_otherwise_by` are the labels of those whose own words stand for it, for it on a
    condition, and against it. `outside`
    is the linked evidence, by identifier, that lies outside its scope and is not counted.
    """

    claim: Claim
    count: ClaimCount
    words: str
    units: tuple[UnitName, ...]
    voices: int
    unit_words: tuple[str, str]
    n_linked: int = 0
    told_by: tuple[str, ...] = ()
    told_otherwise_by: tuple[str, ...] = ()
    qualified_by: tuple[str, ...] = ()
    outside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Ground:
    """What all claims of a study are counted on, read once."""

    cases: dict[str, Case]
    participants: dict[str, Participant]
    memberships: tuple[Membership, ...]
    encounters: dict[str, Encounter]
    labels: dict[str, str]
    practices: tuple[Practice, ...]
    accounts: dict[str, Account]
    evidence: dict[str, list[Evidence]]


def counted(reads: Reads, claims: Sequence[Claim]) -> dict[str, Counted]:
    """Count behind claims, by claim id."""
    ground = _ground(reads, [claim.id for claim in claims])
    return {claim.id: _count(claim, ground) for claim in claims}


def _ground(reads: Reads, claim_ids: list[str]) -> _Ground:
    known = people(reads)
    evidence: dict[str, list[Evidence]] = {}
    for one in standing(reads, reads.find(Evidence, subject_kind="claim", subject_id=claim_ids)):
        evidence.setdefault(one.subject_id, []).append(one)
    return _Ground(
        dict(known.cases),
        dict(known.participants),
        known.memberships,
        {one.id: one for one in reads.find(Encounter)},
        {participant: label for participant, (_, label) in known.on(None).items()},
        reads.find(Practice),
        {one.id: one for one in reads.find(Account)},
        evidence,
    )


def _count(claim: Claim, ground: _Ground) -> Counted:
    units = _units(claim, ground)
    ids = [unit.id for unit in units]
    stances: dict[str, set[Stance]] = {}
    voices: set[str] = set()
    for unit, stance, voice in _said(claim, ground):
        if unit in ids:
            stances.setdefault(unit, set()).add(stance)
            if voice and stance is Stance.SUPPORTS:
                voices.add(voice)
    unasked = _not_asked(claim, ground)
    n_voices = len(voices) if voices else 2 if stances else 0
    count = count_claim(claim, ids, stances, unasked, n_voices, _partly(claim, ground))
    unit_words = _unit_words(claim, units, ground)
    words = count.words(unit_words, nobody=claim.quantifier is Quantifier.NONE)
    linked = ground.evidence.get(claim.id, [])
    inside = {one.id for one in linked if _fits_role(claim, one, ground) and _unit_of(claim, one, ground) in ids}
    outside = {one.id for one in linked} - inside
    counts = [one for one in linked if one.id in inside]
    return Counted(
        claim,
        count,
        words,
        units,
        len(voices),
        unit_words,
        len(linked),
        tuple(sorted({ground.labels[voice] for voice in voices if voice in ground.labels})),
        _telling(counts, Stance.CONTRADICTS, ground),
        _telling(counts, Stance.QUALIFIES, ground),
        frozenset(outside) if units else frozenset(),
    )


def _telling(linked: Iterable[Evidence], stance: Stance, ground: _Ground) -> tuple[str, ...]:
    """The labels of those whose words take this stance, each once."""
    told = {one.participant_id for one in linked if one.stance is stance}
    return tuple(sorted(ground.labels[voice] for voice in told if voice in ground.labels))


def _units(claim: Claim, ground: _Ground) -> tuple[UnitName, ...]:
    """The units in scope, in the order of their codes."""
    if claim.unit is CountingUnit.CASES:
        chosen = [one for one in ground.cases.values() if _in_scope(one, claim, ground)]
        return tuple(UnitName(one.id, one.code, one.name) for one in sorted(chosen, key=lambda one: one.code))
    if claim.unit is CountingUnit.ENCOUNTERS:
        held = [
            one for one in ground.encounters.values() if not claim.scope.case_ids or one.case_id in claim.scope.case_ids
        ]
        return tuple(UnitName(one.id, one.code, one.code) for one in sorted(held, key=lambda one: one.code))
    found: dict[str, UnitName] = {}
    for one in ground.memberships:
        person = ground.participants.get(one.participant_id)
        wanted_case = not claim.scope.case_ids or one.case_id in claim.scope.case_ids
        wanted_role = not claim.scope.roles or one.role in claim.scope.roles
        if person is not None and wanted_case and wanted_role:
            label = ground.labels.get(person.id, person.code)
            found[person.id] = UnitName(person.id, label, label)
    return tuple(sorted(found.values(), key=lambda unit: unit.code))


def _in_scope(case: Case, claim: Claim, ground: _Ground) -> bool:
    if claim.scope.case_ids:
        return case.id in claim.scope.case_ids
    kinds = {one.kind for one in ground.cases.values()}
    # Cases form a tree of kinds; unless the scope says otherwise the team is what is compared.
    return case.kind is (CaseKind.TEAM if CaseKind.TEAM in kinds else case.kind)


def _said(claim: Claim, ground: _Ground) -> Iterable[tuple[str, Stance, str]]:
    """(unit, stance, voice) of every piece of evidence and of every settled practice behind the claim."""
    for one in ground.evidence.get(claim.id, []):
        unit = _unit_of(claim, one, ground)
        if unit and _fits_role(claim, one, ground):
            yield unit, one.stance, one.participant_id or ""
    if not claim.practice:
        return
    key, _, value = claim.practice.partition("=")
    for practice in ground.practices:
        if practice.practice_key != key or practice.value in NO_VOICE:
            continue
        stance = Stance.SUPPORTS if practice.value == value else Stance.CONTRADICTS
        if practice.value != value and practice.value is AccountValue.PARTLY:
            stance = Stance.QUALIFIES  # neither as the sentence has it nor otherwise
        if claim.unit is CountingUnit.CASES:
            # A settled practice is the case's reading; who told it counts as the voices behind it.
            for account_id in practice.account_ids or ("",):
                account = ground.accounts.get(account_id)
                yield practice.case_id, stance, account.participant_id if account else ""


def _partly(claim: Claim, ground: _Ground) -> set[str]:
    """The cases whose practice behind the claim was settled as partly, where the claim says yes or no of it."""
    key, _, value = claim.practice.partition("=")
    if not key or value == AccountValue.PARTLY or claim.unit is not CountingUnit.CASES:
        return set()
    return {one.case_id for one in ground.practices if one.practice_key == key and one.value is AccountValue.PARTLY}


def _fits_role(claim: Claim, one: Evidence, ground: _Ground) -> bool:
    """Whether whoever says it is among those the claim is about. What no one person says fits any."""
    if not claim.scope.roles or one.participant_id is None:
        return True
    held = {each.role for each in ground.memberships if each.participant_id == one.participant_id}
    return bool(held & set(claim.scope.roles))


NO_VOICE = (AccountValue.NOT_ASKED, AccountValue.NOT_RECORDED, AccountValue.DOES_NOT_KNOW)


def _unit_of(claim: Claim, one: Evidence, ground: _Ground) -> str | None:
    if claim.unit is CountingUnit.CASES:
        return one.case_id
    if claim.unit is CountingUnit.PARTICIPANTS:
        return one.participant_id
    person = one.participant_id
    return next((held.id for held in ground.encounters.values() if person in held.participant_ids), None)


def _not_asked(claim: Claim, ground: _Ground) -> set[str]:
    if not claim.practice or claim.unit is not CountingUnit.CASES:
        return set()
    key = claim.practice.partition("=")[0]
    settled = {one.case_id: one.value for one in ground.practices if one.practice_key == key}
    return {case for case in ground.cases if settled.get(case, AccountValue.NOT_ASKED) is AccountValue.NOT_ASKED}


def _unit_words(claim: Claim, units: tuple[UnitName, ...], ground: _Ground) -> tuple[str, str]:
    if claim.unit is CountingUnit.PARTICIPANTS:
        return "person", "people"
    if claim.unit is CountingUnit.ENCOUNTERS:
        return "interview", "interviews"
    kinds = {ground.cases[unit.id].kind for unit in units if unit.id in ground.cases}
    if kinds == {CaseKind.TEAM} or not kinds:
        return "team", "teams"
    return "case", "cases"
