"""What a transcript says of itself is read where it is plain, and left where it is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anselm.services.corpus.heading import Heading, heading_of, pairs_of

BARS = (
    "Study | Encounter INT05 | Participant P05 (2B) | 2024-01-24 | workplace, small office | I1 | others: none | "
    "guide v2-B | 00:44:10\n\n"
)


def test_a_line_of_parts_between_bars_is_read() -> None:
    found = heading_of(pairs_of(BARS, ()))
    assert found == Heading("INT05", "P05", "2B", "2024-01-24", 2650, "I1", "none", "", "v2-B")


def test_lines_of_name_and_value_are_read() -> None:
    pairs = (("Interview", "7"), ("Participant", "P12"), ("Date", "2024-02-03"), ("Duration", "41:20"))
    found = heading_of(pairs_of("", pairs))
    assert (found.encounter, found.participant, found.date, found.seconds) == ("7", "P12", "2024-02-03", 2480)


@pytest.mark.parametrize("value", ["Jane Smith, a nurse from the ward", "", "3 March", "see below | or not"])
def test_what_is_no_code_is_left(value: str) -> None:
    found = heading_of((("participant", value), ("encounter", value), ("date", value)))
    assert not found.says_anything


@given(st.text(max_size=300))
def test_no_heading_is_too_odd_to_read(matter: str) -> None:
    assert isinstance(heading_of(pairs_of(matter, ())), Heading)
