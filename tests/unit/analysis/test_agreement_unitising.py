from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.analysis import gold

from anselm.analysis.agreement import unitising
from anselm.analysis.agreement.result import NO_COMPARISON, NOT_USED
from anselm.analysis.agreement.unitising import Continuum, Family, alpha_u, alpha_u_overall, family


def older(units: Sequence[Sequence[int]], length: int, begin: int = 0, stretch: int = 1) -> Continuum:
    coders = max(unit[2] for unit in units) + 1
    return Continuum.of(
        length,
        [
            [
                ((b - begin) * stretch, (b - begin + size) * stretch, 1)
                for b, size, coder in units
                if coder == k
            ]
            for k in range(coders)
        ],
    )


def labelled(data: Any) -> tuple[Continuum, list[str]]:
    coders = list(data["coders"].values()) if isinstance(data["coders"], dict) else data["coders"]
    names = sorted({label for spans in coders for *_, label in spans})
    return Continuum.of(
        data["L"], [[(b, e, names.index(v) + 1) for b, e, v in spans] for spans in coders]
    ), names


def value(case: Any) -> float | None:
    data, measure = case["data"], case["measure"]
    if measure.endswith("_overall"):
        return fraction(
            alpha_u_overall(
                [alpha_u(older(u, data["L"], data.get("begin", 0))) for u in data["units"].values()]
            )
        )
    if measure.startswith("alpha_U"):
        one = alpha_u(older(data["units"], data["L"], data.get("begin", 0), data.get("stretch", 1)))
        return fraction({"Do": one.observed, "De": one.expected}.get(measure.rsplit("_", 1)[1], one.value))
    continuum, names = labelled(data)
    result = family([continuum])
    if measure == "ku_alpha_nominal":
        return fraction(result.values[names.index(case["params"]["value"]) + 1][0])
    return fraction({"u_alpha_nominal": result.u, "cu_alpha_nominal": result.cu}.get(measure, result.bar))


def fraction(exact: Fraction | None) -> float | None:
    return None if exact is None else float(exact)


@pytest.mark.parametrize("case", gold.cases("unitizing"))
def test_unitising_coefficients_reproduce_the_published_value(case: Any) -> None:
    assert gold.near(case, value(case))


def alex_paul_suzan() -> Continuum:
    case = next(c for c in gold.document("unitizing")["cases"] if c["id"].startswith("alex_paul_suzan"))
    return labelled(case["data"])[0]


def published(result: Family) -> dict[str, Any]:
    def text(exact: Fraction | None) -> str:
        return str(exact)

    return {
        "u": text(result.u), "bar": text(result.bar), "cu": text(result.cu),
        "k": {str(k): [text(a), text(c)] for k, (a, c) in result.values.items()},
    }  # fmt: skip


def test_alex_paul_and_suzan_come_out_as_the_exact_fractions() -> None:
    exact = gold.document("alex_paul_suzan_exact_rationals")
    result = published(family([alex_paul_suzan()]))
    assert result["u"] == exact["u"]
    assert result["bar"] == exact["bar"]
    assert result["cu"] == exact["cu"]
    assert result["k"] == exact["k"]
    assert str(family([alex_paul_suzan()]).coverage) == exact["cu_cov"]


def test_the_union_correction_of_another_transcription_would_be_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    honest = unitising._sums

    def united(continuum: Continuum, n_values: int) -> Any:
        right = honest(continuum, n_values)
        lengths, values, numbers = unitising._lay_out(continuum)
        inside = [Fraction(0)] * (n_values + 1)
        for i, units in enumerate(continuum.coders):
            others = (values[[j for j in range(len(continuum.coders)) if j != i]] > 0).any(axis=0)
            for at, unit in enumerate(units):
                inside[unit[2]] += Fraction(int(lengths[(numbers[i] == at) & others].sum()) ** 2)
        return unitising._Sums(right.shared, right.squares, inside)

    before = family([alex_paul_suzan()])
    monkeypatch.setattr(unitising, "_sums", united)
    after = family([alex_paul_suzan()])
    assert before.cu != after.cu
    assert before.u == after.u


@st.composite
def continua(draw: st.DrawFn) -> list[Continuum]:
    documents = []
    for _ in range(draw(st.integers(1, 2))):
        length = draw(st.integers(4, 30))
        coders = []
        for _ in range(draw(st.integers(2, 3))):
            cuts = sorted(set(draw(st.lists(st.integers(0, length), max_size=8))))
            coders.append(
                [(b, e, draw(st.integers(1, 3))) for b, e in zip(cuts[::2], cuts[1::2], strict=False)]
            )
        documents.append(Continuum.of(length, coders))
    return documents


def naive(documents: list[Continuum]) -> tuple[Fraction | None, Fraction | None]:
    """u-alpha and cu-alpha character by character."""
    shared: dict[tuple[int, int], Fraction] = {}
    squares, inside = dict.fromkeys(range(4), Fraction(0)), dict.fromkeys(range(4), Fraction(0))
    for one in documents:
        m = len(one.coders)
        read = [[0] * one.length for _ in one.coders]
        for coder, units in enumerate(one.coders):
            for b, e, v in units:
                read[coder][b:e] = [v] * (e - b)
                squares[v] += (e - b) ** 2
                for other in range(m):
                    if other != coder:
                        marks = sum(any(s <= t < f for s, f, _ in one.coders[other]) for t in range(b, e))
                        inside[v] += Fraction(marks**2, m - 1)
            squares[0] += read[coder].count(0)
        for i in range(m):
            for j in range(m):
                for t in range(one.length if i != j else 0):
                    key = read[i][t], read[j][t]
                    shared[key] = shared.get(key, Fraction(0)) + Fraction(1, m - 1)

    def alpha(values: range, correction: dict[int, Fraction], lost: Fraction | None) -> Fraction | None:
        cell = {(c, k): shared.get((c, k), Fraction(0)) for c in values for k in values}
        total = sum(cell.values())
        if not total:
            return None
        spread = (total**2 - sum(squares.values())) / total if lost is None else total - lost / total
        if not spread:
            return None
        rows = {c: sum(cell[c, k] for k in values) for c in values}
        columns = {k: sum(cell[c, k] for c in values) for k in values}
        expected = sum((rows[c] * columns[c] - correction[c]) / spread for c in values)
        return (
            None if total == expected else 1 - (total - sum(cell[c, c] for c in values)) / (total - expected)
        )

    return alpha(range(4), squares, None), alpha(range(1, 4), inside, sum(inside.values(), Fraction(0)))


@settings(max_examples=300, deadline=None)
@given(continua())
def test_random_continua_equal_the_definition_read_character_by_character(documents: list[Continuum]) -> None:
    result = family(documents)
    if result.reason == NOT_USED:
        return
    assert (result.u, result.cu) == naive(documents)


@settings(max_examples=100, deadline=None)
@given(continua())
def test_swapping_the_coders_changes_no_unitising_coefficient(documents: list[Continuum]) -> None:
    mirrored = family([Continuum(one.length, one.coders[::-1]) for one in documents])
    assert mirrored == family(documents)


def test_what_unitising_cannot_compare_says_why() -> None:
    alone = family([Continuum.of(9, [[(0, 3, 1)]])])
    assert alone.figure(alone.u).undefined == NO_COMPARISON
    unused = family([Continuum.of(9, [[], []])])
    assert unused.figure(unused.u).undefined == NOT_USED
    one_value = family([Continuum.of(9, [[(0, 3, 1)], [(0, 3, 1)]])])
    assert str(one_value.figure(one_value.cu).undefined).startswith("undefined because")
    assert one_value.figure(one_value.u).value == 1.0


@pytest.mark.parametrize("units", [[(3, 3, 1)], [(0, 99, 1)], [(0, 3, 0)], [(0, 5, 1), (4, 6, 1)]])
def test_units_that_overlap_or_leave_the_text_are_refused(units: Any) -> None:
    with pytest.raises(ValueError, match="coder 1"):
        Continuum.of(9, [[], units])


def test_alpha_u_needs_two_coders() -> None:
    with pytest.raises(ValueError, match="two coders"):
        alpha_u(Continuum.of(9, [[(0, 3, 1)]]))
    assert alpha_u(Continuum.of(9, [[], []])).value is None
