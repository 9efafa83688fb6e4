"""How placements met: what is alike, what is taken for what, and the figures of four things worked by hand."""

from __future__ import annotations

import pytest

from anselm.analysis.placements import figures_of, given, how_met, pairs_of, taken_for

# Four themes by two readers at the levels near and far: they differ on the second alone.
FOUR = (("near", "near"), ("near", "far"), ("far", "far"), ("far", "far"))
LEVELS = ("near", "far")


def test_two_who_agree_are_alike_and_one_alone_has_met_nobody() -> None:
    assert [how_met(row) for row in FOUR[:2]] == ["same level", "different levels"]
    assert how_met(("near", None)) == "placed by one only"
    assert how_met((None, None)) == "placed by nobody"
    assert how_met(("near", None, "near")) == "same level"
    assert given(("far", "near", None, "far")) == ("far", "near")


def test_the_figures_of_four_things_are_those_worked_by_hand() -> None:
    found = dict(figures_of(FOUR, LEVELS, LEVELS))
    assert found["percent"].value == pytest.approx(3 / 4)
    # By chance: 1/2 · 1/4 near and 1/2 · 3/4 far, 1/2 in all.
    assert found["cohen_kappa"].value == pytest.approx((3 / 4 - 1 / 2) / (1 - 1 / 2))
    # 2 of 8 values meet another, where 2 · 3 · 5 of 8 · 7 would.
    assert found["krippendorff_alpha"].value == pytest.approx(1 - (2 / 8) / (30 / 56))
    # "At none of the levels" is a category too: three of them.
    assert found["brennan_prediger"].value == pytest.approx((3 / 4 - 1 / 3) / (1 - 1 / 3))
    assert all(one.low is None and one.high is None for one in found.values())
    assert "krippendorff_alpha_ordinal" not in found, "two levels have no order to speak of"


def test_levels_further_apart_weigh_more_where_levels_are_in_order() -> None:
    levels = ("a", "b", "c", "d")
    near = (("a", "b"), ("b", "b"), ("c", "c"), ("d", "d"), ("a", "a"))
    far = (("a", "d"), ("b", "b"), ("c", "c"), ("d", "d"), ("a", "a"))
    of_near, of_far = (dict(figures_of(rows, levels, levels)) for rows in (near, far))
    assert of_near["percent"].value == of_far["percent"].value
    assert (of_near["krippendorff_alpha_ordinal"].value or 0) > (of_far["krippendorff_alpha_ordinal"].value or 0)


def test_what_one_alone_placed_is_in_no_figure_and_nothing_placed_has_none() -> None:
    with_one = (*FOUR, ("near", None))
    assert figures_of(with_one, LEVELS, LEVELS) == figures_of(FOUR, LEVELS, LEVELS)
    nothing = dict(figures_of((("near", None), (None, None)), LEVELS, LEVELS))
    assert {one.undefined for one in nothing.values()} == {"no comparison"}
    assert "light_kappa" in dict(figures_of((("near", "far", "far"),), LEVELS, LEVELS))


def test_what_was_taken_for_what_is_told_whoever_gave_which_and_none_of_the_levels_is_one() -> None:
    rows = (("near", "far"), ("far", "near"), ("near", ""), ("near", "near"), ("far", None))
    assert taken_for(rows, LEVELS) == [("near", "far", 2), ("near", "", 1)]
    assert pairs_of(rows) == {("near", "far"): 1, ("far", "near"): 1, ("near", ""): 1, ("near", "near"): 1}
