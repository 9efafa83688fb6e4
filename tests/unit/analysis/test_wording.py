"""What changed in a text is told word by word, and both texts can be read out of it."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from anselm.analysis.wording import changed_words

texts = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(["one", "two,", "three.", "it's", "", "\n", "not"]), max_size=20).map(" ".join),
)


@given(texts, texts)
def test_both_texts_can_be_read_out_of_the_pieces(before: str, after: str) -> None:
    pieces = changed_words(before, after)
    assert "".join(one.words for one in pieces if one.fate != "in") == before
    assert "".join(one.words for one in pieces if one.fate != "out") == after
    assert all(one.words for one in pieces)
    assert all(one.fate != two.fate for one, two in itertools.pairwise(pieces))


def test_a_word_that_changed_stands_alone_among_those_that_stayed() -> None:
    pieces = changed_words("They hear what was meant for others.", "They overhear what was meant for others.")
    assert [(one.fate, one.words) for one in pieces] == [
        ("same", "They "),
        ("out", "hear"),
        ("in", "overhear"),
        ("same", " what was meant for others."),
    ]


def test_words_changed_side_by_side_are_read_together() -> None:
    pieces = changed_words("A b c and so on and on", "A x y and so on and on")
    assert [(one.fate, one.words) for one in pieces][1:3] == [("out", "b c"), ("in", "x y")]


def test_a_text_that_is_mostly_new_stands_after_the_old_one() -> None:
    pieces = changed_words("Hears it by chance.", "Goes along to a patient and watches.")
    assert [one.fate for one in pieces] == ["out", "in"]
