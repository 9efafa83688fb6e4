"""Gamma: agreement on position and category together, through the best alignment of everybody's units.

Mathet, Widloecher & Metivier 2015. The best alignment is found exactly; the expected disorder is a mean over
shuffled copies of the text, so gamma carries sampling noise and other programs, which shuffle otherwise,
give other numbers. Slow by nature (it grows with overlaps and coders): one document at a time, in the
background.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from anselm.analysis.agreement.result import NO_COMPARISON, NOT_USED, Figure, Floats, defined, undefined

STATES = 400_000
Piece = tuple[float, float, str]


@dataclass(frozen=True, slots=True)
class Dissimilarity:
    """d = alpha * ((|ds| + |de|) / (l1 + l2))^2 * empty + beta * [categories differ] * empty."""

    alpha: float = 1.0
    beta: float = 1.0
    empty: float = 1.0


@dataclass(frozen=True, slots=True)
class Alignment:
    """Disorder of the best alignment and its groups of (coder, unit) indices."""

    disorder: float
    groups: tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True, slots=True)
class Gamma:
    """The figure, the observed disorder, the mean disorder of the samples and its standard error."""

    figure: Figure
    observed: float | None
    expected: float | None
    expected_error: float | None


def _distances(starts: Floats, ends: Floats, names: Sequence[str], d: Dissimilarity) -> Floats:
    apart = np.abs(starts[:, None] - starts[None, :]) + np.abs(ends[:, None] - ends[None, :])
    size = ends - starts
    label = np.unique(np.array(names), return_inverse=True)[1]
    place = (apart / (size[:, None] + size[None, :])) ** 2
    return np.asarray((d.alpha * place + d.beta * (label[:, None] != label[None, :])) * d.empty)


def _groups(coder: Sequence[int], apart: Floats, m: int, empty: float) -> list[list[tuple[float, int]]]:
    """Per unit, the useful groups in which it comes first: (cost, bits of the units).

    A group that costs no less than itself without one unit plus that unit alone is never needed.
    """
    n, pairs = len(coder), m * (m - 1) // 2
    cost: dict[tuple[int, ...], float] = {}

    def price(group: tuple[int, ...]) -> float:
        if len(group) == 1:
            return empty
        known = cost.get(group)
        if known is None:
            inside = math.fsum(float(apart[a, b]) for a, b in combinations(group, 2))
            holes = pairs - len(group) * (len(group) - 1) // 2
            known = cost[group] = (inside + holes * empty) / pairs
        return known

    found: list[list[tuple[float, int]]] = [[(empty, 1 << at)] for at in range(n)]
    widest = (m * pairs) * empty
    for first in range(n):
        near = [at for at in range(first + 1, n) if coder[at] != coder[first] and apart[first, at] < widest]
        grown: list[tuple[int, ...]] = [(first,)]
        while grown:
            group = grown.pop()
            held = {coder[at] for at in group}
            for at in near:
                if at <= group[-1] or coder[at] in held:
                    continue
                wider = (*group, at)
                grown.append(wider)
                if all(price(wider) < price(_less(wider, k)) + empty for k in range(len(wider))):
                    found[first].append((price(wider), sum(1 << k for k in wider)))
    return found


def _less(group: tuple[int, ...], at: int) -> tuple[int, ...]:
    return group[:at] + group[at + 1 :]


def _shares(found: list[list[tuple[float, int]]], n: int) -> list[float]:
    """The least a unit can cost: its part of the cheapest group it could join."""
    least = [math.inf] * n
    for groups in found:
        for price, bits in groups:
            each = price / bits.bit_count()
            for at in range(n):
                if bits >> at & 1 and each < least[at]:
                    least[at] = each
    return least


def _greedy(found: list[list[tuple[float, int]]]) -> float:
    """Cost of a good alignment, to leave hopeless beginnings aside."""
    total, used = 0.0, 0
    for price, bits in sorted((p / b.bit_count(), b) for groups in found for p, b in groups):
        if not bits & used:
            used |= bits
            total += price * bits.bit_count()
    return total


def _cheapest(found: list[list[tuple[float, int]]], limit: int) -> tuple[float, tuple[int, ...]]:
    """Every unit in exactly one group at least cost, unit by unit in reading order over the sets already
    used.
    """
    n = len(found)
    least = _shares(found, n)
    ceiling = _greedy(found) + 1e-9
    ahead = math.fsum(least)
    states: dict[int, tuple[float, float, tuple[int, ...]]] = {0: (0.0, ahead, ())}
    for at in range(n):
        following: dict[int, tuple[float, float, tuple[int, ...]]] = {}
        for used, (paid, rest, path) in states.items():
            if used >> at & 1:
                _keep(following, used, (paid, rest, path))
                continue
            for price, bits in found[at]:
                if bits & used:
                    continue
                left = rest - math.fsum(least[k] for k in range(at, n) if bits >> k & 1)
                if paid + price + left <= ceiling:
                    _keep(following, used | bits, (paid + price, left, (*path, bits)))
        if len(following) > limit:
            raise ValueError("these units overlap too much for an exact best alignment")
        states = {used >> (at + 1) << (at + 1): state for used, state in following.items()}
    paid, _, path = min(states.values(), key=lambda state: state[0])
    return paid, path


def _keep(
    states: dict[int, tuple[float, float, tuple[int, ...]]],
    used: int,
    state: tuple[float, float, tuple[int, ...]],
) -> None:
    held = states.get(used)
    if held is None or state[0] < held[0]:
        states[used] = state


def best_alignment(
    coders: Sequence[Sequence[Piece]], d: Dissimilarity | None = None, limit: int = STATES
) -> Alignment:
    """The alignment of least disorder: sum of group costs over the mean number of units a coder has.

    A group holds at most one unit of each coder and costs the mean of its pairs, a hole counting `empty`.
    Raises ValueError without units or when overlaps make more than `limit` states.
    """
    rule = d or Dissimilarity()
    order = sorted(
        (
            (start, end, name, coder, at)
            for coder, units in enumerate(coders)
            for at, (start, end, name) in enumerate(units)
        ),
        key=lambda unit: (unit[0], unit[1], unit[3], unit[4]),
    )
    if not order or len(coders) < 2:
        raise ValueError("an alignment needs two coders and at least one unit")
    starts, ends = (np.array([unit[k] for unit in order], dtype=np.float64) for k in (0, 1))
    apart = _distances(starts, ends, [unit[2] for unit in order], rule)
    found = _groups([unit[3] for unit in order], apart, len(coders), rule.empty)
    total, path = _cheapest(found, limit)
    groups = tuple(
        tuple((order[k][3], order[k][4]) for k in range(len(order)) if bits >> k & 1) for bits in path
    )
    return Alignment(total / (len(order) / len(coders)), groups)


def _shuffled(
    coders: Sequence[Sequence[Piece]], length: float, rng: np.random.Generator
) -> list[list[Piece]]:
    """A text of chance: each place takes a random coder's units, turned round the text by a random amount."""
    result: list[list[Piece]] = []
    while not any(result):
        result = []
        for _ in coders:
            chosen = coders[int(rng.integers(len(coders)))]
            turn = float(rng.integers(int(length))) if length >= 1 else float(rng.random()) * length
            moved = [
                (start - turn if start >= turn else start - turn + length, end - start, name)
                for start, end, name in chosen
            ]
            result.append([(start, start + size, name) for start, size, name in moved])
    return result


def gamma(
    coders: Sequence[Sequence[Piece]],
    length: float,
    rng: np.random.Generator,
    d: Dissimilarity | None = None,
    n_samples: int = 30,
) -> Gamma:
    """1 - observed / mean disorder of `n_samples` shuffled texts, for one document of `length`.

    Undefined: `no comparison` with fewer than two coders, `not used` without units, or when chance has no
    disorder.
    """
    n = sum(len(units) for units in coders)
    if len(coders) < 2:
        return Gamma(undefined(NO_COMPARISON), None, None, None)
    if n == 0:
        return Gamma(undefined(NOT_USED), None, None, None)
    observed = best_alignment(coders, d).disorder
    drawn = np.array([best_alignment(_shuffled(coders, length, rng), d).disorder for _ in range(n_samples)])
    expected = float(drawn.mean())
    error = float(drawn.std(ddof=1) / math.sqrt(n_samples)) if n_samples > 1 else None
    if expected == 0.0:
        return Gamma(undefined("undefined because chance has no disorder", n), observed, expected, error)
    return Gamma(defined(1.0 - observed / expected, n), observed, expected, error)
