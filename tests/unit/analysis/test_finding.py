"""Every place a query fits, by words and not by letters, in text order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anselm.analysis.finding import hits, holds, read_query
from anselm.analysis.words import fold_word, words
from anselm.domain.errors import Invalid

TEXT = "I heard Siân on the phone.\nShe means one less on Sundays.\nThe Sunday line, nobody told me.\nSunday, no line."
BLOCKS = [(0, 26), (27, 57), (58, 90), (91, len(TEXT))]


def found(asked: str, text: str = TEXT) -> list[str]:
    blocks = BLOCKS if text is TEXT else [(0, len(text))]
    return [text[start:end] for _, start, end in hits(text, blocks, read_query(asked))]


@pytest.mark.parametrize(
    ("asked", "places"),
    [
        ("sian", ["Siân"]),
        ("SIAN", ["Siân"]),
        ("sunday", ["Sunday", "Sunday"]),
        ("sunday*", ["Sundays", "Sunday", "Sunday"]),
        ('"sunday line"', ["Sunday line"]),
        ("sunday line", ["Sunday", "line", "Sunday", "line"]),
        ("sunday AND told", ["Sunday", "told"]),
        ("sunday NOT told", ["Sunday"]),
        ("phone OR less", ["phone", "less"]),
        ("un", []),
        ("line*", ["line", "line"]),
        ('"means one less"', ["means one less"]),
    ],
)
def test_a_query_finds_words(asked: str, places: list[str]) -> None:
    assert found(asked) == places


@pytest.mark.parametrize("asked", ["", "   ", "NOT word", "…", '""', "AND", "OR"])
def test_a_query_without_a_word_is_refused(asked: str) -> None:
    with pytest.raises(Invalid):
        read_query(asked)


def test_scripts_without_spaces_are_found_inside_a_sentence() -> None:
    assert found('"学习"', "我们学习很多") == ["学习"]


def test_marks_after_a_letter_belong_to_what_is_found() -> None:
    assert found("cafe", "a cafe\u0301, yes") == ["cafe\u0301"]


LETTERS = st.text(alphabet="abáBßs \n.,'学\u0301", max_size=60)


@given(LETTERS, st.text(alphabet="abáß", min_size=1, max_size=2))
def test_the_hits_of_a_word_are_exactly_the_words_equal_to_it(text: str, word: str) -> None:
    expected = [span for span in words(text) if fold_word(text[slice(*span)]) == fold_word(word)]
    assert [(start, end) for _, start, end in hits(text, [(0, len(text))], read_query(word))] == expected


@given(LETTERS, st.lists(st.text(alphabet="abá学", min_size=1, max_size=2), min_size=2, max_size=3))
def test_the_hits_of_a_phrase_are_its_words_one_after_another(text: str, phrase: list[str]) -> None:
    asked = '"' + " ".join(phrase) + '"'
    wanted = [fold_word(part[slice(*span)]) for part in phrase for span in words(part)]
    spans = words(text)
    said = [fold_word(text[slice(*span)]) for span in spans]
    n = len(wanted)
    expected = [
        (spans[at][0], spans[at + n - 1][1]) for at in range(len(spans) - n + 1) if said[at : at + n] == wanted
    ]
    assert [(start, end) for _, start, end in hits(text, [(0, len(text))], read_query(asked))] == expected


@given(LETTERS, st.text(alphabet="abá学ß", min_size=1, max_size=3))
def test_a_text_said_to_hold_no_word_has_no_hit(text: str, asked: str) -> None:
    query = read_query(asked)
    assert holds(text, query) or not list(hits(text, [(0, len(text))], query))
