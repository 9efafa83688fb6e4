"""Whose words a turn holds: printed label, role, case and participant, as they were when it was said.

Pure over Reads: a handful of statements for any number of sources.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from anselm.domain.corpus import Source, Speaker, SpeakerKind, root_speaker
from anselm.domain.fieldwork import Case, Encounter, Membership, Participant, labels_on
from anselm.domain.study import Researcher, Study
from anselm.services.ports import Reads

__all__ = ["Heard", "People", "Voice", "Voices", "heard_in", "people", "voices", "voices_in"]

INTERVIEWER = "Interviewer"
_FEW = 500
_SPEAKER = ("id", "source_id", "label", "kind", "participant_id", "researcher_id", "merged_into_id")


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker of one source. `label` is printed (3A, Interviewer); `raw` is how the transcript labels it."""

    speaker_id: str
    raw: str
    label: str
    kind: SpeakerKind
    participant_id: str | None = None
    participant_code: str = ""
    role: str = ""
    profession: str = ""
    case_id: str | None = None
    case_name: str = ""
    researcher_id: str | None = None

    @property
    def is_interviewer(self) -> bool:
        """Whether these words are a researcher's and never count as evidence of a participant."""
        return self.kind is SpeakerKind.INTERVIEWER


@dataclass(frozen=True, slots=True)
class Voices:
    """The speakers of one source, by the speaker's identifier (merged ones answer as what they were merged into)."""

    source_id: str
    by_speaker: Mapping[str, Voice]

    def of(self, speaker_id: str) -> Voice:
        """Whose turn it is; an unknown speaker has an empty label."""
        return self.by_speaker.get(speaker_id) or Voice(speaker_id, "", "", SpeakerKind.UNKNOWN)

    @property
    def participants(self) -> tuple[Voice, ...]:
        """The participants heard, each once, in the order their speakers were made."""
        found = {voice.participant_id: voice for voice in self.by_speaker.values() if voice.participant_id is not None}
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class People:
    """Participants, cases and roles of the study at hand, for labels on any date."""

    participants: Mapping[str, Participant]
    cases: Mapping[str, Case]
    memberships: tuple[Membership, ...]
    template: str
    _turning_days: Sequence[str] = field(init=False, compare=False, repr=False)
    _spans: dict[int, dict[str, tuple[Membership, str]]] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        days = {day for one in self.memberships for day in (one.valid_from, one.valid_to) if day}
        object.__setattr__(self, "_turning_days", sorted(days))

    def on(self, date: str | None) -> dict[str, tuple[Membership, str]]:
        """Membership and printed label by participant, as on a date."""
        span = self._span(date)
        if span not in self._spans:
            self._spans[span] = labels_on(self.memberships, self.cases, self.template, date)
        return self._spans[span]

    def _span(self, date: str | None) -> int:
        """The stretch of days a date lies in, between two on which a role begins or ends; labels are the same in it."""
        return -1 if date is None else bisect_right(self._turning_days, date)


def people(reads: Reads) -> People:
    """Everyone and every case the viewer may see, kept as long as none of them changes."""
    return reads.kept("people", lambda: _people(reads))


def _people(reads: Reads) -> People:
    study = reads.get(Study, reads.viewer.study_id)
    return People(
        {one.id: one for one in reads.find(Participant)},
        {one.id: one for one in reads.find(Case)},
        reads.find(Membership),
        study.label_template,
    )


def voices(reads: Reads, source_ids: Sequence[str]) -> dict[str, Voices]:
    """Who speaks in each of these sources that the viewer may see."""
    sources = reads.find(Source, id=list(source_ids))
    encounter_ids = [one.encounter_id for one in sources if one.encounter_id is not None]
    encounters = {one.id: one for one in reads.find(Encounter, id=encounter_ids)} if encounter_ids else {}
    return voices_in(reads, sources, encounters)


def voices_in(reads: Reads, sources: Sequence[Source], encounters: Mapping[str, Encounter]) -> dict[str, Voices]:
    """As `voices`, of sources that were read already, as were the encounters they name."""
    by_source: dict[str, list[Speaker]] = {one.id: [] for one in sources}
    for speaker in reads.find(Speaker, source_id=list(by_source)):
        by_source[speaker.source_id].append(speaker)
    known = people(reads)
    keys = {one.id: one.key for one in reads.find(Researcher)}
    found: dict[str, Voices] = {}
    for source in sources:
        encounter = encounters.get(source.encounter_id or "")
        held_on = encounter.held_on if encounter is not None else None
        found[source.id] = _of_source(source.id, by_source[source.id], known, known.on(held_on), keys)
    return found


@dataclass(frozen=True, slots=True)
class Heard:
    """Whose words a speaker's are, as far as counting goes: what a `Voice` tells without naming the speaker."""

    label: str
    role: str = ""
    participant_id: str | None = None
    case_id: str | None = None
    is_interviewer: bool = False


def heard_in(
    reads: Reads, sources: Sequence[Source], encounters: Mapping[str, Encounter]
) -> dict[str, dict[str, Heard]]:
    """What `voices_in` tells, by source and speaker, of very many sources: who is heard in several is told of once.

    Where speakers were merged or more than one asks, the voices of that source are made one by one.
    """
    by_source: dict[str, list[tuple[Any, ...]]] = {one.id: [] for one in sources}
    # Of many sources the speakers of all are read as quickly as those of some.
    some = {"source_id": list(by_source)} if len(by_source) <= _FEW else {}
    for row in reads.columns(Speaker, *_SPEAKER, **some):
        if row[1] in by_source:
            by_source[row[1]].append(row)
    known = people(reads)
    keys = {one.id: one.key for one in reads.find(Researcher)}
    told: dict[tuple[int, str], Heard] = {}
    asking = SpeakerKind.INTERVIEWER.value
    found: dict[str, dict[str, Heard]] = {}
    for source in sources:
        encounter, here = encounters.get(source.encounter_id or ""), by_source[source.id]
        held_on = encounter.held_on if encounter is not None else None
        labels = known.on(held_on)
        if _one_by_one(here, asking):
            voiced = _of_source(source.id, [_speaker(row) for row in here], known, labels, keys).by_speaker
            found[source.id] = {one: _heard(voice) for one, voice in voiced.items()}
            continue
        at_source = found[source.id] = dict[str, Heard]()
        for row in here:
            # Of a person on a day everything is the same in whatever source; others go by how they are labelled.
            if row[3] == asking:
                who = (-2, "")
            else:
                who = (id(labels), row[4]) if row[4] in known.participants else (-1, row[2])
            if who not in told:
                speaker = _speaker(row)
                told[who] = _heard(_voice(speaker, speaker, known, labels, keys, several=False))
            at_source[row[0]] = told[who]
    return found


def _one_by_one(rows: Sequence[tuple[Any, ...]], asking: str) -> bool:
    """Whether among the speakers of a source some were merged, or more than one asks."""
    merged = [row for row in rows if row[6] is not None]
    return bool(merged) or len([row for row in rows if row[3] == asking]) > 1


def _speaker(row: tuple[Any, ...]) -> Speaker:
    """The speaker whose `_SPEAKER` these are."""
    id_, source_id, label, kind, participant_id, researcher_id, merged_into_id = row
    return Speaker(id_, source_id, label, SpeakerKind(kind), participant_id, researcher_id, merged_into_id)


def _heard(voice: Voice) -> Heard:
    return Heard(voice.label, voice.role, voice.participant_id, voice.case_id, voice.is_interviewer)


def _of_source(
    source_id: str,
    speakers: list[Speaker],
    known: People,
    labels: Mapping[str, tuple[Membership, str]],
    keys: Mapping[str, str],
) -> Voices:
    by_id = {one.id: one for one in speakers}
    roots = {one.id: by_id.get(root_speaker(by_id, one.id), one) for one in speakers}
    asking = {root.id for root in roots.values() if root.kind is SpeakerKind.INTERVIEWER}
    made: dict[str, Voice] = {}
    for speaker in speakers:
        root = roots[speaker.id]
        made[speaker.id] = _voice(speaker, root, known, labels, keys, several=len(asking) > 1)
    return Voices(source_id, made)


def _voice(
    speaker: Speaker,
    root: Speaker,
    known: People,
    labels: Mapping[str, tuple[Membership, str]],
    keys: Mapping[str, str],
    *,
    several: bool,
) -> Voice:
    if root.kind is SpeakerKind.INTERVIEWER:
        who = keys.get(root.researcher_id or "") or root.label
        label = f"{INTERVIEWER} {who}" if several and who.casefold() != INTERVIEWER.casefold() else INTERVIEWER
        return Voice(speaker.id, speaker.label, label, root.kind, researcher_id=root.researcher_id)
    participant = known.participants.get(root.participant_id or "")
    if participant is None:
        return Voice(speaker.id, speaker.label, root.label, root.kind)
    membership, label = labels.get(participant.id, (None, participant.code))
    case = known.cases.get(membership.case_id) if membership is not None else None
    return Voice(
        speaker.id,
        speaker.label,
        label,
        root.kind,
        participant.id,
        participant.code,
        membership.role if membership is not None else "",
        participant.profession,
        case.id if case is not None else None,
        case.name if case is not None else "",
    )
