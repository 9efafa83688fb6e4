"""One source to read and code: its text, its turns with printed labels, and how it is headed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Len

from anselm.domain.corpus import Segment, Source, SourceVersion, TextSpan, Utterance, VersionRole
from anselm.domain.errors import NotFound
from anselm.domain.fieldwork import Case, Encounter
from anselm.domain.study import Right
from anselm.services.corpus.sources import labels_of, minutes_heard, title_of
from anselm.services.fieldwork.speaking import Voices, voices
from anselm.services.fieldwork.wording import date_words
from anselm.services.operations import reads
from anselm.services.ports import Reads, Rendering


@dataclass(frozen=True, slots=True)
class WhichText:
    """A source, and one of its versions; the current one when empty."""

    source_id: Annotated[str, Len(1, 64)]
    version_id: Annotated[str, Len(0, 64)] = ""


@dataclass(frozen=True, slots=True)
class TurnView:
    """A turn: label span [start, speech_start), speech [speech_start, end), in code points of the version.

    `label` is printed (2B, Interviewer, or the transcript's own where nobody is known), `raw` is the
    transcript's. `role` and `participant_id` are of who speaks, empty where not known.
    """

    number: int
    start: int
    speech_start: int
    end: int
    label: str
    raw: str
    speaker_id: str
    is_interviewer: bool
    participant_id: str | None
    role: str
    t0_ms: int | None


@dataclass(frozen=True, slots=True)
class EncounterBrief:
    """What took place, in a line."""

    id: str
    code: str
    kind: str
    held_on: str
    place: str
    others: str


@dataclass(frozen=True, slots=True)
class ReadingView:
    """A source as it is read: its text, or the stretch of it that begins at `start`, with the turns that touch it."""

    source_id: str
    name: str
    kind: str
    version_id: str
    version_number: int
    role: VersionRole
    current: bool
    current_version_id: str
    title: str
    subtitle: str
    language: str
    labels: tuple[str, ...]
    case_id: str | None
    case_name: str
    encounter: EncounterBrief | None
    start: int
    text: str
    turns: tuple[TurnView, ...]
    losses: tuple[str, ...]
    deidentified: str


@reads("/sources/reading")
def reading(reads: Reads, request: WhichText) -> ReadingView:
    """Show a source's text with its turns, to read and code."""
    return read_stretch(reads, *which_text(reads, request), None)


def read_stretch(reads: Reads, source: Source, version: SourceVersion, stretch: TextSpan | None) -> ReadingView:
    """A text, or a stretch of it with the turns that touch it; every position is one of the whole text."""
    heard = voices(reads, [source.id])[source.id]
    encounter = reads.maybe(Encounter, source.encounter_id)
    case = reads.maybe(Case, source.case_id)
    text = reads.text(version.id)
    return ReadingView(
        source.id,
        source.name,
        source.kind,
        version.id,
        version.number,
        version.role,
        version.id == source.current_version_id,
        source.current_version_id or version.id,
        title_of(source, heard, case),
        _subtitle(source, heard, encounter, version),
        source.language,
        labels_of(heard),
        case.id if case is not None else None,
        case.name if case is not None else "",
        _brief(encounter),
        0 if stretch is None else stretch.start,
        text if stretch is None else text[stretch.start : stretch.end],
        tuple(_turn(turn, heard) for turn in _turns(reads, version, stretch)),
        version.losses,
        source.deidentified,
    )


def _turns(reads: Reads, version: SourceVersion, stretch: TextSpan | None) -> tuple[Utterance, ...]:
    if stretch is None:
        return reads.utterances(version.id)
    near = reads.utterances_near([Segment(version.id, stretch.start, stretch.end)], 0).get(version.id, ())
    return tuple(one for one in near if one.start < stretch.end and one.end > stretch.start)


def which_text(reads: Reads, request: WhichText) -> tuple[Source, SourceVersion]:
    """The source and the version that are meant. Raises NotFound."""
    source = reads.get(Source, request.source_id)
    version = reads.get(SourceVersion, request.version_id or source.current_version_id or "")
    if version.source_id != source.id:
        raise NotFound
    return source, version


def _subtitle(source: Source, heard: Voices, encounter: Encounter | None, version: SourceVersion) -> str:
    minutes = minutes_heard(encounter, version)
    parts = [
        encounter.code if encounter is not None else (source.name if heard.participants else ""),
        date_words(encounter.held_on) if encounter is not None else "",
        f"{minutes} min" if minutes is not None else "",
        f"{version.role}, version {version.number}",
    ]
    return " · ".join(part for part in parts if part)


def _brief(encounter: Encounter | None) -> EncounterBrief | None:
    if encounter is None:
        return None
    return EncounterBrief(
        encounter.id, encounter.code, encounter.kind, encounter.held_on or "", encounter.place, encounter.others
    )


def _turn(turn: Utterance, heard: Voices) -> TurnView:
    voice = heard.of(turn.speaker_id)
    return TurnView(
        turn.number,
        turn.start,
        turn.speech_start,
        turn.end,
        voice.label,
        voice.raw,
        turn.speaker_id,
        voice.is_interviewer,
        voice.participant_id,
        voice.role,
        turn.t0_ms,
    )


@reads("/sources/text", right=Right.READ, download=True)
def text(reads: Reads, request: WhichText) -> Rendering:
    """Give a source's text exactly as it is kept, in UTF-8."""
    source, version = which_text(reads, request)
    return Rendering(source.name, "txt", reads.text(version.id))
