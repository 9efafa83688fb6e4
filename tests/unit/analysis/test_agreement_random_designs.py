"""Every coefficient on random designs equals a slow reference written from its formula; ten thousand in `make soak`."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from tests.unit.analysis import random_designs as designs

from anselm.analysis.agreement import binary, nominal, sets

N_DESIGNS = 500
AWKWARD = {
    "a judge not asked",
    "a judge who rated nothing",
    "overlapping marks of one judge",
    "stacked codes",
    "nothing marked",
    "one category",
    "an empty set",
}


def test_five_hundred_random_designs_equal_the_formulas() -> None:
    wrong = {number: found for number in range(N_DESIGNS) if (found := designs.wrong_in(number))}
    assert not wrong, json.dumps(dict(list(wrong.items())[:5]))
    assert all(designs.in_masks(number) for number in range(N_DESIGNS))


def test_the_random_designs_hold_everything_awkward_and_often() -> None:
    held = Counter(kind for number in range(N_DESIGNS) for kind in designs.kinds_of(number))
    print(json.dumps(dict(held.most_common())))
    assert set(held) == AWKWARD
    assert min(held.values()) >= 20


@pytest.mark.parametrize(
    ("module", "name", "planted"),
    [
        (binary, "_conger", binary._fleiss),
        (binary, "_light", binary._krippendorff),
        (nominal, "_conger", nominal._fleiss),
        (nominal, "distances_of", lambda ratings, metric: 1.0 - nominal.weights_of(ratings, "identity")),
        (sets, "_set_apart", lambda one, other, metric: float(one != other)),
    ],
)
def test_a_planted_formula_is_caught(
    monkeypatch: pytest.MonkeyPatch, module: object, name: str, planted: object
) -> None:
    for table in (binary.MEASURES, nominal._KINDS):
        for key, held in table.items():
            if held is getattr(module, name):
                monkeypatch.setitem(table, key, planted)  # type: ignore[arg-type]
    monkeypatch.setattr(module, name, planted)
    assert any(designs.wrong_in(number) for number in range(60))
