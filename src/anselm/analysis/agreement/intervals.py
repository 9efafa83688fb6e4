"""Intervals by resampling documents, never characters: characters of one text are not independent.

Three methods: `percentile` and `bca` (Efron 1987) from resampled documents, `jackknife-t` from leaving one
document out. With few documents every one of them is too narrow; below 15 the result says so. Randomness
comes in as `rng`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from anselm.analysis.agreement import binary
from anselm.analysis.agreement.binary import Stats
from anselm.analysis.agreement.quantiles import normal_cdf, normal_quantile, student_quantile
from anselm.analysis.agreement.result import Bools, Figure, Floats, Ints

Method = Literal["percentile", "bca", "jackknife-t"]
DEFAULT: Method = "jackknife-t"
FEW = 15
FEWEST = 3
NO_WIDTH = 1e-9
SHARES = frozenset({"percent", "positive_agreement", "negative_agreement", "f1", "iou"})
HALF_WIDTHS = (0.1, 0.05, 0.02)
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Sampled:
    """The documents (or clusters) one by one and together, resamples [sample, code], leave-one-out sets
    [unit, code].

    `n_units` counts the documents (or clusters: participants, teams) in which two coders can be compared.
    """

    units: Stats
    whole: Stats
    resamples: Stats
    without_one: Stats
    n_units: int

    @property
    def likely_too_narrow(self) -> bool:
        """True when so few documents carry the comparison that intervals promise more than they hold."""
        return self.n_units < FEW


def _gather(stats: Stats, clusters: Ints) -> Stats:
    into = np.zeros((int(clusters.max(initial=-1)) + 1, clusters.size))
    into[clusters, np.arange(clusters.size)] = 1.0
    return stats.weighted(into)


def sample(
    stats: Stats,
    rng: np.random.Generator | None = None,
    resamples: int = 1000,
    clusters: Ints | None = None,
) -> Sampled:
    """Resample the documents of a per-document Stats, or whole `clusters` (one index from 0 per document).

    Documents that only one coder read carry no comparison; they stay in every sample once. Without `rng`
    nothing is resampled and only `jackknife-t` can be asked for.
    """
    units = stats if clusters is None else _gather(stats, clusters)
    carries = units.compared.max(axis=-1, initial=0.0) > 0
    at = np.flatnonzero(carries)
    drawn = np.ones((resamples if rng else 0, carries.size))
    left_out = np.ones((at.size, carries.size))
    left_out[np.arange(at.size), at] = 0.0
    if at.size and rng is not None:
        drawn[:, at] = rng.multinomial(at.size, np.full(at.size, 1.0 / at.size), size=resamples)
    return Sampled(units, units.total(), units.weighted(drawn), units.weighted(left_out), int(at.size))


def bounds(
    value: Floats,
    replicates: Floats,
    without_one: Floats,
    method: Method = DEFAULT,
    level: float = LEVEL,
) -> tuple[Floats, Floats]:
    """Low and high ends per figure: value[k] from replicates[sample, k] and without_one[unit, k], nan =
    undefined.

    Ends are nan when the value is, when half of the resamples or more leave the figure undefined, or when
    fewer than two units carry it. No end passes -1 or 1. Raises ValueError for an unknown method.
    """
    if method not in ("percentile", "bca", "jackknife-t"):
        raise ValueError(f"no interval is called {method}")
    kept = (~np.isnan(without_one)).sum(axis=0)
    lasting = (~np.isnan(replicates)).sum(axis=0) * 2 > replicates.shape[0]
    sound = ~np.isnan(value) & (kept >= 2) & (lasting if method != "jackknife-t" else True)
    lean = _lean(without_one, kept)
    if method == "jackknife-t":
        spread = np.sqrt((kept - 1.0) / np.maximum(kept, 1) * (lean**2).sum(axis=0))
        reach = np.array([student_quantile(0.5 + level / 2.0, max(int(n) - 1, 1)) for n in kept]) * spread
        low, high = value - reach, value + reach
    else:
        tails = np.array([[0.5 - level / 2.0], [0.5 + level / 2.0]]) * np.ones(value.shape[0])
        if method == "bca":
            tails = _corrected(value, replicates, lean, tails)
        low, high = _at_shares(replicates, tails)
    return np.where(sound, np.maximum(low, -1.0), np.nan), np.where(sound, np.minimum(high, 1.0), np.nan)


def _lean(without_one: Floats, kept: Ints) -> Floats:
    """Mean of the leave-one-out values minus each of them, 0 where one is undefined."""
    missing = np.isnan(without_one)
    mean = np.where(missing, 0.0, without_one).sum(axis=0) / np.maximum(kept, 1)
    return np.where(missing, 0.0, mean[None, :] - without_one)


def _at_shares(replicates: Floats, shares: Floats) -> tuple[Floats, Floats]:
    """Linear quantiles of each column at its own two shares; nan sorts last and is not counted."""
    ordered = np.sort(replicates, axis=0)
    last = np.maximum((~np.isnan(replicates)).sum(axis=0) - 1, 0)
    place = shares * last[None, :]
    below = np.floor(place).astype(np.int64)
    columns = np.arange(replicates.shape[1])
    lower = ordered[below, columns[None, :]]
    upper = ordered[np.minimum(below + 1, last[None, :]), columns[None, :]]
    low, high = lower + (upper - lower) * (place - below)
    return low, high


def _corrected(value: Floats, replicates: Floats, lean: Floats, tails: Floats) -> Floats:
    """Bias-corrected and accelerated shares; ties count half so that a constant figure is not shifted."""
    there = np.maximum((~np.isnan(replicates)).sum(axis=0), 1)
    below = ((replicates < value).sum(axis=0) + (replicates == value).sum(axis=0) / 2.0) / there
    shift = np.array([normal_quantile(float(p)) for p in np.clip(below, 0.5 / there, 1.0 - 0.5 / there)])
    spread = (lean**2).sum(axis=0) ** 1.5
    speed = np.divide((lean**3).sum(axis=0), 6.0 * spread, out=np.zeros_like(spread), where=spread > 0)
    moved = np.empty_like(tails)
    for row, share in enumerate(tails[:, 0] if tails.shape[1] else ()):
        z = shift + normal_quantile(float(share))
        moved[row] = [normal_cdf(float(x)) for x in shift + z / (1.0 - speed * z)]
    return moved


def figures(
    sampled: Sampled,
    measure: str,
    pair: int | None = None,
    method: Method = DEFAULT,
    level: float = LEVEL,
) -> tuple[tuple[Figure, ...], Figure]:
    """A figure with an interval for every code, and the figure pooled over codes with its own.

    `pair` is an index into `Stats.pairs`; None compares all coders. A code used in fewer than three
    documents gets no interval: leaving out or repeating one of two documents says nothing about other
    documents. Nor does a figure that no document changes, as where all was read alike: an interval without
    width would promise that other documents are read like these. A share is never below 0.
    """
    whole, drawn, left_out = _chosen(sampled, pair)
    low, high = bounds(
        binary.with_pooled(whole, measure),
        binary.with_pooled(drawn, measure),
        binary.with_pooled(left_out, measure),
        method,
        level,
    )
    carriers = n_carriers(sampled, pair)
    low[(carriers < FEWEST) | without_width(low, high)] = np.nan
    if measure in SHARES:
        low = np.maximum(low, 0.0)
    every = [*binary.figures(whole, measure), binary.overall(whole, measure)]
    ended = [
        figure if np.isnan(one) else figure.within(_end(one), _end(other))
        for figure, one, other in zip(every, low.tolist(), high.tolist(), strict=True)
    ]
    return tuple(ended[:-1]), ended[-1]


def without_width(low: Floats, high: Floats) -> Bools:
    """Where both ends of an interval are the same."""
    return np.asarray(high - low < NO_WIDTH)


def n_carriers(sampled: Sampled, pair: int | None = None) -> Ints:
    """In how many documents (or clusters) each code was used where it can be compared; last, any code."""
    units = sampled.units if pair is None else sampled.units.only(pair)
    held = units.used > 0
    return np.append(held.sum(axis=-2), held.any(axis=-1).sum()).astype(np.int64)


def _end(bound: float) -> float | None:
    return None if np.isnan(bound) else float(bound)


def more_units(figure: Figure, n_units: int, wanted: float) -> int | None:
    """About how many more units would bring the interval to plus or minus `wanted`; None where there is none to go by.

    Half the width falls with the root of the number of units, if those to come are like those there are.
    """
    if figure.low is None or figure.high is None or n_units < FEWEST:
        return None
    half = (figure.high - figure.low) / 2.0
    return max(0, math.ceil(n_units * ((half / wanted) ** 2 - 1.0)))


def next_step(figure: Figure) -> float | None:
    """The next narrower half-width of 0.1, 0.05 and 0.02; None without an interval, or where it is narrower still."""
    if figure.low is None or figure.high is None:
        return None
    half = (figure.high - figure.low) / 2.0
    return next((one for one in HALF_WIDTHS if one < half), None)


def share_below(replicates: Floats, threshold: float) -> float | None:
    """Share of resamples below a threshold, or None when the figure is undefined in all of them."""
    there = replicates[~np.isnan(replicates)]
    return float((there < threshold).mean()) if there.size else None


def _chosen(sampled: Sampled, pair: int | None) -> tuple[Stats, Stats, Stats]:
    if pair is None:
        return sampled.whole, sampled.resamples, sampled.without_one
    return sampled.whole.only(pair), sampled.resamples.only(pair), sampled.without_one.only(pair)
