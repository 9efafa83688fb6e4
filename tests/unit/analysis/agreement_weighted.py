"""More slow references straight from the formulas: graded disagreement, several coders, sets of codes.

Ratings are rows of labels, None where a coder was not asked; nothing here shares a line with what it checks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations, permutations
from typing import Any

from tests.unit.analysis.agreement_reference import cohen, corrected

Label = int
Rows = Sequence[Sequence[Label | None]]
Grade = Callable[[Label, Label], Fraction]


def graded(levels: Sequence[Label], power: int) -> Grade:
    """Weights of agreement that fall with the distance between two values: 1 linear, 2 quadratic."""
    reach = max(levels) - min(levels)
    return cache(lambda a, b: Fraction(1) if not reach else 1 - Fraction(abs(a - b), reach) ** power)


@cache
def exact(a: Label, b: Label) -> Fraction:
    return Fraction(int(a == b))


def _given(row: Sequence[Label | None]) -> list[Label]:
    return [one for one in row if one is not None]


def observed(rows: Rows, weight: Grade) -> Fraction | None:
    """Mean over units of the mean weight of their pairs."""
    shares = []
    for row in rows:
        pairs = list(combinations(_given(row), 2))
        if pairs:
            shares.append(sum((weight(a, b) for a, b in pairs), Fraction(0)) / len(pairs))
    return sum(shares, Fraction(0)) / len(shares) if shares else None


def several(rows: Rows) -> bool:
    return len({one for row in rows for one in _given(row)}) > 1


def fleiss(rows: Rows, levels: Sequence[Label], weight: Grade) -> Fraction | None:
    pi = _shares(rows, levels)
    expected = sum((weight(k, m) * pi[k] * pi[m] for k in levels for m in levels), Fraction(0))
    return corrected(observed(rows, weight), expected) if several(rows) else None


def gwet(rows: Rows, levels: Sequence[Label], weight: Grade) -> Fraction | None:
    pi, q = _shares(rows, levels), len(levels)
    total = sum((weight(k, m) for k in levels for m in levels), Fraction(0))
    spread = sum((pi[k] * (1 - pi[k]) for k in levels), Fraction(0))
    return corrected(observed(rows, weight), total * spread / (q * (q - 1))) if several(rows) else None


def brennan_prediger(rows: Rows, levels: Sequence[Label], weight: Grade) -> Fraction | None:
    total = sum((weight(k, m) for k in levels for m in levels), Fraction(0))
    return corrected(observed(rows, weight), total / len(levels) ** 2)


def _shares(rows: Rows, levels: Sequence[Label]) -> dict[Label, Fraction]:
    rated = [_given(row) for row in rows if _given(row)]
    return {k: sum((Fraction(row.count(k), len(row)) for row in rated), Fraction(0)) / len(rated) for k in levels}


def conger(rows: Rows, levels: Sequence[Label], weight: Grade) -> Fraction | None:
    """Chance of every two coders from the two coders' own shares; a coder who rated nothing has none."""
    columns = [[one for one in column if one is not None] for column in zip(*rows, strict=True)]
    own = [{k: Fraction(column.count(k), len(column)) for k in levels} for column in columns if column]
    if len(own) < 2 or not several(rows):
        return None
    chances = [
        sum((weight(k, m) * one[k] * other[m] for k in levels for m in levels), Fraction(0))
        for one, other in permutations(own, 2)
    ]
    return corrected(observed(rows, weight), sum(chances, Fraction(0)) / len(chances))


def weighted_cohen(rows: Rows, levels: Sequence[Label], weight: Grade) -> Fraction | None:
    return conger([row for row in rows if None not in row], levels, weight)


def light(rows: Rows) -> Fraction | None:
    width = len(rows[0])
    every = [cohen([[row[i], row[j]] for row in rows]) for i, j in combinations(range(width), 2)]
    there = [one for one in every if one is not None]
    return sum(there, Fraction(0)) / len(there) if there else None


def holsti(rows: Rows) -> Fraction | None:
    shares = []
    for i, j in combinations(range(len(rows[0])), 2):
        first, second = ([row[at] for row in rows] for at in (i, j))
        made = [sum(one is not None for one in column) for column in (first, second)]
        if all(made):
            met = sum(a == b and a is not None for a, b in zip(first, second, strict=True))
            shares.append(Fraction(2 * met, sum(made)))
    return sum(shares, Fraction(0)) / len(shares) if shares else None


def pooled_percent(rows: Rows) -> Fraction | None:
    pairs = [pair for row in rows for pair in combinations(_given(row), 2)]
    return Fraction(sum(a == b for a, b in pairs), len(pairs)) if pairs else None


def unanimous(rows: Rows) -> Fraction | None:
    whole = [row for row in rows if None not in row]
    return Fraction(sum(len(set(row)) == 1 for row in whole), len(whole)) if whole else None


def alpha(rows: Rows, distance: Callable[[Label, Label], Fraction]) -> Fraction | None:
    """1 - Do/De over every ordered pair of values inside a unit, and over every ordered pair of all values."""
    return _alpha([[one for one in row if one is not None] for row in rows], distance)


def _alpha(units: list[list[Any]], distance: Callable[[Any, Any], Fraction]) -> Fraction | None:
    kept = [unit for unit in units if len(unit) > 1]
    used = Counter(one for unit in kept for one in unit)
    n, apart = sum(used.values()), {(a, b): distance(a, b) for a in used for b in used}
    if n < 2:
        return None
    inside = sum(
        (Fraction(1, len(unit) - 1) * sum(apart[pair] for pair in permutations(unit, 2)) for unit in kept),
        Fraction(0),
    )
    # Ordered pairs of two values out of all of them: those of one value with itself are apart by nothing.
    expected = sum((used[a] * used[b] * far for (a, b), far in apart.items()), Fraction(0))
    return None if not expected else 1 - (inside / n) / (expected / (n * (n - 1)))


def interval(a: Label, b: Label) -> Fraction:
    return Fraction((a - b) ** 2)


def ratio(a: Label, b: Label) -> Fraction:
    return Fraction(a - b, a + b) ** 2 if a + b else Fraction(0)


def ordinal(rows: Rows, levels: Sequence[Label]) -> Callable[[Label, Label], Fraction]:
    """Squared count of the values from one to the other, each end taken by half."""
    used = [one for row in rows if len(_given(row)) > 1 for one in _given(row)]

    def apart(a: Label, b: Label) -> Fraction:
        low, high = min(a, b), max(a, b)
        between = sum(used.count(k) for k in levels if low <= k <= high)
        return (between - Fraction(used.count(low) + used.count(high), 2)) ** 2 if low != high else Fraction(0)

    return apart


Sets = Sequence[Sequence[frozenset[str] | None]]


def set_alpha(rows: Sets, distance: Callable[[frozenset[str], frozenset[str]], Fraction]) -> Fraction | None:
    return _alpha([[one for one in row if one is not None] for row in rows], distance)


def jaccard(a: frozenset[str], b: frozenset[str]) -> Fraction:
    return 1 - Fraction(len(a & b), len(a | b)) if a | b else Fraction(0)


def masi(a: frozenset[str], b: frozenset[str]) -> Fraction:
    """1 - J * M, with M 1 for the same set, 2/3 where one holds the other, 1/3 where they share, else 0."""
    if a == b:
        return Fraction(0)
    if not a | b:
        return Fraction(0)
    held = Fraction(2, 3) if a <= b or b <= a else Fraction(1, 3) if a & b else Fraction(0)
    return 1 - Fraction(len(a & b), len(a | b)) * held
