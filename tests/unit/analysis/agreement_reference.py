"""Slow references straight from the formulas, one character or one unit at a time, for the agreement
tests.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from fractions import Fraction
from itertools import combinations

Span = tuple[int, int, int, int, int]
Units = list[list[int | None]]


def characters(
    spans: Sequence[Span], lengths: Sequence[int], assigned: Sequence[Sequence[bool]], code: int
) -> Units:
    """One row per character: each coder's 1, 0 or None (not assigned) for the code."""
    rows: Units = []
    for document, length in enumerate(lengths):
        for position in range(length):
            row: list[int | None] = []
            for coder in range(len(assigned)):
                if not assigned[coder][document]:
                    row.append(None)
                    continue
                hit = any(
                    s[0] == coder and s[1] == code and s[2] == document and s[3] <= position < s[4]
                    for s in spans
                )
                row.append(int(hit))
            rows.append(row)
    return rows


def _given(row: Sequence[Hashable | None]) -> list[Hashable]:
    return [x for x in row if x is not None]


def percent(units: Sequence[Sequence[Hashable | None]]) -> Fraction | None:
    shares = []
    for row in units:
        pairs = list(combinations(_given(row), 2))
        if pairs:
            shares.append(Fraction(sum(a == b for a, b in pairs), len(pairs)))
    return sum(shares, Fraction(0)) / len(shares) if shares else None


def prevalence(units: Sequence[Sequence[Hashable | None]]) -> dict[Hashable, Fraction]:
    rows = [_given(row) for row in units if _given(row)]
    labels = {x for row in rows for x in row}
    return {
        k: sum((Fraction(row.count(k), len(row)) for row in rows), Fraction(0)) / len(rows) for k in labels
    }


def corrected(po: Fraction | None, pe: Fraction) -> Fraction | None:
    return None if po is None or pe == 1 else (po - pe) / (1 - pe)


def fleiss(units: Sequence[Sequence[Hashable | None]]) -> Fraction | None:
    return corrected(percent(units), sum((p * p for p in prevalence(units).values()), Fraction(0)))


def brennan_prediger(units: Sequence[Sequence[Hashable | None]], q: int) -> Fraction | None:
    return corrected(percent(units), Fraction(1, q))


def gwet(units: Sequence[Sequence[Hashable | None]], q: int) -> Fraction | None:
    p = prevalence(units)
    if len(p) < 2:
        return None
    return corrected(percent(units), sum((x * (1 - x) for x in p.values()), Fraction(0)) / (q - 1))


def cohen(units: Sequence[Sequence[Hashable | None]]) -> Fraction | None:
    pairs = [(a, b) for a, b in units if a is not None and b is not None]
    if not pairs:
        return None
    n = len(pairs)
    po = Fraction(sum(a == b for a, b in pairs), n)
    labels = {x for pair in pairs for x in pair}
    pe = sum(
        (Fraction(sum(a == k for a, _ in pairs) * sum(b == k for _, b in pairs), n * n) for k in labels),
        Fraction(0),
    )
    return corrected(po, pe)


def alpha(units: Sequence[Sequence[Hashable | None]]) -> Fraction | None:
    rows = [_given(row) for row in units if len(_given(row)) >= 2]
    n = sum(len(row) for row in rows)
    if n < 2:
        return None
    observed = sum(
        (
            Fraction(
                sum(row[i] != row[j] for i in range(len(row)) for j in range(len(row)) if i != j),
                len(row) - 1,
            )
            for row in rows
        ),
        Fraction(0),
    )
    counts: dict[Hashable, int] = {}
    for row in rows:
        for x in row:
            counts[x] = counts.get(x, 0) + 1
    expected = Fraction(n * n - sum(c * c for c in counts.values()), n - 1)
    return None if expected == 0 else 1 - observed / expected


def f1(units: Units) -> Fraction | None:
    both = sum(row == [1, 1] for row in units)
    one = sum(row in ([1, 0], [0, 1]) for row in units)
    return Fraction(2 * both, 2 * both + one) if both + one else None


def iou(units: Units) -> Fraction | None:
    both = sum(row == [1, 1] for row in units)
    one = sum(row in ([1, 0], [0, 1]) for row in units)
    return Fraction(both, both + one) if both + one else None
