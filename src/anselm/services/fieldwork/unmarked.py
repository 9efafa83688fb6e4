"""Texts and pictures in which nobody is marked as speaking: a voice without words stands for whose they are.

Consent, hold and withdrawal reach a source through its speakers. What has no turns has none, so who gave it, wrote it
or was met for it is put there as one.
"""

from __future__ import annotations

from anselm.domain.corpus import Source, Speaker, SpeakerKind
from anselm.domain.fieldwork import Encounter, Participant
from anselm.services.ports import Work

__all__ = ["mark_all_of", "mark_in"]


def mark_in(work: Work, source: Source, participant: Participant) -> None:
    """Let the participant stand in a source as a voice without words; once."""
    if not work.count(Speaker, source_id=source.id, participant_id=participant.id):
        work.add(Speaker(work.new_id(), source.id, participant.code, SpeakerKind.PARTICIPANT, participant.id))


def mark_all_of(work: Work, participant: Participant) -> None:
    """In every source of an encounter of theirs in which nobody is marked, let all who were met stand.

    Where others were met too they stand there as well: whose words those are is then for somebody to say, not to guess.
    """
    met = {one.id: one for one in work.find(Encounter) if participant.id in one.participant_ids}
    sources = work.find(Source, encounter_id=list(met)) if met else ()
    marked = {one.source_id for one in work.find(Speaker, source_id=[one.id for one in sources])} if sources else set()
    for source in sources:
        if source.id not in marked:
            with_whom = met[source.encounter_id or ""].participant_ids
            for one in work.find(Participant, id=list(with_whom)):
                mark_in(work, source, one)
