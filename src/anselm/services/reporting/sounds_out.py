"""The recordings of a study that go along to another program, where they are asked for and may be heard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from anselm.domain.coding import MediaCoding
from anselm.domain.corpus import Source
from anselm.domain.errors import NotFound
from anselm.domain.fieldwork import Encounter, Recording
from anselm.domain.interchange import ExchangedRecording, ExchangedStretch
from anselm.services.fieldwork.recordings import SOUND_ENDINGS, no_sound
from anselm.services.ports import Reads, Tools

__all__ = ["AS_RECORDED", "GoingSound", "exchanged_sounds", "kept_sounds", "sounds"]

AS_RECORDED = "Sound goes as it was recorded: no voice is disguised, and names that the text hides are heard in it."


@dataclass(frozen=True, slots=True)
class GoingSound:
    """A recording that may leave, and the sources it is the sound of."""

    recording: Recording
    encounter: Encounter
    source_ids: tuple[str, ...]


def sounds(reads: Reads) -> list[GoingSound]:
    """The recordings that may leave: with a text of theirs here, and nobody heard who said no."""
    tied: dict[str, list[str]] = {}
    for source in reads.find(Source):
        tied.setdefault(source.encounter_id or "", []).append(source.id)
    living = [one for one in reads.find(Recording) if one.living and one.encounter_id in tied]
    met = {one.id: one for one in reads.find(Encounter, id=[one.encounter_id for one in living])} if living else {}
    return [
        GoingSound(one, met[one.encounter_id], tuple(tied[one.encounter_id]))
        for one in living
        if one.encounter_id in met and not no_sound(reads, met[one.encounter_id])
    ]


def kept_sounds(tools: Tools, reads: Reads) -> dict[str, bytes]:
    """The bytes of the recordings that may leave. Raises NotFound where one is not on this computer."""
    found = {}
    for one in sounds(reads):
        try:
            found[one.recording.id] = tools.media.get(one.recording.sha256)
        except NotFound:
            raise NotFound(f"The sound of {one.encounter.code} is not on this computer.") from None
    return found


def exchanged_sounds(
    going: Sequence[GoingSound], unworded: Sequence[MediaCoding], shown: Mapping[str, bytes]
) -> tuple[ExchangedRecording, ...]:
    """Recordings with their coded stretches, tied to the texts they are the sound of."""
    stretches: dict[str, list[ExchangedStretch]] = {}
    for one in unworded:
        if (at := one.stretch) is not None:
            made = ExchangedStretch(one.id, at.start_ms, at.end_ms, one.code_id, one.coder_id, one.created_at)
            stretches.setdefault(one.of_id, []).append(made)
    return tuple(
        ExchangedRecording(
            one.recording.id,
            one.encounter.code,
            "",
            tuple(stretches.get(one.recording.id, ())),
            one.source_ids,
            SOUND_ENDINGS.get(one.recording.media_type, "bin"),
            shown[one.recording.id],
        )
        for one in going
        if one.recording.id in shown
    )
