"""Ten thousand random designs against the formulas; how often each kind of interval holds the true figure."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest
from bench import agreement_intervals as simulated
from tests.unit.analysis import random_designs as designs

from anselm.analysis.agreement import binary, intervals

N_DESIGNS = int(os.environ.get("ANSELM_DESIGNS", "10000"))
N_RUNS = int(os.environ.get("ANSELM_RUNS", "1000"))
PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "agreement.md"
A_HUNDRED = 100


@pytest.mark.parametrize("first", range(500, 500 + N_DESIGNS, A_HUNDRED))
def test_a_hundred_more_random_designs_equal_the_formulas(first: int) -> None:
    wrong = {number: found for number in range(first, first + A_HUNDRED) if (found := designs.wrong_in(number))}
    assert not wrong, json.dumps(dict(list(wrong.items())[:5]))
    assert all(designs.in_masks(number) for number in range(first, first + A_HUNDRED))


def test_the_interval_shown_is_the_one_that_holds_the_true_figure_most_nearly_as_often_as_it_says() -> None:
    """At 9 and at 27 sources, of a rare code marked unevenly; the figures stand in docs/reference/agreement.md."""
    rng = np.random.default_rng(2024)
    truth = float(binary.values(simulated.stats(simulated.tables(rng, 200_000)).total(), "cohen_kappa")[0])
    off = dict.fromkeys(simulated.METHODS, 0.0)
    for n_sources in (9, 27, 100):
        held = simulated.covered(rng, n_sources, N_RUNS, truth)
        print(json.dumps({"n_sources": n_sources, **{method: share for method, (share, _) in held.items()}}))
        for method in simulated.METHODS:
            off[method] += abs(held[method][0] - intervals.LEVEL) if n_sources < A_HUNDRED else 0.0
        if N_RUNS == 1000:
            assert [f"{held[method][0]:.1%}" for method in simulated.METHODS] == _printed(n_sources)
    assert min(off, key=lambda method: off[method]) == intervals.DEFAULT


def _printed(n_sources: int) -> list[str]:
    """The shares the page on agreement prints for so many sources."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    (line,) = [one for one in lines if one.startswith(f"| {n_sources} |") and "%" in one]
    return [cell.strip(" *").replace(" %", "%") for cell in line.split("|")[2:5]]
