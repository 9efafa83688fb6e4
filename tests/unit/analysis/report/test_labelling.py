"""Labels that say less, and what the walk back may then say."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from anselm.analysis.report.facts import ClaimFacts, Counts, QuotationFacts, ReportFacts
from anselm.analysis.report.labelling import Bearer, coarser, fewest, said_as
from anselm.domain.document import EvidenceTrace, Passage, SpeakerTrace, TallyMark

PEOPLE = (
    Bearer("4A", "Damson", "A"),
    Bearer("4B1", "Damson", "B"),
    Bearer("4B2", "Damson", "B"),
    Bearer("2B", "Beech", "B"),
)
SPEAKER = SpeakerTrace("4B1", "B", "Damson", "paramedic", "INT11", "24 January 2024")
PASSAGE = Passage("INT11", "version 1", 10, 40, "She said do ten.", locator="turn 41", time="00:11:48")
TRACE = EvidenceTrace("e", "supports", "Damson", passage=PASSAGE, speaker=SPEAKER)


def facts() -> ReportFacts:
    quotation = QuotationFacts("q", PASSAGE.words, "4B1", TRACE, locator="turn 41", time="00:11:48")
    tally = (TallyMark("4B1", "for"), TallyMark("2B", "silent"))
    claim = ClaimFacts("c", "One did.", "one", Counts(2, 1), unit=("person", "people"), tally=tally, evidence=(TRACE,))
    return ReportFacts("T", {"k": quotation}, {"Q": claim})


def words_of(value: Any) -> list[str]:
    """Every text anywhere in a value."""
    if isinstance(value, str):
        return [value]
    if is_dataclass(value):
        return [word for one in fields(value) for word in words_of(getattr(value, one.name))]
    if isinstance(value, dict):
        return [word for one in value.values() for word in words_of(one)]
    return [word for one in value for word in words_of(one)] if isinstance(value, tuple) else []


@pytest.mark.parametrize(
    ("labels", "printed", "n", "gone"),
    [
        ("", "4B1", 1, ()),
        ("case", "Damson", 1, ("4B1", "INT11", "turn 41", "00:11:48", "paramedic", "B")),
        ("role", "role B", 1, ("4B1", "INT11", "turn 41", "00:11:48", "paramedic", "Damson", "2B")),
        ("none", "a participant", 4, ("4B1", "INT11", "turn 41", "00:11:48", "paramedic", "Damson", "B", "2B")),
    ],
)
def test_nothing_anywhere_in_a_report_says_more_than_its_labels_do(
    labels: str, printed: str, n: int, gone: tuple[str, ...]
) -> None:
    made = coarser(facts(), labels)
    assert made.quotations["k"].label == printed == said_as(PEOPLE[1], labels)
    assert made.quotations["k"].words == PASSAGE.words
    assert fewest(PEOPLE, labels) == n
    assert not set(gone) & set(words_of(made))


def test_who_has_no_case_or_role_is_a_participant_and_an_interviewer_stays_one() -> None:
    assert said_as(Bearer("P07"), "case") == said_as(Bearer("P07"), "role") == "a participant"
    asking = EvidenceTrace("e", "supports", passage=PASSAGE, speaker=SpeakerTrace("Interviewer", kind="interviewer"))
    quotation = QuotationFacts("q", "And then?", "Interviewer", asking)
    assert coarser(ReportFacts("T", {"k": quotation}), "none").quotations["k"] == quotation
