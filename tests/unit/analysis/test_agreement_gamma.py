from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.analysis import gold

from anselm.analysis.agreement import gamma as g
from anselm.analysis.agreement.gamma import Dissimilarity, best_alignment, gamma
from anselm.analysis.agreement.result import NO_COMPARISON, NOT_USED


def coders_of(case: Any) -> list[list[g.Piece]]:
    rows = [tuple(row.values()) if isinstance(row, dict) else tuple(row) for row in case["data"]["continuum"]]
    names = sorted({row[0] for row in rows})
    return [[(row[1], row[2], row[3]) for row in rows if row[0] == name] for name in names]


def rule(case: Any) -> Dissimilarity:
    p = case["params"]
    return Dissimilarity(p["alpha"], p["beta"], p["deltaEmpty"])


@pytest.mark.parametrize("case", gold.cases("gamma"))
def test_disorders_and_gamma_reproduce_the_recorded_value(case: Any) -> None:
    if case["measure"] == "gamma":
        value = gamma(coders_of(case), 60, np.random.default_rng(5), rule(case), 100).figure.value
        assert value == pytest.approx(case["expected"], abs=0.05)  # another way of shuffling: near, not equal
    else:
        assert gold.near(case, best_alignment(coders_of(case), rule(case)).disorder)


def tried(coders: list[list[g.Piece]], d: Dissimilarity) -> float:
    """The least disorder by trying every way of grouping the units."""
    units = [(k, *unit) for k, row in enumerate(coders) for unit in row]
    m, pairs = len(coders), len(coders) * (len(coders) - 1) // 2

    def cost(group: tuple[Any, ...]) -> float:
        inside = sum(
            (d.alpha * ((abs(a[1] - b[1]) + abs(a[2] - b[2])) / (a[2] - a[1] + b[2] - b[1])) ** 2
             + d.beta * (a[3] != b[3])) * d.empty
            for a, b in combinations(group, 2)
        )  # fmt: skip
        return (inside + (pairs - len(group) * (len(group) - 1) // 2) * d.empty) / pairs

    def least(left: tuple[Any, ...]) -> float:
        if not left:
            return 0.0
        first, rest = left[0], left[1:]
        ways = []
        for size in range(m):
            for others in combinations(rest, size):
                if len({first[0], *(one[0] for one in others)}) == size + 1:
                    remaining = list(rest)
                    for one in others:
                        remaining.remove(one)
                    ways.append(cost((first, *others)) + least(tuple(remaining)))
        return min(ways)

    return least(tuple(units)) / (len(units) / m)


piece = st.tuples(st.integers(0, 20), st.integers(1, 9), st.sampled_from("ab")).map(
    lambda p: (p[0], p[0] + p[1], p[2])
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(piece, max_size=3), min_size=2, max_size=3),
    st.sampled_from([(1.0, 1.0), (3.0, 1.0), (0.5, 2.0)]),
)
def test_the_best_alignment_is_the_best_of_all_ways_to_group_the_units(coders: Any, weight: Any) -> None:
    if not any(coders):
        return
    d = Dissimilarity(*weight)
    found = best_alignment(coders, d)
    assert found.disorder == pytest.approx(tried(coders, d))
    placed = sorted(unit for group in found.groups for unit in group)
    assert placed == [(k, at) for k, row in enumerate(coders) for at in range(len(row))]


def test_gamma_repeats_with_the_seed_and_is_one_for_identical_units() -> None:
    same = [[(0, 5, "a"), (20, 30, "b")]] * 2
    one, other = (gamma(same, 100, np.random.default_rng(2), n_samples=10) for _ in range(2))
    assert one == other
    assert one.figure.value == 1.0


def test_gamma_without_units_or_coders_says_why() -> None:
    rng = np.random.default_rng(2)
    assert gamma([[]], 9, rng).figure.undefined == NO_COMPARISON
    assert gamma([[], []], 9, rng).figure.undefined == NOT_USED
    assert str(gamma([[(0, 1, "a")]] * 2, 1, rng).figure.undefined).startswith("undefined because")
    with pytest.raises(ValueError, match="two coders"):
        best_alignment([[]])
    with pytest.raises(ValueError, match="overlap too much"):
        best_alignment([[(0, 9, "a"), (1, 9, "b"), (2, 9, "a")]] * 2, limit=0)
