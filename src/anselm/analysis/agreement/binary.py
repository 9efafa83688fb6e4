"""Coefficients for a code marked or not marked, in closed form from lengths; no unit is ever visited.

Every measure is a numerator over a denominator, so the figure pooled over codes is the sum of numerators
over the sum of denominators: for kappa this is (mean Po - mean Pe) / (1 - mean Pe), De Vries et al. 2008.
Codes that nobody used are left out of the pool. Undefined: `not used` when nobody marked anything where two
coders could be compared, `no comparison` when no document had two coders, and a reason when the denominator
is 0.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from anselm.analysis.agreement.histogram import Tally
from anselm.analysis.agreement.result import (
    NO_COMPARISON,
    NOT_USED,
    Bools,
    Figure,
    Floats,
    Ints,
    defined,
    undefined,
)

Parts = tuple[Floats, Floats]
EVERYTHING = "undefined because everyone marked everything, so no disagreement could be expected"
NOTHING_LEFT = "undefined because nothing was left unmarked by both"


@dataclass(frozen=True)
class Stats:
    """What the measures need, additive over documents; the last axes are [document, code], [sample, code] or
    [code].

    `tables[pair, 4, ...]`: marked by both, by the first only, by the second only, by neither, in documents
    assigned to both. `ratings[level, ...]`: length rated by `levels[level, 0]` coders and marked by
    `levels[level, 1]`. `singles[coder, 2, ...]`: length assigned to the coder, and length marked by the
    coder. Derived arrays are computed once and kept.
    """

    pairs: tuple[tuple[int, int], ...]
    levels: Ints
    tables: Floats
    ratings: Floats
    singles: Floats

    def weighted(self, weights: Floats) -> Stats:
        """Documents added with `weights[sample, document]`: the last axes become [sample, code]."""
        return Stats(self.pairs, self.levels, weights @ self.tables, weights @ self.ratings, weights @ self.singles)

    def total(self) -> Stats:
        """All documents added: the last axis is the code."""
        return Stats(self.pairs, self.levels, self.tables.sum(-2), self.ratings.sum(-2), self.singles.sum(-2))

    def documents(self, which: Ints) -> Stats:
        """The chosen documents, in the order given and as often as given."""
        return Stats(
            self.pairs,
            self.levels,
            self.tables[..., which, :],
            self.ratings[..., which, :],
            self.singles[..., which, :],
        )

    def only(self, pair: int) -> Stats:
        """The comparison of one pair of coders alone."""
        return self._by_pair[pair]

    @cached_property
    def _by_pair(self) -> tuple[Stats, ...]:
        levels = np.array([[2, 0], [2, 1], [2, 2]], dtype=np.int64)
        result = []
        for at, pair in enumerate(self.pairs):
            both, first, second, neither = self.tables[at]
            length = both + first + second + neither
            ratings = np.stack([neither, first + second, both])
            singles = np.stack([np.stack([length, both + first]), np.stack([length, both + second])])
            result.append(Stats((pair,), levels, self.tables[at : at + 1], ratings, singles))
        return tuple(result)

    def mixed(self, by_level: Floats) -> Floats:
        """Ratings added with one weight per level."""
        return np.asarray(np.tensordot(by_level, self.ratings, axes=1))

    @cached_property
    def rated(self) -> tuple[Floats, Floats, Floats]:
        """Coders assigned and coders marking at each level; 1 where two or more are assigned."""
        a, r = self.levels[:, 0].astype(np.float64), self.levels[:, 1].astype(np.float64)
        return a, r, (a >= 2).astype(np.float64)

    @cached_property
    def compared(self) -> Floats:
        """Length of text rated by at least two coders."""
        return self.mixed(self.rated[2])

    @cached_property
    def used(self) -> Floats:
        """Length, among the text compared, that at least one coder marked."""
        return self.mixed(self.rated[2] * (self.levels[:, 1] > 0))

    @cached_property
    def agreed(self) -> Floats:
        """Percent agreement: mean over units rated at least twice of the share of agreeing pairs of
        coders.
        """
        a, r, more = self.rated
        share = more * (r * (r - 1) + (a - r) * (a - r - 1)) / np.maximum(a * (a - 1), 1.0)
        return _divide(self.mixed(share), self.compared)

    @cached_property
    def chance(self) -> Floats:
        """2 pi_1 pi_0, from means over rated units of the share of coders who marked and who did not."""
        a, r, _ = self.rated
        length = self.mixed(np.ones(a.size))
        return 2.0 * _divide(self.mixed(r / a), length) * _divide(self.mixed((a - r) / a), length)


def per_document(tally: Tally) -> Stats:
    """Stats of every document and code: last axes [document, code]."""
    design, m = tally.design, tally.design.n_coders
    assigned = design.assigned.astype(np.float64)
    lengths = design.lengths.astype(np.float64)
    pair_lengths = np.moveaxis(tally.pair, 0, -1).astype(np.float64)
    pairs = tuple((i, j) for i in range(m) for j in range(i + 1, m))
    shape = (design.n_documents, design.n_codes)
    tables = np.zeros((len(pairs), 4, *shape))
    for index, (i, j) in enumerate(pairs):
        shared = (assigned[i] * assigned[j])[:, None]
        both = pair_lengths[:, i, j] * shared
        first, second = pair_lengths[:, i, i] * shared - both, pair_lengths[:, j, j] * shared - both
        tables[index] = np.stack([both, first, second, lengths[:, None] * shared - both - first - second])
    n_assigned = design.assigned.sum(axis=0)
    levels = [(int(a), r) for a in np.unique(n_assigned) if a > 0 for r in range(int(a) + 1)]
    ratings = np.zeros((len(levels), *shape))
    for index, (a, r) in enumerate(levels):
        ratings[index] = (tally.ranks[:, :, r] * (n_assigned == a)[None, :]).T
    marked = np.einsum("diic->idc", pair_lengths)
    rated = np.broadcast_to((assigned * lengths[None, :])[:, :, None], marked.shape)
    singles = np.stack([rated, marked], axis=1)
    return Stats(pairs, np.array(levels, dtype=np.int64).reshape(-1, 2), tables, ratings, singles)


def _divide(top: Floats, bottom: Floats) -> Floats:
    """top / bottom with nan where the bottom is 0."""
    shape = np.broadcast_shapes(np.shape(top), np.shape(bottom))
    return np.asarray(np.divide(top, bottom, out=np.full(shape, np.nan), where=bottom != 0))


# --- two coders ---


def _shares(table: Floats) -> tuple[Floats, Floats, Floats]:
    """a, b, p: shares marked by the first, by the second, by both."""
    n = table[0] + table[1] + table[2] + table[3]
    return _divide(table[0] + table[1], n), _divide(table[0] + table[2], n), _divide(table[0], n)


def _cohen(table: Floats) -> Parts:
    """Cohen 1960: Po = 1 - a - b + 2p, Pe = ab + (1-a)(1-b); denominator written a(1-b) + b(1-a)."""
    a, b, p = _shares(table)
    return 2.0 * (p - a * b), a * (1.0 - b) + b * (1.0 - a)


def _cohen_max(table: Floats) -> Parts:
    """Largest kappa the two marginals allow: Po of min(a,b) + min(1-a,1-b). Cohen 1960."""
    a, b, _ = _shares(table)
    best = np.minimum(a, b) + np.minimum(1.0 - a, 1.0 - b)
    chance = a * b + (1.0 - a) * (1.0 - b)
    return best - chance, a * (1.0 - b) + b * (1.0 - a)


def _positive(table: Floats) -> Parts:
    """2p / (a + b): positive agreement, Dice, character F1."""
    return 2.0 * table[0], 2.0 * table[0] + table[1] + table[2]


def _negative(table: Floats) -> Parts:
    """2(1-a-b+p) / (2-a-b): agreement on what is not marked. Cicchetti & Feinstein 1990."""
    return 2.0 * table[3], 2.0 * table[3] + table[1] + table[2]


def _overlap(table: Floats) -> Parts:
    """p / (a + b - p): intersection over union, Jaccard."""
    return table[0], table[0] + table[1] + table[2]


PAIR_MEASURES: dict[str, Callable[[Floats], Parts]] = {
    "cohen_kappa": _cohen,
    "kappa_max": _cohen_max,
    "positive_agreement": _positive,
    "negative_agreement": _negative,
    "f1": _positive,
    "iou": _overlap,
}


# --- any number of coders ---


def _percent(stats: Stats) -> Parts:
    return stats.agreed, np.ones_like(stats.agreed)


def _fleiss(stats: Stats) -> Parts:
    """Pe = pi_1^2 + pi_0^2, so 1 - Pe = 2 pi_1 pi_0. Fleiss 1971; with two coders Scott's pi, 1955."""
    return stats.agreed - 1.0 + stats.chance, stats.chance


def _brennan_prediger(stats: Stats) -> Parts:
    """Pe = 1/2: marked or not are the two categories. Brennan & Prediger 1981."""
    return stats.agreed - 0.5, np.full_like(stats.agreed, 0.5)


def _gwet(stats: Stats) -> Parts:
    """Pe = 2 pi_1 pi_0. Gwet 2008. With only one category in use other programs print 1 or fail; here
    undefined.
    """
    return stats.agreed - stats.chance, np.where(stats.chance == 0, 0.0, 1.0 - stats.chance)


def _krippendorff(stats: Stats) -> Parts:
    """alpha = 1 - Do/De on coincidences; units with one rating are dropped. Krippendorff 2004."""
    a, r, more = stats.rated
    n, marked = stats.mixed(more * a), stats.mixed(more * r)
    observed = _divide(stats.mixed(more * 2.0 * r * (a - r) / np.maximum(a - 1.0, 1.0)), n)
    expected = _divide(2.0 * marked * (n - marked), n * (n - 1.0))
    return expected - observed, expected


def _conger(stats: Stats) -> Parts:
    """Exact multi-coder kappa: Pe over pairs of different coders' own marginals. Conger 1980; two: Cohen."""
    share = _divide(stats.singles[:, 1], stats.singles[:, 0])
    present = ~np.isnan(share)
    m = present.sum(axis=0).astype(np.float64)
    marked, not_marked = np.where(present, share, 0.0), np.where(present, 1.0 - share, 0.0)
    # Over ordered pairs i != j of a_i (1 - a_j) + (1 - a_i) a_j, written without 1 - Pe so that 0 stays 0.
    crossed = marked.sum(axis=0) * not_marked.sum(axis=0) - (marked * not_marked).sum(axis=0)
    unlike = _divide(2.0 * crossed, m * (m - 1.0))
    return stats.agreed - 1.0 + unlike, unlike


def _light(stats: Stats) -> Parts:
    """Light 1971: mean of Cohen's kappas over the pairs where kappa is defined."""
    kappas = np.stack([_divide(*_cohen(table)) for table in stats.tables])
    there = ~np.isnan(kappas)
    return np.where(there, kappas, 0.0).sum(axis=0), there.sum(axis=0).astype(np.float64)


def _over_pairs(measure: Callable[[Floats], Parts]) -> Callable[[Stats], Parts]:
    """The two-coder measure with the tables of all pairs added (pair-pooled)."""

    def pooled(stats: Stats) -> Parts:
        return measure(stats.tables.sum(axis=0))

    return pooled


MEASURES: dict[str, Callable[[Stats], Parts]] = {
    "percent": _percent,
    "cohen_kappa": _light,
    "light_kappa": _light,
    "conger_kappa": _conger,
    "scott_pi": _fleiss,
    "fleiss_kappa": _fleiss,
    "brennan_prediger": _brennan_prediger,
    "gwet_ac1": _gwet,
    "krippendorff_alpha": _krippendorff,
    "positive_agreement": _over_pairs(_positive),
    "negative_agreement": _over_pairs(_negative),
    "f1": _over_pairs(_positive),
    "iou": _over_pairs(_overlap),
}


def parts(stats: Stats, measure: str) -> Parts:
    """Numerator and denominator of `measure`, axes as the last ones of `stats`.

    With one pair of coders the two-coder form is used (so `cohen_kappa` is Cohen's and `kappa_max` exists);
    with more, `cohen_kappa` is Light's mean and the F1, IoU and positive/negative tables are pooled over
    pairs. Raises KeyError for an unknown measure.
    """
    if len(stats.pairs) == 1 and measure in PAIR_MEASURES:
        return PAIR_MEASURES[measure](stats.tables[0])
    return MEASURES[measure](stats)


def _quotients(stats: Stats, measure: str) -> tuple[Floats, Floats]:
    top, bottom = parts(stats, measure)
    value = _divide(top, bottom)
    value[stats.used <= 0] = np.nan
    return value, _pooled(stats, measure, top, bottom, ~np.isnan(value))


def _pooled(stats: Stats, measure: str, top: Floats, bottom: Floats, counts: Bools) -> Floats:
    if measure in ("cohen_kappa", "light_kappa") and len(stats.pairs) > 1:
        by_pair = np.stack([pooled_values(stats.only(pair), "cohen_kappa") for pair in range(len(stats.pairs))])
        there = ~np.isnan(by_pair)
        return _divide(np.where(there, by_pair, 0.0).sum(axis=0), there.sum(axis=0).astype(np.float64))
    return _divide(np.where(counts, top, 0.0).sum(axis=-1), np.where(counts, bottom, 0.0).sum(axis=-1))


def values(stats: Stats, measure: str) -> Floats:
    """The measure per code with nan where it is undefined (see `figures` for the reasons)."""
    return _quotients(stats, measure)[0]


def pooled_values(stats: Stats, measure: str) -> Floats:
    """The measure pooled over codes (the last axis): sum of numerators over sum of denominators."""
    return _quotients(stats, measure)[1]


def with_pooled(stats: Stats, measure: str) -> Floats:
    """The measure per code and, as one more column at the end, pooled over codes."""
    value, pooled = _quotients(stats, measure)
    return np.concatenate([value, pooled[..., None]], axis=-1)


def _reason(measure: str) -> str:
    return NOTHING_LEFT if measure == "negative_agreement" else EVERYTHING


def figure_of(value: float, n: float, marked: float, measure: str) -> Figure:
    """A value of `measure` over `n` units of which `marked` were marked by anyone, or why there is none."""
    count = round(n)
    if count == 0:
        return undefined(NO_COMPARISON)
    if marked == 0:
        return undefined(NOT_USED, count)
    return undefined(_reason(measure), count) if np.isnan(value) else defined(value, count)


def figures(stats: Stats, measure: str) -> tuple[Figure, ...]:
    """One figure per code of a `Stats` whose last axis, the code, stands alone."""
    columns = zip(values(stats, measure).tolist(), stats.compared.tolist(), stats.used.tolist(), strict=True)
    return tuple(figure_of(value, n, marked, measure) for value, n, marked in columns)


def overall(stats: Stats, measure: str) -> Figure:
    """The figure pooled over the codes of a `Stats` whose last axis, the code, stands alone."""
    if not stats.compared.size:
        return undefined(NOT_USED)
    n, marked = float(stats.compared.max(initial=0.0)), float(stats.used.max(initial=0.0))
    return figure_of(float(pooled_values(stats, measure)), n, marked, measure)
