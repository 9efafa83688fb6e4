"""Figures kept up while people code equal those counted anew."""

from __future__ import annotations

import random

import numpy as np
import pytest
from tests.unit.analysis import random_designs as designs
from tests.unit.analysis.agreement_reference import Span

from anselm.analysis.agreement import binary, histogram, live
from anselm.analysis.agreement.histogram import Design, Spans, tally
from anselm.analysis.agreement.live import Running


def columns(rows: list[Span]) -> Spans:
    return Spans.of(*(zip(*rows, strict=True) if rows else [[]] * 5))


def unlike(number: int) -> bool:
    """Whether taking one mark off and putting another on leaves other figures than counting everything anew."""
    dice = random.Random(number)
    spans, lengths, assigned, codes = designs.marked(dice)
    design = Design.of(codes, lengths, assigned)
    code, document = dice.randrange(codes), dice.randrange(len(lengths))
    after = [one for one in spans if one[1:3] != (code, document) or dice.random() < 0.5]
    after.append((0, code, document, 0, dice.randint(1, lengths[document])))
    cell = columns([one for one in after if one[1:3] == (code, document)])
    running = Running.of(columns(spans), design).changed(code, document, cell)
    counted = tally(columns(after), design)
    total = binary.per_document(counted).total()
    for (who, name), rows in running.values.items():
        one = total if who is None else total.only(who)
        found = [running.figures(each)[who, name] for each in (*range(codes), None)]
        if found != [*binary.figures(one, name), binary.overall(one, name)]:
            return True
        if not np.allclose(rows, binary.with_pooled(one, name), equal_nan=True):
            return True
    return False


def test_one_changed_coding_gives_the_figures_of_everything_counted_anew() -> None:
    assert not [number for number in range(100) if unlike(number)]


def test_a_cell_not_put_in_its_place_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_levelled", lambda cell, whole: 0.0 * whole.ratings[:, :1, :1])
    assert any(unlike(number) for number in range(20))


def test_marks_of_another_code_are_refused() -> None:
    design = Design.of(2, [9], [[True], [True]])
    running = Running.of(columns([]), design)
    with pytest.raises(ValueError, match="code and document that changed"):
        running.changed(0, 0, columns([(0, 1, 0, 0, 5)]))


def marks_of_many(n: int) -> tuple[Spans, Design]:
    dice = np.random.default_rng(4)
    start = dice.integers(0, 900, n)
    columns = (dice.integers(0, 3, n), dice.integers(0, 5, n), dice.integers(0, 7, n), start)
    return Spans.of(*columns, start + dice.integers(1, 90, n)), Design.of(5, [1000] * 7, np.ones((3, 7)))


def test_columns_kept_sorted_are_counted_block_by_block_as_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    spans, design = marks_of_many(4000)
    whole = histogram.histogram(spans, design)
    for size in (1, 64, 1000):
        monkeypatch.setattr(histogram, "BLOCK", size)
        sizes = [block.code.size for block in histogram._blocks(spans.in_order(), design.n_documents)]
        assert sum(sizes) == 4000
        assert len(sizes) > 3
        assert np.array_equal(histogram.histogram(spans.in_order(), design), whole)
        assert np.array_equal(histogram.histogram(spans, design), whole)
