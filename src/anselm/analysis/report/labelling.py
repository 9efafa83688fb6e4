"""Labels that say less: a report whose quotations are printed by team, by role or by neither, so that many under one
label build no portrait of one person. The walk back says no more than the label does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from anselm.analysis.report.facts import ClaimFacts, QuotationFacts, ReportFacts
from anselm.domain.document import EvidenceTrace

__all__ = ["Bearer", "coarser", "fewest", "said_as"]

SOMEBODY = "a participant"


@dataclass(frozen=True, slots=True)
class Bearer:
    """Somebody with a label: the case and the role it is made of."""

    label: str
    case: str = ""
    role: str = ""


def said_as(one: Bearer, labels: str) -> str:
    """The label as a report prints it: each their own (empty), the case, the role, or neither (none)."""
    match labels:
        case "case" if one.case:
            return one.case
        case "role" if one.role:
            return f"role {one.role}" if len(one.role) == 1 else one.role
        case "":
            return one.label
        case _:
            return SOMEBODY


def fewest(people: Iterable[Bearer], labels: str) -> int:
    """How many people share a label at the least; 0 where there is nobody."""
    return min(Counter(said_as(one, labels) for one in people).values(), default=0)


def coarser(facts: ReportFacts, labels: str) -> ReportFacts:
    """The facts as a report of these labels may print them; the same where each has their own."""
    if not labels:
        return facts
    return replace(
        facts,
        quotations={key: _quotation(one, labels) for key, one in facts.quotations.items()},
        claims={key: _claim(one, labels) for key, one in facts.claims.items()},
    )


def _quotation(one: QuotationFacts, labels: str) -> QuotationFacts:
    evidence = _evidence(one.evidence, labels)
    if evidence is one.evidence or evidence.speaker is None:
        return one
    return replace(one, label=evidence.speaker.label, evidence=evidence, locator="", time="")


def _claim(one: ClaimFacts, labels: str) -> ClaimFacts:
    people = one.unit[0] == "person"
    tally = tuple(replace(mark, name=SOMEBODY) for mark in one.tally) if people else one.tally
    return replace(one, tally=tally, evidence=tuple(_evidence(trace, labels) for trace in one.evidence))


def _evidence(one: EvidenceTrace, labels: str) -> EvidenceTrace:
    """What is left of the walk back: which interview and which turn would tell whose words they are."""
    speaker = one.speaker
    if speaker is None and one.passage is None and labels in ("role", "none"):
        return replace(one, case="")  # a settled practice: where cases are not named, its case is not either
    if speaker is None or speaker.kind != "participant":
        return one
    bearer = Bearer(speaker.label, speaker.case, speaker.role)
    case, role = (speaker.case if labels == "case" else ""), (speaker.role if labels == "role" else "")
    passage = one.passage and replace(one.passage, source="an interview", locator="", time="")
    shown = replace(
        speaker, label=said_as(bearer, labels), role=role, case=case, about="", encounter="", encounter_at=""
    )
    return replace(one, case=case, passage=passage, speaker=shown)
