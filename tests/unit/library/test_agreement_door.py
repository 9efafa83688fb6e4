from __future__ import annotations

import numpy as np
import pytest

from anselm.analysis.agreement.table import compare, numbered
from anselm.library import agreement

MARKS = [
    ("K", "1A", 0, 10, "D1"),
    ("L", "1A", 2, 10, "D1"),
    ("M", "1A", 0, 10, "D1"),
    ("K", "1A", 20, 30, "D4"),
    ("K", "1B", 0, 5, "D1"),
    ("L", "1B", 0, 5, "D1"),
]
LENGTHS = {"1A": 40, "1B": 20}


def test_marks_and_lengths_give_every_code_pair_and_coefficient() -> None:
    table = agreement.of_spans(MARKS[:2] + MARKS[3:], LENGTHS)
    assert table.coders == ("K", "L")
    kappa = table.figure("cohen_kappa", "D1")
    both, first, second, n = 13, 15, 13, 60
    chance = (first * second + (n - first) * (n - second)) / n**2
    assert kappa.value == pytest.approx(((n - first - second + 2 * both) / n - chance) / (1 - chance))
    assert table.figure("f1", "D4").value == 0.0
    assert table.figure("krippendorff_alpha").n == 60
    assert table.likely_too_narrow
    keys = {"code", "pair", "coefficient", "value", "undefined", "low", "high", "n"}
    printed = table.as_dict()
    assert {key for rows in (printed["codes"], printed["overall"]) for row in rows for key in row} == keys  # type: ignore[attr-defined]


def test_three_coders_have_their_pairs_and_a_figure_for_all() -> None:
    table = agreement.of_spans(MARKS, LENGTHS, assigned={"1A": "KLM", "1B": "KL"}, method=None)
    assert {row.pair for row in table.overall} == {None, ("K", "L"), ("K", "M"), ("L", "M")}
    assert table.interval is None
    assert table.figure("fleiss_kappa", "D1").n == 60
    assert table.figure("percent", "D1", ("M", "K")).value == 1.0
    assert table.figure("percent", "D1", ("M", "K")).n == 40
    with pytest.raises(LookupError, match="kappa_max"):
        table.figure("kappa_max")


def lots(n_sources: int) -> list[tuple[str, str, int, int, str]]:
    rng = np.random.default_rng(1)
    return [
        (coder, f"S{source}", int(start), int(start) + 20, f"C{rng.integers(5)}")
        for source in range(n_sources)
        for coder in "KL"
        for start in rng.integers(0, 900, 12)
    ]


def test_the_same_seed_gives_the_same_interval() -> None:
    sizes = {f"S{k}": 1000 for k in range(20)}
    one, other = (agreement.of_spans(lots(20), sizes, method="bca", resamples=80, seed=3) for _ in range(2))
    assert one == other
    assert one.interval == "95 % bca, sources resampled 80 times"
    assert agreement.of_spans(lots(20), sizes, method="bca", resamples=80, seed=4) != one


def test_resampling_without_a_seeded_generator_is_refused() -> None:
    named = numbered([agreement.Mark(*row) for row in lots(3)], {f"S{k}": 1000 for k in range(3)})
    with pytest.raises(ValueError, match="seeded"):
        compare(named, method="percentile")


def test_a_code_used_in_fewer_than_three_sources_has_a_figure_but_no_interval() -> None:
    rare = [("K", "S0", 950, 970, "rare"), ("L", "S0", 950, 965, "rare"), ("K", "S1", 950, 970, "rare")]
    table = agreement.of_spans([*lots(20), *rare], {f"S{k}": 1000 for k in range(20)})
    assert table.figure("f1", "rare").value is not None
    assert table.figure("f1", "rare").low is None
    assert {row.n_sources for row in table.codes if row.code == "rare"} == {2}
    assert table.figure("f1", "C1").low is not None


def test_other_units_are_compared_when_their_edges_are_given() -> None:
    words = {"1A": [(0, 5), (5, 10), (10, 40)], "1B": [(0, 20)]}
    assert (
        agreement.of_spans(MARKS, LENGTHS, unit="word", boundaries=words, method=None).figure("percent").n
        == 4
    )
    assert agreement.of_spans(MARKS, LENGTHS, unit="source", method=None).figure("percent").n == 2
    cased = agreement.of_spans(MARKS, LENGTHS, unit="case", cases={"1A": "1", "1B": "1"}, method=None)
    assert cased.figure("percent").n == 1
    with pytest.raises(ValueError, match="boundaries"):
        agreement.of_spans(MARKS, LENGTHS, unit="sentence", method=None)
    with pytest.raises(ValueError, match="case of every source"):
        agreement.of_spans(MARKS, LENGTHS, unit="case", method=None)


def test_a_mark_in_an_unknown_source_is_refused_by_its_row() -> None:
    with pytest.raises(ValueError, match="span 1: no source"):
        agreement.of_spans([*MARKS[:1], ("K", "9Z", 0, 1, "D1")], LENGTHS)


def test_a_figure_without_each_coder_and_source_is_the_figure_of_those_left() -> None:
    sizes = {f"S{k}": 1000 for k in range(5)}
    rows = [*lots(5), *(("M", source, start, end - 5, code) for _, source, start, end, code in lots(5)[::2])]
    told = {(one.kind, one.name): one for one in agreement.without_each(rows, sizes)}
    assert set(told) == {*(("coder", one) for one in "KLM"), *(("source", one) for one in sizes)}
    whole = agreement.of_spans(rows, sizes, method=None).figure("krippendorff_alpha").value or 0.0
    for (kind, name), one in told.items():
        kept = [row for row in rows if row[0 if kind == "coder" else 1] != name]
        left = {source: size for source, size in sizes.items() if source != name}
        value = agreement.of_spans(kept, left, method=None).figure("krippendorff_alpha").value
        assert one.figure.value == pytest.approx(value)
        assert one.moves_by == pytest.approx((value or 0.0) - whole)
    by_source = [abs(one.moves_by or 0.0) for one in told.values() if one.kind == "source"]
    assert by_source == sorted(by_source, reverse=True)


def test_of_two_coders_neither_can_be_left_out_and_a_source_read_by_one_moves_nothing() -> None:
    told = agreement.without_each(MARKS[:2], LENGTHS, assigned={"1A": "KL", "1B": "K"})
    assert [(one.kind, one.name) for one in told] == [("coder", "K"), ("coder", "L"), ("source", "1A")]
    assert all("without either of two coders" in str(one.figure.undefined) for one in told[:2])
    assert told[2].figure.undefined == "no comparison"


def test_a_matrix_gives_pairs_and_everyone() -> None:
    rows = [[1, 1, 2], [2, 2, 2], [3, 3, None], [1, 2, 1], [3, 3, 3]]
    table = agreement.of_matrix(rows, ["K", "L", "M"], independent_units=True)
    assert table.figure("percent", ("L", "K")).value == pytest.approx(0.8)
    assert table.figure("krippendorff_alpha").low is not None
    assert agreement.of_matrix(rows, metric="interval").figure("krippendorff_alpha").value is not None
    assert agreement.of_matrix(rows, weights="quadratic").figure("gwet_ac2").value is not None
    with pytest.raises(LookupError, match="sorcery"):
        table.figure("sorcery")
    with pytest.raises(ValueError, match="2 coders are named"):
        agreement.of_matrix(rows, ["K", "L"])


def test_the_front_door_is_small_and_sorted() -> None:
    assert agreement.__all__ == sorted(agreement.__all__)
    assert all(hasattr(agreement, name) for name in agreement.__all__)


def test_a_figure_of_twenty_seven_sources_has_an_interval_for_every_used_code() -> None:
    table = agreement.of_spans(lots(27), {f"S{k}": 1000 for k in range(27)})
    assert not table.likely_too_narrow
    assert all(row.figure.low is not None for row in table.codes if row.figure.value is not None)
