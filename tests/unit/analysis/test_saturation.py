from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.analysis import gold

from anselm.analysis import saturation as s


def counts_of(data: Any) -> tuple[Any, int]:
    if "incidence_counts" in data:
        return np.array(data["incidence_counts"]), data["m"]
    marked = s.incidence(data["code_sets_by_interview"])
    return marked.sum(axis=0), marked.shape[0]


ESTIMATES: dict[str, Callable[[Any, int], float | None]] = {
    "chao2": lambda c, m: s.chao2(c, m).value,
    "chao2_classic": lambda c, m: s.chao2(c, m).value,
    "chao2_se": lambda c, m: s.chao2(c, m).standard_error,
    "chao2_bias_corrected": s.chao2_corrected,
    "jackknife1": s.jackknife1,
    "jackknife2": s.jackknife2,
    "coverage_chao_jost": s.coverage,
}


@pytest.mark.parametrize("case", gold.cases("saturation"))
def test_the_published_estimate_is_reproduced(case: Any) -> None:
    data, params = case["data"], case["params"]
    if case["measure"].startswith("guest"):
        rule = s.run_rule(s.incidence(data["code_sets_by_interview"]), **params)
        assert gold.near(case, rule.n_base_codes if case["measure"] == "guest_base_codes" else rule.at)
    else:
        assert gold.near(case, ESTIMATES[case["measure"]](*counts_of(data)))


def worked() -> tuple[Any, Any]:
    case = next(c for c in gold.document("saturation")["cases"] if c["id"].startswith("worked_12"))
    return s.incidence(case["data"]["code_sets_by_interview"]), gold.document("saturation_worked")


def test_the_worked_example_of_twelve_interviews_comes_out_whole() -> None:
    marked, expected = worked()
    rule = s.run_rule(marked)
    assert [[[r.first, r.last], r.n_new, round(r.share, 6)] for r in rule.runs] == expected["runs"]
    assert s.new_codes(marked)[4:].tolist() == expected["new"]
    counts, m = marked.sum(axis=0), marked.shape[0]
    richness = s.chao2(counts, m)
    assert [richness.value, s.chao2_corrected(counts, m)] == pytest.approx(expected["chao2"])
    assert richness.standard_error == pytest.approx(expected["chao2_se"])
    assert s.jackknife1(counts, m) == pytest.approx(expected["jack1"])
    assert s.jackknife2(counts, m) == pytest.approx(expected["jack2"])
    assert s.coverage(counts, m) == pytest.approx(expected["coverage"])
    assert s.good_turing(counts) == pytest.approx(expected["good_turing"])
    assert s.accumulation(counts, m) == pytest.approx(expected["mao_tau"], abs=5e-5)


def test_random_orders_of_the_worked_example_show_how_fragile_one_order_is() -> None:
    marked, expected = worked()
    orders = s.random_orders(marked, np.random.default_rng(7), 4000)
    drawn = expected["order_permutation_B10000"]
    assert orders.share_met == pytest.approx(drawn["share_saturated"], abs=0.03)
    assert orders.median == drawn["median_interview"]
    assert orders.p90 == drawn["p90"]
    assert orders.middle[-1] == orders.low[-1] == 35
    assert s.random_orders(marked, np.random.default_rng(7), 400) == s.random_orders(
        marked, np.random.default_rng(7), 400
    )


def harrowmere() -> Any:
    fresh = {1: 7, 2: 5, 3: 3, 4: 3, 5: 2, 6: 1, 7: 1, 8: 1, 9: 1, 11: 1, 14: 1, 17: 1, 21: 1}
    names = iter(range(100))
    held: list[int] = []
    sets = []
    for unit in range(1, 28):
        held += [next(names) for _ in range(fresh.get(unit, 0))]
        sets.append(list(held))
    return s.incidence(sets)


def test_side_by_side_and_overlapping_runs_disagree_and_both_are_given() -> None:
    overlapping = s.run_rule(harrowmere(), convention="overlapping")
    beside = s.run_rule(harrowmere(), convention="side by side")
    assert overlapping.n_base_codes == beside.n_base_codes == 18
    assert (overlapping.at, overlapping.n_later) == (13, 3)
    assert (beside.at, beside.n_later) == (16, 2)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sets(st.integers(0, 6)), min_size=1, max_size=5))
def test_the_exact_curve_is_the_mean_over_all_orders(code_sets: list[set[int]]) -> None:
    marked = s.incidence(code_sets)
    curves = [np.cumsum(s.new_codes(marked[list(order)])) for order in permutations(range(len(code_sets)))]
    assert s.accumulation(marked.sum(axis=0), len(code_sets)) == pytest.approx(np.mean(curves, axis=0))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sets(st.integers(0, 9)), min_size=6, max_size=12),
    st.sampled_from(["overlapping", "side by side"]),
)
def test_the_rule_over_random_orders_is_the_rule_of_each_order(
    code_sets: list[set[int]], convention: Any
) -> None:
    marked = s.incidence(code_sets)
    rng, twin = np.random.default_rng(3), np.random.default_rng(3)
    orders = s.random_orders(marked, rng, 20, convention=convention)
    drawn = np.argsort(twin.random((20, len(code_sets))), axis=1)
    at = [s.run_rule(marked[order], convention=convention).at for order in drawn]
    assert orders.share_met == pytest.approx(sum(one is not None for one in at) / 20)


def test_what_cannot_be_estimated_says_so() -> None:
    nothing = np.zeros((6, 3), dtype=bool)
    assert str(s.run_rule(nothing).undefined).startswith("undefined because")
    assert s.coverage(nothing.sum(axis=0), 6) is None
    assert s.good_turing(nothing.sum(axis=0)) is None
    assert s.units_still_needed(nothing.sum(axis=0), 6, 0.9) is None
    assert s.coverage_based(np.array([1, 1, 1])) is None
    assert s.run_rule(s.incidence([[1], [2]])).at is None
    assert s.random_orders(s.incidence([[1], [2]]), np.random.default_rng(1), 5).median is None
    assert s.jackknife2(np.array([1]), 1) == 1.0
    with pytest.raises(ValueError, match="at least one unit"):
        s.run_rule(nothing, base=0)


def test_coverage_grows_to_what_was_asked_with_the_units_still_needed() -> None:
    marked, _ = worked()
    counts = marked.sum(axis=0)
    more = s.units_still_needed(counts, 12, 0.97)
    assert more is not None
    assert more > 0
    assert s.units_still_needed(counts, 12, 0.5) == 0
    assert s.coverage(np.array([3, 4, 2]), 5) == 1.0
    assert s.units_still_needed(np.array([1]), 1, 0.9) is None


def test_chao_without_codes_seen_twice_and_the_other_estimators_hold_known_values() -> None:
    assert s.chao2(np.array([1, 1, 1, 4]), 10).value == pytest.approx(4 + 0.9 * 3)
    assert s.chao2(np.array([3, 3]), 10).low is None
    dune = np.array([16, 48, 5, 36, 21, 13, 15, 1, 2, 4, 25, 26, 2, 9, 18, 13, 58, 26, 48, 63, 14, 18, 20])
    dune = np.concatenate([dune, [11, 54, 9, 47, 4, 49, 10]])
    assert s.chao1(dune) == pytest.approx(30.0)
    assert s.coverage_based(dune) == pytest.approx(21 + 9.2 + (9.2 * 282 / (46 * 45) - 1) / (45 / 46))
    richness = s.chao2(np.array([1, 1, 2, 5]), 10)
    assert richness.low is not None
    assert 4 < richness.low < richness.value < (richness.high or 0)
    assert s.coverage_based(np.array([1, 2, 12]), 20) is not None
    assert s.coverage_based(np.array([12]), 20) == 1.0


def test_meaning_is_reached_where_the_last_dimension_was_recorded() -> None:
    assert s.meaning({"D1": [2, 9, 4], "D4": []}) == {"D1": 9}
