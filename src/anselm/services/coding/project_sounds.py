"""The recordings of a project of another program: whose sound they are here, and their coded stretches.

A recording comes in as any other does: under what took place, and not where somebody heard said no to sound. The file
does not say who agreed to be recorded, so nothing of that is taken for known.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from anselm.domain.anchors import TimeSpan
from anselm.domain.coding import MediaCoding
from anselm.domain.corpus import Source
from anselm.domain.errors import Invalid
from anselm.domain.fieldwork import Encounter, Recording
from anselm.domain.interchange import ExchangedRecording, ExchangedStretch, ReadProject
from anselm.domain.parsed import Refusal
from anselm.services.coding.project_rows import CodingRows, ComingSource, Here, Leaving, Whose, moment_of
from anselm.services.corpus.keeping import who_is_meant
from anselm.services.fieldwork.recordings import no_sound
from anselm.services.ports import Reads, Sound, Tools

__all__ = ["ComingSound", "Heard", "SoundRows", "listened", "without_silent"]

_DAMAGED = "Its file in the project is damaged, or larger than 512 MB. Add it under its transcript."
_UNPLAYABLE = "It is no sound that is played here: MP3, M4A, MP4, WAV, Ogg, FLAC or WebM."
_APART = "Its text is being read apart in a round; bring the file in again once that is opened."
_HAS_ONE = "Its text has a recording here already."
_GONE = "That recording was destroyed here, and stays so."
_SILENT = "Their recording does not come in."
_BEYOND = "They end after the recording does, or its length is not known."
_STRETCH = ("coding of a stretch of sound", "codings of stretches of sound")


@dataclass(frozen=True, slots=True)
class Heard:
    """What the bytes of a recording of the file are; `why_not` says why it cannot be kept."""

    sha256: str = ""
    n_bytes: int = 0
    sound: Sound | None = None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class ComingSound:
    """A recording that comes in, or is here already, and the text it is the sound of."""

    name: str
    source_id: str
    here: bool
    n_bytes: int


def listened(tools: Tools, data: bytes, recordings: Sequence[ExchangedRecording]) -> dict[str, Heard]:
    """What each recording is, one after the other, so that only one is held unpacked at a time."""
    return {one.part: _heard(tools, tools.parser.unpacked(data, one.part)) for one in recordings}


def _heard(tools: Tools, found: bytes | Refusal) -> Heard:
    if isinstance(found, Refusal):
        return Heard(why_not=_DAMAGED)
    try:
        sound = tools.media.listen(found)
    except Invalid:
        return Heard(why_not=_UNPLAYABLE)
    return Heard(hashlib.sha256(found).hexdigest(), len(found), sound)


def without_silent(project: ReadProject, heard: Mapping[str, Heard]) -> ReadProject:
    """Without the lines that stand for a transcript where the recording they would be of cannot be kept."""
    lost = {guid for one in project.study.recordings if heard[one.part].why_not for guid in one.texts}
    pairs = zip(project.study.sources, project.turns, strict=True)
    kept = [pair for pair in pairs if pair[0].kind != "recording" or pair[0].guid not in lost]
    study = replace(project.study, sources=tuple(source for source, _ in kept))
    return replace(project, study=study, turns=tuple(turns for _, turns in kept))


@dataclass(slots=True)
class SoundRows:
    """What the recordings become: rows, what took place for each text that has none yet, and coded stretches."""

    reads: Reads
    here: Here
    left: Leaving
    case_of: Mapping[str, str]
    encounters: list[Encounter] = field(default_factory=list)
    recordings: list[Recording] = field(default_factory=list)
    met_of: dict[str, str] = field(default_factory=dict)
    told: list[ComingSound] = field(default_factory=list)
    _kept: dict[str, tuple[Recording, ComingSource]] = field(default_factory=dict)

    def gather(self, project: ReadProject, sources: Sequence[ComingSource], heard: Mapping[str, Heard]) -> None:
        """Every recording that has a text here and may be kept; the others are named with the reason."""
        by_guid = {one.read.guid: one for one in sources if one.read.guid}
        for one in project.study.recordings:
            texts = [by_guid[guid] for guid in one.texts if guid in by_guid]
            found = heard[one.part]
            why = found.why_not or (self._kept_of(one, texts, found) if texts else _SILENT)
            if why:
                self.left.add("recording", "recordings", why, one.name)
                self.left.add(*_STRETCH, _SILENT, one.name, len(one.stretches))

    def _kept_of(self, one: ExchangedRecording, texts: Sequence[ComingSource], found: Heard) -> str:
        """Keep a recording under what took place for its first text; else why not."""
        if any(text.became == "being read" for text in texts):
            return _APART
        first = texts[0]
        encounter, fresh = self._met(first, texts)
        refusal = no_sound(self.reads, encounter)
        if refusal:
            return refusal
        there = [*self.reads.find(Recording, encounter_id=encounter.id), *self.recordings]
        there = [held for held in there if held.encounter_id == encounter.id]
        same = next((held for held in there if held.sha256 == found.sha256), None)
        if same is not None and not same.living:
            return _GONE
        if same is None and any(held.living for held in there):
            return _HAS_ONE
        if same is None and found.sound is not None:
            same = Recording(
                self.here.new_id(),
                encounter.id,
                found.sha256,
                found.sound.media_type,
                found.sound.duration_ms,
                n_bytes=found.n_bytes,
            )
            self.recordings.append(same)
            self.told.append(ComingSound(one.name, first.source_id, here=False, n_bytes=found.n_bytes))
            if fresh:
                self.encounters.append(encounter)
            self.met_of |= {text.source_id: encounter.id for text in texts if not self._tied(text)}
        elif same is not None:
            self.told.append(ComingSound(one.name, first.source_id, here=True, n_bytes=found.n_bytes))
        if same is not None:
            self._kept[one.guid] = (same, first)
        return ""

    def _tied(self, text: ComingSource) -> str:
        source = self.reads.maybe(Source, text.source_id) if text.became != "new" else None
        return (source.encounter_id or "") if source is not None else ""

    def _met(self, first: ComingSource, texts: Sequence[ComingSource]) -> tuple[Encounter, bool]:
        """What took place for the text, as it is here, or as it comes with it."""
        for text in texts:
            known = self._tied(text) or self.met_of.get(text.source_id, "")
            found = self.reads.maybe(Encounter, known) if known else None
            found = found or next((one for one in self.encounters if one.id == known), None)
            if found is not None:
                return found, False
        labels = [label for text in texts if text.turns is not None for label in text.turns.speakers]
        heard = who_is_meant(self.reads, labels)
        case = self.case_of.get(first.source_id)
        return Encounter(self.here.new_id(), self._code(first.name), participant_ids=heard, case_id=case), True

    def _code(self, name: str) -> str:
        taken = {one.code.casefold() for one in (*self.reads.find(Encounter), *self.encounters)}
        code, n = name[:40], 1
        while code.casefold() in taken:
            n += 1
            code = f"{name[:34]} ({n})"
        return code

    def coded(self, project: ReadProject, whose: Whose, rows: CodingRows, round_id: str) -> None:
        """The coded stretches of the recordings that are kept, each once by coder, code and place."""
        ids = [one.id for one, _ in self._kept.values()]
        there = self.reads.find(MediaCoding, of_id=ids, round_id=round_id) if ids else ()
        before = {(one.of_id, one.stretch, one.code_id, one.coder_id) for one in there}
        known = set(before)
        for one in project.study.recordings:
            for mark in one.stretches if one.guid in self._kept else ():
                made = self._row(mark, *self._kept[one.guid], whose.of(mark.user), round_id)
                if made is None:
                    continue
                place = (made.of_id, made.stretch, made.code_id, made.coder_id)
                self._kept[one.guid][1].n_codings += 1
                rows.by_user[mark.user] = rows.by_user.get(mark.user, 0) + 1
                if place in before:
                    rows.n_here += 1
                elif place not in known:
                    rows.new.append(made)
                known.add(place)

    def _row(
        self, mark: ExchangedStretch, recording: Recording, source: ComingSource, coder: str, round_id: str
    ) -> MediaCoding | None:
        code = self.here.codes.get(mark.code)
        end = mark.end_ms or recording.duration_ms or 0
        if code is None or code.group:
            self.left.add(*_STRETCH, "Their code did not come in, or is a group here.", source.name)
            return None
        if end <= mark.start_ms or (recording.duration_ms is not None and end > recording.duration_ms):
            self.left.add(*_STRETCH, _BEYOND, source.name)
            return None
        head = (self.here.new_id(), round_id, coder, source.source_id, recording.id, code.id)
        at = moment_of(mark.at, self.here.now)
        return MediaCoding(*head, stretch=TimeSpan(mark.start_ms, end), note=mark.note, created_at=at)
