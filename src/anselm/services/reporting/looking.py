"""Before it goes out: who is heard, who could be recognised, and labels that say less."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from anselm.analysis.report.blocks import ReportSource, lives
from anselm.analysis.report.disclosure import Person, disclosures, name_like, said_by_one
from anselm.analysis.report.facts import ReportFacts
from anselm.analysis.report.heard import Voice, balance
from anselm.analysis.report.labelling import Bearer, fewest, said_as
from anselm.analysis.report.support import quotable
from anselm.domain.corpus import Source
from anselm.domain.document import Fault
from anselm.domain.fieldwork import Attribute, AttributeValue, CaseKind, Privacy
from anselm.domain.reporting import LABELS
from anselm.services.fieldwork.speaking import People, people
from anselm.services.ports import Reads

__all__ = ["LabelChoice", "label_choices", "looked_over"]


@dataclass(frozen=True, slots=True)
class LabelChoice:
    """A way to label quotations (see Report.labels), one as it would be printed, and how many people share a label at
    the least."""

    labels: str
    example: str
    n_people: int
    chosen: bool


def label_choices(reads: Reads, chosen: str) -> tuple[LabelChoice, ...]:
    """The ways to label a report's quotations, each with the fewest people who then share a label."""
    known = people(reads)
    bearers = [
        Bearer(label, case.name or case.code if (case := known.cases.get(held.case_id)) else "", held.role)
        for identifier, (held, label) in known.on(None).items()
        if identifier in known.participants
    ]
    if not bearers:
        return ()
    first = min(bearers, key=lambda one: one.label)
    return tuple(LabelChoice(one, said_as(first, one), fewest(bearers, one), one == chosen) for one in LABELS)


def looked_over(reads: Reads, source: ReportSource, facts: ReportFacts) -> tuple[Fault, ...]:
    """Everything that is uneven or points to one person; advice, and never a refusal."""
    known = people(reads)
    roles = Counter(membership.role for membership, _ in known.on(None).values())
    voices = {
        key: Voice(speaker.label, speaker.case, speaker.role)
        for key, one in facts.quotations.items()
        if (speaker := one.evidence.speaker) is not None and speaker.kind == "participant"
    }
    teams = [one for one in known.cases.values() if one.kind is CaseKind.TEAM]
    compared = teams or list(known.cases.values())
    names = [one.name or one.code for one in sorted(compared, key=lambda one: one.code)]
    unit = ("team", "teams") if teams else ("case", "cases")
    return (
        *balance(source, voices, names, roles, unit),
        *disclosures(source, facts, _persons(reads, known)),
        *said_by_one(source, facts, _alone(reads, source, facts)),
    )


def _alone(reads: Reads, source: ReportSource, facts: ReportFacts) -> dict[str, list[str]]:
    """The name-like words of quotations that may be printed and that stand in one text of the study alone."""
    quoted = {one.key: facts.quotations[one.key] for one in lives(source.blocks) if one.key in facts.quotations}
    wanted = {
        key: name_like(one.words)
        for key, one in quoted.items()
        if one.evidence.speaker is not None
        and one.evidence.speaker.kind == "participant"
        and not quotable(one.evidence)
    }
    if not any(wanted.values()):
        return {}
    texts = reads.texts([one.current_version_id for one in reads.find(Source) if one.current_version_id]).values()
    n_texts = {word: sum(word in text for text in texts) for found in wanted.values() for word in found}
    return {key: [word for word in found if n_texts[word] == 1] for key, found in wanted.items()}


def _persons(reads: Reads, known: People) -> list[Person]:
    """Everyone with the facts that could point to them: a profession, and attributes that are not open."""
    pointing = {one.id for one in reads.find(Attribute, about="participant") if one.privacy is not Privacy.OPEN}
    traits: dict[str, list[str]] = {}
    for value in reads.find(AttributeValue, attribute_id=list(pointing)) if pointing else ():
        if value.value:
            traits.setdefault(value.about_id, []).append(value.value)
    found = []
    for identifier, (membership, label) in known.on(None).items():
        person, case = known.participants.get(identifier), known.cases.get(membership.case_id)
        if person is not None:
            own = tuple(one for one in (person.profession, *traits.get(identifier, ())) if one)
            found.append(Person(label, case.name if case else "", case.code if case else "", own))
    return found
