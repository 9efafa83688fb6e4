"""Who speaks in a source: said, renamed, merged, and corrected turn by turn. The text never changes by it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Ge, Len

from anselm.domain.corpus import Source, SourceVersion, Speaker, SpeakerKind, TurnCorrection
from anselm.domain.errors import NotFound, Refused
from anselm.domain.fieldwork import Participant
from anselm.domain.study import Researcher, Right
from anselm.services.corpus.binding import WhichSource, may_be_heard
from anselm.services.fieldwork.speaking import voices
from anselm.services.operations import Done, reads, writes
from anselm.services.ports import Reads, Work


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """A speaker of a source: `label` as printed, `raw` as the transcript has it, how many turns are theirs."""

    id: str
    raw: str
    label: str
    kind: SpeakerKind
    participant_id: str | None
    participant_code: str
    researcher_id: str | None
    merged_into_id: str | None
    n_turns: int


@reads("/speakers")
def speakers(reads: Reads, request: WhichSource) -> tuple[SpeakerView, ...]:
    """List who speaks in a source, in the order they were first heard."""
    source = reads.get(Source, request.source_id)
    heard = voices(reads, [source.id])[source.id]
    turns = reads.utterances(source.current_version_id) if source.current_version_id is not None else ()
    n_turns: dict[str, int] = {}
    for turn in turns:
        n_turns[turn.speaker_id] = n_turns.get(turn.speaker_id, 0) + 1
    return tuple(
        SpeakerView(
            one.id,
            one.label,
            heard.of(one.id).label,
            one.kind,
            one.participant_id,
            heard.of(one.id).participant_code,
            one.researcher_id,
            one.merged_into_id,
            n_turns.get(one.id, 0),
        )
        for one in reads.find(Speaker, source_id=source.id)
    )


@dataclass(frozen=True, slots=True)
class SetSpeaker:
    """Who a speaker is: a participant by `participant_id`, an interviewer by `researcher_id`, or a kind alone."""

    speaker_id: Annotated[str, Len(1, 64)]
    kind: SpeakerKind
    participant_id: Annotated[str, Len(0, 64)] = ""
    researcher_id: Annotated[str, Len(0, 64)] = ""


@writes("/speakers/set", right=Right.FIELD, label="saying who a speaker is")
def set_speaker(work: Work, request: SetSpeaker) -> Done:
    """Say who a speaker of a source is. The text stays as it is."""
    speaker = work.get(Speaker, request.speaker_id)
    participant_id = researcher_id = None
    if request.kind is SpeakerKind.PARTICIPANT and request.participant_id:
        participant_id = may_be_heard(work.get(Participant, request.participant_id)).id
    if request.kind is SpeakerKind.INTERVIEWER and request.researcher_id:
        researcher_id = work.get(Researcher, request.researcher_id).id
    work.replace(replace(speaker, kind=request.kind, participant_id=participant_id, researcher_id=researcher_id))
    return Done(speaker.id)


@dataclass(frozen=True, slots=True)
class RenameSpeaker:
    """Another name for a speaker in lists; the transcript keeps what it says."""

    speaker_id: Annotated[str, Len(1, 64)]
    label: Annotated[str, Len(1, 60)]


@writes("/speakers/rename", right=Right.FIELD, label="renaming a speaker")
def rename_speaker(work: Work, request: RenameSpeaker) -> Done:
    """Rename a speaker. The text stays as it is."""
    speaker = work.get(Speaker, request.speaker_id)
    others = work.find(Speaker, source_id=speaker.source_id)
    if any(one.id != speaker.id and one.label.casefold() == request.label.strip().casefold() for one in others):
        raise Refused("Another speaker of this source has that name.", place="label", advice="Merge the two instead.")
    work.replace(replace(speaker, label=request.label.strip()))
    return Done(speaker.id)


@dataclass(frozen=True, slots=True)
class MergeSpeakers:
    """One speaker who is in truth another of the same source; an empty `into_id` takes them apart again."""

    speaker_id: Annotated[str, Len(1, 64)]
    into_id: Annotated[str, Len(0, 64)]


@writes("/speakers/merge", right=Right.FIELD, label="merging speakers")
def merge_speakers(work: Work, request: MergeSpeakers) -> Done:
    """Say that two speakers of a source are one, or take them apart again. Turns and text stay."""
    speaker = work.get(Speaker, request.speaker_id)
    if not request.into_id:
        work.replace(replace(speaker, merged_into_id=None))
        return Done(speaker.id)
    into = work.get(Speaker, request.into_id)
    if into.source_id != speaker.source_id or into.id == speaker.id or into.merged_into_id == speaker.id:
        raise Refused("Two different speakers of one source can be merged, one into the other.", place="into_id")
    work.replace(replace(speaker, merged_into_id=into.id))
    return Done(speaker.id)


@dataclass(frozen=True, slots=True)
class CorrectTurn:
    """A turn, by its number counted from 1, that belongs to another speaker of the source.

    With `new_label` and no `speaker_id` the speaker is made, under the identifier `id`.
    """

    version_id: Annotated[str, Len(1, 64)]
    number: Annotated[int, Ge(1)]
    speaker_id: Annotated[str, Len(0, 64)] = ""
    new_label: Annotated[str, Len(0, 60)] = ""
    id: Annotated[str, Len(0, 64)] = ""


@writes("/turns/correct", right=Right.FIELD, label="correcting who speaks")
def correct_turn(work: Work, request: CorrectTurn) -> Done:
    """Say that a turn belongs to another speaker. The text stays as it is, and so do its labels."""
    version = work.get(SourceVersion, request.version_id)
    if not any(turn.number == request.number for turn in work.utterances(version.id)):
        raise NotFound("There is no turn of that number in this text.")
    speaker = _speaker(work, version, request)
    there = work.find(TurnCorrection, version_id=version.id, number=request.number)
    if there:
        work.replace(replace(there[0], speaker_id=speaker.id))
        return Done(there[0].id)
    made = TurnCorrection(work.new_id(), version.id, request.number, speaker.id)
    work.add(made)
    return Done(made.id)


def _speaker(work: Work, version: SourceVersion, request: CorrectTurn) -> Speaker:
    if request.speaker_id:
        speaker = work.get(Speaker, request.speaker_id)
    else:
        label = request.new_label.strip()
        if not label:
            raise Refused("Say who speaks here.", place="speaker_id")
        same = [one for one in work.find(Speaker, source_id=version.source_id) if one.label == label]
        speaker = same[0] if same else Speaker(request.id or work.new_id(), version.source_id, label)
        if not same:
            work.add(speaker)
    if speaker.source_id != version.source_id:
        raise Refused("A turn belongs to a speaker of the same source.", place="speaker_id")
    return speaker
