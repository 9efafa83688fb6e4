"""Where a comment stands once the text round it has changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from anselm.analysis.report.commenting import line_of, place_of, section_of

BODY = """# Findings

All nine teams had some induction. It was short.

## What is arranged

It was short. Two weeks of shadowing were the plan, and seldom more than the plan.

{{quote:3A-01}}

{{claim:Q1|Five teams talk over the kettle.}} {{quote:3A-012}}
"""


def test_a_sentence_said_twice_is_the_one_nearest_to_where_it_stood() -> None:
    first, second = BODY.index("It was short."), BODY.rindex("It was short.")
    assert place_of(BODY, "", "It was short.", first + 3) == first
    assert place_of(BODY, "", "It was short.", second - 3) == second


def test_a_sentence_written_anew_is_found_by_the_words_it_kept_and_one_taken_out_is_nowhere() -> None:
    changed = BODY.replace("Two weeks of shadowing were the plan", "Three weeks of shadowing were always the plan")
    words = "Two weeks of shadowing were the plan, and seldom more than the plan."
    assert place_of(changed, "", words, 0) == changed.index("Three weeks")
    assert place_of(BODY.replace(words, ""), "", words, 0) is None
    assert place_of("", "", words, 0) is None
    assert place_of(BODY, "", "", 0) is None


def test_a_block_is_found_by_its_whole_name() -> None:
    assert place_of(BODY, "quote:3A-01", "", 0) == BODY.index("{{quote:3A-01}}")
    assert place_of(BODY, "quote:3A-012", "", 0) == BODY.index("{{quote:3A-012}}")
    assert place_of(BODY, "claim:Q1", "", 0) == BODY.index("{{claim:Q1")
    assert place_of(BODY, "claim:Q", "", 0) is None


def test_a_place_is_said_by_its_line_and_heading() -> None:
    at = BODY.index("{{quote:3A-01}}")
    assert (line_of(BODY, at), section_of(BODY, at)) == (9, "What is arranged")
    assert section_of("No heading.", 3) == ""


@given(st.text(max_size=200), st.text(min_size=1, max_size=30), st.text(max_size=200), st.integers(0, 600))
def test_words_that_stand_in_the_text_are_always_found_letter_for_letter(
    before: str, words: str, after: str, start: int
) -> None:
    body = before + words + after
    place = place_of(body, "", words, start)
    assert place is not None
    assert body[place : place + len(words)] == words
