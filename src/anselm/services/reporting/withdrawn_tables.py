"""The tables of surveys when somebody in them withdraws: their row is taken out and the others' rows stay.

A table without the row is made before anything is erased, and kept by its own checksum. Where nobody can say which row
is theirs, the table goes whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256 as checksum

from anselm.domain.corpus import Source, SourceVersion
from anselm.domain.errors import NotFound
from anselm.domain.fieldwork import Participant
from anselm.domain.surveys import SurveyFile
from anselm.services.corpus.survey_rows import row_taken_out
from anselm.services.ports import Reads, Tools

__all__ = ["TablesLeft", "TouchedTable", "tables_changed", "tables_left", "tables_of", "words_of_others"]


@dataclass(frozen=True, slots=True)
class TouchedTable:
    """The file of a survey that holds a row of this person, and of how many others; `whole` where it goes whole,
    because nobody can say which row is theirs or no other is left."""

    id: str
    name: str
    n_others: int
    whole: bool = False


@dataclass(frozen=True, slots=True)
class TablesLeft:
    """What is left of tables: by the survey's identifier the checksum of its table without the row, and which table it
    was made of. `said` are the cells only that row had; `kept` are bytes that were put beside the study for it."""

    sha256: Mapping[str, str]
    made_of: Mapping[str, str]
    said: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def _touched(free: Reads, participant_id: str) -> list[SurveyFile]:
    """The tables that are here and hold a row of a person, or have the bytes of one that does."""
    held = {one.sha256 for one in free.find(SurveyFile) if participant_id in one.participant_ids}
    return [one for one in free.find(SurveyFile) if one.sha256 in held and one.destroyed_at is None]


def tables_of(tools: Tools, free: Reads, participant_id: str) -> tuple[TouchedTable, ...]:
    """The tables of surveys that hold a row of a person, of how many others, and which of them go whole."""
    return tuple(
        TouchedTable(
            one.id,
            one.name,
            len({*one.participant_ids} - {participant_id}),
            row_taken_out(tools, one, participant_id) is None,
        )
        for one in _touched(free, participant_id)
    )


def tables_left(tools: Tools, free: Reads, participant_id: str) -> TablesLeft:
    """Make the tables without the row of a person, and keep them."""
    left, made_of, said, kept = dict[str, str](), dict[str, str](), list[str](), list[str]()
    for one in _touched(free, participant_id):
        found = row_taken_out(tools, one, participant_id)
        if found is None:
            continue
        data, cells = found
        name = checksum(data).hexdigest()
        if not _is_here(tools, name):
            kept.append(name)
        left[one.id], made_of[one.id] = tools.media.put(data), one.sha256
        said += cells
    return TablesLeft(left, made_of, tuple(said), tuple(kept))


def _is_here(tools: Tools, sha256: str) -> bool:
    try:
        tools.media.get(sha256)
    except NotFound:
        return False
    return True


def tables_changed(
    every: Reads, participant_id: str, left: Mapping[str, str], gone: Iterable[str], now: str
) -> tuple[list[object], list[str]]:
    """The rows of tables as they are left, with the versions of texts that came from them (but for those in `gone`);
    and the checksums of bytes that go. `left` are checksums of tables without the person's row."""
    held = {one.sha256 for one in every.find(SurveyFile) if participant_id in one.participant_ids}
    changed, moved = list[object](), dict[str, str]()
    for one in _touched(every, participant_id):
        name = left.get(one.id) if participant_id in one.participant_ids else None
        if name is None:
            changed.append(replace(one, destroyed_at=now))
        else:
            changed.append(one.without(participant_id, name))
            moved[one.sha256] = name
    away = {*gone}
    came = (
        (
            version
            for one in _with_held(every, participant_id)
            for version in one.find(SourceVersion, file_sha256=list(moved))
        )
        if moved
        else ()
    )
    for version in {one.id: one for one in came}.values():
        if version.id not in away:
            changed.append(replace(version, file_sha256=moved[version.file_sha256]))
    return changed, sorted(held - {*moved.values()})


def words_of_others(every: Reads, participant_id: str, source_ids: Iterable[str]) -> frozenset[str]:
    """What others in the same surveys said, answer by answer: words that two people wrote alike stay with the other."""
    ids = {who for one in every.find(SurveyFile) if participant_id in one.participant_ids for who in one.source_ids}
    if not ids:
        return frozenset()
    said = set[str]()
    for reads in _with_held(every, participant_id):
        there = [one.id for one in reads.find(Source, id=sorted(ids - {*source_ids}))]
        versions = [one.id for one in reads.find(SourceVersion, source_id=there)] if there else []
        texts = reads.texts(versions) if versions else {}
        turns = reads.utterances_of(versions) if versions else {}
        said |= {texts[version][turn.speech_start : turn.end] for version, one in turns.items() for turn in one}
    return frozenset(said)


def _with_held(every: Reads, participant_id: str) -> Iterator[Reads]:
    """The same rows, and once more with each of the others in this person's tables who is held back meanwhile: their
    answers stand in the same file, and may come back."""
    yield every
    others = {
        who for one in every.find(SurveyFile) if participant_id in one.participant_ids for who in one.participant_ids
    }
    for person in every.find(Participant, id=sorted(others - {participant_id})) if others else ():
        if person.held_at is not None:
            yield every.past_hold(person.id).unblinded()
