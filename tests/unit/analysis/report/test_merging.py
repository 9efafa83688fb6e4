"""Two who write at once lose nothing: laws of the merge, and the plain cases."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from anselm.analysis.report.merging import merged

PARAGRAPHS = st.lists(st.sampled_from([f"p{n}" for n in range(6)]), min_size=1, max_size=6).map("\n\n".join)


@given(PARAGRAPHS, PARAGRAPHS)
def test_who_changed_nothing_changes_nothing(was: str, other: str) -> None:
    assert merged(was, was, other) == other
    assert merged(was, other, was) == other
    assert merged(was, other, other) == other


@given(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS)
def test_every_paragraph_that_either_wrote_is_there(was: str, mine: str, theirs: str) -> None:
    found = set(merged(was, mine, theirs).split("\n\n"))
    for text in (mine, theirs):
        assert set(text.split("\n\n")) - set(was.split("\n\n")) <= found


def test_changes_apart_are_both_in_it_each_at_its_place() -> None:
    was = "# One\n\nFirst.\n\nSecond.\n\nThird."
    mine = "# One\n\nFirst, and more.\n\nSecond.\n\nThird."
    theirs = "# One\n\nFirst.\n\nSecond.\n\nBetween.\n\nThird!"
    assert merged(was, mine, theirs) == "# One\n\nFirst, and more.\n\nSecond.\n\nBetween.\n\nThird!"


def test_one_paragraph_changed_by_both_stands_in_both_wordings() -> None:
    assert merged("A.\n\nB.", "A.\n\nB mine.", "A.\n\nB theirs.") == "A.\n\nB mine.\n\nB theirs."
    # Typing on in it leaves the other wording where it is.
    assert merged("A.\n\nB mine.", "A.\n\nB mine, more.", "A.\n\nB mine.\n\nB theirs.") == (
        "A.\n\nB mine, more.\n\nB theirs."
    )


def test_what_one_took_out_and_the_other_left_is_gone() -> None:
    assert merged("A.\n\nB.\n\nC.", "A.\n\nC.", "A!\n\nB.\n\nC.") == "A!\n\nC."
