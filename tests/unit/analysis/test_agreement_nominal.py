from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.analysis import agreement_reference as slow
from tests.unit.analysis import gold

from anselm.analysis.agreement import nominal, quantiles, sets
from anselm.analysis.agreement.quantiles import normal_cdf, normal_quantile, student_quantile
from anselm.analysis.agreement.ratings import Ratings, distances_of, weights_of
from anselm.analysis.agreement.result import NO_COMPARISON, Figure


def _distances(metric: Any) -> Callable[[Ratings, Any], Figure]:
    return lambda r, p: nominal.krippendorff(r, metric)


def _checked(r: Ratings, p: Any) -> Figure:
    half = [[0 if a == b else 0.5 if "Chck" in (a, b) else 1 for a in r.categories] for b in r.categories]
    return nominal.krippendorff(r, half)


MEASURES: dict[str, Callable[[Ratings, Any], Figure]] = {
    "percent": lambda r, p: nominal.percent(r),
    "percent_pooled": lambda r, p: nominal.percent(r, "coincidence weighted"),
    "percent_all_coders": lambda r, p: nominal.percent(r, "all coders agree"),
    "percent_all_coders_tolerance": lambda r, p: nominal.percent(r, "all coders agree", p["tolerance_units"]),
    "holsti": lambda r, p: nominal.holsti(r),
    "cohen_kappa": lambda r, p: nominal.cohen(r),
    "kappa_max": lambda r, p: nominal.kappa_max(r),
    "weighted_cohen_kappa": lambda r, p: nominal.cohen(r, p["weights"], levels="rank"),
    "light_kappa": lambda r, p: nominal.light(r),
    "conger_kappa": lambda r, p: nominal.conger(r),
    "scott_pi": lambda r, p: nominal.scott(r),
    "fleiss_kappa": lambda r, p: nominal.fleiss(r),
    "fleiss_kappa_category": lambda r, p: nominal.fleiss_category(r, r.categories.index(p["category"])),
    "brennan_prediger": lambda r, p: nominal.brennan_prediger(r),
    "randolph_kappa": lambda r, p: nominal.brennan_prediger(r),
    "gwet_ac1": lambda r, p: nominal.gwet(r),
    "gwet_ac2_quadratic": lambda r, p: nominal.gwet(r, "quadratic"),
    "gwet_ac2_linear": lambda r, p: nominal.gwet(r, "linear"),
    "krippendorff_alpha_nominal": _distances("nominal"),
    "krippendorff_alpha_ordinal": _distances("ordinal"),
    "krippendorff_alpha_interval": _distances("interval"),
    "krippendorff_alpha_ratio": _distances("ratio"),
    "krippendorff_alpha_custom_metric": _checked,
}


@pytest.mark.parametrize("case", gold.cases("two_coder_nominal", "multi_coder", "r_irr", "weighted_custom"))
def test_the_published_value_is_reproduced_at_its_printed_precision(case: Any) -> None:
    assert gold.near(case, MEASURES[case["measure"]](gold.ratings(case), case["params"]).value)


NAMES = {"bp": "brennan_prediger", "pa2": "percent", "cohen": "conger", "scott": "fleiss"}


def suite_value(case: Any) -> float | None:
    name, field = case["measure"].split(":")
    result = nominal.estimate(
        gold.ratings(case),
        NAMES.get(name, name),  # type: ignore[arg-type]
        case["params"]["weights"],
        independent_units=True,
        variance="large sample" if case["data"]["type"] == "contingency" else "sample",
    )
    fields: dict[str, float | None] = {
        "coefficient_value": result.figure.value,
        "pa": result.observed,
        "pe": result.expected,
        "se": result.standard_error,
        "ci95_lower": result.figure.low,
        "ci95_upper": result.figure.high,
    }
    return fields[field]


@pytest.mark.parametrize("case", gold.cases("irrcac_suite"))
def test_coefficients_their_parts_errors_and_intervals_equal_the_irrcac_suite(case: Any) -> None:
    value = suite_value(case)
    assert gold.near(case, value)
    assert value == pytest.approx(case["verified_by"][0]["value"], abs=1e-9)


SETS: dict[str, Callable[[Any], Figure]] = {
    "krippendorff_alpha_masi_dkpro": lambda rows: sets.krippendorff_sets(rows, "masi-dkpro"),
    "krippendorff_alpha_masi": lambda rows: sets.krippendorff_sets(rows, "masi"),
    "krippendorff_alpha_jaccard": lambda rows: sets.krippendorff_sets(rows, "jaccard"),
    "krippendorff_alpha_set_distance": lambda rows: sets.krippendorff_sets(rows, "set"),
    "percent_exact_set": sets.percent_exact,
    "percent_any_overlap": sets.percent_any_overlap,
    "dice": sets.dice,
}


@pytest.mark.parametrize("case", gold.cases("multi_label_sets"))
def test_sets_of_codes_reproduce_the_published_value(case: Any) -> None:
    rows = [[frozenset(labels) for labels in row] for row in case["data"]["rows"]]
    assert gold.near(case, SETS[case["measure"]](rows).value)


LABELS = ("a", "b", "c", "d")


@st.composite
def matrices(draw: st.DrawFn, coders: int | None = None) -> list[list[str | None]]:
    width = draw(st.integers(2, 4)) if coders is None else coders
    row = st.lists(st.sampled_from([*LABELS[:3], None]), min_size=width, max_size=width)
    return draw(st.lists(row, min_size=1, max_size=12))


def agrees(figure: Figure, expected: Fraction | None) -> bool:
    if expected is None or figure.value is None:
        return (expected is None) == (figure.value is None)
    return abs(figure.value - float(expected)) < 1e-9


REFERENCES: dict[str, tuple[Callable[[Ratings], Figure], Callable[[Any], Fraction | None]]] = {
    "percent": (nominal.percent, slow.percent),
    "fleiss": (nominal.fleiss, slow.fleiss),
    "gwet": (nominal.gwet, lambda rows: slow.gwet(rows, 4)),
    "brennan_prediger": (nominal.brennan_prediger, lambda rows: slow.brennan_prediger(rows, 4)),
    "krippendorff": (nominal.krippendorff, slow.alpha),
}


def unlike(rows: Any) -> list[str]:
    ratings = Ratings.of(rows, LABELS)
    return [name for name, (ours, theirs) in REFERENCES.items() if not agrees(ours(ratings), theirs(rows))]


@settings(max_examples=100, deadline=None)
@given(matrices())
def test_random_designs_equal_the_formulas_in_exact_fractions(rows: Any) -> None:
    if slow.percent(rows) is not None:
        assert unlike(rows) == []


@settings(max_examples=100, deadline=None)
@given(matrices(coders=2))
def test_cohens_kappa_of_random_designs_equals_the_formula(rows: Any) -> None:
    assert agrees(nominal.cohen(Ratings.of(rows, LABELS)), slow.cohen(rows))


@settings(max_examples=200, deadline=None)
@given(matrices(), st.randoms(use_true_random=False))
def test_the_order_of_units_coders_and_categories_changes_nothing(rows: Any, shuffler: Any) -> None:
    units, columns, names = list(rows), list(range(len(rows[0]))), list(LABELS)
    for pile in (units, columns, names):
        shuffler.shuffle(pile)
    before = Ratings.of(rows, LABELS)
    after = Ratings.of([[row[k] for k in columns] for row in units], names)
    for coefficient in ("gwet", "fleiss", "brennan_prediger", "conger", "krippendorff", "percent"):
        one = nominal.estimate(before, coefficient, independent_units=True)
        other = nominal.estimate(after, coefficient, independent_units=True)
        assert (one.figure.undefined, one.figure.n) == (other.figure.undefined, other.figure.n)
        for a, b in ((one.figure.value, other.figure.value), (one.standard_error, other.standard_error)):
            assert (a is None and b is None) or a == pytest.approx(b, abs=1e-9)


@settings(max_examples=200, deadline=None)
@given(matrices(coders=2))
def test_fleiss_is_scott_and_conger_is_cohen_when_two_coders_rated_everything(rows: Any) -> None:
    ratings = Ratings.of(rows, LABELS).rated(2)
    assert agrees(
        nominal.scott(ratings),
        slow.fleiss([row for row in rows if None not in row]) if ratings.codes.size else None,
    )
    assert nominal.conger(ratings).value == pytest.approx(nominal.cohen(ratings).value)
    assert nominal.light(ratings).value == nominal.cohen(ratings).value


@pytest.mark.parametrize("name", ["gwet", "fleiss", "brennan_prediger"])
def test_a_planted_chance_term_is_caught(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [["a", "a"], ["a", "b"], ["b", "c"], ["c", "c"], ["a", "a"]]
    assert unlike(rows) == []
    swapped = {"gwet": "_fleiss", "fleiss": "_gwet", "brennan_prediger": "_conger"}[name]
    monkeypatch.setitem(nominal._KINDS, name, getattr(nominal, swapped))
    assert name in unlike(rows)


def test_percent_with_missing_ratings_has_three_values_and_each_says_its_name() -> None:
    rows = [
        [1, 1, None, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4], [4, 4, 4, 4],
        [1, 1, 2, 1], [2, 2, 2, 2], [None, 5, 5, 5], [None, None, 1, 1], [None, None, 3, None],
    ]  # fmt: skip
    ratings = Ratings.of(rows)
    assert nominal.percent(ratings, "unit mean").value == pytest.approx(0.818, abs=5e-4)
    assert nominal.percent(ratings, "pair pooled").value == pytest.approx(0.782, abs=5e-4)
    assert nominal.percent(ratings, "coincidence weighted").value == pytest.approx(0.800, abs=5e-4)
    assert nominal.percent(ratings, "all coders agree").value == pytest.approx(5 / 8)


def test_what_cannot_be_computed_says_why() -> None:
    alone = Ratings.of([["a", None], [None, "b"]])
    same = Ratings.of([["a", "a"], ["a", "a"]], ["a", "b"])
    for measure in (
        nominal.percent,
        nominal.fleiss,
        nominal.krippendorff,
        nominal.cohen,
        nominal.kappa_max,
        nominal.light,
    ):
        assert measure(alone).undefined == NO_COMPARISON  # type: ignore[operator]
    for measure in (
        nominal.fleiss,
        nominal.krippendorff,
        nominal.cohen,
        nominal.gwet,
        nominal.kappa_max,
        nominal.light,
    ):
        assert str(measure(same).undefined).startswith("undefined because")  # type: ignore[operator]
    assert nominal.brennan_prediger(same).value == 1.0
    assert nominal.holsti(Ratings.of([["a", None]])).undefined == NO_COMPARISON
    assert nominal.percent(alone, "all coders agree").undefined == NO_COMPARISON
    assert sets.dice([[frozenset("a"), None]]).undefined == NO_COMPARISON
    assert sets.percent_any_overlap([[None, None]]).undefined == NO_COMPARISON


def test_holsti_counts_a_decision_the_other_coder_did_not_make() -> None:
    ratings = Ratings.of([["a", "a"], ["b", "b"], ["a", None], ["b", "a"]])
    assert nominal.holsti(ratings).value == pytest.approx(2 * 2 / (4 + 3))


def test_kappa_max_is_cohens_own_example() -> None:
    table = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    assert nominal.kappa_max(Ratings.of_table(table)).value == pytest.approx(0.831, abs=5e-4)


def test_nothing_is_dropped_without_a_word() -> None:
    with pytest.raises(ValueError, match="different numbers of coders"):
        Ratings.of([["a", "b"], ["a"]])
    with pytest.raises(ValueError, match="not one of the categories: z"):
        Ratings.of([["a", "z"]], ["a"])
    with pytest.raises(ValueError, match="square"):
        Ratings.of_table([[1, 2]])
    with pytest.raises(ValueError, match="two coders"):
        nominal.cohen(Ratings.of([["a", "a", "a"]]))
    ratings = Ratings.of([["a", "b"]])
    with pytest.raises(ValueError, match="weighting"):
        weights_of(ratings, "cubic")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="diagonal"):
        weights_of(ratings, [[0.0, 1.0], [1.0, 0.0]])
    with pytest.raises(ValueError, match="metric"):
        distances_of(ratings, "cubic")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="one row and column"):
        nominal.krippendorff(ratings, np.zeros((3, 3)))


def test_a_missing_number_is_missing_whether_none_or_nan() -> None:
    assert Ratings.of([[1.0, float("nan")]]).codes.tolist() == [[0, -1]]


TABLED = [(0.975, 1, 12.706205), (0.975, 10, 2.228139), (0.975, 222, 1.970707), (0.95, 3, 2.353363)]


@pytest.mark.parametrize(("p", "freedom", "t"), [*TABLED, (0.025, 10, -2.228139)])
def test_student_quantiles_are_those_of_the_tables(p: float, freedom: int, t: float) -> None:
    assert student_quantile(p, freedom) == pytest.approx(t, abs=1e-6)


def test_normal_quantiles_are_those_of_the_tables() -> None:
    assert normal_quantile(0.975) == pytest.approx(1.959964, abs=1e-6)
    assert normal_cdf(normal_quantile(0.3)) == pytest.approx(0.3)
    assert (normal_quantile(0.0), normal_quantile(1.0)) == (-np.inf, np.inf)
    with pytest.raises(ValueError, match="Student"):
        student_quantile(1.0, 3)


def test_a_quantile_asked_for_again_is_not_computed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first = quantiles.student_quantile(0.975, 26.5)
    monkeypatch.setattr(quantiles, "_above", None)
    assert quantiles.student_quantile(0.975, 26.5) == first
