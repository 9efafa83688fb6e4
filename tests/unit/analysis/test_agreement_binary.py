from __future__ import annotations

import json
import time
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.analysis import agreement_reference as slow
from tests.unit.analysis.agreement_reference import Span

from anselm.analysis.agreement import binary, histogram
from anselm.analysis.agreement.histogram import Design, Spans, Tally
from anselm.analysis.agreement.result import NO_COMPARISON, NOT_USED, Figure, quotient


@st.composite
def designs(draw: st.DrawFn) -> tuple[list[Span], list[int], list[list[bool]], int]:
    coders, codes, documents = draw(st.integers(2, 4)), draw(st.integers(1, 3)), draw(st.integers(1, 3))
    lengths = draw(st.lists(st.integers(1, 12), min_size=documents, max_size=documents))
    assigned = [[draw(st.booleans()) or coder < 1 for _ in lengths] for coder in range(coders)]
    spans: list[Span] = []
    for _ in range(draw(st.integers(0, 10))):
        coder, document = draw(st.integers(0, coders - 1)), draw(st.integers(0, documents - 1))
        if assigned[coder][document]:
            start = draw(st.integers(0, lengths[document] - 1))
            end = draw(st.integers(start + 1, lengths[document]))
            spans.append((coder, draw(st.integers(0, codes - 1)), document, start, end))
    return spans, lengths, assigned, codes


def tallied(case: tuple[list[Span], list[int], list[list[bool]], int]) -> Tally:
    spans, lengths, assigned, codes = case
    return histogram.tally(
        Spans.of(*(zip(*spans, strict=True) if spans else [[]] * 5)), Design.of(codes, lengths, assigned)
    )


def same(figure: Figure, expected: Any) -> bool:
    if expected is None:
        return figure.value is None
    return figure.value is not None and abs(figure.value - float(expected)) < 1e-9


GROUP = {
    "percent": slow.percent,
    "fleiss_kappa": slow.fleiss,
    "scott_pi": slow.fleiss,
    "brennan_prediger": lambda units: slow.brennan_prediger(units, 2),
    "gwet_ac1": lambda units: slow.gwet(units, 2),
    "krippendorff_alpha": slow.alpha,
}


def disagreements(case: tuple[list[Span], list[int], list[list[bool]], int]) -> list[str]:
    """Names of the measures that differ from the slow reference somewhere in the case."""
    spans, lengths, assigned, codes = case
    total = binary.per_document(tallied(case)).total()
    wrong = []
    for code in range(codes):
        units = slow.characters(spans, lengths, assigned, code)
        compared = [row for row in units if sum(x is not None for x in row) >= 2]
        is_used = any(1 in row for row in compared)
        for name, reference in GROUP.items():
            if not same(binary.figures(total, name)[code], reference(units) if is_used else None):
                wrong.append(name)
        for index, (i, j) in enumerate(total.pairs):
            pair = [[row[i], row[j]] for row in units if row[i] is not None and row[j] is not None]
            pair_used = any(1 in row for row in pair)
            for name, reference in {
                "cohen_kappa": slow.cohen,
                "f1": slow.f1,
                "iou": slow.iou,
                **GROUP,
            }.items():
                if not same(
                    binary.figures(total.only(index), name)[code], reference(pair) if pair_used else None
                ):
                    wrong.append(f"pair {name}")
    return wrong


@settings(max_examples=100, deadline=None)
@given(designs())
def test_every_measure_from_the_histogram_equals_the_formula_applied_character_by_character(
    case: Any,
) -> None:
    assert disagreements(case) == []


@settings(max_examples=200, deadline=None)
@given(designs())
def test_masks_and_the_direct_sweep_count_the_same(case: Any) -> None:
    spans, lengths, assigned, codes = case
    design = Design.of(codes, lengths, assigned)
    columns = Spans.of(*(zip(*spans, strict=True) if spans else [[]] * 5))
    one, other = histogram.tally(columns, design), histogram._tally_by_sweep(columns, design)
    assert np.array_equal(one.pair, other.pair)
    assert np.array_equal(one.ranks, other.ranks)


@settings(max_examples=100, deadline=None)
@given(designs(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_of_coders_changes_nothing(case: Any, shuffler: Any) -> None:
    spans, lengths, assigned, codes = case
    order = list(range(len(assigned)))
    shuffler.shuffle(order)
    moved = [(order.index(s[0]), *s[1:]) for s in spans]
    shuffler.shuffle(moved)
    before = binary.per_document(tallied(case)).total()
    after = binary.per_document(tallied((moved, lengths, [assigned[k] for k in order], codes))).total()
    for name in GROUP:
        assert np.allclose(binary.values(before, name), binary.values(after, name), equal_nan=True)


PLANTED = {
    "Pe multiplied instead of added": lambda t: (
        1 - (t[1] + t[2]) / t.sum(axis=0) - _yes(t) * _no(t),
        1 - _yes(t) * _no(t),
    ),
    "uncoded text left out": lambda t: binary._cohen(np.stack([t[0], t[1], t[2], np.zeros_like(t[3])])),
}


def _yes(t: Any) -> Any:
    return (t[0] + t[1]) * (t[0] + t[2]) / t.sum(axis=0) ** 2


def _no(t: Any) -> Any:
    return (t[3] + t[1]) * (t[3] + t[2]) / t.sum(axis=0) ** 2


OVERLAPPING = (
    [(0, 0, 0, 0, 6), (0, 0, 0, 3, 9), (1, 0, 0, 4, 8)],
    [20, 10],
    [[True, True], [True, False]],
    1,
)


@pytest.mark.parametrize("planted", sorted(PLANTED))
def test_a_planted_kappa_is_caught(planted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert disagreements(OVERLAPPING) == []
    monkeypatch.setitem(binary.PAIR_MEASURES, "cohen_kappa", PLANTED[planted])
    assert "pair cohen_kappa" in disagreements(OVERLAPPING)


def _scotts_for_cohens(t: Any) -> Any:
    marked = (2 * t[0] + t[1] + t[2]) / (2 * t.sum(axis=0))
    unlike = 2 * marked * (1 - marked)
    return unlike - (t[1] + t[2]) / t.sum(axis=0), unlike


def test_cohens_kappa_with_scotts_expected_agreement_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    assert disagreements(OVERLAPPING) == []
    monkeypatch.setitem(binary.PAIR_MEASURES, "cohen_kappa", _scotts_for_cohens)
    assert disagreements(OVERLAPPING) == ["pair cohen_kappa"]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("scott_pi", "gwet_ac1"),
        ("fleiss_kappa", "conger_kappa"),
        ("gwet_ac1", "brennan_prediger"),
        ("brennan_prediger", "fleiss_kappa"),
        ("krippendorff_alpha", "fleiss_kappa"),
    ],
)
def test_the_expected_agreement_of_another_coefficient_is_caught(
    name: str, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(binary.MEASURES, name, binary.MEASURES[other])
    assert set(disagreements(OVERLAPPING)) == {name, f"pair {name}"}


def test_spans_one_character_too_long_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    assert disagreements(OVERLAPPING) == []
    honest = histogram._events

    def inclusive(spans: Spans, design: Design) -> Any:
        return honest(Spans(spans.coder, spans.code, spans.document, spans.start, spans.end + 1), design)

    monkeypatch.setattr(histogram, "_events", inclusive)
    assert disagreements(OVERLAPPING) != []


def test_a_coder_overlapping_himself_counted_twice_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    assert disagreements(OVERLAPPING) == []
    honest = histogram.tally_of

    def summed(counts: Any, design: Design) -> Tally:
        right = honest(counts, design)
        return Tally(design, right.pair + np.array([[3, 0], [0, 0]]), right.ranks)

    monkeypatch.setattr(histogram, "tally_of", summed)
    assert disagreements(OVERLAPPING) != []


def test_not_assigned_read_as_not_coded_is_caught() -> None:
    spans, lengths, _, codes = OVERLAPPING
    blurred = binary.per_document(tallied((spans, lengths, [[True, True], [True, True]], codes))).total()
    right = binary.per_document(tallied(OVERLAPPING)).total()
    assert binary.figures(blurred, "percent")[0].value != binary.figures(right, "percent")[0].value


@pytest.mark.parametrize(
    ("length", "first", "second", "both", "kappa"),
    [
        (1000, 500, 500, 250, 0.0000),
        (1000, 900, 900, 850, 0.4444),
        (45000, 900, 1000, 700, 0.7312),
        (1000, 100, 100, 50, 0.4444),
    ],
)
def test_kappa_is_cohens_in_the_four_cases_where_quirks_of_other_programs_show(
    length: int, first: int, second: int, both: int, kappa: float
) -> None:
    spans: list[Span] = [(0, 0, 0, 0, first), (1, 0, 0, first - both, first - both + second)]
    total = binary.per_document(tallied((spans, [length], [[True], [True]], 1))).total()
    assert binary.figures(total, "cohen_kappa")[0].value == pytest.approx(kappa, abs=5e-5)


def test_an_unused_code_an_unshared_text_and_a_code_on_everything_each_say_why_they_have_no_kappa() -> None:
    everything: list[Span] = [(0, 1, 0, 0, 9), (1, 1, 0, 0, 9)]
    total = binary.per_document(tallied((everything, [9], [[True], [True]], 2))).total()
    unused, full = binary.figures(total, "cohen_kappa")
    assert (unused.value, unused.undefined) == (None, NOT_USED)
    assert full.value is None
    assert str(full.undefined).startswith("undefined because")
    alone = binary.per_document(tallied(([(0, 0, 0, 0, 9)], [9], [[True], [False]], 1))).total()
    assert binary.figures(alone, "cohen_kappa")[0].undefined == NO_COMPARISON
    assert binary.overall(alone, "krippendorff_alpha").undefined == NO_COMPARISON


@settings(max_examples=100, deadline=None)
@given(designs())
def test_the_figure_pooled_over_codes_is_mean_agreement_above_mean_chance(case: Any) -> None:
    total = binary.per_document(tallied(case)).total()
    is_used = total.used > 0
    bottom = binary.parts(total, "fleiss_kappa")[1]
    figure = binary.overall(total, "fleiss_kappa")
    if not is_used.any() or bottom[is_used].sum() == 0:
        assert figure.value is None
        return
    agreed = binary.parts(total, "percent")[0][is_used & (bottom != 0)].mean()
    chance = (1 - bottom)[is_used & (bottom != 0)].mean()
    assert figure.value == pytest.approx((agreed - chance) / (1 - chance))


def test_more_coders_than_masks_can_hold_are_still_counted() -> None:
    spans: list[Span] = [(k, 0, 0, k, k + 10) for k in range(20)]
    design = Design.of(1, [40], np.ones((20, 1), dtype=bool))
    counted = histogram.tally(Spans.of(*zip(*spans, strict=True)), design)
    assert counted.pair[0, 0, 0, 3] == 7
    assert counted.ranks[0, 0].sum() == 40
    with pytest.raises(ValueError, match="16"):
        histogram.histogram(Spans.of(*zip(*spans, strict=True)), design)


@pytest.mark.parametrize(
    ("span", "word"),
    [
        ((2, 0, 0, 0, 1), "coder 2"),
        ((0, 5, 0, 0, 1), "code 5"),
        ((0, 0, 9, 0, 1), "document 9"),
        ((0, 0, 0, 3, 3), "3 to 3"),
        ((0, 0, 0, 3, 99), "99"),
        ((1, 0, 1, 0, 1), "not assigned document 1"),
    ],
)
def test_a_span_outside_the_design_is_refused_by_its_row(span: Span, word: str) -> None:
    design = Design.of(1, [10, 10], [[True, True], [True, False]])
    with pytest.raises(ValueError, match=f"span 0.*{word}"):
        histogram.histogram(Spans.of(*zip(span, strict=True)), design)


def test_columns_or_tables_of_different_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="differ"):
        Spans.of([0], [0, 1], [0], [0], [0])
    with pytest.raises(ValueError, match="one column per document"):
        Design.of(1, [5], [[True, True]])
    with pytest.raises(ValueError, match="negative"):
        Design.of(1, [-5], [[True]])


def test_a_figure_has_a_value_or_a_reason_and_never_both() -> None:
    with pytest.raises(ValueError, match="either"):
        Figure(0.5, "not used", 3)
    with pytest.raises(ValueError, match="either"):
        Figure(None, None, 3)
    with pytest.raises(ValueError, match="finite"):
        Figure(float("nan"), None, 3)
    assert quotient(1.0, 0.0, 4, "undefined because nothing").value is None
    assert quotient(1.0, 4.0, 4, "").within(0.1, 0.4).high == 0.4
    assert Figure(None, "not used", 3).within(0.1, 0.4).low is None


def test_positions_too_large_for_one_packed_key_are_still_sorted() -> None:
    big = 2**55
    design = Design.of(3, [big, big], [[True, True], [True, True]])
    h = histogram.histogram(Spans.of([0, 1], [2, 2], [1, 1], [5, 10], [20, 30]), design)
    assert h[2, 1, 1:].tolist() == [5, 10, 10]


def test_a_study_of_27_documents_3_coders_and_60_codes_is_counted_exactly() -> None:
    rng = np.random.default_rng(1)
    n = 27 * 3 * 200
    start = rng.integers(0, 44_000, n)
    spans = Spans(
        rng.integers(0, 3, n),
        rng.integers(0, 60, n),
        rng.integers(0, 27, n),
        start,
        start + rng.integers(1, 900, n),
    )
    design = Design.of(60, [45_000] * 27, np.ones((3, 27), dtype=bool))
    begun = time.perf_counter()
    h = histogram.histogram(spans, design)
    print(json.dumps({"histogram_ms": round(1000 * (time.perf_counter() - begun), 2)}))
    dense = np.zeros((3, 45_000), dtype=bool)
    for row in np.flatnonzero((spans.code == 7) & (spans.document == 11)):
        dense[spans.coder[row], spans.start[row] : spans.end[row]] = True
    masks = dense[0] + 2 * dense[1].astype(int) + 4 * dense[2].astype(int)
    assert h[7, 11].tolist() == np.bincount(masks, minlength=8).tolist()
