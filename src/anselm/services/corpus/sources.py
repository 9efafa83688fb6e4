"""The sources of a study: listed, named, told de-identified or not, taken away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Len

from anselm.domain.anchors import Pages, Picture
from anselm.domain.coding import Coding, MediaCoding
from anselm.domain.corpus import (
    Anonymisation,
    AnonymisationReview,
    Source,
    SourceVersion,
    Speaker,
    TurnCorrection,
    TurnTime,
    VersionMap,
    VersionRole,
    minutes_taken,
)
from anselm.domain.errors import Invalid, Refused
from anselm.domain.fieldwork import Case, Consent, Encounter, checked_date, consent_now
from anselm.domain.interpretation import Account, Evidence, Placement, ThemeMember
from anselm.domain.judging import Assignment
from anselm.domain.marked import FileMark, FileMarkAnswer
from anselm.domain.page_words import PageWords
from anselm.domain.reporting import Quotation
from anselm.domain.study import Memo, Right, StageMark, Study
from anselm.services.corpus.binding import WhichSource
from anselm.services.corpus.readers import ReadByView, readers_of
from anselm.services.fieldwork.speaking import Voices, voices
from anselm.services.fieldwork.wording import counted
from anselm.services.operations import Done, Nothing, reads, writes
from anselm.services.ports import Reads, Work
from anselm.services.study.tallies import codings_by

DEIDENTIFIED = ("yes", "no", "not said")


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source as lists show it. Counts of codings are those the viewer may see, and None under a reflexive profile.

    `read_by`: who marked it as read, as far as the viewer may know. `consent_take_part` and `consent_quote` speak
    for everyone heard: the state furthest from given.
    """

    id: str
    name: str
    title: str
    kind: str
    labels: tuple[str, ...]
    case_id: str | None
    case_name: str
    encounter_id: str | None
    encounter_code: str
    held_on: str
    minutes: int | None
    n_turns: int
    n_characters: int
    version_id: str | None
    version_number: int
    role: VersionRole
    deidentified: str
    deidentified_by: str
    deidentified_on: str
    consent_take_part: str
    consent_quote: str
    n_codings: int | None
    n_codings_mine: int | None
    n_warnings: int
    n_unknown_speakers: int
    position: int
    created_at: str
    read_by: tuple[ReadByView, ...] = ()


@reads("/sources")
def sources(reads: Reads, request: Nothing) -> tuple[SourceRow, ...]:
    """List the sources in their order."""
    found = sorted(reads.find(Source), key=lambda one: (one.position, one.created_at, one.id))
    if not found:
        return ()
    current = [one.current_version_id for one in found if one.current_version_id is not None]
    versions = {one.id: one for one in reads.find(SourceVersion, id=current)}
    encounters = {one.id: one for one in reads.find(Encounter)}
    cases = {one.id: one for one in reads.find(Case)}
    heard = voices(reads, [one.id for one in found])
    answers = consent_now(reads.find(Consent, scope=["take-part", "quote"]))
    states = {key: str(consent.state) for key, consent in answers.items()}
    quiet = reads.get(Study, reads.viewer.study_id).reflexive
    n_all = {} if quiet else codings_by(reads, "source_id")
    n_mine = {} if quiet else codings_by(reads, "source_id", coder_id=reads.viewer.researcher_id)
    read = readers_of(reads)
    rows = []
    for one in found:
        row = replace(_row(one, versions, encounters, cases, heard[one.id], states), read_by=read.get(one.id, ()))
        if not quiet:
            row = replace(row, n_codings=n_all.get(one.id, 0), n_codings_mine=n_mine.get(one.id, 0))
        rows.append(row)
    return tuple(rows)


def _row(
    one: Source,
    versions: Mapping[str, SourceVersion],
    encounters: Mapping[str, Encounter],
    cases: Mapping[str, Case],
    heard: Voices,
    states: Mapping[tuple[str, str], str],
) -> SourceRow:
    version = versions.get(one.current_version_id or "")
    encounter = encounters.get(one.encounter_id or "")
    case = cases.get(one.case_id or "")
    people = [str(voice.participant_id) for voice in heard.participants]
    return SourceRow(
        one.id,
        one.name,
        title_of(one, heard, case),
        one.kind,
        labels_of(heard),
        case.id if case is not None else None,
        case.name if case is not None else "",
        encounter.id if encounter is not None else None,
        encounter.code if encounter is not None else "",
        (encounter.held_on or "") if encounter is not None else "",
        minutes_heard(encounter, version),
        version.n_utterances if version is not None else 0,
        version.n_characters if version is not None else 0,
        version.id if version is not None else None,
        version.number if version is not None else 0,
        version.role if version is not None else VersionRole.RAW,
        one.deidentified,
        one.deidentified_by,
        one.deidentified_on,
        consent_words(people, "take-part", states),
        consent_words(people, "quote", states),
        None,
        None,
        len(version.losses) if version is not None else 0,
        sum(1 for voice in heard.by_speaker.values() if voice.kind == "unknown"),
        one.position,
        one.created_at,
    )


def labels_of(heard: Voices) -> tuple[str, ...]:
    """The printed labels of the participants heard, each once."""
    return tuple(dict.fromkeys(voice.label for voice in heard.participants))


def title_of(source: Source, heard: Voices, case: Case | None) -> str:
    """2B, pharmacist, Beech; for several, their labels and the case; without anybody known, the source's name."""
    people = heard.participants
    if not people:
        return source.name
    names = [", ".join(labels_of(heard))]
    if len(people) == 1 and people[0].profession:
        names.append(people[0].profession)
    name = case.name if case is not None else people[0].case_name
    return ", ".join([*names, name] if name else names)


def minutes_heard(encounter: Encounter | None, version: SourceVersion | None) -> int | None:
    """How long it took: what the encounter says, else the last time the text names."""
    said = encounter.duration_s if encounter is not None else None
    return minutes_taken(said, version.last_ms if version is not None else None)


_FURTHEST = ("withdrawn", "refused", "not recorded", "does not apply", "given")


def consent_words(people: list[str], scope: str, states: Mapping[tuple[str, str], str]) -> str:
    """The state furthest from given among those heard; not recorded where nobody is known."""
    held = {states.get((one, scope), "not recorded") for one in people} or {"not recorded"}
    return next(state for state in _FURTHEST if state in held)


@dataclass(frozen=True, slots=True)
class RenameSource:
    """Another name for a source."""

    source_id: Annotated[str, Len(1, 64)]
    name: Annotated[str, Len(1, 200)]


@writes("/sources/rename", right=Right.FIELD, label="renaming a source")
def rename(work: Work, request: RenameSource) -> Done:
    """Rename a source."""
    name = request.name.strip()
    if any(one.name == name and one.id != request.source_id for one in work.find(Source)):
        raise Refused("Another source has that name.", place="name")
    if not name:
        raise Invalid("A source needs a name.", place="name")
    work.replace(replace(work.get(Source, request.source_id), name=name))
    return Done(request.source_id)


@dataclass(frozen=True, slots=True)
class Deidentified:
    """Whether sources came already de-identified: yes (by whom, when), no or not said."""

    source_ids: Annotated[tuple[str, ...], Len(1, 5000)]
    deidentified: Annotated[str, Len(1, 20)]
    by: Annotated[str, Len(0, 200)] = ""
    on: Annotated[str, Len(0, 10)] = ""


@writes("/sources/deidentified", right=Right.FIELD, label="saying what is de-identified")
def deidentified(work: Work, request: Deidentified) -> Done:
    """Say whether sources came already de-identified, by whom and when."""
    if request.deidentified not in DEIDENTIFIED:
        raise Invalid("Already de-identified is answered yes, no or not said.", place="deidentified")
    yes = request.deidentified == "yes"
    on = (checked_date(request.on, "on") or "") if yes else ""
    for one in _all_there(work, request.source_ids):
        work.replace(
            replace(
                one, deidentified=request.deidentified, deidentified_by=request.by if yes else "", deidentified_on=on
            )
        )
    return Done()


def _all_there(work: Work, source_ids: tuple[str, ...]) -> tuple[Source, ...]:
    found = work.find(Source, id=list(source_ids))
    if len(found) < len(set(source_ids)):
        work.get(Source, next(one for one in source_ids if one not in {held.id for held in found}))
    return found


@dataclass(frozen=True, slots=True)
class OrderSources:
    """The sources in the order wanted; those left out follow in the order they had."""

    source_ids: Annotated[tuple[str, ...], Len(1, 20_000)]


@writes("/sources/order", right=Right.FIELD, label="ordering the sources")
def order(work: Work, request: OrderSources) -> Done:
    """Put the sources in another order."""
    wanted = {one: place for place, one in enumerate(dict.fromkeys(request.source_ids))}
    _all_there(work, request.source_ids)
    held = sorted(work.find(Source), key=lambda one: (wanted.get(one.id, len(wanted)), one.position, one.id))
    for place, one in enumerate(held, start=1):
        work.replace(replace(one, position=place))
    return Done()


@writes("/sources/remove", right=Right.FIELD, label="taking a source away")
def remove_source(work: Work, request: WhichSource) -> Done:
    """Take a source away with its open coding; undo brings it back. Its words are erased by a withdrawal only."""
    source = work.maybe(Source, request.source_id)
    if source is None:
        return Done(request.source_id)
    if work.count(Assignment, unit_id=source.id):
        raise Refused(
            "This source belongs to a round of independent reading.", advice="Take it out of the round first."
        )
    versions = work.find(SourceVersion, source_id=source.id)
    version_ids = [one.id for one in versions]
    _nothing_rests_on(work, source, version_ids)
    gone: list[object] = []
    coded = (Coding, MediaCoding, Pages, PageWords, Picture, FileMark, FileMarkAnswer)
    for kind in (*coded, VersionMap, Anonymisation, AnonymisationReview, StageMark):
        gone += work.find(kind, source_id=source.id)
    if version_ids:
        gone += work.find(Memo, version_id=version_ids)
        gone += work.find(TurnCorrection, version_id=version_ids)
        gone += work.find(TurnTime, version_id=version_ids)
    for row in [*gone, *work.find(Speaker, source_id=source.id), *versions, source]:
        work.remove(row)
    return Done(source.id)


def _nothing_rests_on(work: Work, source: Source, version_ids: list[str]) -> None:
    if not version_ids:
        return
    resting = [
        counted(n, name)
        for name, n in (
            ("quotation", work.count(Quotation, source_id=source.id)),
            ("passage as evidence", work.count(Evidence, version_id=version_ids)),
            ("passage of a theme", work.count(ThemeMember, version_id=version_ids)),
            ("passage at a level", work.count(Placement, version_id=version_ids)),
            ("account", work.count(Account, version_id=version_ids)),
        )
        if n
    ]
    if resting:
        raise Refused(
            f"On this source rest {', '.join(resting)}.", advice="Take those away first, or withdraw the participant."
        )
