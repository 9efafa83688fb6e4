"""The agreed reading follows from the readings and the rulings, and from nothing else."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anselm.analysis.agreed import RULES, agreed, key_of, majority_of, read_alike, settled_spans
from anselm.analysis.differences import Difference, Reading, differences

OUTCOMES = ("first", "second", "both codes", "neither", "both stand", "union", "intersection")
Place = tuple[str, int, int, str]


@st.composite
def marks(draw: st.DrawFn, coder: str) -> list[Reading]:
    spans = draw(
        st.lists(
            st.tuples(
                st.sampled_from("xy"), st.integers(0, 30), st.integers(1, 12), st.sampled_from(("D1", "D4", "E2"))
            ),
            max_size=8,
            unique=True,
        )
    )
    return [
        Reading(f"{coder}{n}", coder, code, document, start, start + length)
        for n, (document, start, length, code) in enumerate(spans)
    ]


@st.composite
def readings(draw: st.DrawFn, coders: str = "abc") -> list[Reading]:
    return [one for coder in coders for one in draw(marks(coder))]


def _of(found: Sequence[Reading]) -> tuple:  # type: ignore[type-arg]
    return differences(found, assigned={"x": set("abc"), "y": set("abc")})


@given(marks("a"))
def test_identical_readings_are_their_own_agreed_reading(one: list[Reading]) -> None:
    other = [replace(mark, coder="b", coding_id=f"b-{mark.coding_id}") for mark in one]
    both = [*one, *other]
    found = differences(both, assigned={"x": set("ab"), "y": set("ab")})
    assert found == ()
    places = {(span.document, span.start, span.end, span.code) for span in agreed(both, found, {})}
    assert places == {(mark.document, mark.start, mark.end, mark.code) for mark in one}


@given(readings(), st.integers(0, 99), st.sampled_from(["", *RULES]), st.data())
def test_the_order_of_readings_and_rulings_does_not_matter(
    found: list[Reading], seed: int, rule: str, data: st.DataObject
) -> None:
    listed = _of(found)
    settled = {
        key_of(one): (False, settled_spans(one, data.draw(st.sampled_from(OUTCOMES)), "a", "b")) for one in listed
    }
    before = list(found)
    first = agreed(found, listed, settled, rule)
    assert found == before
    random.Random(seed).shuffle(found)
    shuffled = dict(random.Random(seed).sample(sorted(settled.items()), len(settled)))
    assert agreed(found, _of(found), shuffled, rule) == first


@given(readings(), st.sampled_from(["", *RULES]))
def test_no_stretch_is_agreed_twice_and_every_coding_behind_it_is_there(found: list[Reading], rule: str) -> None:
    spans = agreed(found, _of(found), {}, rule)
    places = [(span.document, span.start, span.end, span.code) for span in spans]
    assert len(places) == len(set(places))
    known = {mark.coding_id: mark for mark in found}
    for span in spans:
        assert span.coding_ids
        assert all(known[one].document == span.document for one in span.coding_ids)


@given(readings())
def test_every_coding_is_read_alike_or_in_a_difference_and_never_in_both(found: list[Reading]) -> None:
    listed = _of(found)
    differing = [one for difference in listed for one in difference.coding_ids]
    alike = [one for span in read_alike(found, listed) for one in span.coding_ids]
    assert len(differing) == len(set(differing))
    assert set(differing) | set(alike) == {mark.coding_id for mark in found}
    assert not set(differing) & set(alike)


@given(readings())
def test_each_difference_has_a_name_of_its_own(found: list[Reading]) -> None:
    listed = _of(found)
    assert len({key_of(one) for one in listed}) == len(listed)


def _words(spans: Sequence[Reading] | tuple) -> set[tuple[str, int, str]]:  # type: ignore[type-arg]
    return {(one.document, at, one.code) for one in spans for at in range(one.start, one.end)}


@given(readings())
def test_a_rule_keeps_all_that_anyone_marked_or_only_what_all_did_or_nothing(found: list[Reading]) -> None:
    listed = _of(found)
    alike = _words(read_alike(found, listed))
    assert _words(agreed(found, listed, {}, "kept")) == _words(found)
    assert _words(agreed(found, listed, {}, "left out")) == alike
    assert alike <= _words(agreed(found, listed, {}, "common")) <= _words(found)


@given(readings("ab"))
def test_what_one_reader_marked_is_what_their_outcome_gives_and_both_is_both(found: list[Reading]) -> None:
    for one in differences(found, assigned={"x": set("ab"), "y": set("ab")}):
        first, second = (set(settled_spans(one, outcome, "a", "b")) for outcome in ("first", "second"))
        assert first | second == set(settled_spans(one, "both stand", "a", "b"))
        assert settled_spans(one, "neither", "a", "b") == ()
        for start, end, code in settled_spans(one, "union", "a", "b"):
            assert start == min(side.start for side in one.sides if side.code == code)
            assert end == max(side.end for side in one.sides if side.code == code)


def test_the_same_words_in_other_pieces_are_one_place() -> None:
    found = [
        Reading("1", "a", "D1", "x", 0, 5),
        Reading("2", "a", "D1", "x", 5, 10),
        Reading("3", "b", "D1", "x", 0, 10),
    ]
    (span,) = agreed(found, differences(found), {})
    assert (span.start, span.end, span.how, span.coding_ids) == (0, 10, "read alike", ("1", "2", "3"))


def test_ends_taken_as_the_same_are_one_place_with_all_the_words() -> None:
    found = [Reading("1", "a", "D1", "x", 0, 10), Reading("2", "b", "D1", "x", 1, 11)]
    assert [(span.start, span.end) for span in read_alike(found, ())] == [(0, 11)]


def test_a_stretch_settled_where_it_was_read_alike_already_stays_one() -> None:
    found = [
        Reading("1", "a", "D1", "x", 0, 9),
        Reading("2", "b", "D1", "x", 0, 9),
        Reading("3", "b", "D4", "x", 0, 9),
    ]
    (one,) = differences(found)
    (span,) = agreed(found, [one], {key_of(one): (False, ((0, 9, "D1"),))})
    assert (span.how, span.coding_ids) == ("read alike", ("1", "2", "3"))


def test_an_outcome_there_is_not_is_an_error() -> None:
    found = [Reading("1", "a", "D1", "x", 0, 9), Reading("2", "b", "D4", "x", 0, 9)]
    with pytest.raises(ValueError, match="maybe"):
        settled_spans(differences(found)[0], "maybe", "a", "b")


def _read(**marks: str) -> tuple[Difference, ...]:
    """One difference in a text that everyone named read: "D1 0 9" by reader, empty for nothing marked."""
    rows = []
    for coder, said in marks.items():
        for at, one in enumerate(said.split(", ") if said else ()):
            code, start, end = one.split()
            rows.append(Reading(f"{coder}{at}", coder, code, "text", int(start), int(end)))
    return differences(rows, assigned={"text": list(marks)})


@pytest.mark.parametrize(
    ("marks", "wanted"),
    [
        ({"k": "D1 0 9", "l": "D1 0 9", "m": "D4 0 9"}, ((0, 9, "D1"),)),
        ({"k": "D1 0 9", "l": "", "m": ""}, ()),
        ({"k": "D1 0 9", "l": "D1 0 9", "m": ""}, ((0, 9, "D1"),)),
        ({"k": "D1 0 9", "l": "D1 0 9", "m": "D1 0 8"}, ((0, 9, "D1"),)),
        ({"k": "D1 0 9", "l": "D1 0 8", "m": "D1 0 7"}, None),
        ({"k": "D1 0 9", "l": "D1 0 9", "m": "", "n": ""}, None),
        ({"k": "D1 0 9", "l": "D4 0 9"}, None),
    ],
)
def test_more_than_half_of_three_or_more_readers_settle_a_place_to_the_letter_or_not_at_all(
    marks: dict[str, str], wanted: tuple[tuple[int, int, str], ...] | None
) -> None:
    (one,) = _read(**marks)
    assert majority_of(one) == wanted
