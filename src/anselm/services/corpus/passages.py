"""Passages as a reader meets them: the words, whose they are, the turn, and the question before. Set-based, pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from anselm.domain.corpus import Segment, Source, SourceVersion, Utterance, speech_only
from anselm.domain.fieldwork import Case, Encounter
from anselm.services.fieldwork.speaking import Voice, Voices, voices
from anselm.services.ports import Reads

__all__ = ["Passage", "passages_of"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage with its words. `turn` counts from 1 and is None outside turns; times are milliseconds.

    `spoken` is whether they are anyone's words at all. `before` and `after` are the rest of its
    turns; `question` is the interviewer's turn before it. Words said by nobody (matter) have an
    empty label.
    """

    segment: Segment
    source_id: str
    source_name: str
    version_number: int
    words: str
    before: str
    after: str
    question: str
    label: str
    role: str
    profession: str
    participant_id: str | None
    is_interviewer: bool
    case_id: str | None
    case_code: str
    case_name: str
    encounter_id: str | None
    encounter_code: str
    held_on: str | None
    turn: int | None
    t0_ms: int | None
    spoken: bool


_FEW = 500  # of more passages the turns are read whole
_BEFORE = 2000  # characters before a passage in which its question is looked for first


@dataclass(frozen=True, slots=True)
class _Around:
    """What all passages of one version share."""

    source: Source
    version: SourceVersion
    text: str
    turns: tuple[Utterance, ...]
    has_turns: bool
    voices: Voices
    encounter: Encounter | None
    cases: dict[str, Case]


def passages_of(reads: Reads, segments: Iterable[Segment]) -> dict[Segment, Passage]:
    """Passages by their place, in seven statements however many there are; what the viewer may not see is absent."""
    wanted = list(dict.fromkeys(segments))
    version_ids = list(dict.fromkeys(segment.version_id for segment in wanted))
    if not version_ids:
        return {}
    versions = {one.id: one for one in reads.find(SourceVersion, id=version_ids)}
    sources = {one.id: one for one in reads.find(Source, id=[one.source_id for one in versions.values()])}
    encounter_ids = [one.encounter_id for one in sources.values() if one.encounter_id]
    encounters = {one.id: one for one in reads.find(Encounter, id=encounter_ids)} if encounter_ids else {}
    cases = {one.id: one for one in reads.find(Case)}
    texts, speaking = reads.texts(version_ids), voices(reads, list(sources))
    turns, spoken = _turns(reads, wanted, {one.id: speaking.get(one.source_id) for one in versions.values()})
    around = {
        version.id: _Around(
            sources[version.source_id],
            version,
            texts[version.id],
            turns.get(version.id, ()),
            version.id in spoken,
            speaking[version.source_id],
            encounters.get(sources[version.source_id].encounter_id or ""),
            cases,
        )
        for version in versions.values()
        if version.source_id in sources and version.id in texts
    }
    return {one: _passage(one, around[one.version_id]) for one in wanted if one.version_id in around}


def _turns(
    reads: Reads, wanted: Sequence[Segment], speaking: Mapping[str, Voices | None]
) -> tuple[Mapping[str, tuple[Utterance, ...]], Collection[str]]:
    """The turns passages are told by, and which versions have turns; of few passages only the turns near them."""
    version_ids = list(speaking)
    if len(wanted) > _FEW:
        turns = reads.utterances_of(version_ids)
        return turns, turns
    near, first = reads.utterances_near(wanted, _BEFORE), reads.first_turns(version_ids)
    further = {
        one.version_id
        for one in wanted
        if not _is_told(one, near.get(one.version_id, ()), first.get(one.version_id), speaking.get(one.version_id))
    }
    return near | reads.utterances_of(sorted(further)) if further else near, first


def _is_told(
    segment: Segment, turns: tuple[Utterance, ...], first_of_all: int | None, speaking: Voices | None
) -> bool:
    """Whether the turns read hold the question before a passage, or all that stands before it."""
    at = _turn_at(turns, segment.start, segment.end)
    if at is None or speaking is None:
        return True
    while not speaking.of(turns[at].speaker_id).is_interviewer and turns[at].number != first_of_all:
        if at == 0 or turns[at - 1].number != turns[at].number - 1:
            return False
        at -= 1
    return True


def _passage(segment: Segment, around: _Around) -> Passage:
    first = _turn_at(around.turns, segment.start, segment.end)
    turn = around.turns[first] if first is not None else None
    voice = around.voices.of(turn.speaker_id) if turn is not None else None
    last = _last_turn(around.turns, first, segment.end)
    case = _case(around, voice)
    return Passage(
        segment,
        around.source.id,
        around.source.name,
        around.version.number,
        speech_only(around.text, segment.span, around.turns),
        around.text[turn.speech_start : max(segment.start, turn.speech_start)] if turn is not None else "",
        around.text[min(segment.end, last.end) : last.end] if last is not None else "",
        _question(around, first),
        voice.label if voice else "",
        voice.role if voice else "",
        voice.profession if voice else "",
        voice.participant_id if voice else None,
        voice.is_interviewer if voice else False,
        case.id if case else None,
        case.code if case else "",
        case.name if case else "",
        around.encounter.id if around.encounter else None,
        around.encounter.code if around.encounter else "",
        around.encounter.held_on if around.encounter else None,
        turn.number if turn is not None else None,
        turn.t0_ms if turn is not None else None,
        # A text without turns is someone's words all the same; only beside turns is the rest a heading or a table.
        turn is not None or not around.has_turns,
    )


def _turn_at(turns: tuple[Utterance, ...], start: int, end: int) -> int | None:
    """The turn whose words a passage begins in, or the first it reaches."""
    at = bisect_right([turn.start for turn in turns], start) - 1
    if at >= 0 and start < turns[at].end:
        return at
    return at + 1 if at + 1 < len(turns) and turns[at + 1].start < end else None


def _last_turn(turns: tuple[Utterance, ...], first: int | None, end: int) -> Utterance | None:
    if first is None:
        return None
    return turns[max(first, bisect_right([turn.start for turn in turns], end - 1) - 1)]


def _question(around: _Around, first: int | None) -> str:
    """The interviewer's nearest turn before the passage, when the passage itself is not the interviewer's."""
    if first is None or around.voices.of(around.turns[first].speaker_id).is_interviewer:
        return ""
    for turn in reversed(around.turns[:first]):
        if around.voices.of(turn.speaker_id).is_interviewer:
            return around.text[turn.speech_start : turn.end].strip()
    return ""


def _case(around: _Around, voice: Voice | None) -> Case | None:
    case_id = voice.case_id if voice is not None and voice.case_id else None
    if case_id is None:
        case_id = around.source.case_id or (around.encounter.case_id if around.encounter else None)
    return around.cases.get(case_id or "")
