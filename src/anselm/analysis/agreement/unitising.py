"""Agreement on where units of meaning begin and end, in exact fractions.

`family` is the u-alpha family of Krippendorff, Mathet, Bouvry & Widloecher 2016 and Krippendorff 2019,
chapter 12: u-alpha (stretches and values together), |u-alpha (marked or gap), cu-alpha (values of what both
marked) and (k)u-alpha of one value. The correction inside cu-alpha is taken per pair of coders, which
reproduces the published figures. `alpha_u` is the older coefficient of 1995 and 2004, kept to reproduce
older work.

Units of one coder may not overlap: run one code at a time (unit or gap) or a mutually exclusive group of
codes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from anselm.analysis.agreement.result import NO_COMPARISON, NOT_USED, Figure, Ints, defined, undefined

GAP = 0
Stretch = tuple[int, int, int]
NO_DISAGREEMENT = "undefined because no disagreement could be expected"


@dataclass(frozen=True, slots=True)
class Continuum:
    """One document of `length` code points and each coder's units (start, end, value), values counting from
    1.
    """

    length: int
    coders: tuple[tuple[Stretch, ...], ...]

    @classmethod
    def of(cls, length: int, coders: Sequence[Sequence[Stretch]]) -> Continuum:
        """Sorted copies. Raises ValueError naming coder and unit for overlaps, empty units or units out of
        range.
        """
        ordered = []
        for coder, units in enumerate(coders):
            rows = sorted((int(start), int(end), int(value)) for start, end, value in units)
            reach = 0
            for start, end, value in rows:
                if not 0 <= start < end <= length or value <= GAP:
                    raise ValueError(f"coder {coder}: {start} to {end} is not a unit of this text")
                if start < reach:
                    raise ValueError(f"coder {coder}: the unit at {start} overlaps the one before it")
                reach = end
            ordered.append(tuple(rows))
        return cls(int(length), tuple(ordered))


@dataclass(frozen=True, slots=True)
class Family:
    """Exact coefficients; None where undefined. `coverage` is the share of the text both marked, over pairs;
    `values[k]` is ((k)u-alpha, its coverage).
    """

    u: Fraction | None
    bar: Fraction | None
    cu: Fraction | None
    coverage: Fraction | None
    values: Mapping[int, tuple[Fraction | None, Fraction | None]]
    n: int
    reason: str | None = None

    def figure(self, exact: Fraction | None) -> Figure:
        """One of the exact coefficients as a figure over `n` characters."""
        if exact is None:
            return undefined(self.reason or NO_DISAGREEMENT, self.n)
        return defined(float(exact), self.n)


@dataclass(frozen=True, slots=True)
class _Sums:
    """The additive parts: l[c, k], T[c] and Q[c], with value 0 for gaps."""

    shared: list[list[Fraction]]
    squares: list[Fraction]
    inside: list[Fraction]


def _lay_out(continuum: Continuum) -> tuple[Ints, Ints, Ints]:
    """Atomic stretches: their lengths, each coder's value on them, and each coder's unit number (-1 in
    gaps).
    """
    ends = {0, continuum.length} | {at for units in continuum.coders for unit in units for at in unit[:2]}
    cuts = np.array(sorted(ends), dtype=np.int64)
    m = len(continuum.coders)
    values = np.zeros((m, cuts.size - 1), dtype=np.int64)
    numbers = np.full((m, cuts.size - 1), -1, dtype=np.int64)
    for coder, units in enumerate(continuum.coders):
        if not units:
            continue
        starts, stops, names = (np.array(column, dtype=np.int64) for column in zip(*units, strict=True))
        at = np.searchsorted(starts, cuts[:-1], side="right") - 1
        inside = (at >= 0) & (cuts[:-1] < stops[np.maximum(at, 0)])
        values[coder, inside] = names[at[inside]]
        numbers[coder, inside] = at[inside]
    return np.diff(cuts), values, numbers


def _whole(sums: npt.ArrayLike) -> list[int]:
    return [int(one) for one in np.rint(np.asarray(sums, dtype=np.float64))]


def _sums(continuum: Continuum, n_values: int) -> _Sums:
    lengths, values, numbers = _lay_out(continuum)
    m, q = len(continuum.coders), n_values + 1
    shared = np.zeros(q * q)
    inside = [Fraction(0)] * q
    for i in range(m):
        for j in range(m):
            if i == j:
                continue
            shared += np.bincount(values[i] * q + values[j], weights=lengths, minlength=q * q)
            covered = np.where((numbers[i] >= 0) & (numbers[j] >= 0), lengths, 0)
            at = np.maximum(numbers[i], 0)
            for unit, length in zip(
                continuum.coders[i],
                _whole(np.bincount(at, weights=covered, minlength=len(continuum.coders[i]))),
                strict=False,
            ):
                inside[unit[2]] += Fraction(length * length, m - 1)
    squares = [Fraction(0)] * q
    for units in continuum.coders:
        squares[GAP] += continuum.length - sum(end - start for start, end, _ in units)
        for start, end, value in units:
            squares[value] += (end - start) ** 2
    table = _whole(shared)
    return _Sums([[Fraction(table[c * q + k], m - 1) for k in range(q)] for c in range(q)], squares, inside)


def _over(top: Fraction, bottom: Fraction) -> Fraction | None:
    return None if bottom == 0 else 1 - top / bottom


def _values_of(
    starred: _Sums, column: list[Fraction], coincident: list[list[Fraction]]
) -> dict[int, tuple[Fraction | None, Fraction | None]]:
    """(k)u-alpha and coverage of every value, from the expected coincidences among what both marked."""
    result: dict[int, tuple[Fraction | None, Fraction | None]] = {}
    for k in range(1, len(column)):
        held = sum((starred.shared[c][k] for c in range(1, len(column))), Fraction(0))
        coverage = held / column[k] if column[k] else None
        chance = sum((coincident[c][k] for c in range(1, len(column))), Fraction(0))
        if held == 0:
            result[k] = None, coverage
            continue
        result[k] = (
            _over((chance / held) * (held - starred.shared[k][k]), chance - coincident[k][k]),
            coverage,
        )
    return result


def _starred(sums: _Sums) -> tuple[Fraction | None, Fraction, list[list[Fraction]]]:
    """cu-alpha, the length both marked, and the expected coincidences, with gaps left out."""
    marked = range(1, len(sums.squares))
    held = sum((sums.shared[c][k] for c in marked for k in marked), Fraction(0))
    zero = [[Fraction(0)] * len(sums.squares) for _ in sums.squares]
    if held == 0:
        return None, held, zero
    row = [sum((sums.shared[c][k] for k in marked), Fraction(0)) for c in range(len(sums.squares))]
    column = [sum((sums.shared[c][k] for c in marked), Fraction(0)) for k in range(len(sums.squares))]
    spread = held - sum(sums.inside, Fraction(0)) / held
    if spread == 0:
        return None, held, zero
    for c in marked:
        for k in marked:
            zero[c][k] = (row[c] * column[k] - (sums.inside[c] if c == k else 0)) / spread
    agreed = sum((sums.shared[c][c] for c in marked), Fraction(0))
    return _over(held - agreed, held - sum((zero[c][c] for c in marked), Fraction(0))), held, zero


def family(continua: Sequence[Continuum]) -> Family:
    """The u-alpha family over documents laid end to end, units never crossing a document's end.

    Documents with fewer than two coders are left out. u = 1 - (l.. - sum l_cc) / (l.. - sum e_cc) with
    e_ck = l..(l_c. l_.k - [c=k] T_c) / (l..^2 - T); the gap's T is its length, a unit's its length squared.
    """
    compared = [one for one in continua if len(one.coders) >= 2]
    n = sum(one.length for one in compared)
    if not n:
        return Family(None, None, None, None, {}, 0, NO_COMPARISON)
    n_values = max((unit[2] for one in compared for units in one.coders for unit in units), default=0)
    if n_values == 0:
        return Family(None, None, None, None, {}, n, NOT_USED)
    every = [_sums(one, n_values) for one in compared]
    q = n_values + 1
    sums = _Sums(
        [[sum((one.shared[c][k] for one in every), Fraction(0)) for k in range(q)] for c in range(q)],
        [sum((one.squares[c] for one in every), Fraction(0)) for c in range(q)],
        [sum((one.inside[c] for one in every), Fraction(0)) for c in range(q)],
    )
    column = [sum((sums.shared[c][k] for c in range(q)), Fraction(0)) for k in range(q)]
    row = [sum(sums.shared[c], Fraction(0)) for c in range(q)]
    total = sum(row, Fraction(0))
    spread = total * total - sum(sums.squares, Fraction(0))
    if spread == 0:
        return Family(None, None, None, None, {}, n, NO_DISAGREEMENT)
    matched = [total * (row[c] * column[c] - sums.squares[c]) / spread for c in range(q)]
    beside = sum((total * row[GAP] * column[k] / spread for k in range(1, q)), Fraction(0))
    agreed = sum((sums.shared[c][c] for c in range(q)), Fraction(0))
    cu, held, coincident = _starred(sums)
    return Family(
        _over(total - agreed, total - sum(matched, Fraction(0))),
        _over(row[GAP] - sums.shared[GAP][GAP], beside),
        cu,
        held / total,
        _values_of(sums, column, coincident),
        n,
    )


# --- alpha-U of 1995 and 2004, one category ---


@dataclass(frozen=True, slots=True)
class AlphaU:
    """Observed and expected disagreement and the coefficient, exact; `value` is None when De is 0."""

    observed: Fraction
    expected: Fraction
    value: Fraction | None


def _gaps(units: Sequence[Stretch], length: int) -> list[int]:
    edges = [0, *(at for unit in units for at in unit[:2]), length]
    return [edges[k + 1] - edges[k] for k in range(0, len(edges), 2) if edges[k + 1] > edges[k]]


def _unlike(first: Sequence[Stretch], second: Sequence[Stretch]) -> int:
    """Squared boundary differences of intersecting units, and squared lengths of units of `first` wholly in
    a gap.
    """
    total = 0
    for start, end, _ in first:
        met = [(b, e) for b, e, _ in second if b < end and start < e]
        # A unit in a gap is met from both sides of the ordered sum, here only from its own: hence twice.
        total += sum((start - b) ** 2 + (end - e) ** 2 for b, e in met) if met else 2 * (end - start) ** 2
    return total


def alpha_u(continuum: Continuum) -> AlphaU:
    """alpha_U of one category. Krippendorff 1995, 2004; superseded for more than two coders by `family`.

    Raises ValueError for fewer than two coders or an empty text.
    """
    m, length = len(continuum.coders), continuum.length
    if m < 2 or length < 1:
        raise ValueError("alpha U compares at least two coders of a text")
    pairs = 0
    for i in range(m):
        for j in range(m):
            if i != j:
                pairs += _unlike(continuum.coders[i], continuum.coders[j])
    observed = Fraction(pairs, m * (m - 1) * length * length)
    units = [end - start for coder in continuum.coders for start, end, _ in coder]
    gaps = [gap for coder in continuum.coders for gap in _gaps(coder, length)]
    weight = Fraction(0)
    for one in units:
        weight += Fraction((len(units) - 1) * (2 * one**3 - 3 * one**2 + one), 3)
        weight += one * one * sum(gap - one + 1 for gap in gaps if gap >= one)
    reach = m * length * (m * length - 1) - sum(one * (one - 1) for one in units)
    expected = Fraction(2, length) * weight / reach if reach else Fraction(0)
    return AlphaU(observed, expected, _over(observed, expected))


def alpha_u_overall(parts: Sequence[AlphaU]) -> Fraction | None:
    """All categories together: 1 - sum Do / sum De."""
    return _over(
        sum((one.observed for one in parts), Fraction(0)), sum((one.expected for one in parts), Fraction(0))
    )
