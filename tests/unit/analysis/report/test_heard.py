"""Who is heard: what is uneven is said once, at the first quotation it concerns, and never refuses."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from anselm.analysis.report.blocks import parse
from anselm.analysis.report.heard import MOST_OF_ONE, Voice, balance

CASES = ("Alder", "Beech", "Cherry")
LABELS = tuple(f"{n}{role}" for n in (1, 2, 3) for role in "AB")
VOICES = {label: Voice(label, CASES[int(label[0]) - 1], label[1]) for label in LABELS}
ROLES = {"A": 3, "B": 3}


def report(labels: list[str]) -> str:
    return "# Findings\n\n" + "\n\n".join(f"{{{{quote:{label}}}}}" for label in labels)


def told(labels: list[str], **more: object) -> list[str]:
    found = balance(parse(report(labels)), VOICES, CASES, ROLES)
    assert not any(one.refuses for one in found)
    return [one.reason for one in found]


@given(st.lists(st.sampled_from(LABELS), max_size=40))
def test_a_person_is_named_once_exactly_when_quoted_more_than_a_few_times(labels: list[str]) -> None:
    often = {label for label, n in Counter(labels).items() if n > MOST_OF_ONE}
    reasons = [one for one in told(labels) if "quotations are of " in one and "role" not in one]
    assert len(reasons) == len(often)
    assert all(any(f"are of {label};" in one for one in reasons) for label in often)


def test_the_fault_stands_at_the_first_quotation_that_is_too_many() -> None:
    source = parse(report(["1A"] * 6 + ["2A", "3A"]))
    often = next(one for one in balance(source, VOICES, CASES, ROLES) if "portrait" in one.reason)
    assert often.place.line == 3 + 2 * MOST_OF_ONE
    assert often.sentence == "the quotation of 1A (1A)"
    assert "6 of 8 quotations" in often.reason


@given(st.lists(st.sampled_from(LABELS), min_size=3, max_size=40))
def test_cases_never_quoted_are_named_and_none_that_is(labels: list[str]) -> None:
    silent = [case for case in CASES if case not in {VOICES[label].case for label in labels}]
    reasons = [one for one in told(labels) if one.startswith("Nobody is quoted")]
    assert reasons == ([f"Nobody is quoted from {len(silent)} of 3 teams: {', '.join(silent)}."] if silent else [])


def test_a_role_heard_far_beyond_its_share_is_named_with_both_numbers() -> None:
    labels = ["1A", "2A", "3A"] * 4
    assert "12 of 12 quotations are of role A, which 3 of 6 people hold." in told(labels)
    assert not [one for one in told(list(LABELS) * 2) if "role" in one]


def test_a_study_of_few_people_is_not_told_that_each_is_quoted_often() -> None:
    assert balance(parse(report(["1A"] * 9)), VOICES, CASES, {"A": 1, "B": 1}) == ()
