"""Carrying a withdrawal out: what is theirs goes with every version of it, and what is left says that it was withdrawn.

The same steps clean the study and each copy of it. Nothing is taken in part: where others can be heard in a text, the
withdrawal of everything is refused before a row is touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Annotated, Any

from annotated_types import Len

from anselm.domain.anchors import Pages, Picture
from anselm.domain.coding import Coding, MediaCoding
from anselm.domain.corpus import (
    Anonymisation,
    AnonymisationReview,
    AnonymisationRule,
    Source,
    SourceVersion,
    Speaker,
    SpeakerKind,
    TurnCorrection,
    TurnTime,
    VersionMap,
)
from anselm.domain.errors import Invalid, Refused
from anselm.domain.fieldwork import (
    AttributeValue,
    Consent,
    ConsentState,
    Encounter,
    Membership,
    Participant,
    Recording,
    Withdrawal,
    consent_now,
)
from anselm.domain.interpretation import (
    Account,
    Cell,
    Evidence,
    Placement,
    Practice,
    PracticeReading,
    ThemeMember,
    passage_at,
)
from anselm.domain.judging import Assignment, Judgement, Round, Ruling, UnitKind
from anselm.domain.marked import FileMark, FileMarkAnswer
from anselm.domain.page_words import PageWords
from anselm.domain.reporting import Quotation
from anselm.domain.study import JobFile, Memo, Right, StageMark
from anselm.domain.surveys import SurveyFile
from anselm.services.operations import Nothing, reads, writes
from anselm.services.ports import Reads, Tools, Work
from anselm.services.reporting.withdrawing import heard_in, others_heard
from anselm.services.reporting.withdrawn_tables import TablesLeft, tables_changed, tables_left, words_of_others

__all__ = ["take_out"]

_WAY_OUT = (
    "Until it can be erased, keep it held back. To erase it: give them back for now, bring in a copy of the text "
    "without their turns as a source of its own, and under Who speaks of the first text say of each other voice that "
    "it is theirs. Then hold them back again: the first text goes whole, and what was coded in it."
)
_NO_TABLES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Everything of a person to be erased: `code` typed again as a check, and the reason and who asked for it."""

    id: Annotated[str, Len(1, 64)]
    participant_id: Annotated[str, Len(1, 64)]
    code: Annotated[str, Len(1, 40)]
    reason: Annotated[str, Len(1, 2000)]
    asked_on: Annotated[str, Len(0, 10)] = ""


@reads("/withdrawals")
def withdrawals(reads: Reads, request: Nothing) -> tuple[Withdrawal, ...]:
    """List what was withdrawn: code, dates, counts and reason, and not a word of theirs."""
    return reads.find(Withdrawal)


def _left(tools: Tools, reads: Reads, request: Withdraw) -> TablesLeft:
    """The tables of surveys without their row, made only where the withdrawal will be carried out."""
    if reads.maybe(Withdrawal, request.id) is not None:
        return TablesLeft({}, {})
    person, _ = _to_go(reads, request)
    return tables_left(tools, reads.past_hold(person.id), person.id)


def _to_go(reads: Reads, request: Withdraw) -> tuple[Participant, tuple[Source, ...]]:
    """Who withdraws and their sources. Raises Refused and Invalid where it cannot be carried out."""
    person = reads.get(Participant, request.participant_id)
    if person.held_at is None:
        raise Refused("Their material is not held back yet.", advice="Hold it back first, and look at what would go.")
    if request.code.strip().casefold() != person.code.casefold():
        raise Invalid(f"Type {person.code} to say that you mean them.", place="code")
    free = reads.past_hold(person.id)
    sources = heard_in(free, person.id)
    others = others_heard(free, sources, person.id)
    if any(others.values()):
        where = next(one.name for one in sources if others[one.id])
        raise Refused(
            f"In {where} others can be heard too, and their words stay.",
            advice=_WAY_OUT,
        )
    return person, sources


@writes(
    "/withdrawals/carry-out",
    right=Right.LEAD,
    label="carrying out a withdrawal",
    undoable=False,
    erases=True,
    prepare=_left,
)
def withdraw(work: Work, request: Withdraw, tables: TablesLeft) -> Withdrawal:
    """Erase everything a person said and what rests on it. Only what is held back can be erased, and never in part."""
    there = work.maybe(Withdrawal, request.id)
    if there is not None:
        return there
    person, sources = _to_go(work, request)
    free = work.past_hold(person.id)
    ids = [one.id for one in sources]
    # What a reader did in a round that is not opened is not counted: the count would tell of it.
    kept = Withdrawal(
        request.id,
        person.id,
        person.code,
        request.reason.strip(),
        work.by,
        request.asked_on or (person.held_at or work.now)[:10],
        work.now,
        tuple(ids),
        sum(free.count(kind, source_id=ids) for kind in (Coding, MediaCoding)) if ids else 0,
        free.count(Quotation, source_id=ids) if ids else 0,
    )
    _answers_withdrawn(work, person)
    take_out(work, person.id, ids, _as_made(free, tables), tables.said)
    work.add(kept)
    return kept


def _as_made(free: Reads, tables: TablesLeft) -> dict[str, str]:
    """What is left of tables that are still what it was made of."""
    now = {one.id: one.sha256 for one in free.find(SurveyFile, id=list(tables.sha256))} if tables.sha256 else {}
    return {one: name for one, name in tables.sha256.items() if now.get(one) == tables.made_of[one]}


def _answers_withdrawn(work: Work, person: Participant) -> None:
    """Every consent that was given is withdrawn; the answers stay as the record of what was agreed."""
    now = consent_now(work.find(Consent, participant_id=person.id))
    for held in now.values():
        if held.state is ConsentState.GIVEN:
            today = work.now[:10]
            blank = {"how": "", "reason": "", "recorded_at": work.now}
            work.add(replace(held, id=work.new_id(), state=ConsentState.WITHDRAWN, at=today, **blank))


def take_out(
    work: Work,
    participant_id: str,
    source_ids: Sequence[str] = (),
    tables: Mapping[str, str] = _NO_TABLES,
    cells: Sequence[str] = (),
) -> None:
    """Erase a person from what this transaction is on: their texts, all that hangs on them, and copied words.

    `source_ids` are theirs besides those in which they are named: in an older copy nobody may be named yet. `tables`
    are the checksums of what is left of surveys without their row, and `cells` what stood in it.
    """
    every = work.past_hold(participant_id).unblinded()
    known = {one.id: one for one in heard_in(every, participant_id)}
    known |= {one.id: one for one in (every.find(Source, id=list(source_ids)) if source_ids else ())}
    ids = list(known)
    versions = every.find(SourceVersion, source_id=ids) if ids else ()
    version_ids = [one.id for one in versions]
    met = [one for one in every.find(Encounter) if participant_id in one.participant_ids]
    alone = [one for one in met if one.participant_ids == (participant_id,)]
    alone_ids = [one.id for one in alone]
    recordings = every.find(Recording, encounter_id=alone_ids) if alone else ()
    rows = _Rows()
    rows.take(_of_texts(every, ids, version_ids), versions, known.values(), alone, recordings)
    rows.take(every.find(kind, participant_id=participant_id) for kind in (Account, Evidence, Membership))
    rows.take(every.find(AttributeValue, about_id=[participant_id, *ids, *alone_ids]))
    rows.take(every.find(Participant, id=participant_id), _rules_about(every, participant_id, ids))
    named: tuple[tuple[type[Any], str], ...] = (
        (Evidence, "target_id"),
        (ThemeMember, "target_id"),
        (Memo, "about_id"),
        (Judgement, "unit_id"),
    )
    for kind, field in named:
        rows.take(every.find(kind, **{field: list(rows.found)}))
    alike = words_of_others(every, participant_id, ids)
    said = [one for one in (*_speech(every, ids, version_ids), *cells) if one not in alike]
    changed = [
        replace(one, participant_ids=tuple(who for who in one.participant_ids if who != participant_id))
        for one in met
        if one not in alone
    ]
    # One voice cannot be taken out of a sound that others are heard in: the whole of it goes, and that it did is known.
    shared = [one for one in every.find(Recording, encounter_id=[one.id for one in changed]) if one.living]
    silent = [replace(one, destroyed_at=work.now) for one in shared]
    media = [one.file_sha256 for one in versions if one.file_sha256] + [one.sha256 for one in (*recordings, *shared)]
    of_tables, bytes_gone = tables_changed(every, participant_id, tables, version_ids, work.now)
    left = {*tables.values()}
    media = [one for one in media if one not in left] + bytes_gone
    for one in (*changed, *silent, *of_tables, *_left_of(every, rows, version_ids)):
        work.replace(one)
    if not rows.found and not changed:
        return
    work.erase(rows.all, version_ids, media, said)


class _Rows:
    """Rows, each once; `found` are their identifiers. A picture has that of its version, and so have pages."""

    def __init__(self) -> None:
        self.found: dict[str, None] = {}
        self._rows: dict[tuple[type, str], object] = {}

    @property
    def all(self) -> list[object]:
        """Every row taken."""
        return list(self._rows.values())

    def take(self, *groups: Iterable[object]) -> None:
        """Add rows, and rows of rows."""
        for group in groups:
            for one in group:
                if isinstance(one, tuple):
                    self.take(one)
                else:
                    identifier: str = one.id  # type: ignore[attr-defined]
                    self.found[identifier] = None
                    self._rows[type(one), identifier] = one


def _speech(every: Reads, source_ids: list[str], version_ids: list[str]) -> list[str]:
    """What was said in their texts by anybody but the interviewers, turn by turn, in every version."""
    asked = {
        one.id
        for one in (every.find(Speaker, source_id=source_ids) if source_ids else ())
        if one.kind is SpeakerKind.INTERVIEWER
    }
    texts = every.texts(version_ids)
    return [
        texts[version][turn.speech_start : turn.end]
        for version, said in every.utterances_of(version_ids).items()
        for turn in said
        if turn.speaker_id not in asked
    ]


def _of_texts(every: Reads, ids: list[str], version_ids: list[str]) -> list[object]:
    """What hangs on texts: everything that names one of them or a place in it."""
    if not ids:
        return []
    found: list[object] = []
    for coded in (Coding, MediaCoding, Pages, PageWords, Picture, StageMark):
        found += every.find(coded, source_id=ids)
    of_text = (Quotation, Speaker, VersionMap, Anonymisation, AnonymisationReview)
    for kind in (*of_text, FileMark, FileMarkAnswer, JobFile):
        found += every.find(kind, source_id=ids)
    for held in (Memo, ThemeMember, Placement, TurnCorrection, TurnTime, Account, Evidence):
        found += every.find(held, version_id=version_ids)
    return [*found, *every.find(Assignment, unit_id=ids), *_placed_of(every, version_ids)]


def _placed_of(every: Reads, version_ids: list[str]) -> list[object]:
    """What was placed of their texts in rounds: whose it was to place, and where it was put and why."""
    placing = [one.id for one in every.find(Round, unit_kind=UnitKind.SEGMENT)]
    if not placing:
        return []
    rows: list[Assignment | Judgement] = [*every.find(Assignment, round_id=placing)]
    rows += every.find(Judgement, round_id=placing)
    return [one for one in rows if (place := passage_at(one.unit_id)) is not None and place.version_id in version_ids]


def _rules_about(every: Reads, participant_id: str, source_ids: list[str]) -> list[AnonymisationRule]:
    """Rules that hold the person's own words: about them, made for their texts, or with nothing replaced elsewhere."""
    here: set[str] = set()
    elsewhere: set[str] = set()
    for one in every.find(Anonymisation):
        (here if one.source_id in source_ids else elsewhere).update(place.rule_id for place in one.places)
    return [
        rule
        for rule in every.find(AnonymisationRule)
        if rule.participant_id == participant_id
        or (rule.source_ids and set(rule.source_ids) <= set(source_ids))
        or (rule.participant_id is None and rule.id in here - elsewhere)
    ]


def _cells_left(every: Reads, version_ids: list[str]) -> list[Cell]:
    """Cells of a matrix without the passages that go; one that rested on nothing else is a draft again."""
    found = []
    for cell in every.find(Cell):
        links = tuple(one for one in cell.links if one.version_id not in version_ids)
        known = tuple(one for one in cell.known if one.version_id not in version_ids)
        if (links, known) != (cell.links, cell.known):
            found.append(replace(cell, links=links, known=known, final=cell.final and bool(links)))
    return found


def _left_of(every: Reads, rows: _Rows, version_ids: list[str]) -> list[object]:
    """Practices and settled differences as they stand on what is left; those that stand on nothing else go too."""
    left: list[object] = []
    for practice in every.find(Practice):
        told = tuple(one for one in practice.account_ids if one not in rows.found)
        if told == practice.account_ids:
            continue
        if told:
            reading = PracticeReading.ONE_VOICE_ONLY if len(told) == 1 else practice.reading
            left.append(replace(practice, account_ids=told, reading=reading))
        else:
            rows.take([practice])
    left += _cells_left(every, version_ids)
    for ruling in every.find(Ruling):
        readings = tuple(one for one in ruling.judgement_ids if one not in rows.found)
        agreed = tuple(one for one in ruling.agreed if one.partition(":")[0] not in version_ids)
        if (readings, agreed) == (ruling.judgement_ids, ruling.agreed):
            continue
        if readings:
            left.append(replace(ruling, judgement_ids=readings, agreed=agreed))
        else:
            rows.take([ruling])
    return left
