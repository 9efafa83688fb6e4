"""Recordings: brought in for what took place, played where everyone heard agrees, and destroyed for good.

A recording needs the scope `audio` of everyone heard (`diary-audio` for a diary). Refused or withdrawn: nothing comes
in and nothing is played. Not recorded: it may be heard while one works, with a word about it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Len

from anselm.domain.corpus import Source
from anselm.domain.errors import Invalid, NotFound, Refused
from anselm.domain.fieldwork import (
    Consent,
    ConsentState,
    Encounter,
    EncounterKind,
    Participant,
    Recording,
    checked_date,
    consent_now,
)
from anselm.domain.study import Right
from anselm.services.fieldwork.speaking import people, voices
from anselm.services.fieldwork.wording import date_words, listed
from anselm.services.operations import Done, Uploaded, reads, writes
from anselm.services.ports import Reads, Sound, Stored, Tools, Work

_NO = (ConsentState.REFUSED, ConsentState.WITHDRAWN)
SOUND_ENDINGS = {
    "audio/aac": "aac",
    "audio/flac": "flac",
    "audio/mp4": "m4a",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "audio/webm": "webm",
}


@dataclass(frozen=True, slots=True)
class RecordingView:
    """A recording and whether it may be heard; `why_not` says why it may not, `warning` what is not known yet.

    `duration_ms` is what the file says of itself; None where only playing it tells.
    """

    id: str
    encounter_id: str
    encounter_code: str
    source_ids: tuple[str, ...]
    media_type: str
    duration_ms: int | None
    n_bytes: int
    retain_until: str
    destroyed_at: str
    playable: bool
    why_not: str
    warning: str


@dataclass(frozen=True, slots=True)
class WhichRecordings:
    """The recordings of one source; of the whole study when empty."""

    source_id: Annotated[str, Len(0, 64)] = ""


@reads("/recordings")
def recordings(reads: Reads, request: WhichRecordings) -> tuple[RecordingView, ...]:
    """List recordings and say which may be heard."""
    sources = reads.find(Source)
    if request.source_id:
        met = reads.get(Source, request.source_id).encounter_id
        held = reads.find(Recording, encounter_id=met) if met is not None else ()
    else:
        held = reads.find(Recording)
    if not held:
        return ()
    encounters = {one.id: one for one in reads.find(Encounter, id=[one.encounter_id for one in held])}
    tied: dict[str, list[str]] = {}
    for source in sources:
        if source.encounter_id in encounters:
            tied.setdefault(source.encounter_id, []).append(source.id)
    agreed = _Agreed(reads, [one for some in tied.values() for one in some])
    shown = [
        _view(one, encounters[one.encounter_id], tuple(tied.get(one.encounter_id, ())), agreed)
        for one in held
        if one.encounter_id in encounters and not agreed.hidden(encounters[one.encounter_id])
    ]
    return tuple(sorted(shown, key=lambda one: (one.encounter_code, bool(one.destroyed_at), one.id)))


class _Agreed:
    """Who is heard in what took place, and what they said about being recorded."""

    def __init__(self, reads: Reads, source_ids: list[str]) -> None:
        self._people = people(reads)
        self._heard: dict[str, set[str]] = {}
        spoken = voices(reads, source_ids) if source_ids else {}
        for source in reads.find(Source, id=source_ids) if source_ids else ():
            heard = {str(voice.participant_id) for voice in spoken[source.id].participants}
            self._heard.setdefault(source.encounter_id or "", set()).update(heard)
        self._now = consent_now(reads.find(Consent, scope=["audio", "diary-audio"]))

    def hidden(self, encounter: Encounter) -> bool:
        """Whether a withdrawal of somebody heard is being looked at."""
        return any(one.held_at is not None for one in self._participants(encounter))

    def refusal(self, encounter: Encounter) -> str:
        """Who said no to being recorded, as a sentence; empty when nobody did."""
        refused = self._with(encounter, ConsentState.REFUSED)
        if refused:
            return f"{listed(refused)} said no to sound, so none is kept and none is played."
        withdrawn = self._with(encounter, ConsentState.WITHDRAWN)
        return f"{listed(withdrawn)} withdrew the consent to sound, so none is played." if withdrawn else ""

    def warning(self, encounter: Encounter) -> str:
        """Whose answer is not known, as a sentence; empty when all are."""
        unknown = self._with(encounter, ConsentState.NOT_RECORDED)
        if not unknown and not self._participants(encounter):
            return "Nobody is known to be heard here yet, so consent to sound is not recorded."
        return f"Consent to sound is not recorded for {listed(unknown)}." if unknown else ""

    def _with(self, encounter: Encounter, state: ConsentState) -> list[str]:
        scope = "diary-audio" if encounter.kind is EncounterKind.DIARY else "audio"
        labels = self._people.on(encounter.held_on)
        return [
            labels[one.id][1] if one.id in labels else one.code
            for one in self._participants(encounter)
            if self._state(one.id, scope) is state
        ]

    def _state(self, participant_id: str, scope: str) -> ConsentState:
        held = self._now.get((participant_id, scope))
        return held.state if held is not None else ConsentState.NOT_RECORDED

    def _participants(self, encounter: Encounter) -> list[Participant]:
        heard = {*encounter.participant_ids, *self._heard.get(encounter.id, ())}
        known = self._people.participants
        return sorted((known[one] for one in heard if one in known), key=lambda one: one.code)


def _of(reads: Reads, encounter: Encounter) -> _Agreed:
    return _Agreed(reads, [one.id for one in reads.find(Source, encounter_id=encounter.id)])


def _view(one: Recording, encounter: Encounter, source_ids: tuple[str, ...], agreed: _Agreed) -> RecordingView:
    why_not = agreed.refusal(encounter)
    if one.destroyed_at is not None:
        why_not = f"The sound was destroyed on {date_words(one.destroyed_at)}."
    return RecordingView(
        one.id,
        encounter.id,
        encounter.code,
        source_ids,
        one.media_type,
        one.duration_ms,
        one.n_bytes,
        one.retain_until or "",
        one.destroyed_at or "",
        not why_not,
        why_not,
        "" if why_not else agreed.warning(encounter),
    )


@dataclass(frozen=True, slots=True)
class AddRecording:
    """A recording and what it is of: a source, an encounter, or, when both are empty, what the file is named after.

    `retain_until` is the day after which it is to be destroyed.
    """

    id: Annotated[str, Len(1, 64)]
    file: Uploaded
    source_id: Annotated[str, Len(0, 64)] = ""
    encounter_id: Annotated[str, Len(0, 64)] = ""
    retain_until: Annotated[str, Len(0, 10)] = ""


@dataclass(frozen=True, slots=True)
class _Heard:
    sound: Sound
    sha256: str


def _listened(tools: Tools, reads: Reads, request: AddRecording) -> _Heard:
    """The kind of it, and its bytes kept; nothing is kept of what may not come in."""
    sound = tools.media.listen(request.file.data)
    source, encounter = _meant(reads, request)
    if encounter is not None:
        _may_come_in(reads, encounter)
    elif source is not None:
        _may_come_in(reads, _met(source, source.id, reads))
    return _Heard(sound, tools.media.put(request.file.data))


@writes("/recordings/add", right=Right.FIELD, label="bringing in a recording", upload=True, prepare=_listened)
def add_recording(work: Work, request: AddRecording, heard: _Heard) -> RecordingView:
    """Bring in the recording of what took place. Refused where somebody heard said no to sound."""
    source, encounter = _meant(work, request)
    if encounter is None and source is not None:
        encounter = _met(source, work.new_id(), work)
        work.add(encounter)
        work.replace(replace(source, encounter_id=encounter.id))
    if encounter is None:
        raise NotFound
    _may_come_in(work, encounter)
    there = [one for one in work.find(Recording, encounter_id=encounter.id) if one.living]
    if there and there[0].sha256 != heard.sha256:
        raise Refused(
            f"{encounter.code} has a recording already.",
            place="file",
            advice="Destroy that one first, or join the two into one file.",
        )
    one = there[0] if there else _new(request, encounter, heard)
    work.add(one)
    tied = tuple(other.id for other in work.find(Source, encounter_id=encounter.id))
    return _view(one, encounter, tied, _of(work, encounter))


def _new(request: AddRecording, encounter: Encounter, heard: _Heard) -> Recording:
    return Recording(
        request.id,
        encounter.id,
        heard.sha256,
        heard.sound.media_type,
        heard.sound.duration_ms,
        checked_date(request.retain_until, "retain_until"),
        n_bytes=len(request.file.data),
    )


def _meant(reads: Reads, request: AddRecording) -> tuple[Source | None, Encounter | None]:
    """The source and the encounter a recording is of; a source may not have its encounter yet."""
    if request.encounter_id:
        return None, reads.get(Encounter, request.encounter_id)
    if request.source_id:
        source = reads.get(Source, request.source_id)
        return source, reads.maybe(Encounter, source.encounter_id)
    stem = re.split(r"[/\\]", request.file.name)[-1].rpartition(".")[0].strip().casefold()
    named = next((one for one in reads.find(Source) if one.name.casefold() == stem), None)
    if named is not None:
        return named, reads.maybe(Encounter, named.encounter_id)
    encounter = next((one for one in reads.find(Encounter) if one.code.casefold() == stem), None)
    if encounter is None:
        raise Invalid(
            "No transcript and no encounter has the name of this recording, so it is not known whose it is.",
            place="file",
            advice="Bring the transcript in first and open it, or name the recording as the transcript is named.",
        )
    return None, encounter


def _met(source: Source, identifier: str, reads: Reads) -> Encounter:
    """What took place, for a source that is tied to nothing yet."""
    heard = voices(reads, [source.id])[source.id]
    told = tuple(str(voice.participant_id) for voice in heard.participants)
    return Encounter(identifier, source.name, participant_ids=told, case_id=source.case_id)


_HELD = "A withdrawal of this person is being looked at, so nothing more of theirs comes in."


def no_sound(reads: Reads, encounter: Encounter) -> str:
    """Why no sound of what took place comes in or goes out, as a sentence; empty where it may."""
    agreed = _of(reads, encounter)
    return _HELD if agreed.hidden(encounter) else agreed.refusal(encounter)


def _may_come_in(reads: Reads, encounter: Encounter) -> None:
    agreed = _of(reads, encounter)
    if agreed.hidden(encounter):
        raise Refused(_HELD)
    refusal = agreed.refusal(encounter)
    if refusal:
        raise Refused(refusal, place="file", advice="See Cases and consents.")


@dataclass(frozen=True, slots=True)
class OneRecording:
    """A recording by identifier."""

    recording_id: Annotated[str, Len(1, 64)]


@reads("/recordings/sound", download=True)
def sound(reads: Reads, request: OneRecording) -> Stored:
    """Play a recording, whole or from a place in it. Refused where somebody heard said no to sound."""
    one = reads.get(Recording, request.recording_id)
    encounter = reads.get(Encounter, one.encounter_id)
    agreed = _of(reads, encounter)
    if agreed.hidden(encounter) or not one.living:
        raise NotFound
    refusal = agreed.refusal(encounter)
    if refusal:
        raise Refused(refusal, advice="See Cases and consents.")
    return Stored(f"{encounter.code}.{SOUND_ENDINGS.get(one.media_type, 'bin')}", one.media_type, one.sha256)


@writes("/recordings/destroy", right=Right.FIELD, label="destroying a recording", undoable=False, forgets=True)
def destroy_recording(work: Work, request: OneRecording) -> Done:
    """Destroy a recording for good: its bytes leave the disk, and that it was there and when it went stays known."""
    one = work.get(Recording, request.recording_id)
    if _of(work, encounter := work.get(Encounter, one.encounter_id)).hidden(encounter):
        raise NotFound
    if one.living:
        work.replace(replace(one, destroyed_at=work.now))
    return Done(one.id)
