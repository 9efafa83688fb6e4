"""Drawing units by stratum and sharing them out, from a seed alone: whoever has the seed draws the same again.

Chance is a SHA-256 of seed and identifier, so a draw depends on no library's generator and on no order of rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil

__all__ = ["by_chance", "drawn", "shared_out"]


def by_chance(identifiers: Sequence[str], seed: int) -> tuple[str, ...]:
    """The identifiers in the order the seed gives them, each once."""
    return tuple(sorted(dict.fromkeys(identifiers), key=lambda one: (_number(seed, one), one)))


def _number(seed: int, *words: str) -> str:
    return hashlib.sha256("\n".join((str(seed), *words)).encode()).hexdigest()


def drawn(pool: Mapping[str, Sequence[str]], share: float, seed: int) -> dict[str, tuple[str, ...]]:
    """By stratum the units drawn: `share` (above 0, at most 1) of each, rounded up, so at least one of each.

    Raises ValueError for a share outside that.
    """
    if not 0 < share <= 1:
        raise ValueError(share)
    exact = Fraction(str(share))  # 0.1 is a tenth here, so that a tenth of ten is one and not two
    return {name: by_chance(units, seed)[: ceil(exact * len(set(units)))] for name, units in pool.items()}


def shared_out(
    strata: Mapping[str, Sequence[str]], readers: Sequence[str], k: int, seed: int
) -> dict[str, tuple[str, ...]]:
    """By reader the units they read, each unit read by `k` of them.

    Loads differ by one at most, over all and so nearly within each stratum; among equal loads those come together who
    have read together least. Raises ValueError when k is not between one and the number of readers.
    """
    if not 1 <= k <= len(readers):
        raise ValueError(k)
    read: dict[str, list[str]] = {reader: [] for reader in readers}
    together: dict[frozenset[str], int] = {}
    for unit in (unit for units in strata.values() for unit in by_chance(units, seed)):
        chosen: list[str] = []
        for _ in range(k):
            left = [reader for reader in readers if reader not in chosen]
            chosen.append(min(left, key=lambda one: (*_rank(one, chosen, read, together), _number(seed, unit, one))))
        for at, reader in enumerate(chosen):
            read[reader].append(unit)
            for other in chosen[:at]:
                pair = frozenset((reader, other))
                together[pair] = together.get(pair, 0) + 1
    return {reader: tuple(units) for reader, units in read.items()}


def _rank(
    one: str, chosen: Sequence[str], read: Mapping[str, Sequence[str]], together: Mapping[frozenset[str], int]
) -> tuple[int, int]:
    return len(read[one]), sum(together.get(frozenset((one, other)), 0) for other in chosen)
