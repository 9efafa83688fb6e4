"""What a report's author should see before it goes out: who is heard, and who could be recognised."""

from __future__ import annotations

from collections import Counter

from anselm.analysis.report.blocks import ReportSource
from anselm.analysis.report.disclosure import Person, disclosures
from anselm.analysis.report.facts import ReportFacts
from anselm.analysis.report.heard import Voice, balance
from anselm.domain.document import Fault
from anselm.domain.fieldwork import Attribute, AttributeValue, CaseKind, Privacy
from anselm.services.fieldwork.speaking import People, people
from anselm.services.ports import Reads

__all__ = ["looked_over"]


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
    return (*balance(source, voices, names, roles, unit), *disclosures(source, facts, _persons(reads, known)))


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
