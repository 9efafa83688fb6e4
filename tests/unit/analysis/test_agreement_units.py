from __future__ import annotations

from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.analysis import agreement_reference as slow
from tests.unit.analysis import gold
from tests.unit.analysis.test_agreement_binary import designs

from anselm.analysis import confusion
from anselm.analysis.agreement import binary, compat, domains, intervals, units
from anselm.analysis.agreement import spans as segments
from anselm.analysis.agreement.binary import Stats
from anselm.analysis.agreement.histogram import Design, Spans, tally
from anselm.analysis.agreement.result import NO_COMPARISON, NOT_USED, Figure
from anselm.analysis.differences import Reading, differences


def columns(rows: list[Any]) -> Spans:
    return Spans.of(*(zip(*rows, strict=True) if rows else [[]] * 5))


def study(n_documents: int, seed: int = 5) -> Stats:
    rng = np.random.default_rng(seed)
    rows = []
    for document in range(n_documents):
        for start in rng.choice(90, 4, replace=False) * 10:
            rows.append((0, int(rng.integers(2)), document, int(start), int(start) + 9))
            if rng.random() < 0.7:
                rows.append((1, rows[-1][1], document, int(start) + int(rng.integers(3)), int(start) + 9))
    return binary.per_document(
        tally(columns(rows), Design.of(2, [1000] * n_documents, np.ones((2, n_documents))))
    )


# --- segments ---


def largest(first: Any, second: Any, threshold: float) -> int:
    """The best matching by trying every assignment."""
    if len(first) > len(second):
        first, second = second, first
    return max(
        (
            sum(segments.overlap(a, b) >= threshold for a, b in zip(first, chosen, strict=True))
            for chosen in permutations(second, len(first))
        ),
        default=0,
    )


pieces = st.lists(
    st.tuples(st.integers(0, 12), st.integers(1, 8)).map(lambda p: (p[0], p[0] + p[1])), max_size=5
)


@settings(max_examples=300, deadline=None)
@given(pieces, pieces, st.sampled_from([0.1, 0.3, 0.5, 1.0]))
def test_the_matching_of_segments_is_the_largest_there_is(first: Any, second: Any, threshold: float) -> None:
    found = segments.match(first, second, threshold)
    assert len(found.pairs) == largest(first, second, threshold)
    assert len({a for a, _ in found.pairs}) == len({b for _, b in found.pairs}) == len(found.pairs)
    assert all(segments.overlap(first[a], second[b]) >= threshold for a, b in found.pairs)
    assert segments.match(second, first, threshold).f1 == found.f1


def test_boundaries_can_be_asked_to_agree_exactly_or_on_one_side() -> None:
    first, second = [(0, 10), (20, 30), (40, 50)], [(0, 10), (20, 33), (38, 50)]
    assert [len(segments.match(first, second, boundary=b).pairs) for b in ("exact", "left", "right")] == [
        1,
        2,
        2,
    ]
    assert segments.match(first, second).f1.value == 1.0
    assert segments.match([], []).f1.undefined == NOT_USED
    assert segments.match([(0, 9)], []).f1.value == 0.0
    assert segments.match([(0, 9)], []).share_of_first.value == 0.0
    assert segments.match([(0, 9)], []).share_of_second.undefined == NOT_USED
    assert segments.together([]).undefined == NO_COMPARISON
    assert segments.together([segments.match(first, second), segments.match([], [(0, 3)])]).value == 6 / 7
    with pytest.raises(ValueError, match="above 0"):
        segments.match([], [], 0.0)


# --- units ---


@settings(max_examples=200, deadline=None)
@given(designs(), st.integers(1, 4), st.sampled_from([0.0, 0.5, 1.0]))
def test_words_are_marked_exactly_when_a_span_covers_enough_of_them(
    case: Any, size: int, share: float
) -> None:
    rows, lengths, assigned, codes = case
    edges = [np.array([(at, min(at + size, n)) for at in range(0, n, size)]) for n in lengths]
    moved, design = units.stretches(columns(rows), Design.of(codes, lengths, assigned), edges, share)
    got = {
        (int(c), int(k), int(d), unit)
        for c, k, d, b, e in zip(moved.coder, moved.code, moved.document, moved.start, moved.end, strict=True)
        for unit in range(b, e)
    }
    wanted = set()
    for coder, code, document, start, end in rows:
        for unit, (b, e) in enumerate(edges[document]):
            covered = min(end, e) - max(start, b)
            if covered > 0 and covered >= share * (e - b):
                wanted.add((coder, code, document, unit))
    assert got == wanted
    assert design.lengths.tolist() == [len(one) for one in edges]


@settings(max_examples=100, deadline=None)
@given(designs())
def test_one_character_a_unit_is_the_character_comparison(case: Any) -> None:
    rows, lengths, assigned, codes = case
    design = Design.of(codes, lengths, assigned)
    edges = [np.array([(at, at + 1) for at in range(n)]) for n in lengths]
    one, other = tally(columns(rows), design), tally(*units.stretches(columns(rows), design, edges))
    assert np.array_equal(one.pair, other.pair)
    assert np.array_equal(one.ranks, other.ranks)


def test_sources_and_cases_are_marked_when_the_code_occurs_in_them() -> None:
    rows = [(0, 0, 0, 2, 5), (0, 0, 0, 7, 9), (1, 0, 1, 0, 3)]
    design = Design.of(1, [10, 10, 10], [[True] * 3, [True, True, False]])
    by_source = tally(*units.sources(columns(rows), design))
    assert by_source.pair[0, :, 0, 0].tolist() == [1, 0, 0]
    moved, cases = units.cases(columns(rows), design, np.array([0, 0, 1]))
    assert cases.assigned.tolist() == [[True, True], [True, False]]
    assert tally(moved, cases).pair[0, 0].tolist() == [[1, 1], [1, 1]]


def test_units_that_overlap_or_leave_the_text_are_refused() -> None:
    design = Design.of(1, [10], [[True], [True]])
    for edges in ([[0, 5], [4, 8]], [[0, 11]]):
        with pytest.raises(ValueError, match="document 0"):
            units.stretches(columns([]), design, [np.array(edges)])


# --- intervals ---


@pytest.mark.parametrize("method", ["percentile", "bca", "jackknife-t"])
def test_intervals_hold_the_figure_and_repeat_with_the_same_seed(method: Any) -> None:
    stats = study(30)
    drawn = intervals.sample(stats, np.random.default_rng(11), 400)
    again = intervals.sample(stats, np.random.default_rng(11), 400)
    for figure in (
        *intervals.figures(drawn, "cohen_kappa", 0, method)[0],
        intervals.figures(drawn, "f1", None, method)[1],
    ):
        assert figure.low is not None
        assert figure.low < (figure.value or 0) < (figure.high or 0) <= 1.0
    assert intervals.figures(drawn, "f1", 0, method) == intervals.figures(again, "f1", 0, method)
    assert not drawn.likely_too_narrow
    assert intervals.sample(study(14), np.random.default_rng(1), 10).likely_too_narrow


def test_each_code_gets_the_quantiles_of_its_own_defined_resamples() -> None:
    rng = np.random.default_rng(4)
    drawn = rng.normal(0.4, 0.1, (200, 3))
    drawn[:50, 1] = np.nan
    jackknife = rng.normal(0.4, 0.01, (20, 3))
    low, high = intervals.bounds(np.full(3, 0.4), drawn, jackknife, "percentile")
    for code in range(3):
        column = drawn[~np.isnan(drawn[:, code]), code]
        assert [low[code], high[code]] == pytest.approx(np.quantile(column, [0.025, 0.975]))
    bent, _ = intervals.bounds(np.full(3, 0.45), drawn, jackknife, "bca")
    assert (bent > low).all()


def test_a_resample_is_the_figure_of_the_resampled_documents() -> None:
    stats = study(6)
    drawn = intervals.sample(stats, np.random.default_rng(2), 5)
    weights = np.random.default_rng(2).multinomial(6, np.full(6, 1 / 6), size=5)
    for row in range(5):
        picked = np.repeat(np.arange(6), weights[row])
        whole = stats.documents(picked).total()
        for measure in binary.MEASURES:
            assert np.allclose(
                binary.values(drawn.resamples, measure)[row], binary.values(whole, measure), equal_nan=True
            )


def test_clusters_of_documents_are_drawn_whole() -> None:
    clustered = intervals.sample(study(30), np.random.default_rng(3), 300, np.arange(30) // 10)
    assert clustered.n_units == 3
    assert clustered.likely_too_narrow
    loose = intervals.sample(study(30), np.random.default_rng(3), 300)
    assert binary.overall(clustered.whole, "f1").value == pytest.approx(
        binary.overall(loose.whole, "f1").value
    )


def test_documents_of_one_coder_are_not_what_is_drawn() -> None:
    rows = [(0, 0, 0, 0, 5), (1, 0, 0, 0, 5), (0, 0, 1, 0, 5), (0, 0, 2, 0, 5), (1, 0, 2, 1, 5)]
    stats = binary.per_document(
        tally(columns(rows), Design.of(1, [10] * 3, [[True] * 3, [True, False, True]]))
    )
    drawn = intervals.sample(stats, np.random.default_rng(3), 50)
    assert drawn.n_units == 2
    assert set(drawn.resamples.compared.ravel().tolist()) == {20.0}


def test_too_little_to_resample_leaves_the_figure_without_an_interval() -> None:
    drawn = intervals.sample(study(1), np.random.default_rng(3), 50)
    assert intervals.figures(drawn, "f1")[1].low is None
    nowhere = np.full((10, 1), np.nan)
    low, high = intervals.bounds(np.array([0.5]), nowhere, np.array([[0.4], [0.5], [0.6]]), "percentile")
    assert np.isnan([low, high]).all()
    assert intervals.share_below(nowhere, 0.5) is None
    assert intervals.share_below(np.array([0.1, 0.9, np.nan]), 0.5) == 0.5
    with pytest.raises(ValueError, match="no interval"):
        intervals.bounds(np.array([0.5]), nowhere, nowhere, "guess")  # type: ignore[arg-type]


def test_what_was_read_alike_everywhere_has_no_interval_and_no_end_passes_what_a_figure_can_be() -> None:
    marks = [(coder, 0, source, 10, 20) for coder in (0, 1) for source in range(4)]
    marks += [(0, 1, source, 30, 40) for source in range(3)] + [(1, 1, source, 50, 60) for source in (0, 1, 3)]
    stats = binary.per_document(tally(columns(marks), Design.of(2, [100] * 4, np.ones((2, 4)))))
    drawn = intervals.sample(stats)
    for measure in ("krippendorff_alpha", "cohen_kappa", "f1", "percent"):
        alike, _ = intervals.figures(drawn, measure, 0)[0]
        assert alike.value == pytest.approx(1.0)
        assert (alike.low, alike.high) == (None, None)
    whole = binary.per_document(
        tally(columns([(0, 0, 0, 0, 1), (0, 0, 1, 0, 1), (1, 0, 2, 0, 1)]), Design.of(1, [1] * 4, np.ones((2, 4))))
    )
    for measure, least in (("gwet_ac1", -1.0), ("krippendorff_alpha", -1.0), ("percent", 0.0), ("f1", 0.0)):
        (figure,), _ = intervals.figures(intervals.sample(whole), measure, 0)
        assert figure.low is None or figure.low >= least
    (figure,), _ = intervals.figures(intervals.sample(whole), "brennan_prediger", 0)
    assert (figure.value, figure.low) == (pytest.approx(-0.5), -1.0)
    (share,), _ = intervals.figures(intervals.sample(whole), "percent", 0)
    assert (share.value, share.low) == (pytest.approx(0.25), 0.0)


def test_an_undefined_figure_stays_undefined_with_intervals() -> None:
    stats = binary.per_document(tally(columns([]), Design.of(1, [10] * 20, np.ones((2, 20)))))
    drawn = intervals.sample(stats, np.random.default_rng(3), 20)
    assert intervals.figures(drawn, "f1")[0][0].undefined == NOT_USED
    assert intervals.figures(drawn, "f1")[1].undefined == NOT_USED


# --- domains, confusion, other programs ---


def test_alpha_over_domains_is_alpha_over_characters() -> None:
    rows = [
        (0, 0, 0, 0, 8),
        (1, 1, 0, 2, 9),
        (0, 2, 0, 10, 15),
        (1, 2, 0, 11, 18),
        (0, 1, 1, 0, 4),
        (1, 1, 1, 1, 6),
    ]
    design = Design.of(3, [20, 12], [[True, True], [True, True]])
    result = domains.domains(columns(rows), design, np.array([0, 0, 1]))
    relevant, chosen, which = [], [], []
    for document, length in enumerate([20, 12]):
        for at in range(length):
            codes = [
                [k for c, k, d, b, e in rows if c == coder and d == document and b <= at < e]
                for coder in (0, 1)
            ]
            relevant.append([int(any(k in (0, 1) for k in one)) for one in codes])
            chosen.append([next((k for k in one if k in (0, 1)), None) for one in codes])
            which.append([tuple(sorted({int(k == 2) for k in one})) or None for one in codes])
    assert result.relevance[0].value == pytest.approx(float(slow.alpha(relevant) or 0))
    assert result.codes[0].value == pytest.approx(float(slow.alpha(chosen) or 0))
    assert result.which.value == pytest.approx(float(slow.alpha(which) or 0))
    assert result.violations == ()


def test_two_codes_of_one_domain_on_the_same_words_are_reported_as_data() -> None:
    rows = [(0, 0, 0, 0, 8), (0, 1, 0, 5, 9), (1, 0, 0, 0, 8)]
    result = domains.domains(columns(rows), Design.of(2, [20], [[True], [True]]), np.array([0, 0]))
    assert result.violations == (domains.Violation(0, 0, 0, 5, 8),)
    empty = domains.domains(columns([]), Design.of(1, [20], [[True], [True]]), np.array([0]))
    assert empty.relevance[0].undefined == NOT_USED
    assert empty.codes[0].undefined == NO_COMPARISON
    assert (
        domains.domains(columns([]), Design.of(1, [9], [[True], [True]]), np.array([-1])).which.undefined
        == NOT_USED
    )


@settings(max_examples=100, deadline=None)
@given(designs())
def test_the_confusion_table_counts_every_character_pair_by_pair(case: Any) -> None:
    rows, lengths, assigned, codes = case
    table = confusion.confusion(columns(rows), Design.of(codes, lengths, assigned), 0, 1)
    wanted = np.zeros((codes + 1, codes + 1), dtype=int)
    for document, length in enumerate(lengths):
        for at in range(length if assigned[0][document] and assigned[1][document] else 0):
            one, other = (
                {k for c, k, d, b, e in rows if c == coder and d == document and b <= at < e} or {codes}
                for coder in (0, 1)
            )
            for a in one:
                for b in other:
                    wanted[a, b] += 1
    assert table.lengths.tolist() == wanted.tolist()
    assert table.n_codes == codes


def test_passages_are_counted_by_both_coders_codes() -> None:
    found = differences(
        [
            Reading("1", "K", "D1", "1A", 0, 9),
            Reading("2", "L", "D4", "1A", 0, 9),
            Reading("3", "K", "C1", "1A", 20, 25),
        ]
    )
    assert confusion.passages(found, ["D1", "D1"], "K", "L") == {
        ("C1", ""): 1,
        ("D1", "D1"): 2,
        ("D1", "D4"): 1,
    }


def test_leaving_out_a_coder_or_a_document_is_the_figure_without_it() -> None:
    rows = [(0, 0, 0, 0, 8), (1, 0, 0, 1, 8), (2, 0, 0, 4, 12), (0, 0, 1, 3, 9), (1, 0, 1, 3, 9)]
    design = Design.of(1, [20, 20], np.ones((3, 2)))
    without = confusion.without_each_coder(columns(rows), design)
    pair = tally(columns([row for row in rows if row[0] < 2]), Design.of(1, [20, 20], np.ones((2, 2))))
    assert without[2] == binary.overall(binary.per_document(pair).total(), "krippendorff_alpha")
    stats = binary.per_document(tally(columns(rows), design))
    assert confusion.without_each_document(stats)[1] == pytest.approx(confusion.by_document(stats)[0].value)
    two = confusion.without_each_coder(columns([]), Design.of(1, [20], np.ones((2, 1))))
    assert [one.undefined for one in two] == [NO_COMPARISON, NO_COMPARISON]


@pytest.mark.parametrize("case", gold.cases("character_level"))
def test_character_cases_give_cohens_kappa_and_beside_it_what_qualcoder_prints(case: Any) -> None:
    data = case["data"]
    n, first, second, both = data["L"], data["coded_a"], data["coded_b"], data["both"]
    rows = [(0, 0, 0, 0, first), (1, 0, 0, first - both, first - both + second)]
    total = binary.per_document(tally(columns(rows), Design.of(1, [n], np.ones((2, 1))))).total()
    assert gold.near(case, binary.figures(total, "cohen_kappa")[0].value)
    assert binary.figures(total, "iou")[0].value == pytest.approx(case["params"]["jaccard"])
    assert binary.figures(total, "f1")[0].value == pytest.approx(case["params"]["f1"])
    theirs = compat.qualcoder_kappa(n, first, second, both)
    assert theirs.figure.value == pytest.approx(case["params"]["qualcoder"], abs=5e-5)
    assert theirs.program == "QualCoder"


@pytest.mark.parametrize("case", gold.cases("caqdas"))
def test_the_percent_in_nvivos_help_is_reproduced(case: Any) -> None:
    data = case["data"]
    assert gold.near(case, compat.nvivo_percent(data["both"], data["one"], data["neither"]).figure.value)


@pytest.mark.parametrize(
    ("n", "first", "second", "both", "printed"),
    [
        (1000, 500, 500, 250, 0.2987),
        (1000, 900, 900, 850, 0.8945),
        (45000, 900, 1000, 700, 0.5722),
        (1000, 100, 100, 50, 0.2987),
    ],
)
def test_qualcoders_own_number_is_reproduced_for_the_four_cases(
    n: int, first: int, second: int, both: int, printed: float
) -> None:
    assert compat.qualcoder_kappa(n, first, second, both).figure.value == pytest.approx(printed, abs=5e-5)


def test_other_programs_figures_are_undefined_where_ours_are() -> None:
    assert compat.qualcoder_kappa(10, 0, 0, 0).figure.undefined == NOT_USED
    assert compat.maxqda_kappa(0, 0, 5).figure.undefined == NO_COMPARISON
    assert compat.maxqda_kappa(3, 4, 1).figure.value is None
    assert compat.maxqda_kappa(3, 4, 2).figure.value == 0.5
    assert compat.nvivo_percent(0, 0, 0).figure.undefined == NO_COMPARISON
    assert compat.atlas_holsti(50, 100, 100).figure.value == 0.5
    with pytest.raises(ValueError, match="one text"):
        compat.qualcoder_kappa(10, 5, 5, 6)


@settings(max_examples=60, deadline=None)
@given(designs(), st.data())
def test_only_what_lies_within_the_stretches_is_compared(case: Any, data: Any) -> None:
    rows, lengths, assigned, codes = case
    cuts = [sorted(data.draw(st.sets(st.integers(0, n), max_size=6))) for n in lengths]
    edges = [np.array(list(zip(at[0::2], at[1::2], strict=False)), dtype=np.int64) for at in cuts]
    moved, design = units.within(columns(rows), Design.of(codes, lengths, assigned), edges)
    inside = [[t for s, e in kept.reshape(-1, 2).tolist() for t in range(s, e)] for kept in edges]
    assert design.lengths.tolist() == [len(one) for one in inside]
    marked = {(c, k, d, t) for c, k, d, b, e in rows for t in range(b, e) if t in inside[d]}
    places = zip(moved.coder, moved.code, moved.document, moved.start, moved.end, strict=True)
    assert {(int(c), int(k), int(d), inside[d][t]) for c, k, d, b, e in places for t in range(b, e)} == marked


def test_more_sources_narrow_an_interval_with_the_root_of_their_number() -> None:
    figure = Figure(0.7, None, 100, 0.5, 0.9)
    assert intervals.more_units(figure, 9, 0.1) == 27
    assert intervals.more_units(figure, 9, 0.3) == 0
    assert intervals.more_units(Figure(0.7, None, 100), 9, 0.1) is None
