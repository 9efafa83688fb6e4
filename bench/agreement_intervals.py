"""How often 95 % intervals hold the true kappa, by method and number of sources, for a rare and lumpy code.

Run by hand: `python bench/agreement_intervals.py`. The figures chose the default interval.
"""

from __future__ import annotations

import numpy as np

from anselm.analysis.agreement import binary, intervals
from anselm.analysis.agreement.binary import Stats
from anselm.analysis.agreement.intervals import Method
from anselm.analysis.agreement.result import Floats

LENGTH = 45_000
METHODS: tuple[Method, ...] = ("percentile", "bca", "jackknife-t")


def tables(rng: np.random.Generator, n_sources: int) -> Floats:
    """Characters marked by both, first, second, neither in each source: few passages, unevenly spread."""
    rows = np.zeros((n_sources, 4))
    passages = rng.negative_binomial(0.7, 0.7 / (0.7 + 3.0), n_sources)
    for source, count in enumerate(passages):
        size = rng.lognormal(5.3, 0.7, count)
        first, second = rng.random(count) < 0.75, rng.random(count) < 0.7
        shared = size * rng.uniform(0.5, 1.0, count)
        rows[source, 0] = (shared * (first & second)).sum()
        rows[source, 1] = (size * first).sum() - rows[source, 0]
        rows[source, 2] = (size * second).sum() - rows[source, 0]
    rows[:, 3] = LENGTH - rows[:, :3].sum(axis=1)
    return rows


def stats(rows: Floats) -> Stats:
    """One code, two coders, one document a row."""
    both, first, second, neither = (rows[:, k][:, None] for k in range(4))
    length = both + first + second + neither
    return Stats(
        ((0, 1),),
        np.array([[2, 0], [2, 1], [2, 2]], dtype=np.int64),
        np.stack([both, first, second, neither])[None],
        np.stack([neither, first + second, both]),
        np.stack([np.stack([length, both + first]), np.stack([length, both + second])]),
    )


def covered(
    rng: np.random.Generator, n_sources: int, runs: int, truth: float
) -> dict[str, tuple[float, float]]:
    """Share of runs whose interval holds the truth, and the mean width, by method."""
    held: dict[str, list[tuple[bool, float]]] = {method: [] for method in METHODS}
    for _ in range(runs):
        sampled = intervals.sample(stats(tables(rng, n_sources)), rng, 500)
        for method in METHODS:
            (figure,), _ = intervals.figures(sampled, "cohen_kappa", 0, method)
            if figure.low is not None and figure.high is not None:
                held[method].append((figure.low <= truth <= figure.high, figure.high - figure.low))
    return {
        method: (float(np.mean([a for a, _ in rows])), float(np.mean([b for _, b in rows])))
        for method, rows in held.items()
    }


def main() -> None:
    """Print coverage and width for 9 to 100 sources."""
    rng = np.random.default_rng(2024)
    truth = float(binary.values(stats(tables(rng, 200_000)).total(), "cohen_kappa")[0])
    print(f"true kappa {truth:.3f}; share of 95 % intervals that hold it (mean width)")
    for n_sources in (6, 9, 15, 27, 50, 100):
        found = covered(rng, n_sources, 500, truth)
        print(n_sources, "  ".join(f"{method} {a:.2f} ({b:.2f})" for method, (a, b) in found.items()))


if __name__ == "__main__":
    main()
