"""How the stock of codes grew over the interviews, and how much may still be missing.

Input is `marked[unit, code]`, True where the code was used in the unit (interview, participant or team),
rows in the order held. Nothing here decides anything: the rule of a single order is fragile, so it is given
with random orders and with coverage. Codes are not a fixed list of species (they merge and split); say which
codebook was counted.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

Convention = Literal["side by side", "overlapping"]


def incidence(code_sets: Sequence[Iterable[object]]) -> Bools:
    """marked[unit, code] from one set of codes per unit, codes in order of their names."""
    sets = [set(codes) for codes in code_sets]
    names = sorted({code for codes in sets for code in codes}, key=str)
    return np.array([[name in codes for name in names] for codes in sets], dtype=np.bool_).reshape(
        len(sets), len(names)
    )


def new_codes(marked: Bools) -> Ints:
    """How many codes each unit used first, in the order of the rows."""
    if not marked.shape[0]:
        return np.zeros(0, dtype=np.int64)
    used = marked[:, marked.any(axis=0)]
    return np.bincount(used.argmax(axis=0), minlength=marked.shape[0]).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Run:
    """Units first to last (counted from 1), the new codes in them, and new codes over codes of the base."""

    first: int
    last: int
    n_new: int
    share: float


@dataclass(frozen=True, slots=True)
class RunRule:
    """Guest, Namey & Chen 2020: base size, run length, threshold. `at` is the last unit of the first run
    whose share is at most the threshold, None if no run is; `n_later` counts the codes that still came after
    it.
    """

    base: int
    run: int
    threshold: float
    convention: Convention
    n_base_codes: int
    runs: tuple[Run, ...]
    at: int | None
    n_later: int | None
    undefined: str | None


def run_rule(
    marked: Bools,
    base: int = 4,
    run: int = 2,
    threshold: float = 0.05,
    convention: Convention = "overlapping",
) -> RunRule:
    """New codes per run over codes of the base, in the order of the rows.

    `overlapping` runs slide by one unit (5-6, 6-7, ...); `side by side` runs do not (5-6, 7-8, ...). The two
    can give different units; show both. Undefined when the base holds no code. Raises ValueError for sizes
    below 1.
    """
    if base < 1 or run < 1:
        raise ValueError("base and run hold at least one unit")
    fresh = new_codes(marked)
    n_base = int(fresh[:base].sum())
    if n_base == 0:
        return RunRule(
            base, run, threshold, convention, 0, (), None, None, "undefined because the base holds no code"
        )
    starts = range(base, len(fresh) - run + 1, 1 if convention == "overlapping" else run)
    totals = [int(fresh[start : start + run].sum()) for start in starts]
    runs = tuple(
        Run(start + 1, start + run, total, total / n_base)
        for start, total in zip(starts, totals, strict=True)
    )
    at = next((one.last for one in runs if one.share <= threshold + 1e-12), None)
    later = None if at is None else int(fresh[at:].sum())
    return RunRule(base, run, threshold, convention, n_base, runs, at, later, None)


@dataclass(frozen=True, slots=True)
class Orders:
    """The rule over random orders: how often some run meets it, and at which unit; and bands of the curve.

    `share_met` of the orders meet it; `median` and `p90` are over those. `low`, `middle`, `high` are 2.5, 50
    and 97.5 % of the codes seen after 1, 2, ... units.
    """

    n_orders: int
    share_met: float
    median: float | None
    p90: float | None
    low: tuple[float, ...]
    middle: tuple[float, ...]
    high: tuple[float, ...]


def random_orders(
    marked: Bools,
    rng: np.random.Generator,
    n_orders: int = 1000,
    base: int = 4,
    run: int = 2,
    threshold: float = 0.05,
    convention: Convention = "overlapping",
) -> Orders:
    """The run rule and the curve over `n_orders` random orders of the units drawn from `rng`."""
    used = marked[:, marked.any(axis=0)]
    units = marked.shape[0]
    place = np.argsort(rng.random((n_orders, units)), axis=1).argsort(axis=1)
    fresh = np.zeros((n_orders, units), dtype=np.int64)
    for code in range(used.shape[1]):
        first = place[:, used[:, code]].min(axis=1)
        fresh[np.arange(n_orders), first] += 1
    curve = np.cumsum(fresh, axis=1)
    at = _first_met(curve, base, run, threshold, convention)
    met = at[at > 0]
    bands = np.quantile(curve, (0.025, 0.5, 0.975), axis=0) if units else np.zeros((3, 0))
    return Orders(
        n_orders,
        float(met.size / n_orders) if n_orders else 0.0,
        float(np.median(met)) if met.size else None,
        float(np.quantile(met, 0.9)) if met.size else None,
        tuple(map(float, bands[0])),
        tuple(map(float, bands[1])),
        tuple(map(float, bands[2])),
    )


def _first_met(curve: Ints, base: int, run: int, threshold: float, convention: Convention) -> Ints:
    """Last unit (from 1) of the first run meeting the rule in each order, 0 where none does."""
    units = curve.shape[1]
    starts = np.arange(base, units - run + 1, 1 if convention == "overlapping" else run)
    if not starts.size:
        return np.zeros(curve.shape[0], dtype=np.int64)
    in_base = curve[:, base - 1].astype(np.float64)
    fresh = curve[:, starts + run - 1] - curve[:, starts - 1]
    meets = (fresh <= (threshold + 1e-12) * in_base[:, None]) & (in_base[:, None] > 0)
    first = meets.argmax(axis=1)
    return np.where(meets.any(axis=1), starts[first] + run, 0).astype(np.int64)


def accumulation(counts: Ints, n_units: int) -> Floats:
    """Expected codes after t = 1..m units over all orders, exactly: sum_c 1 - C(m - q_c, t) / C(m, t) (Mao
    Tau).

    `counts[code]` is the number of units that used the code. No simulation.
    """
    held = np.asarray(counts, dtype=np.int64)
    held = held[held > 0]
    missed = np.ones(held.size)
    curve = np.zeros(n_units)
    for t in range(1, n_units + 1):
        # C(m-q, t) / C(m, t) grows from the last t by (m - q - t + 1) / (m - t + 1).
        missed = missed * np.maximum(n_units - held - t + 1, 0) / (n_units - t + 1)
        curve[t - 1] = (1.0 - missed).sum()
    return curve


@dataclass(frozen=True, slots=True)
class Richness:
    """An estimate of the number of codes there would be, with a log-normal interval where one is defined."""

    value: float
    standard_error: float | None = None
    low: float | None = None
    high: float | None = None


def _rare(counts: Ints) -> tuple[int, float, float]:
    held = np.asarray(counts)
    return int((held > 0).sum()), float((held == 1).sum()), float((held == 2).sum())


def chao2(counts: Ints, n_units: int) -> Richness:
    """S + (m-1)/m * Q1^2 / (2 Q2), with Q1 (Q1 - 1) / 2 when no code was used exactly twice. Chao 1987."""
    seen, once, twice = _rare(counts)
    share = (n_units - 1) / n_units if n_units else 0.0
    if twice:
        ratio = once / twice
        value = seen + share * once * ratio / 2.0
        variance = twice * (share * ratio**2 / 2.0 + share**2 * ratio**3 + share**2 * ratio**4 / 4.0)
    else:
        value = seen + share * once * (once - 1.0) / 2.0
        variance = share * once * (once - 1.0) / 2.0 + share**2 * once * (2.0 * once - 1.0) ** 2 / 4.0
        variance -= share**2 * once**4 / (4.0 * value) if value else 0.0
    return _log_normal(value, seen, math.sqrt(max(variance, 0.0)))


def chao2_corrected(counts: Ints, n_units: int) -> float:
    """Bias-corrected: S + (m-1)/m * Q1 (Q1 - 1) / (2 (Q2 + 1))."""
    seen, once, twice = _rare(counts)
    return (
        seen + (n_units - 1) / n_units * once * (once - 1.0) / (2.0 * (twice + 1.0))
        if n_units
        else float(seen)
    )


def chao1(abundances: Ints) -> float:
    """Bias-corrected Chao 1 over numbers of codings: S + f1 (f1 - 1) / (2 (f2 + 1))."""
    seen, once, twice = _rare(abundances)
    return seen + once * (once - 1.0) / (2.0 * (twice + 1.0))


def _log_normal(value: float, seen: int, error: float) -> Richness:
    if error == 0.0 or value <= seen:
        return Richness(value, error)
    beyond = value - seen
    factor = math.exp(1.959963984540054 * math.sqrt(math.log(1.0 + (error / beyond) ** 2)))
    return Richness(value, error, seen + beyond / factor, seen + beyond * factor)


def jackknife1(counts: Ints, n_units: int) -> float:
    """S + Q1 (m-1) / m."""
    seen, once, _ = _rare(counts)
    return seen + once * (n_units - 1) / n_units if n_units else float(seen)


def jackknife2(counts: Ints, n_units: int) -> float:
    """S + Q1 (2m-3) / m - Q2 (m-2)^2 / (m (m-1)); with one unit the number seen."""
    seen, once, twice = _rare(counts)
    if n_units < 2:
        return float(seen)
    return seen + once * (2 * n_units - 3) / n_units - twice * (n_units - 2) ** 2 / (n_units * (n_units - 1))


def coverage_based(counts: Ints, n_units: int | None = None, cut: int = 10) -> float | None:
    """ICE when `n_units` is given, ACE of abundances when not: S_freq + S_inf / C + Q1 / C * g^2. Chao & Lee
    1992.

    None when every infrequent code was used once (C = 0).
    """
    held = np.asarray(counts, dtype=np.int64)
    rare = held[(held > 0) & (held <= cut)]
    frequent, once, total = int((held > cut).sum()), float((rare == 1).sum()), float(rare.sum())
    if not rare.size:
        return float(frequent)
    share = 1.0 - once / total
    if share == 0.0:
        return None
    spread = float((rare * (rare - 1)).sum())
    if n_units is None:
        lean = rare.size / share * spread / (total * (total - 1.0)) - 1.0 if total > 1 else 0.0
    else:
        # The units that hold an infrequent code are not known from counts alone; all units are taken.
        scale = n_units / (n_units - 1.0) if n_units > 1 else 1.0
        lean = rare.size / share * scale * spread / total**2 - 1.0
    return frequent + rare.size / share + once / share * max(lean, 0.0)


def coverage(counts: Ints, n_units: int) -> float | None:
    """Share of code uses that belong to codes already seen: 1 - Q1/U * (m-1) Q1 / ((m-1) Q1 + 2 Q2).

    Chao & Jost 2012. None when no code was used or there is one unit only.
    """
    _, once, twice = _rare(counts)
    uses = float(np.asarray(counts).sum())
    if uses == 0 or n_units < 2:
        return None
    if once == 0:
        return 1.0
    return 1.0 - once / uses * _left(once, twice, n_units)


def _left(once: float, twice: float, n_units: int) -> float:
    """The factor by which the uncovered share shrinks with each further unit; Q2 = 0 takes its corrected
    form.
    """
    top = (n_units - 1) * (once if twice else once - 1.0)
    bottom = top + 2.0 * (twice or 1.0)
    return top / bottom if bottom > 0 else 0.0


def good_turing(counts: Ints) -> float | None:
    """1 - Q1/U. None when no code was used."""
    _, once, _ = _rare(counts)
    uses = float(np.asarray(counts).sum())
    return 1.0 - once / uses if uses else None


def units_still_needed(counts: Ints, n_units: int, wanted: float) -> int | None:
    """Further units expected to bring coverage to `wanted`, by extrapolation; 0 when reached, None when
    never.
    """
    now = coverage(counts, n_units)
    if now is None or not 0.0 < wanted < 1.0:
        return None
    if now >= wanted:
        return 0
    _, once, twice = _rare(counts)
    left = _left(once, twice, n_units)
    if not 0.0 < left < 1.0:
        return None
    return math.ceil(math.log((1.0 - wanted) / (1.0 - now)) / math.log(left))


def meaning(first_seen: Mapping[str, Sequence[int]]) -> dict[str, int]:
    """Per code, the last unit (from 1) that brought a new dimension of it. Hennink, Kaiser & Marconi 2017.

    `first_seen[code]` lists the unit in which each of its dimensions was first recorded; codes without are
    left out.
    """
    return {code: max(units) for code, units in sorted(first_seen.items()) if units}
