"""A quotation prints the source's words, or the difference is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anselm.analysis.report.quotation import Difference, LabelFor, edits_of, labels, verify

PASSAGE = "I went to Siân about it. [laughs] And she was buttering something, and she said do ten. That's all."


@pytest.mark.parametrize(
    "printed",
    [
        PASSAGE,
        "she said do ten",
        "She said do ten. That’s all.",
        "[S]he said do ten.",
        "I went to Siân about it […] she said do ten.",
        "I went to Siân about it... She said do ten.",
        "And she [the lead] was buttering something",
        "[laughs] And she was buttering something",
        "it. And she"[:3] + " […] And she was",
        "I  went\nto Siân",
        "I went to Sia\u0302n",
    ],
)
def test_declared_edits_are_accepted(printed: str) -> None:
    assert verify(printed, PASSAGE) is None


@pytest.mark.parametrize(
    "printed",
    [
        "she said do twelve",
        "she said ten",
        "she said Do ten",
        "she [said] do ten",
        "about it. And she was",
        "do ten […] she said",
        "e said do ten",
        "[…]",
        "[all of this is mine]",
        "",
    ],
)
def test_anything_else_is_refused(printed: str) -> None:
    assert verify(printed, PASSAGE) is not None


def test_the_difference_is_shown() -> None:
    found = verify("she was buttering bread, and she said do ten", PASSAGE)
    assert found is not None
    assert found.differences == (Difference("bread", "something"),)
    assert found.shown() == "printed “bread”, the source has “something”"


def test_edits_are_said_in_words() -> None:
    assert edits_of(PASSAGE, PASSAGE) == ()
    assert edits_of("[S]he [the lead] said do ten", PASSAGE) == (
        "words left out",
        "words added in brackets",
        "case of a first letter",
    )


words = st.lists(st.text("abcdeé", min_size=1, max_size=6), min_size=1, max_size=12)


@given(words, st.data())
def test_altering_any_word_outside_brackets_is_refused(original: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(original) - 1))
    altered = [*original]
    altered[at] = data.draw(st.text("xyz", min_size=1, max_size=4))
    left_out = data.draw(st.sets(st.integers(0, len(original) - 1)))
    printed = " ".join("[…]" if i in left_out and i != at else word for i, word in enumerate(altered))
    assert verify(printed, " ".join(original)) is not None


@given(words, st.data())
def test_declared_edits_never_hide_what_was_said(original: list[str], data: st.DataObject) -> None:
    edits = data.draw(st.lists(st.sampled_from(["keep", "leave out", "add"]), min_size=len(original)))
    printed: list[str] = []
    for word, edit in zip(original, edits, strict=False):
        printed.append({"keep": word, "leave out": "[…]", "add": f"[added] {word}"}[edit])
    kept = [word for word, edit in zip(original, edits, strict=False) if edit != "leave out"]
    assert (verify(" ".join(printed), " ".join(original)) is None) == bool(kept)


@given(words, words)
def test_a_word_dropped_without_an_ellipsis_is_refused(before: list[str], after: list[str]) -> None:
    assert verify(" ".join(before + after), " ".join([*before, "unsaid", *after])) is not None


def test_labels_number_only_those_who_would_share_one() -> None:
    people = [LabelFor("a", "4", "A"), LabelFor("b", "4", "B"), LabelFor("c", "4", "B"), LabelFor("d", "5", "B")]
    assert labels(people) == {"a": "4A", "b": "4B1", "c": "4B2", "d": "5B"}


def test_a_fixed_number_is_kept_and_the_others_go_round_it() -> None:
    people = [LabelFor("a", "9", "C"), LabelFor("b", "9", "C", 1), LabelFor("c", "9", "C")]
    assert labels(people) == {"a": "9C2", "b": "9C1", "c": "9C3"}
    with pytest.raises(ValueError, match="same number"):
        labels([LabelFor("a", "9", "C", 1), LabelFor("b", "9", "C", 1)])


@given(
    st.lists(st.tuples(st.sampled_from(["1", "11", "1A", "4"]), st.sampled_from(["A", "B", "1", "A1"])), max_size=12)
)
def test_no_two_people_share_a_label(pairs: list[tuple[str, str]]) -> None:
    people = [LabelFor(str(at), team, role) for at, (team, role) in enumerate(pairs)]
    made = labels(people)
    assert len(set(made.values())) == len(people)
