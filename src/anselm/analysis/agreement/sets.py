"""Agreement where a unit may carry several codes at once: each rating is a set of codes, possibly empty."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Literal

import numpy as np

from anselm.analysis.agreement import nominal
from anselm.analysis.agreement.ratings import Label, Ratings
from anselm.analysis.agreement.result import NO_COMPARISON, Figure, Floats, defined, undefined

SetMetric = Literal["jaccard", "masi", "masi-dkpro", "set"]
SetRow = Sequence[frozenset[Label] | None]


def _set_apart(one: frozenset[Label], other: frozenset[Label], metric: SetMetric) -> float:
    if one == other:
        return 0.0
    shared, all_ = len(one & other), len(one | other)
    jaccard = shared / all_
    monotone = 2 / 3 if one <= other or other <= one else 1 / 3 if shared else 0.0
    if metric == "jaccard":
        return 1.0 - jaccard
    if metric == "masi":
        return 1.0 - jaccard * monotone
    return (1.0 - jaccard) * (1.0 - monotone) if metric == "masi-dkpro" else 1.0 - monotone


def set_distances(categories: Sequence[Label], metric: SetMetric) -> Floats:
    """Distances between sets of labels. `masi` is 1 - J*M (Passonneau 2006), `masi-dkpro` (1-J)(1-M), `set`
    1 - M (Passonneau 2004: 0, 1/3 subset, 2/3 overlap, 1); M is 1, 2/3, 1/3, 0. An empty set is a subset of
    every set.
    """
    sets = [
        frozenset(c) if isinstance(c, frozenset | set | tuple | list) else frozenset([c]) for c in categories
    ]
    return np.array([[_set_apart(a, b, metric) for b in sets] for a in sets], dtype=np.float64)


def krippendorff_sets(rows: Sequence[SetRow], metric: SetMetric) -> Figure:
    """Krippendorff's alpha over sets of codes; None is "not assigned", an empty set is "nothing applies"."""
    ratings = Ratings.of(rows)
    return nominal.krippendorff(ratings, set_distances(ratings.categories, metric))


def _paired(rows: Sequence[SetRow]) -> list[list[tuple[frozenset[Label], frozenset[Label]]]]:
    given = [[one for one in row if one is not None] for row in rows]
    return [list(combinations(row, 2)) for row in given if len(row) >= 2]


def percent_exact(rows: Sequence[SetRow]) -> Figure:
    """Mean over units of the share of pairs of coders who gave the same set."""
    return nominal.percent(Ratings.of(rows))


def percent_any_overlap(rows: Sequence[SetRow]) -> Figure:
    """Mean over units of the share of pairs who share a code; two empty sets share none."""
    units = _paired(rows)
    if not units:
        return undefined(NO_COMPARISON)
    return defined(float(np.mean([np.mean([bool(a & b) for a, b in pairs]) for pairs in units])), len(units))


def dice(rows: Sequence[SetRow]) -> Figure:
    """Mean over units of 2|A and B| / (|A| + |B|) per pair of coders; two empty sets count 0. Dice 1945."""
    units = _paired(rows)
    if not units:
        return undefined(NO_COMPARISON)
    shares = [
        np.mean([2.0 * len(a & b) / (len(a) + len(b)) if a or b else 0.0 for a, b in pairs])
        for pairs in units
    ]
    return defined(float(np.mean(shares)), len(units))
