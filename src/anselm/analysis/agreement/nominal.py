"""Coefficients for units rated by any number of coders, with missing ratings and weighted disagreement.

Standard errors are Gwet's linearised ones (Gwet 2014, 2021) and are right only for units drawn independently:
documents, participants, cases. They are wrong for characters or words of a text; use `intervals` there.
Undefined: `no comparison` when no unit has two ratings; a reason when chance leaves nothing to disagree
about.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, cast

import numpy as np
import numpy.typing as npt

from anselm.analysis.agreement.quantiles import student_quantile
from anselm.analysis.agreement.ratings import Metric, Ratings, Weighting, distances_of, weights_of
from anselm.analysis.agreement.result import NO_COMPARISON, Figure, Floats, defined, quotient, undefined

ONE_CATEGORY = "undefined because only one category was used, so no disagreement could be expected"
_NOTHING = 1e-12
Weights = Weighting | npt.ArrayLike
Variance = Literal["sample", "large sample"]
PercentVariant = Literal["unit mean", "pair pooled", "coincidence weighted", "all coders agree"]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A coefficient with its observed and expected agreement, and the analytic standard error if asked
    for.
    """

    figure: Figure
    observed: float | None
    expected: float | None
    standard_error: float | None


@dataclass(frozen=True, slots=True)
class _Parts:
    """Observed and expected agreement; the same per unit, linearised; `uncorrected` is the mean without
    alpha's small-sample term, on which the standard error is centred (elsewhere equal to `observed`).
    """

    observed: float
    uncorrected: float
    expected: float
    per_unit: Floats
    chance_per_unit: Floats
    compared: Floats


@dataclass(frozen=True, slots=True)
class _Counted:
    """r_uk, ratings per unit, the weighted counts, and pairwise agreement inside each unit."""

    ratings: Ratings
    weights: Floats
    counts: Floats
    per_unit: Floats
    weighted: Floats

    @classmethod
    def of(cls, ratings: Ratings, weights: Floats) -> _Counted:
        counts = ratings.counts()
        return cls(ratings, weights, counts, counts.sum(axis=1), counts @ weights.T)

    def agreement(self) -> tuple[Floats, Floats, float]:
        """Per unit share of agreeing pairs scaled so its mean over all units is Pa; who counts; Pa."""
        n = self.per_unit
        more = n >= 2
        pairs = (self.counts * (self.weighted - 1.0)).sum(axis=1)
        share = np.where(more, pairs / np.where(more, n * (n - 1.0), 1.0), 0.0)
        scale = n.size / more.sum()
        return share * scale, more * scale, float(share.sum() / more.sum())

    def shares(self) -> Floats:
        return self.counts / self.per_unit[:, None]


def _gwet(c: _Counted) -> _Parts:
    """Pe = Tw / (q(q-1)) * sum pi_k (1 - pi_k)."""
    agreed, compared, observed = c.agreement()
    q = c.counts.shape[1]
    pi = c.shares().mean(axis=0)
    factor = c.weights.sum() / (q * (q - 1.0)) if q > 1 else math.nan
    chance = c.shares() @ (1.0 - pi) * factor
    return _Parts(observed, observed, float(chance.mean()), agreed, chance, compared)


def _fleiss(c: _Counted) -> _Parts:
    """Pe = sum w_kl pi_k pi_l."""
    agreed, compared, observed = c.agreement()
    pi = c.shares().mean(axis=0)
    either = (c.weights @ pi + c.weights.T @ pi) / 2.0
    chance = c.shares() @ either
    return _Parts(observed, observed, float(pi @ c.weights @ pi), agreed, chance, compared)


def _brennan_prediger(c: _Counted) -> _Parts:
    """Pe = Tw / q^2."""
    agreed, compared, observed = c.agreement()
    q = c.counts.shape[1]
    expected = float(c.weights.sum()) / (q * q)
    return _Parts(observed, observed, expected, agreed, np.full(agreed.size, expected), compared)


def _conger(c: _Counted) -> _Parts:
    """Pe = mean over ordered pairs of different coders g, h of sum w_kl p_gk p_hl; who rated nothing has no p."""
    agreed, compared, observed = c.agreement()
    came = c.ratings.codes[:, (c.ratings.codes >= 0).any(axis=0)]
    units, coders = came.shape
    marginals = np.zeros((coders, c.counts.shape[1]))
    linear = np.zeros((units, coders, c.counts.shape[1]))
    for g in range(coders):
        given = came[:, g] >= 0
        chosen = np.zeros((units, c.counts.shape[1]))
        chosen[np.flatnonzero(given), came[given, g]] = 1.0
        n_g = float(given.sum())
        marginals[g] = chosen.sum(axis=0) / n_g
        linear[:, g] = (units / n_g) * (chosen - given[:, None] * marginals[g]) + marginals[g]
    others = marginals.sum(axis=0)[None, :] - marginals
    toward = others @ ((c.weights + c.weights.T) / 2.0)
    chance = np.einsum("ugk,gk->u", linear, toward) / (coders * (coders - 1.0))
    expected = float((marginals * toward).sum() / (coders * (coders - 1.0)))
    return _Parts(observed, observed, expected, agreed, chance, compared)


def _krippendorff(c: _Counted) -> _Parts:
    """Pe = sum w_kl pi_k pi_l over pairable ratings; Pa has the small-sample term 1 / (n r)."""
    mean = float(c.per_unit.mean())
    small = 1.0 / (c.per_unit.size * mean)
    pairs = (c.counts * (c.weighted - 1.0)).sum(axis=1) / (mean * (c.per_unit - 1.0))
    raw = float(pairs.mean())
    lean = (c.per_unit - mean) / mean
    pi = c.counts.mean(axis=0) / mean
    either = (c.weights @ pi + c.weights.T @ pi) / 2.0
    expected = float(pi @ c.weights @ pi)
    observed = (1.0 - small) * raw + small
    chance = c.counts @ either / mean - expected * lean
    return _Parts(observed, raw, expected, pairs - observed * lean, chance, np.ones(pairs.size))


_KINDS: dict[str, Callable[[_Counted], _Parts]] = {
    "gwet": _gwet,
    "fleiss": _fleiss,
    "brennan_prediger": _brennan_prediger,
    "conger": _conger,
    "krippendorff": _krippendorff,
}


def _spread(per_unit: Floats, centre: float, variance: Variance) -> float | None:
    """Standard error of a mean of per-unit values."""
    n = per_unit.size
    if n < 2:
        return None
    freedom = n - 1.0 if variance == "sample" else float(n)
    return math.sqrt(float(((per_unit - centre) ** 2).sum()) / (n * freedom))


def _error(parts: _Parts, variance: Variance) -> float | None:
    value = (parts.uncorrected - parts.expected) / (1.0 - parts.expected)
    own = (parts.per_unit - parts.expected * parts.compared) / (1.0 - parts.expected)
    lean = 2.0 * (1.0 - value) * (parts.chance_per_unit - parts.expected) / (1.0 - parts.expected)
    return _spread(own - lean, value, variance)


def _with_interval(value: float, n: int, error: float | None, level: float) -> Figure:
    if error is None:
        return defined(value, n)
    reach = student_quantile(0.5 + level / 2.0, n - 1) * error
    return defined(value, n).within(max(-1.0, value - reach), min(1.0, value + reach))


def estimate(
    ratings: Ratings,
    coefficient: Literal["gwet", "fleiss", "brennan_prediger", "conger", "krippendorff", "percent"],
    weights: Weights = "identity",
    *,
    independent_units: bool = False,
    variance: Variance = "sample",
    level: float = 0.95,
) -> Estimate:
    """A chance-corrected coefficient (Pa - Pe) / (1 - Pe) with its parts; `n` is the number of units rated.

    `independent_units=True` adds the linearised standard error and a Student interval; ask for it only when
    the units were drawn independently. `variance` divides by n - 1 ("sample") or by n ("large sample", which
    Gwet's programs use for contingency tables). Raises KeyError for an unknown coefficient.
    """
    kept = ratings.rated(2 if coefficient == "krippendorff" else 1)
    n = int(kept.codes.shape[0])
    if not ((kept.codes >= 0).sum(axis=1) >= 2).any():
        return Estimate(undefined(NO_COMPARISON), None, None, None)
    counted = _Counted.of(kept, weights_of(ratings, weights))
    if coefficient == "percent":
        agreed, _, observed = counted.agreement()
        error = _spread(agreed, observed, variance) if independent_units else None
        return Estimate(_with_interval(observed, n, error, level), observed, 0.0, error)
    parts = _KINDS[coefficient](counted)
    one_only = int((counted.counts.sum(axis=0) > 0).sum()) < 2
    single = one_only and coefficient != "brennan_prediger"
    if single or math.isnan(parts.expected) or abs(1.0 - parts.expected) < _NOTHING:
        return Estimate(undefined(ONE_CATEGORY, n), parts.observed, None, None)
    value = (parts.observed - parts.expected) / (1.0 - parts.expected)
    error = _error(parts, variance) if independent_units else None
    return Estimate(_with_interval(value, n, error, level), parts.observed, parts.expected, error)


def fleiss(ratings: Ratings, weights: Weights = "identity") -> Figure:
    """Fleiss 1971, weighted; Pe from the mean share of each category."""
    return estimate(ratings, "fleiss", weights).figure


def scott(ratings: Ratings, weights: Weights = "identity") -> Figure:
    """Scott 1955: two coders, Pe from their pooled shares. Raises ValueError for other numbers of coders."""
    _two(ratings)
    return estimate(ratings, "fleiss", weights).figure


def brennan_prediger(ratings: Ratings, weights: Weights = "identity") -> Figure:
    """Brennan & Prediger 1981 (Bennett's S, Randolph's kappa, PABAK): Pe = 1/q for the q categories
    declared.
    """
    return estimate(ratings, "brennan_prediger", weights).figure


def gwet(ratings: Ratings, weights: Weights = "identity") -> Figure:
    """AC1 (identity weights) or AC2, Gwet 2008. Undefined, not 1, when only one category was used."""
    return estimate(ratings, "gwet", weights).figure


def conger(ratings: Ratings, weights: Weights = "identity") -> Figure:
    """Exact kappa of several coders, Conger 1980: each pair's chance from the two coders' own shares."""
    return estimate(ratings, "conger", weights).figure


def cohen(
    ratings: Ratings,
    weights: Weights = "identity",
    *,
    independent_units: bool = False,
    levels: Literal["value", "rank"] = "value",
) -> Figure:
    """Cohen 1960, weighted 1968, over the units both coders rated. Raises ValueError unless there are two
    coders.
    """
    _two(ratings)
    table = weights_of(ratings, weights, levels)
    return estimate(ratings.rated(2), "conger", table, independent_units=independent_units).figure


def kappa_max(ratings: Ratings) -> Figure:
    """The largest kappa two coders' marginals allow: (sum min(p_k., p_.k) - Pe) / (1 - Pe). Cohen 1960."""
    _two(ratings)
    kept = ratings.rated(2).codes
    if not kept.size:
        return undefined(NO_COMPARISON)
    n, q = kept.shape[0], ratings.n_categories
    first, second = (np.bincount(kept[:, k], minlength=q) / n for k in (0, 1))
    chance = float(first @ second)
    best = float(np.minimum(first, second).sum())
    return quotient(best - chance, 0.0 if abs(1.0 - chance) < _NOTHING else 1.0 - chance, n, ONE_CATEGORY)


def light(ratings: Ratings, weights: Weights = "identity") -> Figure:
    """Light 1971: mean of Cohen's kappas over the pairs of coders where kappa is defined."""
    every = [cohen(ratings.coders(i, j), weights) for i, j in combinations(range(ratings.codes.shape[1]), 2)]
    there = [figure.value for figure in every if figure.value is not None]
    if there:
        return defined(math.fsum(there) / len(there), max(figure.n for figure in every))
    reasons = [figure.undefined for figure in every if figure.undefined not in (None, NO_COMPARISON)]
    return undefined(reasons[0] or NO_COMPARISON) if reasons else undefined(NO_COMPARISON)


def fleiss_category(ratings: Ratings, category: int) -> Figure:
    """Fleiss' kappa of one category (index) against all others: 1 - sum x(n-x) / (N n (n-1) p (1-p))."""
    marks = np.where(ratings.codes < 0, -1, (ratings.codes == category).astype(np.int64))
    return fleiss(Ratings(marks, (0, 1)))


def krippendorff(ratings: Ratings, metric: Metric | npt.ArrayLike = "nominal") -> Figure:
    """alpha = 1 - Do/De over coincidences, for a named metric or a custom distance array [q, q] (0 diagonal).

    Units with fewer than two ratings are dropped; n counts the units kept. Krippendorff 2004, chapter 11.
    """
    kept = ratings.rated(2)
    n_units = int(kept.codes.shape[0])
    if n_units == 0:
        return undefined(NO_COMPARISON)
    apart = _apart(ratings, metric)
    if apart.shape != (ratings.n_categories, ratings.n_categories):
        raise ValueError("a custom distance needs one row and column per category")
    counts = kept.counts()
    per_unit = counts.sum(axis=1)
    used, n = counts.sum(axis=0), float(per_unit.sum())
    # Inside a unit sum_kl r_k r_l d_kl: identical ratings add 0 because the distance is 0 on the diagonal.
    observed = float((((counts @ apart) * counts).sum(axis=1) / (per_unit - 1.0)).sum() / n)
    expected = float(used @ apart @ used) / (n * (n - 1.0))
    if expected == 0.0:
        return undefined(ONE_CATEGORY, n_units)
    return defined(1.0 - observed / expected, n_units)


def _apart(ratings: Ratings, metric: Metric | npt.ArrayLike) -> Floats:
    if isinstance(metric, str):
        return distances_of(ratings, cast("Metric", metric))
    return np.asarray(metric, dtype=np.float64)


def percent(ratings: Ratings, variant: PercentVariant = "unit mean", tolerance: float = 0.0) -> Figure:
    """Percent agreement; with missing ratings the variants differ, so the name is part of the result.

    `unit mean`: mean over units of the share of agreeing pairs. `pair pooled`: agreeing pairs over pairs.
    `coincidence weighted`: 1 - Do, units weighted by their ratings. `all coders agree`: share of units,
    among those every coder rated, where all ratings are the same; `tolerance` is the largest difference that
    still counts (numeric categories) and applies to every variant.
    """
    if variant == "all coders agree":
        return _all_agree(ratings, tolerance)
    kept = ratings.rated(2)
    n = int(kept.codes.shape[0])
    if n == 0:
        return undefined(NO_COMPARISON)
    scores = ratings.scores()
    near = (
        (np.abs(scores[:, None] - scores[None, :]) <= tolerance)
        if tolerance
        else np.eye(ratings.n_categories)
    )
    counts = kept.counts()
    per_unit = counts.sum(axis=1)
    agreeing = (counts * (counts @ near - 1.0)).sum(axis=1)
    pairs = per_unit * (per_unit - 1.0)
    if variant == "unit mean":
        return defined(float((agreeing / pairs).mean()), n)
    if variant == "pair pooled":
        return defined(float(agreeing.sum() / pairs.sum()), n)
    return defined(float((agreeing / (per_unit - 1.0)).sum() / per_unit.sum()), n)


def _all_agree(ratings: Ratings, tolerance: float) -> Figure:
    whole = ratings.codes[(ratings.codes >= 0).all(axis=1)]
    if not whole.size or whole.shape[1] < 2:
        return undefined(NO_COMPARISON)
    if tolerance == 0:
        same = (whole == whole[:, :1]).all(axis=1)
    else:
        values = ratings.scores()[whole]
        same = values.max(axis=1) - values.min(axis=1) <= tolerance
    return defined(float(same.mean()), int(whole.shape[0]))


def holsti(ratings: Ratings) -> Figure:
    """Holsti 1969: 2M / (N1 + N2), a decision missing for one coder counting against; mean over pairs of
    coders.
    """
    shares = []
    for i, j in combinations(range(ratings.codes.shape[1]), 2):
        first, second = ratings.codes[:, i], ratings.codes[:, j]
        decisions = int((first >= 0).sum() + (second >= 0).sum())
        if decisions and (first >= 0).any() and (second >= 0).any():
            shares.append(2.0 * float(((first == second) & (first >= 0)).sum()) / decisions)
    if not shares:
        return undefined(NO_COMPARISON)
    return defined(math.fsum(shares) / len(shares), int(ratings.rated(1).codes.shape[0]))


def _two(ratings: Ratings) -> None:
    if ratings.codes.shape[1] != 2:
        raise ValueError("this coefficient compares exactly two coders")
