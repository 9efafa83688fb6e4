from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import anselm.analysis.differences as analysis
from anselm.analysis.differences import (
    BOUNDARY,
    DIFFERENT_CODE,
    MARKED_BY_ONE,
    MARKED_BY_SOME,
    READ_DIFFERENTLY,
    SIBLING_CODE,
    Difference,
    Reading,
    counted,
    differences,
)

PARENTS = {"D1": "D", "D4": "D", "A5": "A", "B2": "B", "C1": "C"}


def readings(*rows: tuple[str, str, int, int] | tuple[str, str, int, int, str]) -> list[Reading]:
    return [
        Reading(f"k{index}", row[0], row[1], row[4] if len(row) > 4 else "1A", row[2], row[3])
        for index, row in enumerate(rows)
    ]


def kinds(found: tuple[Difference, ...]) -> list[tuple[str, str]]:
    return [(one.kind, one.pattern) for one in found]


@st.composite
def rounds(draw: st.DrawFn, coders: str = "KL") -> list[Reading]:
    spans = st.tuples(
        st.sampled_from(coders), st.sampled_from(["A", "B", "C"]), st.integers(0, 12), st.integers(1, 6),
        st.sampled_from(["1A", "1B"]),
    )  # fmt: skip
    rows = draw(st.lists(spans, max_size=14))
    return [
        Reading(f"k{n}", coder, code, doc, at, at + size)
        for n, (coder, code, at, size, doc) in enumerate(rows)
    ]


BOTH = {"1A": ("K", "L"), "1B": ("K", "L")}


@settings(max_examples=300, deadline=None)
@given(rounds())
def test_identical_codings_give_no_difference(one: list[Reading]) -> None:
    first = [reading for reading in one if reading.coder == "K"]
    second = [replace(reading, coder="L", coding_id=reading.coding_id + "'") for reading in first]
    assert differences([*first, *second], assigned=BOTH) == ()


@settings(max_examples=300, deadline=None)
@given(rounds(), st.randoms(use_true_random=False))
def test_swapping_the_coders_or_the_rows_changes_nothing_but_the_sides(
    one: list[Reading], shuffler: st.Random
) -> None:  # type: ignore[name-defined]
    found = differences(one, assigned=BOTH, parents={"A": "x", "B": "x"})
    swapped = [replace(reading, coder={"K": "L", "L": "K"}[reading.coder]) for reading in one]
    shuffler.shuffle(swapped)
    mirrored = differences(swapped, assigned=BOTH, parents={"A": "x", "B": "x"})

    def faces(all_: tuple[Difference, ...]) -> list[tuple[object, ...]]:
        return sorted(
            (d.kind, d.pattern, d.document, d.start, d.end, tuple(sorted(d.coding_ids))) for d in all_
        )

    assert faces(found) == faces(mirrored)


def marked(one: list[Reading], coder: str) -> set[tuple[str, str, int]]:
    return {(r.document, r.code, at) for r in one if r.coder == coder for at in range(r.start, r.end)}


@settings(max_examples=300, deadline=None)
@given(rounds())
def test_there_is_a_difference_exactly_where_some_character_is_marked_by_one_coder_only(
    one: list[Reading],
) -> None:
    found = differences(one, assigned=BOTH)
    unlike = marked(one, "K") ^ marked(one, "L")
    listed = {
        (d.document, side.code, at) for d in found for side in d.sides for at in range(side.start, side.end)
    }
    assert unlike <= listed
    assert bool(found) == bool(unlike)
    ids = [coding_id for d in found for coding_id in d.coding_ids]
    assert len(ids) == len(set(ids))


@settings(max_examples=100, deadline=None)
@given(rounds(coders="KLM"))
def test_with_three_coders_each_coding_is_in_at_most_one_difference(one: list[Reading]) -> None:
    everyone = {"1A": ("K", "L", "M"), "1B": ("K", "L", "M")}
    found = differences(one, assigned=everyone)
    ids = [coding_id for d in found for coding_id in d.coding_ids]
    assert len(ids) == len(set(ids))
    unlike = (marked(one, "K") ^ marked(one, "L")) | (marked(one, "K") ^ marked(one, "M"))
    assert bool(found) == bool(unlike)


def test_same_words_with_two_codes_are_one_difference_named_by_both() -> None:
    found = differences(readings(("K", "D1", 10, 50), ("L", "D4", 10, 50)), parents=PARENTS)
    assert kinds(found) == [(SIBLING_CODE, "D1|D4")]
    assert found[0].coding_ids == ("k0", "k1")
    assert kinds(differences(readings(("K", "D1", 10, 50), ("L", "C1", 12, 50)), parents=PARENTS)) == [
        (DIFFERENT_CODE, "C1|D1")
    ]


def test_words_that_overlap_only_a_little_are_two_differences() -> None:
    found = differences(readings(("K", "D1", 0, 50), ("L", "D4", 40, 90)), parents=PARENTS)
    assert kinds(found) == [(MARKED_BY_ONE, "D1"), (MARKED_BY_ONE, "D4")]


def test_codes_declared_opposite_are_read_differently() -> None:
    rows = readings(("K", "A5", 0, 9), ("L", "B2", 0, 9))
    assert kinds(differences(rows, parents=PARENTS, opposites=[("B2", "A5")])) == [
        (READ_DIFFERENTLY, "A5|B2")
    ]


def test_other_ends_of_one_code_are_a_boundary_even_when_one_coder_cut_it_in_two() -> None:
    found = differences(readings(("K", "C1", 0, 40), ("L", "C1", 0, 15), ("L", "C1", 20, 40)))
    assert kinds(found) == [(BOUNDARY, "C1")]
    assert found[0].coding_ids == ("k0", "k1", "k2")
    assert (found[0].start, found[0].end) == (0, 40)


PLACES = readings(
    ("K", "D1", 0, 9), ("L", "D4", 0, 9), ("K", "D1", 20, 30), ("L", "D4", 20, 30),
    ("K", "D1", 40, 50), ("L", "D1", 40, 54), ("K", "C1", 60, 70), ("L", "C1", 62, 70),
    ("K", "C1", 80, 84), ("L", "C1", 83, 90), ("K", "B2", 100, 110),
)  # fmt: skip


def by_kind() -> dict[str, int]:
    return dict(Counter(one.kind for one in differences(PLACES, assigned={"1A": "KL"}, parents=PARENTS)))


def test_ends_that_differ_are_counted_apart_from_codes_that_differ() -> None:
    assert by_kind() == {SIBLING_CODE: 2, BOUNDARY: 3, MARKED_BY_ONE: 1}


def test_ends_counted_as_codes_that_differ_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis, "BOUNDARY", SIBLING_CODE)
    assert by_kind() == {SIBLING_CODE: 5, MARKED_BY_ONE: 1}


def test_codings_that_touch_are_the_same_stretch_as_one_coding_over_both() -> None:
    assert differences(readings(("K", "C1", 0, 40), ("L", "C1", 0, 15), ("L", "C1", 15, 40))) == ()


def test_a_shared_code_beside_an_added_one_leaves_only_the_added_one() -> None:
    found = differences(readings(("K", "C1", 0, 9), ("L", "C1", 0, 9), ("K", "D1", 0, 9)))
    assert kinds(found) == [(MARKED_BY_ONE, "D1")]
    assert found[0].without == ("L",)


def test_a_document_one_coder_was_not_assigned_gives_no_difference() -> None:
    rows = readings(("K", "C1", 0, 9, "1A"), ("L", "C1", 0, 9, "1B"))
    assert differences(rows, assigned={"1A": ["K"], "1B": ["L"]}) == ()
    assert len(differences(rows, assigned={"1A": ["K", "L"], "1B": ["L"]})) == 1


def test_two_of_three_coders_are_some_and_not_one() -> None:
    rows = readings(
        ("K", "C1", 0, 9), ("L", "C1", 0, 9), ("M", "D1", 30, 40), ("K", "D4", 50, 60), ("L", "D4", 50, 60)
    )
    rows += [Reading("k9", "M", "D1", "1A", 50, 60)]
    found = differences(rows, parents=PARENTS)
    assert kinds(found) == [(SIBLING_CODE, "D1|D4"), (MARKED_BY_ONE, "D1"), (MARKED_BY_SOME, "C1")]
    assert found[2].without == ("M",)


def test_patterns_are_counted_most_frequent_first() -> None:
    rows = readings(
        ("K", "D1", 0, 9), ("L", "D4", 0, 9), ("K", "D4", 20, 29), ("L", "D1", 20, 29), ("K", "C1", 40, 45),
        ("L", "A5", 40, 45),
    )  # fmt: skip
    assert counted(differences(rows, parents=PARENTS)) == (
        (SIBLING_CODE, "D1|D4", 2),
        (DIFFERENT_CODE, "A5|C1", 1),
    )
